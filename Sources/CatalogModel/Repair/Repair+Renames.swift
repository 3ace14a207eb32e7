package import SQLSyntax

/// A statement that was applied, with what it found.
package struct AppliedStatement: Sendable {
  package var statement: Statement
  package var before: Catalog
  package var outcome: Outcome
  package var searchPath: [String]

  package init(statement: Statement, before: Catalog, outcome: Outcome, searchPath: [String]) {
    self.statement = statement
    self.before = before
    self.outcome = outcome
    self.searchPath = searchPath
  }
}

extension Repair {
  /// A rename, the other way round.
  private struct Undo {
    var sql: String
    var object: ObjectIdentity
    /// What must not be there before the old name can come back.
    var occupant: Removal?
    /// The old name, where it is one among those of all relations.
    var relation: QualifiedName?
  }

  /// Takes the renames of some statements back, the last first.
  ///
  /// What the statements made themselves needs no old name: it goes.
  mutating func undoRenames(in steps: [AppliedStatement]) {
    var made = Made()
    var undos: [Undo] = []
    for step in steps where step.outcome.error == nil && !step.outcome.isNoOp {
      made.insert(step.outcome.created)
      if let undo = undo(step, &made) { undos.append(undo) }
    }
    isOwn = made.names
    for undo in undos.reversed() {
      if emit(undo.sql, undo.object) { continue }
      guard let occupant = occupant(of: undo) else { continue }
      let state = self
      remove(occupant)
      // Where the name was not what was in the way, its owner stays.
      if !emit(undo.sql, undo.object) { self = state }
    }
  }

  /// What has the name that is to come back.
  private func occupant(of undo: Undo) -> Removal? {
    if let occupant = undo.occupant, exists(occupant) { return occupant }
    guard let name = undo.relation, let index = catalog.indexes[name] else { return nil }
    if isOwn.contains(index.table) { return .table(index.table) }
    return index.isForConstraint ? .constraint(index.table, name.name) : .index(name)
  }

  /// The objects that statements made.
  private struct Made {
    var names: Set<QualifiedName> = []
    var members: Set<ObjectIdentity> = []

    mutating func insert(_ created: [ObjectIdentity]) {
      for object in created {
        if object.parent == nil, let name = object.ownName { names.insert(name) } else { members.insert(object) }
      }
    }

    func contains(_ name: QualifiedName) -> Bool { names.contains(name) }

    func contains(_ kind: ObjectKind, _ member: String, of parent: QualifiedName) -> Bool {
      names.contains(parent) || members.contains(ObjectIdentity(kind, member, on: parent))
    }

    /// Lets what was made follow a rename.
    mutating func rename(_ old: QualifiedName, to new: QualifiedName) {
      if names.remove(old) != nil { names.insert(new) }
      members = Set(members.map { $0.parent == old ? ObjectIdentity($0.kind, $0.name, on: new) : $0 })
    }

    mutating func rename(_ kind: ObjectKind, _ old: String, to new: String, of parent: QualifiedName) {
      guard members.remove(ObjectIdentity(kind, old, on: parent)) != nil else { return }
      members.insert(ObjectIdentity(kind, new, on: parent))
    }
  }

  private func undo(_ step: AppliedStatement, _ made: inout Made) -> Undo? {
    var finder = Session(catalog: step.before)
    finder.searchPath = step.searchPath
    switch step.statement {
    case .rename(let rename):
      let new = Identifier.truncated(rename.newName)
      guard let member = rename.object.member else { return undoRename(of: rename.object, to: new, &finder, &made) }
      return undoRename(of: member, in: rename.object, to: new, finder, &made)
    case .setSchema(let set): return undoMove(set, &finder, &made)
    case .alterEnum(let alter):
      guard let old = alter.oldValue, let name = finder.lookUp(alter.name, { step.before.types[$0] != nil }),
        !made.contains(name)
      else { return nil }
      return Undo(
        sql: "ALTER TYPE \(names(name)) RENAME VALUE \(Identifier.literal(alter.newValue)) TO "
          + Identifier.literal(old), object: ObjectIdentity(.type, name))
    default: return nil
    }
  }

  private func undoRename(
    of object: ObjectReference, to new: String, _ finder: inout Session, _ made: inout Made
  ) -> Undo? {
    if object.kind == .schema {
      let old = object.name.name
      return Undo(
        sql: "ALTER SCHEMA \(Identifier.quoted(new)) RENAME TO \(Identifier.quoted(old))",
        object: ObjectIdentity(kind: .schema, name: old))
    }
    guard let found = found(object, &finder) else { return nil }
    let renamed = QualifiedName(schema: found.name.schema, name: new)
    let isMade = made.contains(found.name)
    made.rename(found.name, to: renamed)
    if isMade { return nil }
    let sql =
      "ALTER \(found.word) \(found.supportsIfExists ? "IF EXISTS " : "")\(names(renamed))\(found.arguments) RENAME TO "
      + Identifier.quoted(found.name.name)
    return Undo(
      sql: sql, object: ObjectIdentity(object.kind, found.name), occupant: found.occupant, relation: found.name)
  }

