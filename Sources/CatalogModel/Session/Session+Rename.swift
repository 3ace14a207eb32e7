import SQLSyntax

extension Session {
  mutating func rename(_ rename: Rename) throws(CatalogError) {
    let newName = Identifier.truncated(rename.newName)
    switch rename.object.kind {
    case .table, .view, .materializedView, .foreignTable, .index, .sequence:
      guard let name = relation(rename.object.name) else {
        if rename.ifExists {
          outcome.isNoOp = true
          return
        }
        throw missingRelation(rename.object.name)
      }
      try renameRelation(name, QualifiedName(schema: name.schema, name: newName))
    case .column, .attribute: try renameColumn(rename, newName)
    case .constraint, .policy, .trigger: try renameMember(rename, newName)
    case .type, .domain:
      let type = try existingType(rename.object.name)
      let new = QualifiedName(schema: type.name.schema, name: newName)
      if catalog.types[new] != nil { throw .duplicateObject(.type, newName) }
      renameType(type, new)
    case .function, .procedure, .routine, .aggregate:
      let signature = try existingRoutine(rename.object)
      try renameRoutine(signature, QualifiedName(schema: signature.name.schema, name: newName))
    case .domainConstraint:
      var type = try existingType(rename.object.name)
      guard var domain = type.domain,
        let index = domain.constraints.firstIndex(where: { $0.name == rename.object.member })
      else { throw .undefinedObject(.constraint, rename.object.member ?? "") }
      domain.constraints[index].name = newName
      type.kind = .domain(domain)
      catalog.store(type)
    case .schema: try renameSchema(rename.object.name.name, newName)
    case .role: try renameRole(rename.object.name.name, newName)
    case .database, .tablespace: break
    case .rule: try renameRule(rename, newName)
    case _ where rename.object.kind.isRare: try renameOther(rename.object, newName)
    default: notModelled("ALTER \(rename.object.kind.rawValue.uppercased()) … RENAME")
    }
  }

  // MARK: - Relations

  mutating func renameRelation(_ old: QualifiedName, _ new: QualifiedName) throws(CatalogError) {
    outcome.uses.insert(old)
    outcome.lock(old, .accessExclusive)
    if catalog.hasRelation(new) { throw .duplicateRelation(new.name) }
    if catalog.tables[old] != nil, catalog.types[new] != nil { throw .duplicateObject(.type, new.name) }
    if let index = catalog.indexes[old] { return renameIndex(index, new) }
    let referrers = catalog.referrers(of: old)
    let identity: ObjectIdentity?
    if var table = catalog.tables[old] {
      identity = table.identity
      catalog.removeTable(old)
      table.name = new
      catalog.store(table.renaming(old, new))
    } else if var view = catalog.views[old] {
      identity = view.identity
      catalog.removeView(old)
      view.name = new
      catalog.store(view.renaming(old, new))
    } else if var sequence = catalog.sequences[old] {
      identity = sequence.identity
      catalog.removeSequence(old)
      sequence.name = new
      catalog.store(sequence)
    } else {
      return
    }
    if let identity { outcome.changed.append(identity) }
    update(referrers, old, new)
  }

  private mutating func renameIndex(_ index: Index, _ new: QualifiedName) {
    var index = index
    let old = index.name
    catalog.removeIndex(old)
    index.name = new
    catalog.store(index)
    if var table = catalog.tables[index.table] {
      table.indexNames.remove(old.name)
      table.indexNames.insert(new.name)
      for position in table.constraints.indices
      where table.constraints[position].name == old.name && index.isForConstraint {
        table.constraints[position].name = new.name
      }
      if table.clusterIndex == old.name { table.clusterIndex = new.name }
      if table.replicaIdentityIndex == old.name { table.replicaIdentityIndex = new.name }
      catalog.store(table)
    }
    outcome.changed.append(index.identity)
    for child in children(of: index.table) {
      for name in catalog.tables[child]?.indexNames ?? [] {
        let part = QualifiedName(schema: child.schema, name: name)
        guard var part = catalog.indexes[part], part.parent == old else { continue }
        part.parent = new
        catalog.store(part)
      }
    }
  }

