import SQLSyntax

extension Session {
  // MARK: - Schemas and extensions

  mutating func createSchema(_ create: CreateSchema) throws(CatalogError) {
    let owner = try create.owner.map { (owner) throws(CatalogError) in try newOwner(owner) } ?? role
    if catalog.schemas[create.name] != nil {
      guard create.ifNotExists else {
        throw CatalogError("42P06", "schema \"\(create.name)\" already exists")
      }
      outcome.isNoOp = true
      return
    }
    if create.name.hasPrefix("pg_") {
      throw CatalogError("42939", "unacceptable schema name \"\(create.name)\"")
    }
    var schema = Schema(name: create.name)
    schema.owner = owner
    schema.privileges = defaultPrivileges(.schema, in: create.name)
    catalog.store(schema)
    outcome.created.append(schema.identity)
    let path = searchPath
    searchPath = [create.name] + path
    for element in create.elements { try perform(element) }
    searchPath = path
  }

  mutating func createExtension(_ create: CreateExtension) throws(CatalogError) {
    if create.name == "plpgsql" || catalog.extensions[create.name] != nil {
      guard create.ifNotExists else {
        throw CatalogError("42710", "extension \"\(create.name)\" already exists")
      }
      outcome.isNoOp = true
      return
    }
    let schema = create.schema ?? searchPath.first { catalog.schemas[$0] != nil } ?? "public"
    if catalog.schemas[schema] == nil, schema != "pg_catalog" { throw .undefinedSchema(schema) }
    let installed = Extension(name: create.name, schema: schema)
    catalog.store(installed)
    outcome.created.append(installed.identity)
    if !ExtensionFacts.isKnown(create.name) {
      outcome.undecided.append("what the extension `\(create.name)` brings isn't known")
    }
  }

  // MARK: - Comments

  mutating func comment(_ comment: CommentOn) throws(CatalogError) {
    let object = comment.object
    switch object.kind {
    case .table, .view, .materializedView, .foreignTable, .index, .sequence:
      try commentOnRelation(object, comment.text)
    case .column: try commentOnColumn(object, comment.text)
    case .constraint, .policy, .trigger: try commentOnMember(object, comment.text)
    case .function, .procedure, .routine, .aggregate:
      let signature = try existingRoutine(object)
      guard var routine = catalog.routines[signature] else { return }
      routine.comment = comment.text
      catalog.store(routine)
      outcome.changed.append(routine.identity)
    case .type, .domain:
      var type = try existingType(object.name)
      type.comment = comment.text
      catalog.store(type)
      outcome.changed.append(type.identity)
    case .schema:
      guard var schema = catalog.schemas[object.name.name] else { throw .undefinedSchema(object.name.name) }
      schema.comment = comment.text
      catalog.store(schema)
      outcome.changed.append(schema.identity)
    case .extension where object.name.name == "plpgsql": break
    case .extension:
      guard var installed = catalog.extensions[object.name.name] else {
        throw .undefinedObject(.extension, object.name.name)
      }
      installed.comment = comment.text == ExtensionFacts.comments[installed.name] ? nil : comment.text
      catalog.store(installed)
    case .domainConstraint: try commentOnDomainConstraint(object, comment.text)
    case .role: try requireRole(object.name.name)
    case .database, .tablespace, .largeObject: break
    case _ where object.kind.isRare || object.kind == .rule:
      try changeOther(object) { $0.comment = comment.text }
    default: notModelled("COMMENT ON \(object.kind.rawValue.uppercased())")
    }
  }

  private mutating func commentOnRelation(_ object: ObjectReference, _ text: String?) throws(CatalogError) {
    let name = try existingRelation(object.name)
    outcome.lock(name, .shareUpdateExclusive)
    if var table = catalog.tables[name], object.kind == .table || object.kind == .foreignTable {
      table.comment = text
      catalog.store(table)
      outcome.changed.append(table.identity)
    } else if var view = catalog.views[name], object.kind == view.kind {
      view.comment = text
      catalog.store(view)
      outcome.changed.append(view.identity)
    } else if var index = catalog.indexes[name], object.kind == .index {
      index.comment = text
      catalog.store(index)
      outcome.changed.append(index.identity)
    } else if var sequence = catalog.sequences[name], object.kind == .sequence {
      sequence.comment = text
      catalog.store(sequence)
      outcome.changed.append(sequence.identity)
    } else {
      throw .wrongType(name, "a \(object.kind.rawValue)")
    }
  }

