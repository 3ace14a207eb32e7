import CatalogModel
import SQLSyntax
import Simulation

/// What a DOWN leaves, loses or changes, with the statements that are to blame.
struct Residue {
  let simulated: SimulatedMigration
  let up: ScriptRun
  let down: ScriptRun
  /// The changes, those of a table's members left out where the table itself is left or lost.
  let changes: [CatalogDiff.Change]
  /// What there is between UP and DOWN.
  private let middle: [ObjectIdentity: [Attribute]]

  init?(_ diff: CatalogDiff, of simulated: SimulatedMigration) {
    guard let down = simulated.down else { return nil }
    self.simulated = simulated
    up = simulated.up
    self.down = down
    middle = simulated.up.after.objects
    let whole = Set(diff.changes.filter { $0.kind == .added || $0.kind == .removed }.compactMap(\.object.ownName))
    let catalogs = [simulated.up.before, down.after]
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
    guard let attributes = middle[change.object] else { return change.kind == .removed }
    switch change.kind {
    case .added: return true
    case .removed: return false
    case .changed, .moved:
      let values = Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      return change.attributes.contains { values[$0.name] != $0.before }
    }
  }

  /// The statement that did it last.
  func cause(of change: CatalogDiff.Change) -> ScriptRun.Step? {
    let steps = (isOfUp(change) ? up : down).steps.reversed()
    let object = change.object
    func touches(_ objects: [ObjectIdentity]) -> Bool { objects.contains(object) }
    func touchesOwner(_ objects: [ObjectIdentity]) -> Bool {
      objects.contains { $0.parent == nil && $0.ownName == object.parent }
    }
    return steps.first { touches($0.outcome.created + $0.outcome.changed + $0.outcome.dropped) }
      ?? steps.first {
        object.parent != nil && touchesOwner($0.outcome.created + $0.outcome.changed + $0.outcome.dropped)
      }
      ?? steps.first { $0.before.objects[object] != $0.after.objects[object] }
  }

  /// Where a statement is, for a sentence: `on line 7`.
  func place(_ step: ScriptRun.Step) -> String {
    "on line \(simulated.migration.source.position(at: step.statement.range.lowerBound).line)"
  }

  // MARK: - Words

  /// What became of an object, and why.
  func note(_ change: CatalogDiff.Change) -> String {
    let isOfUp = isOfUp(change)
    let cause = cause(of: change)
    let line = cause.map { " \(place($0))" } ?? ""
    let form = Remedy(change).form
    switch change.kind {
    case .added:
      guard isOfUp else { return "\(change.object) is left: DOWN makes it\(line), and it wasn't there before UP" }
      return "\(change.object) is left: UP makes it\(line), and no `\(form)` takes it back" + misses(change)
    case .removed:
      guard isOfUp else {
        return "\(change.object) is lost: DOWN drops it\(line), and UP didn't make it" + found(change)
      }
      return "\(change.object) is lost: UP drops it\(line), and no `\(form)` brings it back" + values(change)
    case .changed, .moved:
      let verb =
        cause.map { $0.outcome.created.contains(change.object) ? "makes it anew" : "changes it" } ?? "changes it"
      let rest = isOfUp ? ", and no `\(form)` in DOWN restores it" : ""
      return "\(change.object) is changed: \(isOfUp ? "UP" : "DOWN") \(verb)\(line)\(rest)" + values(change)
    }
  }

  /// What would put it right, as an imperative.
  func remedy(_ change: CatalogDiff.Change) -> String? {
    if !isOfUp(change), change.kind != .changed {
      return cause(of: change).map { "remove the statement \(place($0)) from DOWN" }
    }
    return Remedy(change).statement.map { "add `\($0)` to DOWN" } ?? "add the `\(Remedy(change).form)` that DOWN lacks"
  }
}
