import CatalogModel
import Migrations
import SQLSyntax
import Simulation

/// An object of an earlier migration that `Depends` doesn't lead to.
struct DependsUndeclared: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let header = context.migration.header
    // A list that can't be read is another rule's: `header-malformed`.
    guard header.dependencies.allSatisfy({ MigrationVersion.isVersion($0.value) }) else { return [] }
    var uses = DependsUndeclared.uses(in: context)
    guard !uses.isEmpty else { return [] }
    uses = uses.filter { !context.series.leads(from: header, to: $0.version) }
    // Of two that are missing, the one that the other leads to needn't be named.
    let missing = uses.filter { use in
      !uses.contains { $0.version != use.version && context.series.leads(from: $0.version, to: use.version) }
    }
    let list = (header.dependencies.map(\.value) + missing.map(\.version)).joined(separator: ", ")
    return missing.map { use in
      Finding(
        "\(use.kind.rawValue) `\(use.name)` comes from migration \(use.version), which `Depends` doesn't name",
        at: use.range, label: "uses `\(use.name)`",
        notes: use.others.isEmpty
          ? [] : ["it also uses " + use.others.map { "`\($0)`" }.joined(separator: ", ") + " of \(use.version)"],
        help: "write `-- Depends: \(list)`")
    }
  }

  /// What a migration uses of another one: what first, and where.
  private struct Use {
    var version: String
    var kind: ObjectKind
    var name: String
    var range: Range<Int>
    var others: [String] = []
  }

  /// The uses by the migration that made what is used, in the order of the statements.
  private static func uses(in context: MigrationContext) -> [Use] {
    var uses: [Use] = []
    for step in context.simulated.up.steps {
      let names = step.outcome.uses.filter { context.series.makers[$0] != nil }
      for name in names.sorted() {
        guard let version = context.series.makers[name], let kind = step.before.kind(of: name) else { continue }
        let shown = name.name.isEmpty ? Identifier.quoted(name.schema) : name.short
        if let index = uses.firstIndex(where: { $0.version == version }) {
          if uses[index].name != shown, !uses[index].others.contains(shown) { uses[index].others.append(shown) }
        } else {
          uses.append(Use(version: version, kind: kind, name: shown, range: step.statement.range))
        }
      }
    }
    return uses
  }
}

extension Catalog {
  /// What a name means; a schema's is empty in the schema.
  fileprivate func kind(of name: QualifiedName) -> ObjectKind? {
    if name.name.isEmpty { return .schema }
    if let table = tables[name] { return table.identity.kind }
    if let view = views[name] { return view.kind }
    if let routine = routinesByName[name]?.first.flatMap({ routines[$0] }) { return routine.kind }
    if let type = types[name] { return type.identity.kind }
    if indexes[name] != nil { return .index }
    return sequences[name] == nil ? nil : .sequence
  }
}
