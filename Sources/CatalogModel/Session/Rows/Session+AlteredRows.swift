import SQLSyntax

extension Session {
  /// Records that an ALTER depends on rows that aren't known.
  mutating func dependsOnRows(of table: QualifiedName) {
    let reason = "whether the rows that were put into `\(table.short)` allow it isn't known"
    if !outcome.rowDependent.contains(reason) { outcome.rowDependent.append(reason) }
  }

  /// What an action of ALTER TABLE does to rows, or what rows do to it; `before` is the table as it was.
  mutating func alterRows(_ action: AlterTable.Action, _ before: Table) throws(CatalogError) {
    guard !rows.isEmpty else { return }
    if case .attachPartition(let child, _) = action, let child = relation(child), !allowsAll(child) {
      dependsOnRows(of: child)
    }
    guard !isEmpty(before.name) else { return }
    switch action {
    case .addColumn(let definition, _):
      let name = Identifier.truncated(definition.name)
      if before.column(name) == nil { try fill(name, before.name) }
    case .setNotNull(let column):
      if before.column(column)?.isNotNull == false { try requireNotNull(column, before.name) }
    case .dropNotNull(let column):
      if before.column(column)?.isNotNull ?? false { note(.notNull(column), of: before.name) }
    case .validateConstraint(let name):
      if let constraint = before.constraint(name), !constraint.isValidated {
        try requireRows(of: constraint, before.name)
      }
    case .setIdentity: forgetNumbers()
    default: break
    }
  }

  /// What holds for a table's rows although it isn't said any more; of rows that are known it needn't be kept.
  mutating func note(_ fact: RowFact, of table: QualifiedName) {
    if rows[table].reason != nil { rows[table].facts.insert(fact) }
    for child in catalog.children(of: table) { note(fact, of: child) }
  }

  /// A constraint goes: what it held for the rows that are there stays true of them.
  mutating func noteRemoval(of constraint: Constraint, _ table: QualifiedName) {
    switch constraint.kind {
    case .check(let check) where constraint.isValidated: note(.check(check.text), of: table)
    case .primaryKey, .unique: note(.unique(Set(constraint.columns)), of: table)
    case .foreignKey(let key) where constraint.isValidated:
      note(.refers(constraint.columns, to: key.target, key.targetColumns), of: table)
    default: break
    }
  }

  /// A unique index goes, as a constraint does.
  mutating func noteRemoval(of index: Index) {
    guard index.isUnique, index.predicate == nil, index.keys.allSatisfy({ $0.column != nil }) else { return }
    note(.unique(Set(index.keys.compactMap(\.column))), of: index.table)
  }

  /// Puts the rows of a query into a table that was made of it.
  mutating func fill(_ table: Table, with query: Query) throws(CatalogError) {
    let unknown = "it depends on the rows of `\(table.name.short)`"
    let set = try compute { (run) throws(CatalogError) in try run.answer(SelectQuery(query)) }
    guard let set, set.reason == nil, set.rows.count <= TableRows.most,
      set.rows.allSatisfy({ $0.flatMap(\.fields).count == table.columns.count })
    else { return rows.forget([table.name], unknown) }
    for row in set.rows {
      var values: TableRows.Row = [:]
      let fields = row.flatMap(\.fields)
      for (column, field) in zip(table.columns, fields) {
        values[column.name] = try Procedure(self).stored(field.value, as: column.type)
      }
      rows[table.name].rows.append(values)
    }
  }

  /// Computes with rows; `nil` where that runs code which isn't followed.
  mutating func compute<Result>(
    _ body: (inout Procedure) throws(CatalogError) -> Result
  ) throws(CatalogError) -> Result? {
    var procedure = Procedure(self)
    let doubts = outcome.undecided.count
    do {
      let result = try body(&procedure)
      guard procedure.session.outcome.undecided.count == doubts else { return nil }
      rows = procedure.session.rows
      return result
    } catch  where error.sqlState.hasPrefix("42") {
      return nil
    }
  }

