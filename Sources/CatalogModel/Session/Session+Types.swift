import SQLSyntax

extension Session {
  mutating func createType(_ create: CreateType) throws(CatalogError) {
    let name = try newName(create.name)
    let isShell = catalog.types[name]?.kind == .shell
    if (catalog.types[name] != nil && !isShell) || catalog.tables[name] != nil || catalog.views[name] != nil {
      throw .duplicateObject(.type, name.name)
    }
    var type: UserType
    switch create.kind {
    case .enumeration(let labels):
      guard Set(labels).count == labels.count else {
        throw CatalogError("23505", "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"")
      }
      type = UserType(name: name, kind: .enumeration(labels))
    case .composite(let definitions):
      if catalog.hasRelation(name) { throw .duplicateRelation(name.name) }
      var columns: [Column] = []
      for definition in definitions {
        if columns.contains(where: { $0.name == definition.name }) {
          throw CatalogError("42701", "column \"\(definition.name)\" specified more than once")
        }
        columns.append(try attribute(definition))
      }
      type = UserType(name: name, kind: .composite(columns))
    case .range(let options): type = UserType(name: name, kind: try range(options))
    case .base(let options): type = UserType(name: name, kind: try base(options, name, isShell: isShell))
    }
    type.owner = role
    type.privileges.formUnion(defaultPrivileges(.type, in: name.schema))
    catalog.store(type)
    outcome.created.append(type.identity)
    if case .range(let options) = create.kind { try createMultirange(of: type, options) }
  }

  mutating func existingType(_ name: ObjectName) throws(CatalogError) -> UserType {
    guard let found = lookUp(name, { catalog.types[$0] != nil }), let type = catalog.types[found] else {
      throw missingType(name)
    }
    outcome.uses.insert(found)
    return type
  }

  mutating func alterEnum(_ alter: AlterEnum) throws(CatalogError) {
    var type = try existingType(alter.name)
    guard var labels = type.labels else { throw CatalogError("42809", "\(type.name.name) is not an enum") }
    if let old = alter.oldValue {
      guard let index = labels.firstIndex(of: old) else {
        throw CatalogError("22023", "\"\(old)\" is not an existing enum label")
      }
      if labels.contains(alter.newValue) {
        throw CatalogError("42710", "enum label \"\(alter.newValue)\" already exists")
      }
      labels[index] = alter.newValue
      renameValue(old, alter.newValue, of: type.name)
    } else if labels.contains(alter.newValue) {
      guard alter.ifNotExists else { throw CatalogError("42710", "enum label \"\(alter.newValue)\" already exists") }
      outcome.isNoOp = true
      return
    } else if let neighbor = alter.neighbor {
      guard let index = labels.firstIndex(of: neighbor) else {
        throw CatalogError("22023", "\"\(neighbor)\" is not an existing enum label")
      }
      labels.insert(alter.newValue, at: alter.isAfterNeighbor ? index + 1 : index)
    } else {
      labels.append(alter.newValue)
    }
    if alter.oldValue == nil, isInTransaction { newEnumValues[type.name, default: []].insert(alter.newValue) }
    type.kind = .enumeration(labels)
    catalog.store(type)
    outcome.changed.append(type.identity)
  }

  /// Expressions hold a value by its number, and print its new name.
  private mutating func renameValue(_ old: String, _ new: String, of type: QualifiedName) {
    func change(_ expression: CanonicalExpression) -> CanonicalExpression {
      expression.renamingValue(old, new, of: type)
    }
    for table in catalog.tables.values {
      let changed = table.mapping(change)
      if changed != table { catalog.store(changed) }
    }
    for var view in catalog.views.values {
      view.definition = change(view.definition)
      if view != catalog.views[view.name] { catalog.store(view) }
    }
    for var index in catalog.indexes.values {
      index.predicate = index.predicate.map(change)
      for key in index.keys.indices { index.keys[key].expression = change(index.keys[key].expression) }
      if index != catalog.indexes[index.name] { catalog.store(index) }
    }
    for var routine in catalog.routines.values {
      for argument in routine.arguments.indices {
        routine.arguments[argument].defaultValue = routine.arguments[argument].defaultValue.map(change)
      }
      routine.sqlBody = routine.sqlBody.map(change)
      if routine != catalog.routines[routine.signature] { catalog.store(routine) }
    }
  }

  // MARK: - Domains

  mutating func createDomain(_ create: CreateDomain) throws(CatalogError) {
    let name = try newName(create.name)
    if catalog.types[name] != nil || catalog.tables[name] != nil { throw .duplicateObject(.type, name.name) }
    var domain = Domain(type: try resolve(create.type).columnType)
    domain.collation = create.collation?.ownName
    for definition in create.constraints {
      switch definition.kind {
      case .notNull: domain.isNotNull = true
      case .defaultValue(let expression):
        try requireDefault(expression, of: name.name, domain.type)
        domain.defaultValue = defaultValue(expression, domain.type)
        try domain.defaultValue?.requireComplete()
      case .check: try addConstraint(definition, to: &domain, name)
      default: break
      }
    }
    var type = UserType(name: name, kind: .domain(domain))
    type.owner = role
    type.privileges.formUnion(defaultPrivileges(.type, in: name.schema))
    catalog.store(type)
    outcome.created.append(type.identity)
  }

  private mutating func addConstraint(
    _ definition: ConstraintDefinition, to domain: inout Domain, _ name: QualifiedName
  ) throws(CatalogError) {
    guard case .check(let expression) = definition.kind else { return }
    var base = Table(name: name)
    base.columns = [Column(name: "value", type: domain.type)]
    let constraints = domain.constraints
    let chosen =
      definition.name.map(Identifier.truncated)
      ?? GeneratedNames.choose(name.name, nil, "check") { taken in constraints.contains { $0.name == taken } }
    if constraints.contains(where: { $0.name == chosen }) {
      throw CatalogError("42710", "constraint \"\(chosen)\" for domain \"\(name.name)\" already exists")
    }
    let check = canonical(expression, base: base)
    try requireNames(in: expression, check)
    try requireCondition(expression, .check, "CHECK", resolver(base: base))
    var constraint = Constraint(name: chosen, kind: .check(check))
    constraint.isValidated = !definition.isNotValid
    domain.constraints.append(constraint)
  }

  mutating func alterDomain(_ alter: AlterDomain) throws(CatalogError) {
    var type = try existingType(alter.name)
    guard var domain = type.domain else { throw .wrongType(type.name, "a domain") }
    switch alter.action {
    case .setDefault(let expression):
      try requireDefault(expression, of: type.name.name, domain.type)
      domain.defaultValue = defaultValue(expression, domain.type)
      try domain.defaultValue?.requireComplete()
    case .dropDefault: domain.defaultValue = nil
    case .setNotNull: domain.isNotNull = true
    case .dropNotNull: domain.isNotNull = false
    case .addConstraint(let definition): try addConstraint(definition, to: &domain, type.name)
    case .dropConstraint(let name, let ifExists, _):
      guard domain.constraints.contains(where: { $0.name == name }) else {
        if ifExists {
          outcome.isNoOp = true
          return
        }
        throw CatalogError("42704", "constraint \"\(name)\" of domain \"\(type.name.name)\" does not exist")
      }
      domain.constraints.removeAll { $0.name == name }
    case .validateConstraint(let name):
      guard let index = domain.constraints.firstIndex(where: { $0.name == name }) else {
        throw CatalogError("42704", "constraint \"\(name)\" of domain \"\(type.name.name)\" does not exist")
      }
      domain.constraints[index].isValidated = true
    case .other: notModelled("ALTER DOMAIN")
    }
    if alter.action.readsRows(of: type.domain) { lockTables(with: type.name) }
    type.kind = .domain(domain)
    catalog.store(type)
    outcome.changed.append(type.identity)
  }

  /// The tables with a column of a domain are read while nobody writes to them (`get_rels_with_domain`,
  /// commands/typecmds.c).
  private mutating func lockTables(with domain: QualifiedName) {
    for case .table(let name) in catalog.referrers(of: domain) {
      guard let table = catalog.tables[name], table.partitionKey == nil,
        table.columns.contains(where: { $0.type.qualifiedName == domain })
      else { continue }
      outcome.lock(name, .share)
      outcome.scans.append(name)
    }
  }
}

extension AlterDomain.Action {
  /// Whether the values that are there must meet what is new.
  fileprivate func readsRows(of domain: Domain?) -> Bool {
    switch self {
    case .setNotNull: domain?.isNotNull == false
    case .validateConstraint: true
    case .addConstraint(let definition): !definition.isNotValid
    case .setDefault, .dropDefault, .dropNotNull, .dropConstraint, .other: false
    }
  }
}
