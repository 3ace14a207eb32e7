import SQLSyntax

extension Session {
  // MARK: - Constraints

  mutating func dropConstraint(
    _ name: String, _ ifExists: Bool, _ behavior: DropBehavior, _ table: Table
  ) throws(CatalogError) {
    guard let constraint = table.constraint(name) else {
      guard ifExists else {
        throw CatalogError("42704", "constraint \"\(name)\" of relation \"\(table.name.name)\" does not exist")
      }
      outcome.isNoOp = true
      return
    }
    if constraint.isInherited {
      throw CatalogError("42P16", "cannot drop inherited constraint \"\(name)\" of relation \"\(table.name.name)\"")
    }
    let parts =
      constraint.hasIndex ? partKeys(of: QualifiedName(schema: table.name.schema, name: name), in: table.name) : []
    try remove([.constraint(table.name, name)] + parts, behavior)
    for child in children(of: table.name) {
      guard let copy = catalog.tables[child]?.constraints.first(where: { $0.name == name && $0.isInherited }) else {
        continue
      }
      try remove([.constraint(child, copy.name)], behavior)
    }
  }

  /// The keys of partitions that are parts of a partitioned table's key, with names of their own.
  private func partKeys(of index: QualifiedName, in table: QualifiedName) -> [Removal] {
    children(of: table).flatMap { child -> [Removal] in
      let names = catalog.tables[child]?.constraints.filter(\.hasIndex).map(\.name) ?? []
      return names.flatMap { name -> [Removal] in
        let part = QualifiedName(schema: child.schema, name: name)
        guard catalog.indexes[part]?.parent == index else { return [] }
        return [.constraint(child, name)] + partKeys(of: part, in: child)
      }
    }
  }

  mutating func validate(_ name: String, _ table: Table) throws(CatalogError) {
    var table = table
    guard let index = table.constraints.firstIndex(where: { $0.name == name }) else {
      throw CatalogError("42704", "constraint \"\(name)\" of relation \"\(table.name.name)\" does not exist")
    }
    guard table.constraints[index].check != nil || table.constraints[index].foreignKey != nil else {
      throw CatalogError(
        "42809", "constraint \"\(name)\" of relation \"\(table.name.name)\" is not a foreign key or check constraint")
    }
    if let target = table.constraints[index].foreignKey?.target { outcome.lock(target, .rowShare) }
    outcome.scans.append(table.name)
    let wasValidated = table.constraints[index].isValidated
    table.constraints[index].isValidated = true
    catalog.store(table)
    guard table.constraints[index].check != nil, !wasValidated else { return }
    for child in children(of: table.name) {
      guard let childTable = catalog.tables[child], childTable.constraint(name)?.check != nil else { continue }
      try validate(name, childTable)
    }
  }

  mutating func alterConstraint(_ definition: ConstraintDefinition, _ table: Table) throws(CatalogError) {
    var table = table
    guard let index = table.constraints.firstIndex(where: { $0.name == definition.name }) else {
      throw CatalogError(
        "42704", "constraint \"\(definition.name ?? "")\" of relation \"\(table.name.name)\" does not exist")
    }
    guard table.constraints[index].foreignKey != nil else {
      throw CatalogError(
        "42809",
        "constraint \"\(definition.name ?? "")\" of relation \"\(table.name.name)\" is not a foreign key constraint")
    }
    table.constraints[index].isDeferrable = definition.isDeferrable
    table.constraints[index].isInitiallyDeferred = definition.isInitiallyDeferred
    catalog.store(table)
  }

  /// An index tells the rows of a table apart for a replica: it is unique, and none of its columns may be null.
  private func requireIdentity(_ name: String, of table: Table) throws(CatalogError) {
    let index = try existingIndex(name, of: table)
    let isNullable = index.keys.contains { key in key.column.flatMap { table.column($0) }?.isNotNull != true }
    guard index.isUnique || index.isForConstraint else {
      throw CatalogError("42809", "cannot use non-unique index \"\(name)\" as replica identity")
    }
    if index.predicate != nil {
      throw CatalogError("0A000", "cannot use partial index \"\(name)\" as replica identity")
    }
    if isNullable { throw CatalogError("42809", "index \"\(name)\" cannot be used as replica identity") }
  }