  /// Lets everything that referred to the old name refer to the new one.
  mutating func update(_ referrers: [Catalog.ObjectKey], _ old: QualifiedName, _ new: QualifiedName) {
    for key in referrers {
      switch key {
      case .table(let name): if let table = catalog.tables[name] { catalog.store(table.renaming(old, new)) }
      case .view(let name): if let view = catalog.views[name] { catalog.store(view.renaming(old, new)) }
      case .index(let name): if let index = catalog.indexes[name] { catalog.store(index.renaming(old, new)) }
      case .sequence(let name):
        if var sequence = catalog.sequences[name], sequence.owner?.table == old {
          sequence.owner?.table = new
          catalog.store(sequence)
        }
      case .type(let name): if let type = catalog.types[name] { catalog.store(type.renaming(old, new)) }
      case .routine(let signature):
        guard let routine = catalog.routines[signature] else { continue }
        catalog.removeRoutine(signature)
        catalog.store(routine.renaming(old, new))
      case .other(let identity):
        if let object = catalog.others[identity] { replace(object, by: object.renaming(old, new)) }
      }
    }
  }

  mutating func renameType(_ type: UserType, _ new: QualifiedName) {
    var type = type
    let old = type.name
    let referrers = catalog.referrers(of: old)
    catalog.removeType(old)
    type.name = new
    catalog.store(type)
    outcome.changed.append(type.identity)
    update(referrers, old, new)
  }

  private mutating func renameRoutine(_ signature: RoutineSignature, _ new: QualifiedName) throws(CatalogError) {
    guard var routine = catalog.routines[signature] else { return }
    let referrers = catalog.referrers(of: signature.name)
    let renamed = RoutineSignature(name: new, arguments: signature.arguments)
    if catalog.routines[renamed] != nil {
      throw CatalogError("42723", "function \(renamed.text) already exists in schema \"\(new.schema)\"")
    }
    catalog.removeRoutine(signature)
    routine.signature = renamed
    catalog.store(routine)
    outcome.changed.append(routine.identity)
    update(referrers, signature.name, new)
  }

  // MARK: - Members

  private mutating func renameColumn(_ rename: Rename, _ new: String) throws(CatalogError) {
    let old = rename.object.member ?? ""
    guard let relation = relation(rename.object.name) else {
      if rename.ifExists {
        outcome.isNoOp = true
        return
      }
      throw missingRelation(rename.object.name)
    }
    outcome.uses.insert(relation)
    outcome.lock(relation, .accessExclusive)
    if let view = catalog.views[relation] { return try renameColumn(old, new, of: view) }
    if case .composite(let columns)? = catalog.types[relation]?.kind {
      guard let index = columns.firstIndex(where: { $0.name == old }) else { throw .undefinedColumn(old, relation) }
      if columns.contains(where: { $0.name == new }) { throw .duplicateColumn(new, relation) }
      changeAttributes(of: relation) { $0[index].name = new }
      return renameColumn(old, new, of: relation)
    }
    guard let table = catalog.tables[relation] else { throw .wrongType(relation, "a table") }
    if table.ofType != nil { throw CatalogError("42809", "cannot rename column of typed table") }
    guard table.column(old) != nil else {
      throw CatalogError("42703", "column \"\(old)\" does not exist")
    }
    if inherits(old, table) {
      throw CatalogError("42P16", "cannot rename inherited column \"\(old)\"")
    }
    lockDescendants(of: relation, .accessExclusive)
    try requireFree(new, in: relation)
    renameColumn(old, new, of: relation)
    outcome.changed.append(ObjectIdentity(.column, old, on: relation))
  }

  /// A check of the tables that inherit it has the same name.
  private mutating func renameInherited(_ old: String, _ new: String, of name: QualifiedName) {
    for child in children(of: name) {
      guard var table = catalog.tables[child],
        let index = table.constraints.firstIndex(where: { $0.name == old && $0.check != nil })
      else { continue }
      table.constraints[index].name = new
      catalog.store(table)
      renameInherited(old, new, of: child)
    }
  }

