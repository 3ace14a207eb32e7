package import CatalogModel
import SQLSyntax

/// What a DOWN leaves, loses or changes, with the statements that are to blame.
package struct Residue: Sendable {
  let simulated: SimulatedMigration
  let up: ScriptRun
  let down: ScriptRun
  /// The changes, those of a table's members left out where the table itself is left or lost.
  package let changes: [CatalogDiff.Change]
  /// What there is between UP and DOWN.
  private let middle: Catalog

  /// The residue that the simulation found, or that a rehearsal did: then with the server's catalog after UP.
  package init?(_ diff: CatalogDiff, of simulated: SimulatedMigration, afterUp: Catalog? = nil) {
    guard let down = simulated.down else { return nil }
    self.simulated = simulated
    up = simulated.up
    self.down = down
    middle = afterUp ?? simulated.up.after
    let whole = Set(diff.changes.filter { $0.kind == .added || $0.kind == .removed }.compactMap(\.object.ownName))
    let catalogs = [simulated.up.before, middle, down.after]
    changes = diff.changes.filter { change in
      !catalogs.contains { Residue.owner(of: change.object, in: $0).map(whole.contains) ?? false }
    }
  }

  /// The relation or the type that an object comes and goes with.
  private static func owner(of object: ObjectIdentity, in catalog: Catalog) -> QualifiedName? {
    if let parent = object.parent { return parent }
    guard let name = object.ownName else { return nil }
    switch object.kind {
    case .index: return catalog.indexes[name]?.table
    case .sequence: return catalog.sequences[name]?.owner?.table
    default: return nil
    }
  }

  // MARK: - Why

  /// Whether UP did it, rather than DOWN.
  func isOfUp(_ change: CatalogDiff.Change) -> Bool {
    guard middle.attributes(of: change.object) != nil else { return change.kind == .removed }
    switch change.kind {
    case .added: return true
    case .removed: return false
    case .changed, .moved:
      let values = middleValues(change.object)
      return change.attributes.contains { values[$0.name] != $0.before }
    }
  }

  /// An object's properties between UP and DOWN.
  func middleValues(_ object: ObjectIdentity) -> [String: String] {
    let attributes = middle.attributes(of: object) ?? []
    return Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - Words

  /// What became of an object, and why, in the words of a finding at a line of the migration's file.
  package func note(_ change: CatalogDiff.Change) -> String {
    let cause = cause(of: change)
    let line = cause.statement.map { " \(place($0))" } ?? ""
    let rest = cause.rest(place)
    switch change.kind {
    case .added: return "\(change.object) is left: \(cause.script.rawValue) makes it\(line), and \(rest)"
    case .removed:
      return "\(change.object) is lost: \(cause.script.rawValue) drops it\(line), and \(rest)"
        + (cause.script == .up ? values(change) : "")
    case .changed, .moved:
      let verb = cause.verb == .madeAnew ? "makes it anew" : "changes it"
      return "\(change.object) is changed: \(cause.script.rawValue) \(verb)\(line)"
        + (rest.isEmpty ? "" : ", and \(rest)") + values(change)
    }
  }

  /// What would put it right, as an imperative.
  package func remedy(_ change: CatalogDiff.Change) -> String? {
    let cause = cause(of: change)
    if cause.script == .down, change.kind != .changed {
      return cause.statement.map { "remove the statement \(place($0)) from DOWN" }
    }
    return Remedy(change).statement.map { "add `\($0)` to DOWN" }
      ?? "bring back in DOWN with `\(Remedy(change).form)` what was there before UP"
  }

  /// Where a statement is, for a sentence about the migration's file: `on line 7`.
  func place(_ statement: StatementPlace) -> String {
    let file = statement.source.path == simulated.migration.path ? "" : " of `\(statement.source.path)`"
    return "on line \(statement.line)\(file)"
  }
}