  private func existingIndex(_ name: String, of table: Table) throws(CatalogError) -> Index {
    guard table.indexNames.contains(name),
      let index = catalog.indexes[QualifiedName(schema: table.name.schema, name: name)]
    else {
      throw CatalogError("42704", "index \"\(name)\" for table \"\(table.name.name)\" does not exist")
    }
    return index
  }

  // MARK: - Partitions and parents

  mutating func attach(_ child: ObjectName, _ bound: PartitionBound, to parent: Table) throws(CatalogError) {
    if catalog.tables[parent.name] != nil, parent.partitionKey == nil { throw .wrongType(parent.name, "partitioned") }
    var table = try existingTable(child)
    if table.partitionBound != nil { throw CatalogError("42809", "\"\(table.name.name)\" is already a partition") }
    if let column = table.columns.first(where: { parent.column($0.name) == nil }) {
      throw CatalogError(
        "42804",
        "table \"\(table.name.name)\" contains column \"\(column.name)\" not found in parent \"\(parent.name.name)\"")
    }
    table.parents = [parent.name]
    table.partitionBound = bound.printed(as: keyTypes(of: parent))
    try requireFreeBound(table, of: parent)
    try requireMergeable(table, into: parent)
    for index in table.columns.indices { table.columns[index].isInherited = true }
    for index in table.constraints.indices
    where parent.constraints.contains(where: { $0.name == table.constraints[index].name && $0.check != nil }) {
      table.constraints[index].isInherited = true
    }
    catalog.store(table)
    outcome.lock(table.name, .accessExclusive)
    outcome.scans.append(table.name)
    try adoptPartition(table.name, of: parent.name)
  }

  mutating func detach(_ child: ObjectName, _ concurrently: Bool, from parent: Table) throws(CatalogError) {
    if concurrently, isInTransaction { throw .inTransaction("ALTER TABLE ... DETACH CONCURRENTLY") }
    let table = try existingTable(child)
    guard table.parents.contains(parent.name) else {
      throw CatalogError(
        "42P01", "relation \"\(table.name.name)\" is not a partition of relation \"\(parent.name.name)\"")
    }
    outcome.lock(table.name, .accessExclusive)
    release(table, from: parent)
  }

  mutating func inherit(_ parent: ObjectName, _ table: Table) throws(CatalogError) {
    var table = table
    let parent = try existingTable(parent)
    outcome.lock(parent.name, .shareUpdateExclusive)
    if table.partitionKey != nil { throw CatalogError("42809", "cannot change inheritance of partitioned table") }
    if table.partitionBound != nil { throw CatalogError("42809", "cannot change inheritance of a partition") }
    try requireInheritable(parent)
    if parent.name == table.name || isDescendant(parent.name, of: table.name) {
      throw CatalogError(
        "42P07", "circular inheritance not allowed",
        detail: "\"\(parent.name.name)\" is already a child of \"\(table.name.name)\".")
    }
    if table.parents.contains(parent.name) {
      throw CatalogError("42P07", "relation \"\(parent.name.name)\" would be inherited from more than once")
    }
    try requireMergeable(table, into: parent)
    table.parents.append(parent.name)
    catalog.store(table)
  }

  /// A table that is there already has to have the columns and checks of its parent (42804).
  private func requireMergeable(_ table: Table, into parent: Table) throws(CatalogError) {
    for column in parent.columns {
      guard let own = table.column(column.name) else {
        throw CatalogError("42804", "child table is missing column \"\(column.name)\"")
      }
      guard own.type == column.type else { throw .differentType(column.name, inChild: table.name) }
      if column.isNotNull, !own.isNotNull {
        throw CatalogError("42804", "column \"\(column.name)\" in child table must be marked NOT NULL")
      }
    }
    for constraint in parent.constraints {
      guard let check = constraint.check, !constraint.isNoInherit else { continue }
      guard let own = table.constraint(constraint.name)?.check else {
        throw CatalogError("42804", "child table is missing constraint \"\(constraint.name)\"")
      }
      guard own == check.moved(from: parent.name, to: table.name) else {
        throw CatalogError(
          "42804",
          "child table \"\(table.name.name)\" has different definition for check constraint "
            + "\"\(constraint.name)\"")
      }
    }
  }