  private mutating func commentOnColumn(_ object: ObjectReference, _ text: String?) throws(CatalogError) {
    let name = try existingRelation(object.name)
    let column = object.member ?? ""
    outcome.lock(name, .shareUpdateExclusive)
    if var view = catalog.views[name] {
      if let columns = view.columns, !columns.contains(column) { throw .undefinedColumn(column, name) }
      view.columnComments[column] = text
      catalog.store(view)
      outcome.changed.append(view.identity)
    } else if var type = catalog.types[name], case .composite(var columns) = type.kind {
      guard let index = columns.firstIndex(where: { $0.name == column }) else { throw .undefinedColumn(column, name) }
      columns[index].comment = text
      type.kind = .composite(columns)
      catalog.store(type)
    } else {
      var table = try existingTable(object.name)
      guard let index = table.columns.firstIndex(where: { $0.name == column }) else {
        throw .undefinedColumn(column, name)
      }
      table.columns[index].comment = text
      catalog.store(table)
      outcome.changed.append(ObjectIdentity(.column, column, on: name))
    }
  }

  private mutating func commentOnMember(_ object: ObjectReference, _ text: String?) throws(CatalogError) {
    let name = object.member ?? ""
    let relation = try existingRelation(object.name)
    if var view = catalog.views[relation], object.kind == .trigger {
      guard let index = view.triggers.firstIndex(where: { $0.name == name }) else {
        throw .undefined(.trigger, name, relation)
      }
      view.triggers[index].comment = text
      return catalog.store(view)
    }
    var table = try existingTable(object.name)
    switch object.kind {
    case .constraint:
      guard let index = table.constraints.firstIndex(where: { $0.name == name }) else {
        throw CatalogError("42704", "constraint \"\(name)\" for table \"\(relation.name)\" does not exist")
      }
      table.constraints[index].comment = text
    case .policy:
      guard let index = table.policies.firstIndex(where: { $0.name == name }) else {
        throw .undefined(.policy, name, relation)
      }
      table.policies[index].comment = text
    default:
      guard let index = table.triggers.firstIndex(where: { $0.name == name }) else {
        throw .undefined(.trigger, name, relation)
      }
      table.triggers[index].comment = text
    }
    catalog.store(table)
    outcome.changed.append(ObjectIdentity(object.kind, name, on: relation))
  }

  private mutating func commentOnDomainConstraint(
    _ object: ObjectReference, _ text: String?
  ) throws(CatalogError) {
    var type = try existingType(object.name)
    guard var domain = type.domain, let index = domain.constraints.firstIndex(where: { $0.name == object.member })
    else {
      throw CatalogError(
        "42704", "constraint \"\(object.member ?? "")\" for domain \"\(object.name.name)\" does not exist")
    }
    domain.constraints[index].comment = text
    type.kind = .domain(domain)
    catalog.store(type)
  }

  // MARK: - Owners

  mutating func changeOwner(_ change: ChangeOwner) throws(CatalogError) {
    let owner = try newOwner(change.owner)
    switch change.object.kind {
    case .function, .procedure, .routine, .aggregate:
      let signature = try existingRoutine(change.object)
      guard var routine = catalog.routines[signature] else { return }
      routine.owner = owner
      catalog.store(routine)
    case .type, .domain:
      var type = try existingType(change.object.name)
      type.owner = owner
      catalog.store(type)
    case .schema:
      guard var schema = catalog.schemas[change.object.name.name] else {
        throw .undefinedSchema(change.object.name.name)
      }
      schema.owner = owner
      catalog.store(schema)
    case .database, .tablespace, .extension, .largeObject: break
    case _ where change.object.kind.isRare: try changeOther(change.object) { $0.owner = owner }
    default: notModelled("ALTER \(change.object.kind.rawValue.uppercased()) … OWNER TO")
    }
  }
}

extension ExtensionFacts {
  /// Whether the extension is one of those whose objects are known.
  static func isKnown(_ name: String) -> Bool {
    functions[name] != nil || types[name] != nil || withoutObjects.contains(name)
  }

  /// Extensions that bring neither functions nor types.
  private static let withoutObjects: Set<String> = ["plpgsql", "auto_explain"]
}
