import SQLSyntax

extension Session {
  /// Changes the properties of an object of a rare kind.
  mutating func alterDefinition(_ alter: AlterDefinition) throws(CatalogError) {
    let kind = alter.object.kind
    var object: OtherObject
    do {
      object = try existingOther(alter.object)
    } catch {
      if alter.ifExists, error.sqlState == "42704" || error.sqlState == "3F000" {
        if kind == .statistics { outcome.isNoOp = true }
        if kind == .statistics { return }
      }
      if mayBeBuiltIn(alter.object) { return notModelled("ALTER \(kind.rawValue.uppercased()) of PostgreSQL's own") }
      throw error
    }
    if let unread = alter.unread { return notModelled(unread) }
    let old = object
    try requireNames(alter, in: object)
    var definition = Definition(changing: object.kind, alter.set, table: nil)
    try completeSchemas(of: &definition)
    try requireTerms(of: definition)
    let writer = TermWriter(resolver: resolver(), relation: nil, operands: object.title)
    let values = definition.properties.map { OtherObject.Property($0.name, writer.expression($0)) }
    if kind == .operatorFamily {
      if values.contains(where: { value in object.properties.contains(value) }) {
        throw CatalogError("42710", "a member of the family is there already")
      }
      object.properties += values
    } else if kind == .publication {
      try setMembers(values, alter, of: &object)
    } else {
      for value in values { object.set(value.name, value.value) }
    }
    for property in alter.remove where kind != .publication { object.set(property.name, nil) }
    if object.kind == .operator { try checkAlteredOperator(object, old) }
    catalog.store(object)
    outcome.changed.append(object.identity)
  }

  /// `ADD` of what is there already (42710), `SET` and `DROP` of what isn't (42704).
  private func requireNames(_ alter: AlterDefinition, in object: OtherObject) throws(CatalogError) {
    for name in alter.added where object.text(name) != nil {
      if object.kind == .textSearchConfiguration {
        throw CatalogError("23505", "duplicate key value violates unique constraint")
      }
      throw CatalogError("42710", "\(name) provided more than once")
    }
    for name in alter.required where object.text(name) == nil {
      throw CatalogError("42704", "\(name) not found")
    }
    guard object.kind == .textSearchConfiguration, object.text("parser") == "default" else { return }
    for property in alter.set + alter.remove {
      let token = String(property.name.dropFirst("mapping of ".count))
      if !TextSearchFacts.tokens.contains(token) {
        throw CatalogError("22023", "token type \"\(token)\" does not exist")
      }
    }
  }

  // MARK: - Publications

  private mutating func setMembers(
    _ values: [OtherObject.Property], _ alter: AlterDefinition, of object: inout OtherObject
  ) throws(CatalogError) {
    let isMember = { (property: OtherObject.Property) in property.name == "table" || property.name == "schema" }
    let changesMembers = values.contains(where: isMember) || !alter.remove.isEmpty
    if changesMembers, object.text("all tables") != nil {
      throw CatalogError("55000", "publication \"\(object.title.text)\" is defined as FOR ALL TABLES")
    }
    if alter.replacesMembers { object.properties.removeAll(where: isMember) }
    for value in values {
      guard isMember(value) else {
        object.set(value.name, value.value)
        continue
      }
      if object.properties.contains(where: { $0.memberName == value.memberName }) {
        throw .duplicateObject(.publication, value.value.text)
      }
      object.properties.append(value)
    }
    let writer = TermWriter(resolver: resolver(), relation: nil)
    for property in alter.remove {
      let member = OtherObject.Property(property.name, writer.expression(property))
      for case .relation(let name) in property.terms { _ = try existingRelation(name) }
      guard object.properties.contains(where: { $0.memberName == member.memberName }) else {
        throw CatalogError("42704", "\(member.value.text) is not part of the publication")
      }
      object.properties.removeAll { $0.memberName == member.memberName }
    }
    object.setDefaults()
  }

  // MARK: - Operators

  /// Estimators alone can be changed; what an operator has else stays.
  private func checkAlteredOperator(_ object: OtherObject, _ old: OtherObject) throws(CatalogError) {
    for name in ["function", "commutator", "negator", "hashes", "merges"] where object.text(name) != old.text(name) {
      throw CatalogError("42601", "operator attribute \"\(name)\" cannot be changed")
    }
  }
}

extension OtherObject.Property {
  /// The table or the schema of a publication, whatever is published of it.
  fileprivate var memberName: CanonicalExpression.Piece? {
    name == "table" || name == "schema" ? value.pieces.first : nil
  }
}

extension Definition {
  /// The properties that a statement sets, as a definition of their own.
  init(changing kind: ObjectKind, _ properties: [Property], table: ObjectName?) {
    self.init(kind, ObjectName(""))
    self.properties = properties
    self.table = table
  }
}
