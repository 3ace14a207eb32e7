import SQLSyntax

extension ObjectKind {
  /// Whether objects of the kind are kept as `OtherObject`, by their names alone.
  var isRare: Bool {
    switch self {
    case .collation, .cast, .conversion, .language, .operator, .publication, .server, .statistics, .subscription,
      .transform, .accessMethod, .eventTrigger, .foreignDataWrapper, .operatorClass, .operatorFamily,
      .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate, .userMapping:
      true
    default: false
    }
  }
}

extension Session {
  /// The object of a rare kind that a statement names.
  mutating func existingOther(_ reference: ObjectReference) throws(CatalogError) -> OtherObject {
    if reference.kind == .rule {
      let relation = try existingRelation(reference.name)
      let identity = ObjectIdentity(.rule, reference.member ?? "", on: relation)
      guard let rule = catalog.others[identity] else {
        throw CatalogError(
          "42704", "rule \"\(reference.member ?? "")\" for relation \"\(relation.name)\" does not exist")
      }
      return rule
    }
    let suffix = try completed(reference.suffix)
    try require(suffix)
    let title = OtherObject.title(reference.name.name, suffix, resolver: resolver()).text
    if let name = resolver().object(reference.kind, ObjectName(schema: reference.name.schema, title)) {
      outcome.uses.insert(name)
      let identity = ObjectIdentity(
        kind: reference.kind, schema: ObjectKind.inSchemas.contains(reference.kind) ? name.schema : nil, name: name.name
      )
      if let object = catalog.others[identity] { return object }
    }
    if ObjectKind.inSchemas.contains(reference.kind) { try requireSchema(reference.name) }
    throw reference.kind == .operator
      ? CatalogError("42883", "operator does not exist: \(title)") : .undefinedObject(reference.kind, title)
  }

  /// Changes an object of a rare kind; what one of PostgreSQL's own is stays out of sight.
  mutating func changeOther(
    _ reference: ObjectReference, _ change: (inout OtherObject) -> Void
  ) throws(CatalogError) {
    var object: OtherObject
    do {
      object = try existingOther(reference)
    } catch {
      if ["42704", "42883"].contains(error.sqlState), mayBeBuiltIn(reference) {
        outcome.undecided.append("what PostgreSQL's own \(reference.kind.rawValue) is after it isn't followed")
        return
      }
      throw error
    }
    change(&object)
    catalog.store(object)
    outcome.changed.append(object.identity)
  }

  /// Whether a name that isn't a migration's may be PostgreSQL's or an extension's.
  func mayBeBuiltIn(_ reference: ObjectReference) -> Bool {
    if reference.name.schema.map({ catalog.schemas[$0] != nil }) ?? false { return false }
    switch reference.kind {
    case .cast, .operator:
      // Those of a migration's own types are known.
      return !reference.suffix.contains { part in
        if case .type(let type) = part { !type.isBuiltIn } else { false }
      }
    // What the server has of these isn't known here.
    case .collation, .conversion, .operatorClass, .operatorFamily: return true
    case .rule, .statistics, .publication, .subscription, .server, .userMapping, .eventTrigger: return false
    default: return !catalog.extensions.isEmpty || reference.kind.builtInNames.contains(reference.name.name)
    }
  }

  // MARK: - DROP

  /// What `DROP` of a rare object takes away.
  mutating func other(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    do {
      let other = try existingOther(object)
      try requireNoSlot(other)
      return [.other(other.identity)]
    } catch {
      if drop.ifExists, ["42704", "42883", "3F000"].contains(error.sqlState) { return nil }
      guard mayBeBuiltIn(object), ["42704", "42883"].contains(error.sqlState) else { throw error }
      if object.kind.builtInNames.contains(object.name.name) {
        throw CatalogError("2BP01", "cannot drop \(object.kind.rawValue) \(object.name.name)")
      }
      outcome.undecided.append("whether PostgreSQL or an extension has the \(object.kind.rawValue) isn't known")
      return []
    }
  }