  /// Neither the table nor one that inherits from it has a column of the name.
  private func requireFree(_ column: String, in name: QualifiedName) throws(CatalogError) {
    if catalog.tables[name]?.column(column) != nil { throw .duplicateColumn(column, name) }
    for child in children(of: name) { try requireFree(column, in: child) }
  }

  mutating func renameColumn(_ old: String, _ new: String, of name: QualifiedName) {
    for key in catalog.referrers(of: name) + [.table(name)] {
      switch key {
      case .table(let other):
        guard let table = catalog.tables[other] else { continue }
        let renamed = table.renamingColumn(old, new, of: name)
        if renamed != table { catalog.store(renamed) }
      case .view(let other):
        guard var view = catalog.views[other] else { continue }
        view.definition = view.definition.renamingColumn(old, new, of: name)
        catalog.store(view)
      case .index(let other):
        guard let index = catalog.indexes[other] else { continue }
        let renamed = index.renamingColumn(old, new, of: name)
        if renamed != index { catalog.store(renamed) }
      case .sequence(let other):
        if var sequence = catalog.sequences[other], sequence.owner == .init(table: name, column: old) {
          sequence.owner?.column = new
          catalog.store(sequence)
        }
      case .other(let identity):
        if let object = catalog.others[identity] { catalog.store(object.renamingColumn(old, new, of: name)) }
      case .routine(let signature):
        guard var routine = catalog.routines[signature], let body = routine.sqlBody else { continue }
        routine.sqlBody = body.renamingColumn(old, new, of: name)
        catalog.store(routine)
      case .type: break
      }
    }
    for child in children(of: name) where catalog.tables[child]?.column(old) != nil {
      renameColumn(old, new, of: child)
    }
  }

  private mutating func renameMember(_ rename: Rename, _ new: String) throws(CatalogError) {
    let old = rename.object.member ?? ""
    var table = try existingTable(rename.object.name)
    outcome.lock(table.name, .accessExclusive)
    switch rename.object.kind {
    case .constraint:
      guard let index = table.constraints.firstIndex(where: { $0.name == old }) else {
        throw CatalogError("42704", "constraint \"\(old)\" for table \"\(table.name.name)\" does not exist")
      }
      if table.constraints[index].isInherited {
        throw CatalogError("42P16", "cannot rename inherited constraint \"\(old)\"")
      }
      if table.constraints[index].hasIndex {
        if catalog.hasRelation(QualifiedName(schema: table.name.schema, name: new)) { throw .duplicateRelation(new) }
        if table.constraint(new) != nil { throw .duplicate(.constraint, new, table.name) }
        return try renameRelation(
          QualifiedName(schema: table.name.schema, name: old), QualifiedName(schema: table.name.schema, name: new))
      }
      if table.constraints[index].check != nil, !table.constraints[index].isNoInherit {
        lockDescendants(of: table.name, .accessExclusive)
      }
      if table.constraint(new) != nil { throw .duplicate(.constraint, new, table.name) }
      table.constraints[index].name = new
      renameInherited(old, new, of: table.name)
    case .policy:
      guard let index = table.policies.firstIndex(where: { $0.name == old }) else {
        throw .undefined(.policy, old, table.name)
      }
      if table.policy(new) != nil { throw .duplicate(.policy, new, table.name) }
      table.policies[index].name = new
    default:
      guard let index = table.triggers.firstIndex(where: { $0.name == old }) else {
        throw .undefined(.trigger, old, table.name)
      }
      if table.trigger(new) != nil { throw .duplicate(.trigger, new, table.name) }
      table.triggers[index].name = new
    }
    catalog.store(table)
    outcome.changed.append(ObjectIdentity(rename.object.kind, old, on: table.name))
  }

  // MARK: - Schemas and roles

  private mutating func renameSchema(_ old: String, _ new: String) throws(CatalogError) {
    guard var schema = catalog.schemas[old] else { throw .undefinedSchema(old) }
    if catalog.schemas[new] != nil { throw CatalogError("42P06", "schema \"\(new)\" already exists") }
    schema.name = new
    catalog.store(schema)
    // Only the schema's own row is written (RenameSchema), so that nothing in it is locked.
    let locks = outcome.locks
    try moveAll(from: old, to: new)
    outcome.locks = locks
    for var installed in catalog.extensions.values where installed.schema == old {
      installed.schema = new
      catalog.store(installed)
    }
    for (key, privileges) in catalog.defaultPrivileges where key.schema == old {
      catalog.defaultPrivileges[key] = nil
      catalog.defaultPrivileges[DefaultPrivilegesKey(role: key.role, schema: new, kind: key.kind)] = privileges
    }
    catalog.removeSchema(old)
    outcome.changed.append(ObjectIdentity(kind: .schema, name: old))
  }

