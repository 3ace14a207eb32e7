import SQLSyntax

extension Session {
  /// Adds constraints in the order in which PostgreSQL makes them: keys, checks, foreign keys.
  mutating func addConstraints(
    _ definitions: [(ConstraintDefinition, column: String?)], to name: QualifiedName
  ) throws(CatalogError) {
    for (definition, column) in try merged(definitions.filter { $0.0.kind.pass == 0 }, in: name) {
      try addConstraint(definition, column: column, to: name)
    }
    for pass in 1..<3 {
      for (definition, column) in definitions where definition.kind.pass == pass {
        try addConstraint(definition, column: column, to: name)
      }
    }
  }

  /// The primary key first, and one key of two that are equal, with the first name that was given
  /// (`transformIndexConstraints`, parser/parse_utilcmd.c).
  private func merged(
    _ definitions: [(ConstraintDefinition, column: String?)], in table: QualifiedName
  ) throws(CatalogError) -> [(ConstraintDefinition, column: String?)] {
    let primary = definitions.filter(\.0.isPrimaryKey)
    if primary.count > 1 {
      throw .multiplePrimaryKeys(table)
    }
    var kept: [(ConstraintDefinition, column: String?)] = []
    for (definition, column) in primary + definitions.filter({ !$0.0.isPrimaryKey }) {
      let equal = kept.firstIndex { definition.isSameKey(as: $0.0, column, $0.column) }
      if let equal {
        kept[equal].0.name = kept[equal].0.name ?? definition.name
      } else {
        kept.append((definition, column))
      }
    }
    return kept
  }

  /// Adds a constraint to a table. `column` is the column that it stands at, and `only` says that the table's children
  /// don't get it.
  mutating func addConstraint(
    _ definition: ConstraintDefinition, column: String?, to name: QualifiedName, only: Bool = false
  ) throws(CatalogError) {
    guard let table = catalog.tables[name] else { return }
    if only { try requireOnly(definition, table) }
    if definition.kind.pass > 0, let given = definition.name.map(Identifier.truncated), table.constraint(given) != nil {
      throw .duplicate(.constraint, given, name)
    }
    switch definition.kind {
    case .check(let expression): try addCheck(expression, definition, column, table)
    case .primaryKey, .unique, .exclusion: try addKey(definition, column, table, only: only)
    case .foreignKey(let clause): try addForeignKey(clause, definition, column, table)
    case .notNull, .null, .defaultValue, .generated, .identity: return
    }
    guard !rows.isEmpty, let added = catalog.tables[name]?.constraints.last else { return }
    try requireRows(of: added, name)
  }

  /// What a table with children doesn't get without them (42P16, 42809).
  private func requireOnly(_ definition: ConstraintDefinition, _ table: Table) throws(CatalogError) {
    let children = children(of: table.name).compactMap { catalog.tables[$0] }
    switch definition.kind {
    case .check where !children.isEmpty && !definition.isNoInherit: throw .notOfChildren
    case .primaryKey:
      let isOptional = children.contains { child in
        definition.columns.contains { child.column($0)?.isNotNull == false }
      }
      if table.partitionKey != nil, isOptional { throw .notOfChildren }
    case .foreignKey where table.partitionKey != nil:
      throw CatalogError("42809", "cannot use ONLY for foreign key on partitioned table \"\(table.name.name)\"")
    default: break
    }
  }

  private mutating func addCheck(
    _ expression: Expression, _ definition: ConstraintDefinition, _ column: String?, _ table: Table
  ) throws(CatalogError) {
    var table = table
    let check = canonical(expression, base: table)
    try requireColumns(expression, in: table)
    try requireNames(in: expression, check)
    try requireCondition(expression, .check, "CHECK", resolver(base: table))
    if definition.isNoInherit, table.partitionKey != nil {
      throw CatalogError("42P16", "cannot add NO INHERIT constraint to partitioned table \"\(table.name.name)\"")
    }
    let columns = check.columns(of: table.name)
    let chosen =
      definition.name.map(Identifier.truncated)
      ?? chooseConstraintName(table, columns.count == 1 ? columns.first : nil, "check")
    var constraint = Constraint(name: chosen, kind: .check(check))
    constraint.isValidated = !definition.isNotValid
    constraint.isNoInherit = definition.isNoInherit
    table.constraints.append(constraint)
    catalog.store(table)
    outcome.created.append(ObjectIdentity(.constraint, chosen, on: table.name))
    for child in children(of: table.name) where !definition.isNoInherit {
      guard var childTable = catalog.tables[child], childTable.constraint(chosen) == nil else { continue }
      var copy = constraint
      copy.kind = .check(check.moved(from: table.name, to: child))
      copy.isInherited = true
      childTable.constraints.append(copy)
      catalog.store(childTable)
    }
  }

