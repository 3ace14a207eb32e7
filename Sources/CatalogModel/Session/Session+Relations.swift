import SQLSyntax

extension Session {
  // MARK: - Indexes

  mutating func createIndex(_ create: CreateIndex) throws(CatalogError) {
    let relation = try existingRelation(create.table)
    if create.isConcurrent, isInTransaction { throw .inTransaction("CREATE INDEX CONCURRENTLY") }
    outcome.lock(relation, create.isConcurrent ? .shareUpdateExclusive : .share)
    if let view = catalog.views[relation] { return try createIndex(create, on: view) }
    guard var table = catalog.tables[relation] else { throw .wrongType(relation, "a table or materialized view") }
    if create.isConcurrent, table.partitionKey != nil {
      throw CatalogError("0A000", "cannot create index on partitioned table \"\(relation.name)\" concurrently")
    }
    var index = try self.index(create, base: table)
    // Its parts are to be attached.
    if table.partitionKey != nil, create.only, !children(of: relation).isEmpty { index.isValid = false }
    if create.isUnique {
      try requirePartitionKey(index.keys.compactMap(\.column), .unique(nullsNotDistinct: false), table)
    }
    if try isTaken(create, index.name) { return }
    catalog.store(index)
    table.indexNames.insert(index.name.name)
    catalog.store(table)
    if !rows.isEmpty { try requireUnique(index, table) }
    outcome.scans.append(relation)
    outcome.created.append(index.identity)
    guard table.partitionKey != nil, !create.only else { return }
    lockDescendants(of: relation, .share)
    for child in children(of: relation) { adoptIndex(index, on: child) }
  }

  private mutating func createIndex(_ create: CreateIndex, on view: View) throws(CatalogError) {
    guard view.isMaterialized else { throw .wrongType(view.name, "a table or materialized view") }
    var view = view
    var base = Table(name: view.name)
    base.columns = (view.columns ?? []).enumerated().map { place, name in
      let type = view.columnTypes.indices.contains(place) ? view.columnTypes[place] : nil
      return Column(name: name, type: type ?? TypeName(name: ""))
    }
    let index = try self.index(create, base: base)
    if try isTaken(create, index.name) { return }
    catalog.store(index)
    view.indexNames.insert(index.name.name)
    catalog.store(view)
    outcome.created.append(index.identity)
  }

  private mutating func isTaken(_ create: CreateIndex, _ name: QualifiedName) throws(CatalogError) -> Bool {
    guard catalog.hasRelation(name) else { return false }
    guard create.ifNotExists else { throw .duplicateRelation(name.name) }
    outcome.isNoOp = true
    return true
  }

  private mutating func index(_ create: CreateIndex, base table: Table) throws(CatalogError) -> Index {
    var index = Index(name: table.name, table: table.name)
    index.accessMethod = create.accessMethod
    // The columns of a materialized view aren't always.
    let isKnown = catalog.tables[table.name] != nil || !table.columns.isEmpty
    if isKnown {
      for expression in create.elements.compactMap(\.expression) { try requireColumns(expression, in: table) }
      if let predicate = create.predicate {
        try requireColumns(predicate, in: table)
        try requireImmutable(predicate, in: table, "functions in index predicate must be marked IMMUTABLE")
      }
      for element in create.elements + create.including {
        if let column = element.column, table.column(column) == nil {
          throw CatalogError("42703", "column \"\(column)\" does not exist")
        }
        if let expression = element.expression {
          try requireImmutable(expression, in: table, "functions in index expression must be marked IMMUTABLE")
        }
      }
    }
    try requireClasses(create.elements, create.accessMethod, table)
    index.keys = create.elements.map { key($0, table, create.accessMethod) }
    let names = GeneratedNames.indexColumns(create.elements.map { $0.column ?? $0.expression?.indexColumnName })
    for (place, name) in names.enumerated() { index.keys[place].original.text = name }
    index.including = create.including.compactMap(\.column)
    index.predicate = create.predicate.map { canonical($0, base: table) }
    index.isUnique = create.isUnique
    index.nullsNotDistinct = create.nullsNotDistinct
    index.options = Session.options(create.options)
    index.tablespace = create.tablespace
    if let name = create.name {
      index.name.name = Identifier.truncated(name)
    } else {
      let columns = GeneratedNames.indexColumns(
        create.elements.map { $0.column ?? $0.expression?.indexColumnName } + index.including)
      index.name.name = chooseRelationName(
        table.name.name, GeneratedNames.addition(Session.distinct(columns)), "idx", in: table.name.schema)
    }
    return index
  }

