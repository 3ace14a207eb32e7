import SQLSyntax

extension Session {
  /// Takes over the columns and checks of the parent tables, those of a partitioned table too.
  mutating func inherit(into table: inout Table, _ create: CreateTable) throws(CatalogError) {
    for parentName in create.inherits {
      let parent = try existingTable(parentName)
      if let bound = create.partitionBound {
        guard parent.partitionKey != nil else {
          throw CatalogError("42P17", "\"\(parent.name.name)\" is not partitioned")
        }
        table.partitionBound = bound.printed(as: keyTypes(of: parent))
        try requireFreeBound(table, of: parent)
        outcome.lock(parent.name, .accessExclusive)
      } else {
        try requireInheritable(parent)
        outcome.lock(parent.name, .shareUpdateExclusive)
      }
      table.parents.append(parent.name)
      try merge(parent, into: &table)
    }
  }

  /// The types of the columns that a table is partitioned by; `nil` for an expression.
  func keyTypes(of table: Table) -> [TypeName?] {
    let elements = table.partitionKey?.pieces.split { $0 == .text(", ") } ?? []
    return elements.map { pieces in
      let columns = pieces.compactMap { piece in if case .column(let column) = piece { column.name } else { nil } }
      return columns.count == 1 && pieces.count <= 3 ? table.column(columns[0])?.type : nil
    }
  }

  /// Whether a column comes from a parent table, be it the table's own as well.
  func inherits(_ column: String, _ table: Table) -> Bool {
    table.parents.contains { catalog.tables[$0]?.column(column) != nil }
  }

  /// A partitioned table and a partition have no children but partitions (42809).
  func requireInheritable(_ parent: Table) throws(CatalogError) {
    let kind = parent.partitionKey != nil ? "partitioned table \"\(parent.name.name)\"" : "a partition"
    guard parent.partitionKey != nil || parent.partitionBound != nil else { return }
    throw CatalogError("42809", "cannot inherit from \(kind)")
  }

  private func merge(_ parent: Table, into table: inout Table) throws(CatalogError) {
    for column in parent.columns {
      if let existing = table.column(column.name) {
        guard existing.type == column.type else {
          throw CatalogError("42804", "inherited column \"\(column.name)\" has a type conflict")
        }
        continue
      }
      var copy = column
      copy.isInherited = true
      copy.comment = nil
      copy.privileges = Privileges()
      copy.identity = nil
      copy.statistics = nil
      copy.options = [:]
      if let value = copy.defaultValue { copy.defaultValue = value.moved(from: parent.name, to: table.name) }
      if let value = copy.generated { copy.generated = value.moved(from: parent.name, to: table.name) }
      table.columns.append(copy)
    }
    for constraint in parent.constraints {
      guard let check = constraint.check, !constraint.isNoInherit, table.constraint(constraint.name) == nil else {
        continue
      }
      var copy = constraint
      copy.kind = .check(check.moved(from: parent.name, to: table.name))
      copy.isInherited = true
      copy.isValidated = true
      copy.comment = nil
      table.constraints.append(copy)
    }
  }

  /// Gives a partition, and those of its own, its parent's indexes, keys, foreign keys and row triggers.
  mutating func adoptPartition(_ name: QualifiedName, of parentName: QualifiedName) throws(CatalogError) {
    guard let parent = catalog.tables[parentName] else { return }
    for constraint in parent.constraints where constraint.hasIndex || constraint.foreignKey != nil {
      guard var table = catalog.tables[name] else { return }
      var copy = constraint
      copy.isInherited = true
      copy.comment = nil
      if constraint.foreignKey == nil { try requirePartitionKey(constraint.columns, constraint.kind, table) }
      if constraint.foreignKey != nil {
        copy.name =
          table.constraint(constraint.name) == nil
          ? constraint.name : chooseConstraintName(table, GeneratedNames.addition(constraint.columns), "fkey")
        if table.constraints.contains(where: { $0.kind == copy.kind && $0.columns == copy.columns }) { continue }
        table.constraints.append(copy)
        catalog.store(table)
        continue
      }
      let parentIndex = QualifiedName(schema: parentName.schema, name: constraint.name)
      if let own = table.constraints.firstIndex(where: {
        $0.kind == constraint.kind && $0.columns == constraint.columns
      }) {
        table.constraints[own].isInherited = true
        catalog.store(table)
        setParent(of: QualifiedName(schema: name.schema, name: table.constraints[own].name), parentIndex)
        continue
      }
      let isPrimary = constraint.kind == .primaryKey
      let columns = catalog.indexes[parentIndex]?.keys.compactMap(\.original.text) ?? constraint.columns
      copy.name = chooseRelationName(
        name.name, isPrimary ? nil : GeneratedNames.addition(columns), isPrimary ? "pkey" : "key", in: name.schema,
        isConstraint: true)
      table.constraints.append(copy)
      catalog.store(table)
      clone(parentIndex, as: copy.name, on: name)
    }
    // In the order in which they were made (`RelationGetIndexList`).
    let indexes = parent.indexNames.compactMap { catalog.indexes[QualifiedName(schema: parentName.schema, name: $0)] }
    for original in indexes.sorted(by: { ($0.order, $0.name) < ($1.order, $1.name) }) where !original.isForConstraint {
      adoptIndex(original, on: name)
    }
    adoptTriggers(of: parent, on: name)
    for child in children(of: name) { try adoptPartition(child, of: name) }
  }