  private func undoMove(_ set: SetSchema, _ finder: inout Session, _ made: inout Made) -> Undo? {
    guard let found = found(set.object, &finder), found.name.schema != set.newSchema else { return nil }
    let moved = QualifiedName(schema: set.newSchema, name: found.name.name)
    let isMade = made.contains(found.name)
    made.rename(found.name, to: moved)
    if isMade { return nil }
    let sql =
      "ALTER \(found.word) \(found.supportsIfExists ? "IF EXISTS " : "")\(names(moved))\(found.arguments) SET SCHEMA "
      + Identifier.quoted(found.name.schema)
    return Undo(sql: sql, object: ObjectIdentity(set.object.kind, found.name), occupant: found.occupant)
  }

  private func undoRename(
    of old: String, in object: ObjectReference, to new: String, _ finder: Session, _ made: inout Made
  ) -> Undo? {
    let isOfType = object.kind == .attribute || object.kind == .domainConstraint
    guard
      let owner = isOfType
        ? finder.lookUp(object.name, { finder.catalog.types[$0] != nil }) : finder.relation(object.name)
    else { return nil }
    let kind = finder.catalog.types[owner] != nil && object.kind == .column ? ObjectKind.attribute : object.kind
    let isMade = made.contains(kind, old, of: owner)
    made.rename(kind, old, to: new, of: owner)
    if isMade { return nil }
    let (from, to) = (Identifier.quoted(new), Identifier.quoted(old))
    let identity = ObjectIdentity(kind, old, on: owner)
    switch kind {
    case .column:
      let word = finder.catalog.views[owner] == nil ? "TABLE" : "VIEW"
      return Undo(
        sql: "ALTER \(word) IF EXISTS \(names(owner)) RENAME COLUMN \(from) TO \(to)", object: identity,
        occupant: .column(owner, old))
    case .constraint:
      return Undo(
        sql: "ALTER TABLE IF EXISTS \(names(owner)) RENAME CONSTRAINT \(from) TO \(to)", object: identity,
        occupant: .constraint(owner, old), relation: QualifiedName(schema: owner.schema, name: old))
    case .trigger, .policy:
      return Undo(
        sql: "ALTER \(kind.rawValue.uppercased()) \(from) ON \(names(owner)) RENAME TO \(to)", object: identity,
        occupant: kind == .policy ? .policy(owner, old) : .trigger(owner, old))
    case .attribute:
      return Undo(sql: "ALTER TYPE \(names(owner)) RENAME ATTRIBUTE \(from) TO \(to)", object: identity)
    case .domainConstraint:
      return Undo(sql: "ALTER DOMAIN \(names(owner)) RENAME CONSTRAINT \(from) TO \(to)", object: identity)
    default: return nil
    }
  }

  // MARK: - What a statement means

  private struct Found {
    var name: QualifiedName
    var word: String
    var arguments = ""
    var occupant: Removal?
    var supportsIfExists = true
  }

  /// The relation, the type or the routine that a statement names.
  private func found(_ object: ObjectReference, _ finder: inout Session) -> Found? {
    switch object.kind {
    case .table, .view, .materializedView, .foreignTable, .index, .sequence:
      guard let name = finder.relation(object.name) else { return nil }
      if let index = finder.catalog.indexes[name] {
        return Found(
          name: name, word: "INDEX", occupant: index.isForConstraint ? nil : .index(name))
      }
      if let view = finder.catalog.views[name] {
        return Found(name: name, word: view.kind.rawValue.uppercased(), occupant: .view(name))
      }
      if finder.catalog.sequences[name] != nil {
        return Found(name: name, word: "SEQUENCE", occupant: .sequence(name))
      }
      let isForeign = finder.catalog.tables[name]?.foreignServer != nil
      return Found(name: name, word: isForeign ? "FOREIGN TABLE" : "TABLE", occupant: .table(name))
    case .type, .domain:
      guard let name = finder.lookUp(object.name, { finder.catalog.types[$0] != nil }) else { return nil }
      let isDomain = finder.catalog.types[name]?.domain != nil
      return Found(
        name: name, word: isDomain ? "DOMAIN" : "TYPE", occupant: .type(name), supportsIfExists: false)
    case .function, .procedure, .routine, .aggregate:
      guard let signature = try? finder.existingRoutine(object), let routine = finder.catalog.routines[signature] else {
        return nil
      }
      let reference = routine.reference(names)
      let arguments = reference.dropFirst(names(signature.name).count)
      return Found(
        name: signature.name, word: routine.kind.rawValue.uppercased(), arguments: String(arguments),
        occupant: .routine(signature), supportsIfExists: false)
    default: return nil
    }
  }
}