  private mutating func moveAll(from old: String, to new: String) throws(CatalogError) {
    for name in catalog.sequences.keys where name.schema == old { try move(name, to: new) }
    for name in catalog.tables.keys where name.schema == old { try moveTable(name, to: new) }
    for name in catalog.views.keys where name.schema == old { try move(name, to: new) }
    for type in catalog.types.values where type.name.schema == old {
      renameType(type, QualifiedName(schema: new, name: type.name.name))
    }
    for identity in catalog.others.keys where identity.schema == old {
      if let object = catalog.others[identity] { move(object, to: new) }
    }
    for signature in catalog.routines.keys where signature.name.schema == old {
      try renameRoutine(signature, QualifiedName(schema: new, name: signature.name.name))
    }
  }

  private mutating func renameRole(_ old: String, _ new: String) throws(CatalogError) {
    guard var role = catalog.roles[old] else { throw .undefinedObject(.role, old) }
    if catalog.roles[new] != nil { throw .duplicateObject(.role, new) }
    if new.hasPrefix("pg_") { throw CatalogError("42939", "role name \"\(new)\" is reserved") }
    catalog.removeRole(old)
    role.name = new
    catalog.store(role)
    renameRoleEverywhere(old, new)
    outcome.changed.append(ObjectIdentity(kind: .role, name: old))
  }

  mutating func setSchema(_ set: SetSchema) throws(CatalogError) {
    guard catalog.schemas[set.newSchema] != nil else { throw .undefinedSchema(set.newSchema) }
    switch set.object.kind {
    case .table, .view, .materializedView, .sequence, .foreignTable:
      guard let name = relation(set.object.name) else {
        if set.ifExists {
          outcome.isNoOp = true
          return
        }
        throw missingRelation(set.object.name)
      }
      outcome.lock(name, .accessExclusive)
      guard name.schema != set.newSchema else { return }
      if catalog.tables[name] != nil {
        try moveTable(name, to: set.newSchema)
      } else {
        try move(name, to: set.newSchema)
      }
    case .type, .domain:
      let type = try existingType(set.object.name)
      renameType(type, QualifiedName(schema: set.newSchema, name: type.name.name))
    case .function, .procedure, .routine, .aggregate:
      let signature = try existingRoutine(set.object)
      try renameRoutine(signature, QualifiedName(schema: set.newSchema, name: signature.name.name))
    case .extension: try moveExtension(set.object.name.name, to: set.newSchema)
    case _ where set.object.kind.isRare: try moveOther(set.object, to: set.newSchema)
    default: notModelled("ALTER \(set.object.kind.rawValue.uppercased()) … SET SCHEMA")
    }
  }

  private mutating func move(_ name: QualifiedName, to schema: String) throws(CatalogError) {
    try renameRelation(name, QualifiedName(schema: schema, name: name.name))
  }

  /// A table takes its indexes and its own sequences along.
  private mutating func moveTable(_ name: QualifiedName, to schema: String) throws(CatalogError) {
    guard let table = catalog.tables[name] else { return }
    let indexes = table.indexNames.compactMap { catalog.indexes[QualifiedName(schema: name.schema, name: $0)] }
    let sequences = catalog.referrers(of: name).compactMap { key -> QualifiedName? in
      if case .sequence(let sequence) = key { sequence } else { nil }
    }
    try move(name, to: schema)
    for index in indexes {
      guard var moved = catalog.indexes[index.name] else { continue }
      catalog.removeIndex(moved.name)
      moved.name.schema = schema
      catalog.store(moved)
    }
    for sequence in sequences where sequence.schema == name.schema { try move(sequence, to: schema) }
  }
}