  /// The columns' names, a repeated one with a number (`ChooseIndexColumnNames`).
  private static func distinct(_ names: [String]) -> [String] {
    var result: [String] = []
    for name in names {
      var candidate = name
      var number = 1
      while result.contains(candidate) {
        candidate = name + String(number)
        number += 1
      }
      result.append(candidate)
    }
    return result
  }

  /// An index's access method and its operator classes must be there (42704).
  func requireClasses(_ elements: [IndexElement], _ accessMethod: String, _ table: Table) throws(CatalogError) {
    guard OperatorClasses.accessMethods.contains(accessMethod) else {
      let own = ObjectIdentity(kind: .accessMethod, name: accessMethod)
      guard catalog.others[own] != nil || hasExtension({ OperatorClasses.has(accessMethod: accessMethod, from: $0) })
      else {
        throw .undefinedObject(.accessMethod, accessMethod)
      }
      return
    }
    let ownClasses = catalog.others.keys.filter { $0.kind == .operatorClass }
    for element in elements {
      guard let name = element.operatorClass else {
        guard let type = element.column.flatMap({ table.column($0)?.type }), type.isBuiltIn,
          ownClasses.isEmpty, !OperatorClasses.hasDefault(for: type, accessMethod),
          !hasExtension({ OperatorClasses.hasDefault(for: type, accessMethod, from: $0) })
        else { continue }
        throw CatalogError(
          "42704",
          "data type \(type.formatted) has no default operator class for access method \"\(accessMethod)\"")
      }
      let isThere =
        OperatorClasses.has(name.name, for: accessMethod)
        || hasExtension { OperatorClasses.has(name.name, for: accessMethod, from: $0) }
        || ownClasses.contains { $0.name.hasPrefix(name.name + " ") }
      guard isThere else {
        throw CatalogError(
          "42704", "operator class \"\(name.name)\" does not exist for access method \"\(accessMethod)\"")
      }
    }
  }

  /// Whether an extension is installed that brings something, or of which nothing is known.
  private func hasExtension(_ brings: (String) -> Bool) -> Bool {
    catalog.extensions.values.contains { !ExtensionFacts.isKnown($0.name) || brings($0.name) }
  }

