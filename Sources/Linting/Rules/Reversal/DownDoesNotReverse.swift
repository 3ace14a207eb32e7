import CatalogModel
import Simulation

/// A DOWN that leaves, loses or changes something.
struct DownDoesNotReverse: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    // A DOWN that does nothing at all has a finding of its own.
    guard case .no(let diff) = context.simulated.reversal, let start = context.downStart,
      !DownEmpty.applies(to: context.simulated), let residue = Residue(diff, of: context.simulated)
    else { return [] }
    return [
      Finding(
        DownDoesNotReverse.message(residue), at: start.range, of: start.source,
        label: "after it the schema isn't what it was before UP",
        notes: residue.changes.map(residue.note) + redo(context.simulated), help: DownDoesNotReverse.help(residue))
    ]
  }

  private static func message(_ residue: Residue) -> String {
    if residue.changes.count == 1 {
      let change = residue.changes[0]
      guard change.kind == .changed else { return "DOWN \(verbs[change.kind] ?? "changes") \(change.object)" }
      let names = change.attributes.map { "`\($0.name)`" }.joined(separator: " and ")
      return "DOWN doesn't restore \(names) of \(change.object)"
    }
    let counts = [CatalogDiff.Change.Kind.added, .removed, .changed, .moved].compactMap { kind -> String? in
      let count = residue.changes.count { $0.kind == kind }
      guard count > 0, let verb = verbs[kind] else { return nil }
      return "\(verb) \(count == 1 ? "1 object" : "\(count) objects")"
    }
    return "DOWN doesn't reverse UP: it " + counts.joined(separator: ", ")
  }

  private static let verbs: [CatalogDiff.Change.Kind: String] = [
    .added: "leaves", .removed: "loses", .changed: "changes", .moved: "moves",
  ]

  private static func help(_ residue: Residue) -> String {
    if residue.changes.contains(where: \.addsEnumValue) {
      return "say so with `-- Irreversible: reason` in the header: PostgreSQL can't remove a value from an enum"
    }
    guard residue.changes.count == 1, let statement = residue.remedy(residue.changes[0]) else {
      return "take back in DOWN what the notes list, in the reverse order of UP"
    }
    return statement
  }

  /// What happens when UP is applied again all the same.
  private func redo(_ simulated: SimulatedMigration) -> [String] {
    guard let error = simulated.redo?.failure?.outcome.error else { return [] }
    return ["applying UP again then fails: \(error.message) (\(error.sqlState))"]
  }
}