  /// Whether a table inherits from another, by way of others too.
  private func isDescendant(_ table: QualifiedName, of ancestor: QualifiedName) -> Bool {
    children(of: ancestor).contains { $0 == table || isDescendant(table, of: $0) }
  }

  mutating func stopInheriting(_ parent: ObjectName, _ table: Table) throws(CatalogError) {
    if table.partitionBound != nil { throw CatalogError("42809", "cannot change inheritance of a partition") }
    let parent = try existingTable(parent)
    guard table.parents.contains(parent.name) else {
      throw CatalogError("42P01", "relation \"\(parent.name.name)\" is not a parent of relation \"\(table.name.name)\"")
    }
    release(table, from: parent)
  }

  /// What was inherited stays, as the table's own.
  private mutating func release(_ table: Table, from parent: Table) {
    var table = table
    table.parents.removeAll { $0 == parent.name }
    table.partitionBound = nil
    // What another parent has as well is still inherited.
    let others = table.parents.compactMap { catalog.tables[$0] }
    for index in table.columns.indices where !others.contains(where: { $0.column(table.columns[index].name) != nil }) {
      table.columns[index].isInherited = false
    }
    for index in table.constraints.indices
    where !others.contains(where: { $0.constraint(table.constraints[index].name) != nil }) {
      table.constraints[index].isInherited = false
    }
    table.triggers.removeAll { trigger in parent.triggers.contains { $0.name == trigger.name && $0.isForEachRow } }
    catalog.store(table)
    for name in table.indexNames {
      guard var index = catalog.indexes[QualifiedName(schema: table.name.schema, name: name)] else { continue }
      index.parent = nil
      catalog.store(index)
    }
  }

  // MARK: - Properties

  mutating func setProperty(_ action: AlterTable.Action, _ table: Table) throws(CatalogError) {
    var table = table
    switch action {
    case .setRowSecurity(let enabled): table.hasRowSecurity = enabled
    case .forceRowSecurity(let forces): table.forcesRowSecurity = forces
    case .changeOwner(let owner):
      table.owner = try newOwner(owner)
      if let owner = table.owner { table.privileges.forget(owner) }
      setOwner(table.owner, ofSequencesOf: table.name)
    case .setOptions(let options):
      let options = try StorageParameters.read(options, of: table.partitionKey == nil ? .table : .partitionedTable)
      table.options.merge(options) { _, new in new }
    case .resetOptions(let options): for option in options { table.options[option.name] = nil }
    case .clusterOn(let index):
      if let index, try existingIndex(index, of: table).predicate != nil {
        throw CatalogError("0A000", "cannot cluster on partial index \"\(index)\"")
      }
      table.clusterIndex = index
    case .replicaIdentity(let kind, let index):
      if let index { try requireIdentity(index, of: table) }
      table.replicaIdentity = kind
      table.replicaIdentityIndex = index
    case .setPersistence(let persistence):
      try requireLoggable(table, persistence)
      // A partitioned table has no rows of its own, and stays as it is.
      if table.partitionKey != nil { return }
      if table.persistence != persistence { outcome.rewrites.append(table.name) }
      table.persistence = persistence
      setPersistence(persistence, ofSequencesOf: table.name)
    case .setTablespace(let name):
      table.tablespace = Session.ownTablespace(name)
      outcome.rewrites.append(table.name)
    case .setAccessMethod: outcome.rewrites.append(table.name)
    case .setTrigger(let name, let mode): try setTrigger(name, mode, &table)
    case .setRule(let name, let mode): try setRule(name, mode, table)
    case .setForeignOptions(let column, let changes): try setForeignOptions(changes, of: column, in: &table)
    default: break
    }
    catalog.store(table)
  }

  private mutating func setPersistence(_ persistence: Persistence, ofSequencesOf table: QualifiedName) {
    for key in catalog.referrers(of: table) {
      guard case .sequence(let name) = key, var sequence = catalog.sequences[name] else { continue }
      sequence.persistence = persistence
      catalog.store(sequence)
    }
  }

