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
    guard middle[change.object] != nil else { return change.kind == .removed }
    switch change.kind {
    case .added: return true
    case .removed: return false
    case .changed, .moved:
      let values = middleValues(change.object)
      return change.attributes.contains { values[$0.name] != $0.before }
    }
  }

  /// An object's properties between UP and DOWN.
  private func middleValues(_ object: ObjectIdentity) -> [String: String] {
    Dictionary((middle[object] ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - Words

  /// What became of an object, and why.
  func note(_ change: CatalogDiff.Change) -> String {
    let isOfUp = isOfUp(change)
    let cause = cause(of: change, in: isOfUp ? up : down)
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
      let isMade = cause?.outcome.created.contains(change.object) ?? false
      return "\(change.object) is changed: \(isOfUp ? "UP" : "DOWN") \(isMade ? "makes it anew" : "changes it")\(line)"
        + (isOfUp ? rest(change, form) : "") + values(change)
    }
  }

  /// What DOWN does about a change of UP.
  private func rest(_ change: CatalogDiff.Change, _ form: String) -> String {
    let values = middleValues(change.object)
    guard change.attributes.contains(where: { values[$0.name] != $0.after }), let step = cause(of: change, in: down)
    else {
      return ", and no `\(form)` in DOWN restores it"
    }
    return ", and DOWN makes it something else \(place(step))"
  }

  /// What would put it right, as an imperative.
  func remedy(_ change: CatalogDiff.Change) -> String? {
    if !isOfUp(change), change.kind != .changed {
      return cause(of: change, in: down).map { "remove the statement \(place($0)) from DOWN" }
    }
    return Remedy(change).statement.map { "add `\($0)` to DOWN" }
      ?? "bring back in DOWN with `\(Remedy(change).form)` what was there before UP"
  }
}