  /// Unqualified columns of a table's own expression must be there (42703).
  func requireColumns(_ expression: Expression, in table: Table) throws(CatalogError) {
    var missing: String?
    expression.visit { part in
      if case .subquery = part.kind { return false }
      if case .column(let fields) = part.kind, fields.count == 1, fields[0] != "*",
        table.column(fields[0]) == nil, !Session.systemColumns.contains(fields[0]), fields[0] != table.name.name
      {
        missing = missing ?? fields[0]
      }
      return true
    }
    if let missing { throw CatalogError("42703", "column \"\(missing)\" does not exist") }
  }

  /// The columns that every table has (manual, "System Columns").
  static let systemColumns: Set<String> = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]

  // MARK: - Keys

  private mutating func addKey(
    _ definition: ConstraintDefinition, _ column: String?, _ table: Table, only: Bool
  ) throws(CatalogError) {
    var table = table
    let columns = definition.columns.isEmpty ? column.map { [$0] } ?? [] : definition.columns
    for key in columns + definition.including where table.column(key) == nil {
      throw CatalogError("42703", "column \"\(key)\" named in key does not exist")
    }
    if let twice = columns.enumerated().first(where: { columns[..<$0.offset].contains($0.element) })?.element {
      let kind = definition.isPrimaryKey ? "primary key" : "unique"
      throw CatalogError("42701", "column \"\(twice)\" appears twice in \(kind) constraint")
    }
    if case .primaryKey = definition.kind, table.primaryKey != nil {
      throw .multiplePrimaryKeys(table.name)
    }
    if let indexName = definition.indexName { return try addKey(definition, using: indexName, table) }
    var index = Index(name: table.name, table: table.name)
    index.isUnique = true
    index.isForConstraint = true
    // Its parts are to be attached.
    index.isValid = !only || table.partitionKey == nil || children(of: table.name).isEmpty
    index.including = definition.including
    index.options = try StorageParameters.read(definition.options, of: .index(accessMethod: "btree"))
    index.keys = columns.map { IndexKey(column: $0, expression: .column($0, of: table.name)) }
    var kind = Constraint.Kind.primaryKey
    var label = ("pkey", nil as String?)
    if case .unique(let nullsNotDistinct) = definition.kind {
      index.nullsNotDistinct = nullsNotDistinct
      kind = .unique(nullsNotDistinct: nullsNotDistinct)
      label = ("key", GeneratedNames.addition(GeneratedNames.indexColumns(columns + definition.including)))
    }
    if case .exclusion(let clause) = definition.kind {
      index.isUnique = false
      index.accessMethod = clause.accessMethod
      try requireClasses(clause.elements, index.accessMethod, table)
      index.keys = clause.elements.map { key($0, table, index.accessMethod) }
      index.predicate = clause.predicate.map { canonical($0, base: table) }
      kind = .exclusion(Exclusion(operators: clause.operators))
      let columns = GeneratedNames.indexColumns(index.keys.map(\.column) + definition.including)
      label = ("excl", GeneratedNames.addition(columns))
    }
    try requirePartitionKey(columns, kind, table)
    let name = try keyName(definition, table, label)
    index.name = QualifiedName(schema: table.name.schema, name: name)
    var constraint = Constraint(name: name, kind: kind)
    constraint.columns = index.keys.compactMap(\.column)
    constraint.including = definition.including
    constraint.isDeferrable = definition.isDeferrable
    constraint.isInitiallyDeferred = definition.isInitiallyDeferred
    table.constraints.append(constraint)
    table.indexNames.insert(name)
    if kind == .primaryKey { setNotNull(columns, in: &table) }
    catalog.store(index)
    catalog.store(table)
    outcome.created.append(ObjectIdentity(.constraint, name, on: table.name))
    guard table.partitionKey != nil, !only else { return }
    lockDescendants(of: table.name, .share)
    for child in children(of: table.name) { try adoptPartition(child, of: table.name) }
  }

  private func keyName(
    _ definition: ConstraintDefinition, _ table: Table, _ label: (String, String?)
  ) throws(CatalogError) -> String {
    guard let given = definition.name.map(Identifier.truncated) else {
      return chooseRelationName(table.name.name, label.1, label.0, in: table.name.schema, isConstraint: true)
    }
    if catalog.hasRelation(QualifiedName(schema: table.name.schema, name: given)) { throw .duplicateRelation(given) }
    if table.constraint(given) != nil { throw .duplicate(.constraint, given, table.name) }
    return given
  }

  mutating func setNotNull(_ columns: [String], in table: inout Table) {
    for index in table.columns.indices where columns.contains(table.columns[index].name) {
      table.columns[index].isNotNull = true
    }
    for child in children(of: table.name) {
      guard var childTable = catalog.tables[child] else { continue }
      setNotNull(columns, in: &childTable)
      catalog.store(childTable)
    }
  }

  /// `ADD PRIMARY KEY USING INDEX`: the index takes the constraint's name and belongs to it.
  private mutating func addKey(
    _ definition: ConstraintDefinition, using indexName: String, _ table: Table
  ) throws(CatalogError) {
    var table = table
    let qualified = QualifiedName(schema: table.name.schema, name: indexName)
    guard var index = catalog.indexes[qualified], index.table == table.name else {
      throw CatalogError("42704", "index \"\(indexName)\" does not exist")
    }
    guard index.isUnique else { throw CatalogError("42809", "\"\(indexName)\" is not a unique index") }
    guard index.predicate == nil else { throw CatalogError("42809", "\"\(indexName)\" is a partial index") }
    guard index.keys.allSatisfy({ $0.column != nil }) else {
      throw CatalogError("42809", "index \"\(indexName)\" contains expressions")
    }
    let name = definition.name.map(Identifier.truncated) ?? indexName
    if table.constraint(name) != nil { throw .duplicate(.constraint, name, table.name) }
    var constraint = Constraint(name: name, kind: .unique(nullsNotDistinct: index.nullsNotDistinct))
    constraint.columns = index.keys.compactMap(\.column)
    constraint.including = index.including
    constraint.isDeferrable = definition.isDeferrable
    constraint.isInitiallyDeferred = definition.isInitiallyDeferred
    if case .primaryKey = definition.kind {
      constraint.kind = .primaryKey
      if constraint.columns.contains(where: { !(table.column($0)?.isNotNull ?? true) }) {
        outcome.scans.append(table.name)
      }
      setNotNull(constraint.columns, in: &table)
    }
    table.constraints.append(constraint)
    table.indexNames.remove(indexName)
    table.indexNames.insert(name)
    catalog.removeIndex(qualified)
    index.name.name = name
    index.isForConstraint = true
    catalog.store(index)
    catalog.store(table)
    outcome.created.append(ObjectIdentity(.constraint, name, on: table.name))
  }

  /// A key of a partitioned table has the partition key's columns in it (0A000).
  func requirePartitionKey(
    _ columns: [String], _ kind: Constraint.Kind, _ table: Table
  ) throws(CatalogError) {
    guard let partition = table.partitionKey?.columns(of: table.name) else { return }
    let name = kind == .primaryKey ? "PRIMARY KEY" : "UNIQUE"
    for column in partition where !columns.contains(column) {
      throw CatalogError(
        "0A000", "unique constraint on partitioned table must include all partitioning columns",
        detail: "\(name) constraint on table \"\(table.name.name)\" lacks column \"\(column)\" which is part of the "
          + "partition key.")
    }
  }

  /// The tables that inherit from a table or are its partitions.
  func children(of name: QualifiedName) -> [QualifiedName] { catalog.children(of: name) }
}

extension ConstraintDefinition {
  fileprivate var isPrimaryKey: Bool { if case .primaryKey = kind { true } else { false } }

  /// Whether another key has the same columns, at its column or in its list, and may share an index.
  fileprivate func isSameKey(as other: ConstraintDefinition, _ column: String?, _ otherColumn: String?) -> Bool {
    switch (kind, other.kind) {
    case (.exclusion, _), (_, .exclusion): return false
    case (.unique(let mine), .unique(let theirs)) where mine != theirs: return false
    default: break
    }
    func keys(_ definition: ConstraintDefinition, _ column: String?) -> [String] {
      definition.columns.isEmpty ? column.map { [$0] } ?? [] : definition.columns
    }
    return keys(self, column) == keys(other, otherColumn) && including == other.including
      && isDeferrable == other.isDeferrable && isInitiallyDeferred == other.isInitiallyDeferred
  }
}

extension ConstraintDefinition.Kind {
  /// When PostgreSQL makes the constraint: keys first, then checks, foreign keys last.
  fileprivate var pass: Int {
    switch self {
    case .primaryKey, .unique, .exclusion: 0
    case .check: 1
    case .foreignKey: 2
    case .notNull, .null, .defaultValue, .generated, .identity: 3
    }
  }
}
