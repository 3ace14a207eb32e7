import SQLSyntax

extension Session {
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
    if let refusal = AccessMethods.refusal(of: create) { throw refusal }
    index.accessMethod = create.accessMethod
    // The columns of a materialized view aren't always.
    let isKnown = catalog.tables[table.name] != nil || !table.columns.isEmpty
    if isKnown {
      for expression in create.elements.compactMap(\.expression) { try requireColumns(expression, in: table) }
      if let predicate = create.predicate {
        try requireColumns(predicate, in: table)
        try requireCondition(predicate, .indexPredicate, "WHERE", resolver(base: table))
        try requireImmutable(predicate, in: table, "functions in index predicate must be marked IMMUTABLE")
      }
      for element in create.elements + create.including {
        if let collation = element.collation, let type = element.column.flatMap({ table.column($0)?.type }) {
          try requireCollation(collation, on: type)
        }
        if let column = element.column, table.column(column) == nil {
          if Session.systemColumns.contains(column) {
            throw CatalogError("0A000", "index creation on system columns is not supported")
          }
          throw CatalogError("42703", "column \"\(column)\" does not exist")
        }
        if let expression = element.expression {
          try requirePlace(expression, .indexExpression)
          try requireImmutable(
            expression, in: table, "functions in index expression must be marked IMMUTABLE"
          ).requireComplete()
        }
      }
    }
    try requireClasses(create.elements, create.accessMethod, table)
    index.keys = create.elements.map { key($0, table, create.accessMethod) }
    let names = GeneratedNames.indexColumns(create.elements.map { $0.column ?? $0.expression?.indexColumnName })
    for (place, name) in names.enumerated() { index.keys[place].original.text = name }
    index.including = create.including.compactMap(\.column)
    index.predicate = create.predicate.map { canonical($0, base: table) }
    try index.predicate?.requireComplete()
    index.isUnique = create.isUnique
    index.nullsNotDistinct = create.nullsNotDistinct
    index.options = try StorageParameters.read(create.options, of: .index(accessMethod: create.accessMethod))
    index.tablespace = Session.ownTablespace(create.tablespace)
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
      guard let type = element.column.flatMap({ table.column($0)?.type }), ownClasses.isEmpty,
        !OperatorClasses.mayTake(type, name.name)
      else { continue }
      throw CatalogError(
        "42804", "operator class \"\(name.name)\" does not accept data type \(type.base.formatted)")
    }
  }

  /// The operator class that an index takes for a type, be it a domain or an enum, without being told.
  private func defaultOperatorClass(of type: TypeName, _ accessMethod: String) -> String? {
    let base = baseType(type)
    if isEnum(base) { return ["btree", "hash"].contains(accessMethod) ? "enum_ops" : nil }
    return base.defaultOperatorClass(accessMethod)
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
    if let type = element.column.flatMap({ table.column($0)?.type })
      ?? element.expression?.resultType(resolver: resolver(base: table)),
      key.operatorClass == defaultOperatorClass(of: type, accessMethod)
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
}
