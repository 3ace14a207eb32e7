package import CatalogModel
import Diagnostics
import SQLSyntax

/// The statements that bring a live schema to the expected one, where they differ in what is somebody's concern.
package struct LiveRepair: Sendable {
  /// In an order in which each finds what it needs, with what they cost.
  package private(set) var statements: [RepairStatement] = []
  /// What no statement does.
  package let notes: [RepairNote]
  /// The differences that remain after the statements.
  package let rest: [CatalogDiff.Change]

  /// Finds the statements for some of the changes that lead from the expected schema to the live one.
  package init(from live: Catalog, to expected: Catalog, undoing changes: [CatalogDiff.Change]) {
    let wanted = Set(changes.map(\.object))
    let left = CatalogDiff(from: expected, to: live).changes.filter { !wanted.contains($0.object) }
    let target = LiveRepair.target(expected, keeping: left.map(\.object), of: live)
    let repair = Repair(from: live, to: target, options: .init(names: .qualified, remakesEnums: true))
    notes = repair.notes
    let kept = Set(left.map(\.object))
    var session = Session(catalog: live)
    for statement in repair.statements where !kept.contains(statement.object) {
      guard let parsed = Script(SourceText(path: "repair", text: statement.sql)).statements.first else { continue }
      let before = session.catalog
      let outcome = session.apply(parsed.value)
      if statement.isObserved {
        session.catalog.adopt(statement.object, of: expected, isNew: statement.isCreation)
      }
      var copy = statement
      copy.notes += LiveRepair.locks(outcome, before).filter { !statement.notes.contains($0) }
      statements.append(copy)
    }
    rest = CatalogDiff(from: expected, to: session.catalog).changes.filter { wanted.contains($0.object) }
  }

  /// The expected schema with what is nobody's concern as it is in the live one: nothing is to be made or dropped of it.
  private static func target(_ expected: Catalog, keeping objects: [ObjectIdentity], of live: Catalog) -> Catalog {
    var target = expected
    // Roles belong to the server: none is dropped.
    for role in live.roles.values where target.roles[role.name] == nil || objects.contains(role.identity) {
      target.store(role)
    }
    for object in objects where object.parent == nil { keep(object, of: live, in: &target) }
    return target
  }

  private static func keep(_ object: ObjectIdentity, of live: Catalog, in target: inout Catalog) {
    let name = object.ownName ?? QualifiedName(schema: "", name: object.name)
    switch object.kind {
    case .schema:
      if let schema = live.schemas[object.name] { target.store(schema) } else { target.removeSchema(object.name) }
    case .extension:
      if let found = live.extensions[object.name] { target.store(found) } else { target.removeExtension(object.name) }
    case .table, .foreignTable:
      guard let table = live.tables[name] else { return }
      // Members of a table that both sides have are told apart by their statements.
      if target.tables[name] == nil { target.store(table) }
      for index in table.indexNames.compactMap({ live.indexes[QualifiedName(schema: name.schema, name: $0)] })
      where target.indexes[index.name] == nil && index.isForConstraint {
        target.store(index)
      }
    case .view, .materializedView:
      if let view = live.views[name] { target.store(view) } else { target.removeView(name) }
    case .index:
      if let index = live.indexes[name] { target.store(index) } else { target.removeIndex(name) }
    case .sequence:
      if let sequence = live.sequences[name] { target.store(sequence) } else { target.removeSequence(name) }
    case .type, .domain:
      if let type = live.types[name] { target.store(type) } else { target.removeType(name) }
    case .function, .procedure, .aggregate:
      guard let routine = live.routines.values.first(where: { $0.identity == object }) else { return }
      target.store(routine)
    default:
      if let other = live.others[object] { target.store(other) } else { target.removeOther(object) }
    }
  }

  /// What a statement makes others wait for.
  private static func locks(_ outcome: Outcome, _ before: Catalog) -> [RepairNote] {
    let read = outcome.scans.filter { table in
      before.tables[table] != nil && !outcome.rewrites.contains(table)
    }
    return read.compactMap { table in
      guard let lock = outcome.locks.first(where: { $0.relation == table }), lock.mode.blocksWrites else { return nil }
      let who = lock.mode.blocksReads ? "nobody can use it" : "nobody can write to it"
      return RepairNote(.heavyLock, "all of `\(table.short)` is read under a \(lock.mode) lock, and \(who) meanwhile")
    }
      + outcome.rewrites.filter { before.tables[$0] != nil }.map { table in
        RepairNote(.heavyLock, "all of `\(table.short)` is written anew, and nobody can use it meanwhile")
      }
  }
}
