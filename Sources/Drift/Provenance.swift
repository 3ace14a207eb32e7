package import CatalogModel
import SQLSyntax
package import Simulation

/// The statements of the migrations by which some objects and their properties came to be what they are.
package struct Provenance: Sendable {
  private struct Record {
    var made: StatementPlace?
    var dropped: StatementPlace?
    var properties: [String: StatementPlace] = [:]
  }

  /// The kinds of which a relation or a type holds all.
  private static let kindsInPlace: Set<ObjectKind> = [
    .table, .foreignTable, .column, .policy, .trigger, .view, .materializedView, .index, .sequence, .type, .domain,
    .attribute, .domainConstraint,
  ]

  private var records: [ObjectIdentity: Record] = [:]
  /// The names that objects had before, which weren't followed and should have been.
  package private(set) var earlierNames: Set<ObjectIdentity> = []

  /// Follows objects; `note` has to be told of every migration, in order.
  package init(of objects: some Swift.Sequence<ObjectIdentity>) {
    for object in objects {
      records[object] = Record()
      if let parent = object.parent { records[ObjectIdentity(.table, parent)] = Record() }
    }
  }

  /// Where an object was made, or where its property got its value; `nil` where the migrations don't say it.
  package func place(of object: ObjectIdentity, _ property: String? = nil) -> StatementPlace? {
    guard let record = records[object] else { return nil }
    return property.flatMap { record.properties[$0] } ?? record.made
  }

  /// Where an object was dropped that isn't there at the end.
  package func dropPlace(of object: ObjectIdentity) -> StatementPlace? {
    guard let record = records[object], record.made == nil else { return nil }
    return record.dropped
  }

  /// Notes what a migration's UP does to the objects.
  package mutating func note(_ run: ScriptRun) {
    guard run.succeeds else { return }
    for step in run.steps where step.outcome.error == nil {
      let place = StatementPlace(step, in: run)
      let before = records
      for object in before.keys { note(object, step, place, before) }
    }
  }

  private mutating func note(
    _ object: ObjectIdentity, _ step: ScriptRun.Step, _ place: StatementPlace, _ earlier: [ObjectIdentity: Record]
  ) {
    // Most statements are about other objects; a constraint may also be what its index is.
    if let name = object.parent ?? object.ownName, Provenance.kindsInPlace.contains(object.kind),
      step.before.isUntouched(name, in: step.after)
    {
      return
    }
    let (before, after) = (step.before.attributes(of: object), step.after.attributes(of: object))
    guard before != after else { return }
    guard let after else {
      records[object]?.dropped = place
      records[object]?.made = nil
      records[object]?.properties = [:]
      return
    }
    if before == nil { return note(new: object, step, place, earlier) }
    let old = Dictionary((before ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for name in Set(old.keys).union(new.keys) where old[name] != new[name] && name != Attribute.position {
      records[object]?.properties[name] = place
    }
  }

  /// Of an object that was there under another name all that was known of it stays.
  private mutating func note(
    new object: ObjectIdentity, _ step: ScriptRun.Step, _ place: StatementPlace, _ earlier: [ObjectIdentity: Record]
  ) {
    records[object] = Record(made: place)
    guard let old = earlierName(of: object, step) else { return }
    guard let record = earlier[old] else {
      earlierNames.insert(old)
      return
    }
    var copy = record
    copy.dropped = nil
    copy.made = record.made ?? place
    records[object] = copy
  }

  private func earlierName(of object: ObjectIdentity, _ step: ScriptRun.Step) -> ObjectIdentity? {
    switch step.statement.value {
    case .rename, .setSchema, .alterTable: break
    default: return nil
    }
    let gone = CatalogDiff(from: step.before, to: step.after).changes.filter {
      $0.kind == .removed && $0.object.kind == object.kind
    }
    let candidates = gone.map(\.object).filter { $0.name == object.name || $0.parent == object.parent }
    return candidates.first { $0.name == object.name } ?? (candidates.count == 1 ? candidates[0] : nil)
  }
}