  // MARK: - Columns

  /// Gives the rows of a table the value of a new column.
  private mutating func fill(_ name: String, _ parent: QualifiedName) throws(CatalogError) {
    for target in withDescendants(parent) where !rows[target].isEmpty {
      guard let table = catalog.tables[target], let column = table.column(name) else { continue }
      let filled = try compute { (run) throws(CatalogError) in
        var stored = run.session.rows[target]
        func value(_ row: TableRows.Row) throws(CatalogError) -> Datum {
          if let generated = column.generated {
            return try run.stored(run.value(generated, row, of: table), as: column.type)
          }
          return try run.defaultValue(column, of: target)
        }
        for index in stored.rows.indices { stored.rows[index][name] = try value(stored.rows[index]) }
        guard stored.areOthers else { return stored }
        let any = try value(run.anyRow(of: table, stored.facts))
        if any == .null { stored.facts.insert(.isNull(name)) }
        if !any.mayBeNull { stored.facts.insert(.notNull(name)) }
        return stored
      }
      guard var stored = filled else {
        rows.forget([target], "it depends on the rows of `\(target.short)`")
        continue
      }
      if column.isNotNull {
        if stored.rows.contains(where: { $0[name] == .null }) { throw .containsNull(name, target) }
        if stored.facts.remove(.isNull(name)) != nil { dependsOnRows(of: target) }
      }
      rows[target] = stored
    }
  }

  /// Refuses null where it is certain that there is one.
  mutating func requireNotNull(_ column: String, _ parent: QualifiedName) throws(CatalogError) {
    for target in withDescendants(parent) where !rows[target].isEmpty {
      let stored = rows[target]
      if stored.rows.contains(where: { $0[column] == .null }) { throw .containsNull(column, target) }
      let isOpen =
        stored.rows.contains { $0[column]?.mayBeNull ?? true }
        || stored.areOthers && !stored.facts.contains(.notNull(column)) && !isImplied(column, target)
      if isOpen { dependsOnRows(of: target) }
      for index in stored.rows.indices where stored.rows[index][column]?.mayBeNull ?? true {
        rows[target].rows[index][column] = .something("its value isn't known")
      }
    }
  }

  /// Whether a validated CHECK says that a column isn't null.
  private func isImplied(_ column: String, _ table: QualifiedName) -> Bool {
    catalog.tables[table].map { isProvedNotNull(column, $0) } ?? false
  }

  // MARK: - Constraints

  /// Refuses a constraint that rows violate; one of which that isn't known depends on them.
  mutating func requireRows(of constraint: Constraint, _ parent: QualifiedName) throws(CatalogError) {
    // A constraint that is validated just now says so only in the catalog.
    let isValidated = catalog.tables[parent]?.constraint(constraint.name)?.isValidated ?? false
    guard !rows.isEmpty, constraint.isValidated || isValidated else { return }
    for target in withDescendants(parent) where !rows[target].isEmpty {
      guard let table = catalog.tables[target] else { continue }
      switch constraint.kind {
      case .check(let check):
        if constraint.isNoInherit, target != parent { continue }
        try requireCheck(check.moved(from: parent, to: target), constraint, table)
      case .primaryKey:
        for column in constraint.columns { try requireNotNull(column, target) }
        try requireUnique(constraint.name, table)
      case .unique: try requireUnique(constraint.name, table)
      case .foreignKey: try requireReferences(constraint, table)
      case .exclusion: if rows[target].areOthers || rows[target].rows.count > 1 { dependsOnRows(of: target) }
      case .trigger: break
      }
    }
  }

