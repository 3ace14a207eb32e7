import SQLSyntax

extension Session {
  mutating func createTable(_ create: CreateTable) throws(CatalogError) {
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    if create.saysOnCommit, create.persistence != .temporary {
      throw CatalogError("42P16", "ON COMMIT can only be used on temporary tables")
    }
    if catalog.hasRelation(name) {
      guard create.ifNotExists else {
        try requireKeyColumns(create)
        throw .duplicateRelation(name.name)
      }
      outcome.uses.insert(name)
      outcome.isNoOp = true
      return
    }
    if catalog.types[name] != nil { throw .duplicateObject(.type, name.name) }
    var table = Table(name: name)
    table.persistence = create.persistence
    table.owner = role
    if let server = create.foreignServer { try requireObject(.server, ObjectName(server)) }
    table.foreignServer = create.foreignServer
    if create.partitionKey != nil, create.tablespace == "pg_default" {
      throw CatalogError("0A000", "cannot specify default tablespace for partitioned relations")
    }
    table.tablespace = Session.ownTablespace(create.tablespace)
    table.options =
      create.foreignServer == nil
      ? try StorageParameters.read(create.options, of: create.partitionKey == nil ? .table : .partitionedTable)
      : Session.options(create.options)
    // Accepted, and of no effect since PostgreSQL 12.
    table.options["oids"] = nil
    table.privileges = defaultPrivileges(.table, in: name.schema)
    try inherit(into: &table, create)
    if let type = create.ofType { try takeColumns(of: type, into: &table) }
    catalog.store(table)
    var pending: [(ConstraintDefinition, column: String?)] = []
    // The types of all columns are looked for before any default is.
    for column in create.columns where !column.hasNoType { _ = try columnType(column.type) }
    for place in 0...create.columns.count {
      for like in create.likes where like.place == place { try copy(like, into: &table) }
      if place < create.columns.count { try add(create.columns[place], to: &table, &pending) }
    }
    table = catalog.tables[name] ?? table
    for column in create.columns { try requireGeneration(of: column, in: table) }
    if let key = create.partitionKey {
      try requirePartitionKey(key, of: table)
      table.partitionKey = partitionKey(key, table)
    }
    catalog.store(table)
    for var constraint in create.constraints {
      // Of a new table PostgreSQL takes no rows for unchecked.
      constraint.isNotValid = false
      pending.append((constraint, nil))
    }
    // A column's and the table's own are taken in the order in which they stand.
    if pending.allSatisfy({ $0.0.location != nil }) { pending.sort { $0.0.location ?? 0 < $1.0.location ?? 0 } }
    try addConstraints(pending, to: name)
    for parent in table.parents where table.partitionBound != nil { try adoptPartition(name, of: parent) }
    outcome.created.append(catalog.tables[name]?.identity ?? table.identity)
  }

  /// The columns of keys are looked for before the table's own name is (`transformIndexConstraint`).
  private func requireKeyColumns(_ create: CreateTable) throws(CatalogError) {
    guard create.likes.isEmpty, create.inherits.isEmpty, create.ofType == nil else { return }
    for constraint in create.constraints {
      switch constraint.kind {
      case .primaryKey, .unique: break
      default: continue
      }
      for key in constraint.columns + constraint.including where !create.columns.contains(where: { $0.name == key }) {
        throw CatalogError("42703", "column \"\(key)\" named in key does not exist")
      }
    }
  }