  /// An element of an index as the catalog has it.
  mutating func key(_ element: IndexElement, _ table: Table, _ accessMethod: String) -> IndexKey {
    var key: IndexKey
    if let column = element.column {
      key = IndexKey(column: column, expression: .column(column, of: table.name))
    } else if let collated = element.expression?.collated {
      // COLLATE is the key's, wherever it stands.
      var inner = element
      inner.collation = collated.collation
      inner.column = collated.inner.castColumn.flatMap { $0.types.isEmpty && $0.fields.count == 1 ? $0.fields[0] : nil }
      inner.expression = inner.column == nil ? collated.inner : nil
      return self.key(inner, table, accessMethod)
    } else if let expression = element.expression {
      key = IndexKey(column: nil, expression: canonical(expression, base: table))
    } else {
      key = IndexKey(column: nil, expression: CanonicalExpression(pieces: []))
    }
    key.collation = element.collation?.ownName
    if let column = key.column, table.column(column)?.collation == key.collation { key.collation = nil }
    key.operatorClass = element.operatorClass?.name
    if let type = element.column.flatMap({ table.column($0)?.type }),
      key.operatorClass == type.defaultOperatorClass(accessMethod)
    {
      key.operatorClass = nil
    }
    if !element.operatorClassOptions.isEmpty {
      let options = element.operatorClassOptions.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: ", ")
      key.operatorClass = element.operatorClass.map { "\($0.name)(\(options))" }
    }
    key.isDescending = element.isDescending
    key.nullsFirst = element.nullsFirst ?? element.isDescending
    return key
  }

  // MARK: - Views

  mutating func createView(_ create: CreateView) throws(CatalogError) {
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    let old = catalog.views[name]
    let definition = try self.definition(create.query, columns: create.columns)
    if old == nil, catalog.hasRelation(name) {
      if create.orReplace { throw .wrongType(name, "a view") }
      throw .duplicateRelation(name.name)
    }
    if let old, create.orReplace, old.kind != .view { throw .wrongType(name, "a view") }
    if old != nil, !create.orReplace { throw .duplicateRelation(name.name) }
    var view = View(name: name, definition: definition)
    view.columns = definition.columns
    view.columnTypes = definition.outputTypes
    view.options = Session.options(create.options)
    if let check = create.checkOption { view.options["check_option"] = check }
    view.owner = role
    view.privileges = defaultPrivileges(.table, in: name.schema)
    if let old {
      try requireSameColumns(old, view)
      view.owner = old.owner
      view.privileges = old.privileges
      view.comment = old.comment
      view.columnComments = old.columnComments
      view.columnDefaults = old.columnDefaults
      view.columnPrivileges = old.columnPrivileges
      view.triggers = old.triggers
      outcome.lock(name, .accessExclusive)
      outcome.uses.insert(name)
    }
    catalog.store(view)
    if old == nil { outcome.created.append(view.identity) } else { outcome.changed.append(view.identity) }
  }

  /// A query as a view keeps it; the relations that it reads must be there.
  private mutating func definition(_ query: Query, columns: [String]) throws(CatalogError) -> CanonicalExpression {
    try requireNames(in: query)
    let variables = Procedure(self).variables
    let resolver = BasedResolver(
      resolver: resolver(), base: variables, rowNames: variables.map { [$0.name.name] } ?? [])
    let definition = CanonicalExpression(query, resolver: resolver, columns: columns)
    definition.forEachReference { outcome.uses.insert($0) }
    try definition.requireComplete()
    if let names = definition.columns {
      if columns.count > names.count {
        throw CatalogError("42601", "CREATE VIEW specifies more column names than columns")
      }
      if let repeated = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
        throw CatalogError("42701", "column \"\(repeated)\" specified more than once")
      }
    }
    return definition
  }

  /// Names that are found in `pg_catalog` without a schema.
  static func isSystemRelation(_ name: String) -> Bool { name.hasPrefix("pg_") }

  /// CREATE OR REPLACE VIEW may add columns at the end, and nothing else (42P16).
  private mutating func requireSameColumns(_ old: View, _ new: View) throws(CatalogError) {
    guard let before = old.columns, let after = new.columns else { return }
    if after.count < before.count { throw CatalogError("42P16", "cannot drop columns from view") }
    for (left, right) in zip(before, after) where left != right {
      throw CatalogError("42P16", "cannot change name of view column \"\(left)\" to \"\(right)\"")
    }
    let (oldTexts, newTexts) = (old.definition.outputTexts, new.definition.outputTexts)
    for (place, column) in before.enumerated() {
      let types = [old, new].map { $0.columnTypes.indices.contains(place) ? $0.columnTypes[place] : nil }
      if let type = types[0], let other = types[1] {
        guard type != other else { continue }
        throw CatalogError(
          "42P16",
          "cannot change data type of view column \"\(column)\" from \(type.formatted) to \(other.formatted)")
      }
      // What is computed alike has one type, whichever it is.
      if let oldTexts, let newTexts, oldTexts[place] == newTexts[place] { continue }
      outcome.undecided.append("whether the type of column `\(column)` of view `\(new.name.short)` stays isn't known")
    }
  }

  mutating func createTableAs(_ create: CreateTableAs) throws(CatalogError) {
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    let exists = catalog.hasRelation(name)
    if exists, create.ifNotExists {
      outcome.isNoOp = true
      return
    }
    guard let query = create.query else { return notModelled("CREATE TABLE AS EXECUTE") }
    let definition = try self.definition(query, columns: create.columns)
    if exists { throw .duplicateRelation(name.name) }
    if create.isMaterializedView {
      var view = View(name: name, definition: definition)
      view.isMaterialized = true
      view.columns = definition.columns
      view.columnTypes = definition.outputTypes
      view.options = Session.options(create.options)
      view.isPopulated = create.withData
      view.owner = role
      view.privileges = defaultPrivileges(.table, in: name.schema)
      catalog.store(view)
      outcome.created.append(view.identity)
      return
    }
    var table = Table(name: name)
    table.persistence = create.persistence
    table.owner = role
    table.privileges = defaultPrivileges(.table, in: name.schema)
    let types = definition.outputTypes
    let areKnown = definition.columns?.count == types.count && types.allSatisfy { $0 != nil }
    table.columns = (definition.columns ?? []).enumerated().map { place, name in
      Column(name: name, type: (types.indices.contains(place) ? types[place] : nil) ?? TypeName(name: "unknown"))
    }
    catalog.store(table)
    outcome.created.append(table.identity)
    outcome.dataChanges.append(name)
    if create.withData { try fill(table, with: query) }
    if create.persistence != .temporary, !areKnown || readsCollated(query) {
      outcome.undecided.append("the column types of `CREATE TABLE \(name.short) AS` aren't followed")
    }
  }

  /// Whether a query reads a column with a collation of its own, which the result's column takes along.
  private func readsCollated(_ query: Query) -> Bool {
    query.relations.contains { name in
      relation(name).flatMap { catalog.tables[$0] }?.columns.contains { $0.collation != nil } ?? false
    }
  }

  // MARK: - Sequences

  mutating func createSequence(_ create: CreateSequence) throws(CatalogError) {
    let name = try newName(create.name, isTemporary: create.persistence == .temporary)
    if catalog.hasRelation(name) {
      guard create.ifNotExists else { throw .duplicateRelation(name.name) }
      outcome.isNoOp = true
      return
    }
    var sequence = Sequence(name: name)
    sequence.persistence = create.persistence
    sequence.role = role
    sequence.privileges = defaultPrivileges(.sequence, in: name.schema)
    try setOptions(create.options, of: &sequence, isNew: true)
    catalog.store(sequence)
    outcome.created.append(sequence.identity)
  }

  mutating func alterSequence(_ alter: AlterSequence) throws(CatalogError) {
    guard let name = relation(alter.name) else {
      if alter.ifExists {
        outcome.isNoOp = true
        return
      }
      throw missingRelation(alter.name)
    }
    outcome.uses.insert(name)
    guard var sequence = catalog.sequences[name] else { throw .wrongType(name, "a sequence") }
    try setOptions(alter.options, of: &sequence, isNew: false)
    rows.nextValues[name] = .some(nil)
    catalog.store(sequence)
    outcome.lock(name, .shareRowExclusive)
    outcome.changed.append(sequence.identity)
  }

  /// Sets what options say, the rest by the type and the direction (manual, CREATE SEQUENCE).
  mutating func setOptions(
    _ options: [StorageOption], of sequence: inout Sequence, isNew: Bool
  ) throws(CatalogError) {
    let oldType = sequence.type
    func value(_ name: String) -> Int?? {
      options.last { $0.name == name }.map { $0.value.flatMap { Int($0) } }
    }
    if let type = options.last(where: { $0.name == "as" })?.value { sequence.type = type }
    if let increment = value("increment") { sequence.increment = increment ?? 1 }
    let limits = Session.limits(sequence.type)
    let oldLimits = Session.limits(oldType)
    let ascends = sequence.increment > 0
    if let minimum = value("minvalue") {
      sequence.minimum = minimum ?? (ascends ? 1 : limits.lowerBound)
    } else if isNew || (oldType != sequence.type && sequence.minimum == oldLimits.lowerBound) {
      sequence.minimum = ascends ? 1 : limits.lowerBound
    }
    if let maximum = value("maxvalue") {
      sequence.maximum = maximum ?? (ascends ? limits.upperBound : -1)
    } else if isNew || (oldType != sequence.type && sequence.maximum == oldLimits.upperBound) {
      sequence.maximum = ascends ? limits.upperBound : -1
    }
    if let start = value("start") {
      sequence.start = start ?? sequence.start
    } else if isNew {
      sequence.start = ascends ? sequence.minimum : sequence.maximum
    }
    if let restart = value("restart") {
      let next = restart ?? sequence.start
      guard next <= sequence.maximum else {
        throw CatalogError("22023", "RESTART value (\(next)) cannot be greater than MAXVALUE (\(sequence.maximum))")
      }
      guard next >= sequence.minimum else {
        throw CatalogError("22023", "RESTART value (\(next)) cannot be less than MINVALUE (\(sequence.minimum))")
      }
    }
    if let cache = value("cache") { sequence.cache = cache ?? 1 }
    if let cycle = options.last(where: { $0.name == "cycle" }) { sequence.cycles = cycle.value != "false" }
    if let owner = options.last(where: { $0.name == "owned_by" })?.value { try setOwner(owner, of: &sequence) }
  }

  private mutating func setOwner(_ owner: String, of sequence: inout Sequence) throws(CatalogError) {
    if owner == "none", !sequence.isIdentity {
      sequence.owner = nil
      return
    }
    if owner == "none" { throw CatalogError.identityOwnership }
    let parts = owner.split(separator: ".").map(String.init)
    let table = try existingTable(ObjectName(parts: Array(parts.dropLast())))
    guard let column = parts.last, table.column(column) != nil else {
      throw CatalogError.undefinedColumn(parts.last ?? "", table.name)
    }
    if sequence.isIdentity { throw CatalogError.identityOwnership }
    guard table.name.schema == sequence.name.schema else {
      throw CatalogError("55000", "sequence must be in same schema as table it is linked to")
    }
    sequence.owner = .init(table: table.name, column: column)
  }

  static func limits(_ type: String) -> ClosedRange<Int> {
    switch type {
    case "smallint": Int(Int16.min)...Int(Int16.max)
    case "integer": Int(Int32.min)...Int(Int32.max)
    default: Int.min...Int.max
    }
  }
}

extension TypeName {
  /// The operator class that an index takes for the type without being told.
  ///
  /// `SELECT opcintype::regtype, amname, opcname FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod WHERE opcdefault`,
  /// those that have another name than their btree one left out.
  func defaultOperatorClass(_ accessMethod: String) -> String? {
    guard schema == nil else { return nil }
    if isArray { return ["btree", "hash", "gin"].contains(accessMethod) ? "array_ops" : nil }
    guard ["btree", "hash", "gin"].contains(accessMethod) else { return nil }
    return [
      "text": "text_ops", "character varying": "text_ops", "character": "bpchar_ops", "integer": "int4_ops",
      "bigint": "int8_ops", "smallint": "int2_ops",
      "uuid": "uuid_ops", "boolean": "bool_ops", "date": "date_ops", "jsonb": "jsonb_ops", "bytea": "bytea_ops",
      "timestamp with time zone": "timestamptz_ops", "timestamp without time zone": "timestamp_ops",
      "time without time zone": "time_ops", "interval": "interval_ops", "real": "float4_ops",
      "double precision": "float8_ops", "numeric": "numeric_ops", "inet": "inet_ops", "tsvector": "tsvector_ops",
    ][name]
  }
}