  private mutating func requireCheck(
    _ check: CanonicalExpression, _ constraint: Constraint, _ table: Table
  ) throws(CatalogError) {
    let stored = rows[table.name]
    let isKnown = !stored.areOthers || stored.facts.contains(.check(check.text)) || isDouble(constraint, table)
    let truths = try compute { (run) throws(CatalogError) in
      var truths: [Datum] = []
      for row in stored.rows { truths.append(run.truth(try run.value(check, row, of: table))) }
      if !isKnown {
        truths.append(run.truth(try run.value(check, run.anyRow(of: table, stored.facts), of: table)))
      }
      return truths
    }
    guard let truths else { return dependsOnRows(of: table.name) }
    if truths.prefix(stored.rows.count).contains(.boolean(false)) {
      throw CatalogError(
        "23514", "check constraint \"\(constraint.name)\" of relation \"\(table.name.name)\" is violated by some row")
    }
    if truths.contains(where: { $0.isUnknown || $0 == .boolean(false) }) { dependsOnRows(of: table.name) }
  }

  /// Whether another validated constraint of the table says the same.
  private func isDouble(_ constraint: Constraint, _ table: Table) -> Bool {
    table.constraints.contains {
      $0.name != constraint.name && $0.isValidated && $0.kind == constraint.kind
        && (constraint.check != nil || $0.columns == constraint.columns)
    }
  }

  private mutating func requireUnique(_ name: String, _ table: Table) throws(CatalogError) {
    guard let index = catalog.indexes[QualifiedName(schema: table.name.schema, name: name)] else { return }
    try requireUnique(index, table)
  }

  /// Refuses a unique index where two rows have the same key (23505).
  mutating func requireUnique(_ index: Index, _ table: Table) throws(CatalogError) {
    guard index.isUnique, !rows[table.name].isEmpty else { return }
    let stored = rows[table.name]
    let areDistinct = try compute { (run) throws(CatalogError) in
      try run.areDistinct(stored.rows, index, table)
    }
    if areDistinct == .boolean(false) {
      throw CatalogError("23505", "could not create unique index \"\(index.name.name)\"")
    }
    let columns = index.keys.compactMap(\.column)
    let isKnown = !stored.areOthers || isUnique(Set(columns), stored.facts, index, table)
    if areDistinct != .boolean(true) || !isKnown { dependsOnRows(of: table.name) }
  }

  /// Whether columns are known to be unique: some of them are, or one of them is null everywhere.
  private func isUnique(_ columns: Set<String>, _ facts: Set<RowFact>, _ index: Index, _ table: Table) -> Bool {
    facts.contains { fact in
      switch fact {
      case .unique(let names): names.isSubset(of: columns)
      case .isNull(let name): columns.contains(name) && !index.nullsNotDistinct
      default: false
      }
    }
      || uniqueIndexes(of: table).contains { other in
        other.name != index.name && other.predicate == nil && other.keys.allSatisfy { $0.column != nil }
          && Set(other.keys.compactMap(\.column)).isSubset(of: columns)
      }
  }

  private mutating func requireReferences(_ constraint: Constraint, _ table: Table) throws(CatalogError) {
    guard let key = constraint.foreignKey else { return }
    let stored = rows[table.name]
    let run = Procedure(self)
    let found = stored.rows.map { run.reference($0, constraint) }
    if found.contains(.boolean(false)) {
      throw CatalogError(
        "23503",
        "insert or update on table \"\(table.name.name)\" violates foreign key constraint \"\(constraint.name)\"")
    }
    let isKnown =
      !stored.areOthers || isDouble(constraint, table)
      || stored.facts.contains(.refers(constraint.columns, to: key.target, key.targetColumns))
      || constraint.columns.contains { stored.facts.contains(.isNull($0)) }
    if found.contains(where: \.isUnknown) || !isKnown { dependsOnRows(of: table.name) }
  }
}

extension CatalogError {
  static func containsNull(_ column: String, _ table: QualifiedName) -> CatalogError {
    CatalogError("23502", "column \"\(column)\" of relation \"\(table.name)\" contains null values")
  }
}