  /// Adds a column; its constraints that aren't properties of the column are left for later.
  mutating func add(
    _ definition: ColumnDefinition, to table: inout Table, _ pending: inout [(ConstraintDefinition, column: String?)]
  ) throws(CatalogError) {
    let name = Identifier.truncated(definition.name)
    if Session.systemColumns.contains(name) {
      throw CatalogError("42701", "column name \"\(name)\" conflicts with a system column name")
    }
    var column = Column(name: name, type: definition.type)
    let place = table.columns.firstIndex(where: { $0.name == name })
    if definition.hasNoType {
      guard let place else { throw CatalogError("42703", "column \"\(name)\" does not exist") }
      column = table.columns[place]
    } else if let existing = place {
      guard table.columns[existing].isInherited else { throw .duplicateColumn(name, table.name) }
      guard try table.columns[existing].type == columnType(definition.type) else {
        throw CatalogError("42804", "column \"\(name)\" has a type conflict")
      }
      column = table.columns.remove(at: existing)
      column.isInherited = false
      if definition.type.serialBase != nil { column.isNotNull = true }
      table.columns.insert(column, at: existing)
    } else {
      column.type = try columnType(definition.type)
      if definition.type.serialBase != nil { column.isNotNull = true }
      try requireColumnType(column.type, name, definition.collation)
      column.collation = definition.collation?.ownName
      column.compression = definition.compression
      column.options = Session.options(definition.foreignOptions)
      table.columns.append(column)
    }
    if let base = definition.type.serialBase {
      let sequence = try createOwnedSequence(table, column.name, type: base, options: [], isIdentity: false)
      column.defaultValue = Session.nextValue(sequence)
    }
    func has(_ kind: (ConstraintDefinition.Kind) -> Bool) -> Bool { definition.constraints.contains { kind($0.kind) } }
    if has({ if case .null = $0 { true } else { false } }), has({ if case .notNull = $0 { true } else { false } }) {
      throw .conflictingNull(name, table.name)
    }
    for constraint in definition.constraints {
      try apply(constraint, to: &column, table, &pending)
    }
    if let index = table.columns.firstIndex(where: { $0.name == column.name }) { table.columns[index] = column }
    catalog.store(table)
  }

  /// The type of a column as it is written: `integer` of `serial`.
  private mutating func columnType(_ type: TypeName) throws(CatalogError) -> TypeName {
    if let base = type.serialBase { return TypeName(name: base) }
    return try resolve(type).columnType
  }

  private mutating func apply(
    _ constraint: ConstraintDefinition, to column: inout Column, _ table: Table,
    _ pending: inout [(ConstraintDefinition, column: String?)]
  ) throws(CatalogError) {
    switch constraint.kind {
    case .notNull: column.isNotNull = true
    case .null:
      guard !column.isNotNull else { throw .conflictingNull(column.name, table.name) }
    case .defaultValue(let expression):
      guard column.defaultValue == nil || column.isInherited else { throw .severalDefaults(column.name, table.name) }
      try requireDefault(expression, of: column.name, column.type)
      column.defaultValue = defaultValue(expression, column.type)
      try column.defaultValue?.requireComplete()
    case .generated(let expression):
      guard column.defaultValue == nil || column.isInherited else {
        throw CatalogError(
          "42601",
          "both default and generation expression specified for column \"\(column.name)\" of table "
            + "\"\(table.name.name)\"")
      }
      try requirePlace(expression, .generated)
      try requireImmutable(expression, in: table, "generation expression is not immutable")
      column.generated = canonical(expression, base: table, target: column.type)
    case .identity(let always, let options):
      try requireIdentityType(column.type)
      column.identity = always ? .always : .byDefault
      column.isNotNull = true
      _ = try createOwnedSequence(table, column.name, type: column.type.name, options: options, isIdentity: true)
    case .primaryKey:
      column.isNotNull = true
      pending.append((constraint, column.name))
    case .check, .unique, .foreignKey, .exclusion: pending.append((constraint, column.name))
    }
  }

  /// A generated column is computed from columns of its row that aren't generated themselves (42703, 42P17).
  func requireGeneration(of definition: ColumnDefinition, in table: Table) throws(CatalogError) {
    for case .generated(let expression) in definition.constraints.map(\.kind) {
      try requireColumns(expression, in: table)
      let form = CanonicalExpression(expression, resolver: resolver(base: table))
      try form.requireComplete()
      guard let other = form.columns(of: table.name).first(where: { table.column($0)?.generated != nil }) else {
        continue
      }
      throw CatalogError("42P17", "cannot use generated column \"\(other)\" in column generation expression")
    }
  }