  /// Gives a partition, and those of its own, an index like its parent's, or takes one that is there already.
  mutating func adoptIndex(_ original: Index, on name: QualifiedName) {
    guard let table = catalog.tables[name] else { return }
    let wanted = original.moved(to: name)
    for own in table.indexNames.sorted() {
      let qualified = QualifiedName(schema: name.schema, name: own)
      guard let index = catalog.indexes[qualified] else { continue }
      if index.parent == original.name { return }
      if index.parent == nil, index.isSame(as: wanted) {
        return setParent(of: qualified, original.name)
      }
    }
    let columns = GeneratedNames.indexColumns(wanted.keys.map(\.original.text) + wanted.including)
    let chosen = chooseRelationName(name.name, GeneratedNames.addition(columns), "idx", in: name.schema)
    clone(original.name, as: chosen, on: name)
    guard let made = catalog.indexes[QualifiedName(schema: name.schema, name: chosen)] else { return }
    for child in children(of: name) { adoptIndex(made, on: child) }
  }

  private mutating func setParent(of index: QualifiedName, _ parent: QualifiedName) {
    guard var index = catalog.indexes[index] else { return }
    index.parent = parent
    catalog.store(index)
  }

  private mutating func clone(_ original: QualifiedName, as name: String, on table: QualifiedName) {
    guard let original = catalog.indexes[original], var owner = catalog.tables[table] else { return }
    var copy = original.moved(to: table)
    copy.name = QualifiedName(schema: table.schema, name: name)
    copy.parent = original.name
    copy.comment = nil
    catalog.store(copy)
    owner.indexNames.insert(name)
    catalog.store(owner)
  }

  mutating func adoptTriggers(of parent: Table, on name: QualifiedName) {
    guard var table = catalog.tables[name] else { return }
    for trigger in parent.triggers where trigger.isForEachRow && table.trigger(trigger.name) == nil {
      var copy = trigger
      copy.comment = nil
      copy.condition = trigger.condition?.moved(from: parent.name, to: name)
      table.triggers.append(copy)
    }
    catalog.store(table)
  }

  /// What LIKE copies of: a table, or the columns of a view or a composite type.
  private mutating func original(of like: LikeClause) throws(CatalogError) -> Table {
    let name = try existingRelation(like.source)
    if let table = catalog.tables[name] { return table }
    var table = Table(name: name)
    if let view = catalog.views[name], let columns = view.columns {
      table.columns = zip(columns, view.columnTypes).compactMap { name, type in
        type.map { Column(name: name, type: $0) }
      }
      if table.columns.count == columns.count { return table }
      outcome.undecided.append("the column types of view `\(name.short)` aren't known")
    } else if case .composite(let attributes)? = catalog.types[name]?.kind {
      table.columns = attributes
    } else {
      throw .wrongType(name, "a table, view, composite type, or foreign table")
    }
    return table
  }