  private mutating func setOwner(_ owner: String?, ofSequencesOf table: QualifiedName) {
    for key in catalog.referrers(of: table) {
      guard case .sequence(let name) = key, var sequence = catalog.sequences[name] else { continue }
      sequence.role = owner
      catalog.store(sequence)
    }
  }

  private func setTrigger(_ name: String?, _ mode: String, _ table: inout Table) throws(CatalogError) {
    if let name, table.trigger(name) == nil { throw .undefined(.trigger, name, table.name) }
    for index in table.triggers.indices where name == nil || table.triggers[index].name == name {
      table.triggers[index].mode = mode
    }
  }

  /// The owner as the catalog has it: `nil` is the role that runs the migrations.
  func owner(_ role: RoleName) -> String? {
    switch role {
    case .named(let name): name == "postgres" ? nil : name
    case .currentUser, .public: self.role
    }
  }

  /// The owner that a statement names, a role that must be there.
  func newOwner(_ role: RoleName) throws(CatalogError) -> String? {
    if case .named(let name) = role { try requireRole(name) }
    return owner(role)
  }

  // MARK: - Relations that aren't tables

  mutating func alterView(_ view: View, _ actions: [AlterTable.Action]) throws(CatalogError) {
    var view = view
    outcome.lock(view.name, .accessExclusive)
    for action in actions {
      switch action {
      case .setOptions(let options):
        let options = try StorageParameters.read(options, of: view.isMaterialized ? .table : .view)
        if options["check_option"] != nil, Query(parsing: view.definition.text)?.isUpdatable == false {
          throw .checkOptionOfQuery
        }
        view.options.merge(options) { _, new in new }
      case .resetOptions(let options): for option in options { view.options[option.name] = nil }
      case .changeOwner(let owner): view.owner = try newOwner(owner)
      case .setDefault(let column, let expression): view.columnDefaults[column] = canonical(expression)
      case .dropDefault(let column): view.columnDefaults[column] = nil
      default: notModelled("ALTER VIEW")
      }
    }
    catalog.store(view)
    outcome.changed.append(view.identity)
  }

  mutating func alterIndex(_ index: Index, _ actions: [AlterTable.Action]) throws(CatalogError) {
    var index = index
    for action in actions {
      switch action {
      case .setOptions(let options):
        let options = try StorageParameters.read(options, of: .index(accessMethod: index.accessMethod))
        index.options.merge(options) { _, new in new }
      case .resetOptions(let options): for option in options { index.options[option.name] = nil }
      case .setTablespace(let name): index.tablespace = Session.ownTablespace(name)
      case .attachPartition(let child, _):
        if let name = relation(child), var part = catalog.indexes[name] {
          part.parent = index.name
          catalog.store(part)
          if part.isForConstraint, index.isForConstraint { inheritKey(of: part) }
          index.isValid = index.isValid || isComplete(index)
        }
      default: notModelled("ALTER INDEX")
      }
    }
    catalog.store(index)
    validateParents(of: index)
    outcome.changed.append(index.identity)
  }

  /// The key of an index that became a part of another one is the other's from then on.
  private mutating func inheritKey(of part: Index) {
    guard var table = catalog.tables[part.table],
      let place = table.constraints.firstIndex(where: { $0.name == part.name.name })
    else { return }
    table.constraints[place].isInherited = true
    catalog.store(table)
  }

  /// Whether every partition has its part of an index.
  private func isComplete(_ index: Index) -> Bool {
    children(of: index.table).allSatisfy { child in
      catalog.tables[child]?.indexNames.contains { name in
        let part = catalog.indexes[QualifiedName(schema: child.schema, name: name)]
        return part?.parent == index.name && part?.isValid ?? false
      } ?? false
    }
  }

  /// An index whose last part became valid is valid, too.
  private mutating func validateParents(of index: Index) {
    guard index.isValid, let name = index.parent, var parent = catalog.indexes[name], !parent.isValid,
      isComplete(parent)
    else { return }
    parent.isValid = true
    catalog.store(parent)
    validateParents(of: parent)
  }
}