  /// A subscription with a slot at its publisher takes that away, too.
  private mutating func requireNoSlot(_ object: OtherObject) throws(CatalogError) {
    guard object.kind == .subscription, object.text("slot") != "none" else { return }
    if isInTransaction { throw .inTransaction("DROP SUBSCRIPTION") }
    outcome.undecided.append("whether the publisher of subscription `\(object.title.text)` answers isn't known")
  }

  mutating func rule(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    do {
      let rule = try existingOther(object)
      if let table = rule.parent { outcome.lock(table, .accessExclusive) }
      return [.other(rule.identity)]
    } catch {
      if drop.ifExists, ["42704", "42P01", "3F000"].contains(error.sqlState) { return nil }
      throw error
    }
  }

  // MARK: - Names and schemas

  mutating func renameRule(_ rename: Rename, _ newName: String) throws(CatalogError) {
    let rule = try existingOther(rename.object)
    var renamed = rule
    renamed.title = CanonicalExpression(verbatim: newName)
    if catalog.others[renamed.identity] != nil { throw .duplicate(renamed) }
    if let table = rule.parent { outcome.lock(table, .accessExclusive) }
    replace(rule, by: renamed)
    outcome.changed.append(rule.identity)
  }

  mutating func renameOther(_ reference: ObjectReference, _ newName: String) throws(CatalogError) {
    let object = try existingOther(reference)
    var renamed = object
    var pieces = object.title.pieces
    if !pieces.isEmpty { pieces[0] = .text(newName) }
    renamed.title = CanonicalExpression(pieces: pieces)
    if catalog.others[renamed.identity] != nil { throw .duplicateObject(renamed.kind, newName) }
    replace(object, by: renamed)
    outcome.changed.append(object.identity)
  }

  mutating func moveOther(_ reference: ObjectReference, to schema: String) throws(CatalogError) {
    let object = try existingOther(reference)
    guard object.schema != schema else { return }
    var moved = object
    moved.schema = schema
    if catalog.others[moved.identity] != nil { throw .duplicateObject(moved.kind, moved.title.text) }
    move(object, to: schema)
    outcome.changed.append(object.identity)
  }

  mutating func move(_ object: OtherObject, to schema: String) {
    var moved = object
    moved.schema = schema
    replace(object, by: moved)
  }

  /// Puts an object in the place of another, and lets those that name it name the new one.
  mutating func replace(_ old: OtherObject, by new: OtherObject) {
    if old.identity != new.identity { catalog.removeOther(old.identity) }
    catalog.store(new)
    guard old.piece != new.piece else { return }
    for identity in catalog.others.keys {
      guard let object = catalog.others[identity], object.mentions({ $0 == old.piece }) else { continue }
      replace(object, by: object.replacing { $0 == old.piece ? new.piece : $0 })
    }
    for var table in catalog.tables.values where old.kind == .server && table.foreignServer == old.title.text {
      table.foreignServer = new.title.text
      catalog.store(table)
    }
  }

  // MARK: - Privileges

  mutating func grantOnOther(_ grant: Grant, _ object: ObjectReference, _ grantees: [String]) throws(CatalogError) {
    guard let kind = PrivilegedKind(object.kind) else { return }
    if object.kind == .language, object.kind.builtInNames.contains(object.name.name) { return }
    var other = try existingOther(object)
    change(&other.privileges, of: other.owner, grant, kind, grantees)
    catalog.store(other)
    outcome.changed.append(other.identity)
  }
}

extension PrivilegedKind {
  /// What a new object of a rare kind has; `nil` of kinds without privileges.
  var builtInDefault: Privileges? {
    switch self {
    case .language:
      var privileges = Privileges()
      privileges.grant(["USAGE"], to: Privileges.everybody)
      return privileges
    case .foreignDataWrapper, .server: return Privileges()
    default: return nil
    }
  }
}