  /// Copies a table's columns, and what INCLUDING says, into a new table.
  mutating func copy(_ like: LikeClause, into table: inout Table) throws(CatalogError) {
    let source = try original(of: like)
    func includes(_ bit: Int) -> Bool { like.options & (1 << bit) != 0 }
    // The bits are CREATE_TABLE_LIKE_COMMENTS … STORAGE (nodes/parsenodes.h).
    for column in source.columns {
      guard table.column(column.name) == nil else { throw .duplicateColumn(column.name, table.name) }
      var copy = Column(name: column.name, type: column.type)
      copy.isNotNull = column.isNotNull
      copy.collation = column.collation
      if includes(0) { copy.comment = column.comment }
      if includes(1) { copy.compression = column.compression }
      if includes(3) { copy.defaultValue = column.defaultValue?.moved(from: source.name, to: table.name) }
      if includes(4) { copy.generated = column.generated?.moved(from: source.name, to: table.name) }
      if includes(8) { copy.storage = column.storage }
      table.columns.append(copy)
      catalog.store(table)
      if includes(5), let identity = column.identity {
        let name = try createOwnedSequence(
          table, column.name, type: column.type.name, options: [], isIdentity: true)
        copyOptions(ofIdentity: column.name, of: source, to: name)
        table.columns[table.columns.count - 1].identity = identity
      }
    }
    for constraint in source.constraints where includes(2) {
      guard let check = constraint.check else { continue }
      var copy = constraint
      copy.kind = .check(check.moved(from: source.name, to: table.name))
      copy.isInherited = false
      copy.isValidated = true
      if !includes(0) { copy.comment = nil }
      table.constraints.append(copy)
    }
    catalog.store(table)
    if includes(6) { copyIndexes(of: source, into: table.name, withComments: includes(0)) }
    if includes(7) { copyStatistics(of: source, into: table.name, withComments: includes(0)) }
    table = catalog.tables[table.name] ?? table
  }

  private mutating func copyOptions(ofIdentity column: String, of source: Table, to name: QualifiedName) {
    guard var copy = catalog.sequences[name] else { return }
    for case .sequence(let owned) in catalog.referrers(of: source.name) {
      guard let original = catalog.sequences[owned], original.isIdentity, original.owner?.column == column,
        original.owner?.table == source.name
      else { continue }
      // The options of the copy don't say the type.
      copy.type = "bigint"
      copy.increment = original.increment
      copy.minimum = original.minimum
      copy.maximum = original.maximum
      copy.start = original.start
      copy.cache = original.cache
      copy.cycles = original.cycles
    }
    catalog.store(copy)
  }

  private mutating func copyIndexes(of source: Table, into name: QualifiedName, withComments: Bool) {
    let originals = source.indexNames.compactMap {
      catalog.indexes[QualifiedName(schema: source.name.schema, name: $0)]
    }
    for original in originals.sorted(by: { ($0.order, $0.name) < ($1.order, $1.name) }) {
      guard var table = catalog.tables[name] else { continue }
      let indexName = original.name.name
      var copy = original.moved(to: name)
      copy.order = 0
      if !withComments { copy.comment = nil }
      if original.isForConstraint, var constraint = source.constraint(indexName) {
        let isPrimary = constraint.kind == .primaryKey
        let names = GeneratedNames.addition(copy.keys.map { $0.original.text ?? "expr" } + copy.including)
        constraint.name = chooseRelationName(
          name.name, isPrimary ? nil : names,
          isPrimary ? "pkey" : constraint.isExclusion ? "excl" : "key", in: name.schema, isConstraint: true)
        // Only the comment on the index comes along.
        constraint.comment = nil
        copy.name.name = constraint.name
        table.constraints.append(constraint)
      } else {
        copy.name.name = chooseRelationName(
          name.name,
          GeneratedNames.addition(GeneratedNames.indexColumns(copy.keys.map(\.original.text) + copy.including)),
          "idx", in: name.schema)
      }
      table.indexNames.insert(copy.name.name)
      catalog.store(copy)
      catalog.store(table)
    }
  }
}

extension CanonicalExpression {
  /// The expression with the columns of one table exchanged for those of another.
  func moved(from old: QualifiedName, to new: QualifiedName) -> CanonicalExpression {
    replacing { piece in
      switch piece {
      case .column(var column) where column.relation == old:
        column.relation = new
        return .column(column)
      case .relation(old): return .relation(new)
      default: return piece
      }
    }
  }
}

extension Index {
  /// The index as it would be on another table.
  func moved(to new: QualifiedName) -> Index {
    var copy = self
    copy.table = new
    copy.name.schema = new.schema
    copy.parent = nil
    copy.keys = keys.map { key in
      var key = key
      key.expression = key.expression.moved(from: table, to: new)
      return key
    }
    copy.predicate = predicate?.moved(from: table, to: new)
    return copy
  }

  /// Whether another index of the table does the same, whatever its name.
  package func isSame(as other: Index) -> Bool {
    table == other.table && accessMethod == other.accessMethod && keys == other.keys && including == other.including
      && predicate == other.predicate && isUnique == other.isUnique && nullsNotDistinct == other.nullsNotDistinct
  }
}

extension Constraint {
  var isExclusion: Bool { if case .exclusion = kind { true } else { false } }
}