  /// A column's default.
  ///
  /// A plain NULL is none, but for a domain and a type with a length: the coercion makes an expression of the NULL.
  mutating func defaultValue(_ expression: Expression, _ type: TypeName) -> CanonicalExpression? {
    if expression.constant == .null, type.modifiers.isEmpty || type.name == "interval", baseType(type) == type {
      return nil
    }
    return canonical(expression, target: type)
  }

  /// The sequence of a serial or an identity column: `t_col_seq`.
  mutating func createOwnedSequence(
    _ table: Table, _ column: String, type: String, options: [StorageOption], isIdentity: Bool
  ) throws(CatalogError) -> QualifiedName {
    let chosen = options.first { $0.name == "sequence_name" }?.value.map {
      $0.split(separator: ".").last.map(String.init) ?? $0
    }
    let name = chosen ?? chooseRelationName(table.name.name, column, "seq", in: table.name.schema)
    var sequence = Sequence(name: QualifiedName(schema: table.name.schema, name: name))
    try setOptions([StorageOption("as", type)] + options, of: &sequence, isNew: true)
    sequence.owner = .init(table: table.name, column: column)
    sequence.isIdentity = isIdentity
    sequence.persistence = table.persistence
    sequence.role = role
    sequence.privileges = defaultPrivileges(.sequence, in: table.name.schema)
    catalog.store(sequence)
    outcome.created.append(sequence.identity)
    return sequence.name
  }

  static func nextValue(_ sequence: QualifiedName) -> CanonicalExpression {
    CanonicalExpression(pieces: [.text("nextval("), .relation(sequence), .text(")")])
  }

  /// What a table may be partitioned by (42P17, 42703).
  private func requirePartitionKey(_ key: PartitionKey, of table: Table) throws(CatalogError) {
    if key.strategy == "list", key.elements.count > 1 {
      throw CatalogError("42P17", "cannot use \"list\" partition strategy with more than one column")
    }
    for element in key.elements {
      if let column = element.column, table.column(column) == nil {
        throw CatalogError("42703", "column \"\(column)\" named in partition key does not exist")
      }
      guard let expression = element.expression else { continue }
      try requireColumns(expression, in: table)
      try requirePlace(expression, .partitionKey)
      try requireImmutable(
        expression, in: table, "functions in partition key expression must be marked IMMUTABLE")
    }
  }

  func partitionKey(_ key: PartitionKey, _ table: Table) -> CanonicalExpression {
    var key = key
    for index in key.elements.indices {
      let type = key.elements[index].column.flatMap { table.column($0)?.type }
      if let name = key.elements[index].operatorClass?.name,
        name == type?.defaultOperatorClass(key.strategy == "hash" ? "hash" : "btree")
      {
        key.elements[index].operatorClass = nil
      }
    }
    return CanonicalExpression(key, of: table.name, resolver: resolver(base: table))
  }

  /// The tablespace that an object has of its own: that of the database goes without saying.
  static func ownTablespace(_ name: String?) -> String? { name == "pg_default" ? nil : name }

  static func options(_ options: [StorageOption]) -> [String: String] {
    Dictionary(options.map { ($0.name, $0.value ?? "true") }, uniquingKeysWith: { _, last in last })
  }
}

extension ObjectName {
  /// The name of a collation that isn't its type's own.
  var ownName: String? { name == "default" ? nil : name }
}

extension TypeName {
  /// The full name of a type that a migration made.
  var qualifiedName: QualifiedName? { schema.map { QualifiedName(schema: $0, name: name) } }

  /// The type as a column has it: `char` alone is one character long, and a bit too.
  var columnType: TypeName {
    var type = self
    type.isSetOf = false
    return type
  }
}
