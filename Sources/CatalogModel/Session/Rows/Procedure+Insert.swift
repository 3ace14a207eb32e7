import SQLSyntax

extension Procedure {
  /// Puts rows into a table; those of RETURNING.
  mutating func insert(_ plan: RowChange, into table: Table) throws(CatalogError) -> RowSet {
    let columns = plan.columns.isEmpty ? table.columns.map(\.name) : plan.columns.map(Identifier.truncated)
    let source = try rowsToInsert(plan, columns, table)
    try fireStatement(table, "BEFORE", "INSERT")
    var added: [TableRows.Row] = []
    for values in source.rows {
      let values = try conflicting(plan, values, table)
      guard let row = values else { continue }
      added.append(row)
      if table.partitionKey == nil { session.rows[table.name].rows.append(row) }
    }
    if table.partitionKey != nil, !added.isEmpty || source.reason != nil {
      try routeRows(to: table, areCertain: !added.isEmpty)
    } else if let reason = source.reason {
      session.rows[table.name].isLikelyEmpty = source.isLikelyEmpty && !session.rows[table.name].areOthers
      session.rows[table.name].reason = reason
      let columns = source.open
      session.rows[table.name].facts = session.rows[table.name].facts.filter { fact in
        if case .notNull(let name) = fact { return columns?.contains(name) ?? false }
        return false
      }
    }
    if session.rows[table.name].reason != nil { for row in added { session.rows[table.name].narrow(by: row) } }
    if session.rows[table.name].rows.count > TableRows.most {
      session.rows.forget([table.name], "there are too many rows to keep")
    }
    try verify(added, of: table)
    for row in added { try fireRow(table, "AFTER", "INSERT", new: row, old: nil) }
    try fireStatement(table, "AFTER", "INSERT")
    return try returned(plan, added, source.reason, table)
  }

  /// The rows that an INSERT means to put in, and why there may be others; of those, the columns that hold no null.
  private struct Source {
    var rows: [TableRows.Row] = []
    var reason: String?
    var open: Set<String>?
    /// Whether there are others only if code that wasn't followed filled a table that the query reads.
    var isLikelyEmpty = false
  }

  private mutating func rowsToInsert(
    _ plan: RowChange, _ columns: [String], _ table: Table
  ) throws(CatalogError) -> Source {
    var source = Source()
    guard let query = plan.query else {
      source.rows = [try row([:], table)]
      return source
    }
    if !query.values.isEmpty {
      for expressions in query.values {
        let given = try self.values(expressions, filling: columns.count)
        guard given.count <= columns.count else {
          throw CatalogError("42601", "INSERT has more expressions than target columns")
        }
        var values: TableRows.Row = [:]
        for (column, value) in zip(columns, given) { values[column] = value }
        source.rows.append(try row(values, table))
      }
      return source
    }
    let set = try answer(query)
    for bindings in set.rows {
      let fields = bindings.flatMap(\.fields)
      guard fields.count <= columns.count, !bindings.contains(where: \.isOpen) else {
        source.reason = "the columns of the query aren't known"
        return Source(rows: [], reason: source.reason)
      }
      source.rows.append(try row(Dictionary(zip(columns, fields.map(\.value))) { first, _ in first }, table))
    }
    source.reason = set.reason
    if let reason = set.reason {
      source.isLikelyEmpty = query.sources.contains { readsNothing($0) }
      // The columns that it doesn't fill get their defaults, whatever the rows are.
      let rest = try row([:], table).filter { !columns.contains($0.key) && !$0.value.mayBeNull }
      source.open = Set(rest.keys)
      if !source.isLikelyEmpty { try noteReferences(query, columns, table, reason) }
    }
    return source
  }

  /// Notes where a row, if the query gives any, would refer to one that isn't there.
  private mutating func noteReferences(
    _ query: SelectQuery, _ columns: [String], _ table: Table, _ reason: String
  ) throws(CatalogError) {
    var row: TableRows.Row = [:]
    for (column, target) in zip(columns, query.targets) {
      guard target.value.isConstant, let type = table.column(column)?.type else { continue }
      row[column] = try stored(value(target.value), as: type)
    }
    for constraint in table.constraints where constraint.foreignKey != nil && !constraint.isInitiallyDeferred {
      guard constraint.columns.allSatisfy({ row[$0] != nil }), reference(row, constraint) == .boolean(false) else {
        continue
      }
      possibleRefusals.append("whether a row violates `\(constraint.name)` isn't known: \(reason)")
    }
  }

  /// The values of a row in VALUES, `nil` where it says DEFAULT; a record's fields are those of `record.*`.
  private mutating func values(_ expressions: [ValueExpression], filling count: Int) throws(CatalogError) -> [Datum?] {
    var values: [Datum?] = []
    for expression in expressions {
      if case .name(let parts) = expression, parts.last == "*" {
        let record = try value(.name(Array(parts.dropLast())))
        if case .record(let fields) = record {
          values += fields.map(\.value)
        } else {
          let reason = record.reason ?? "the fields of `\(parts.joined(separator: "."))` aren't known"
          values += Array(repeating: .unknown(reason), count: max(0, count - values.count - expressions.count + 1))
        }
      } else {
        values.append(expression == .special("default") ? nil : try value(expression))
      }
    }
    return values
  }

  /// Whether a part of FROM has no rows, unless code that wasn't followed put some there.
  private func readsNothing(_ source: SelectQuery.Source) -> Bool {
    switch source {
    case .relation(let name, _, _):
      guard common[name.name] == nil, let table = session.relation(name), session.catalog.tables[table] != nil else {
        return false
      }
      return session.allowsAll(table)
    case .join(let join):
      return readsNothing(join.left) || join.kind == "inner" && readsNothing(join.right)
    case .query, .function, .other: return false
    }
  }

  /// A row with its defaults, as the columns hold it.
  private mutating func row(_ values: TableRows.Row, _ table: Table) throws(CatalogError) -> TableRows.Row {
    var row: TableRows.Row = [:]
    for column in table.columns where column.generated == nil {
      if let value = values[column.name] {
        row[column.name] = try stored(value, as: column.type)
      } else {
        row[column.name] = try defaultValue(column, of: table.name)
      }
    }
    return try generated(row, table)
  }

  /// A row with the values of its generated columns.
  mutating func generated(_ row: TableRows.Row, _ table: Table) throws(CatalogError) -> TableRows.Row {
    var row = row
    for column in table.columns {
      guard let expression = column.generated else { continue }
      row[column.name] = try stored(value(expression, row, of: table), as: column.type)
    }
    return row
  }

  /// A partitioned table has no rows of its own: they go to one of its partitions, or nowhere (23514).
  private mutating func routeRows(to table: Table, areCertain: Bool) throws(CatalogError) {
    let parts = session.catalog.children(of: table.name)
    if parts.isEmpty {
      guard areCertain else { return }
      throw CatalogError("23514", "no partition of relation \"\(table.name.name)\" found for row")
    }
    session.rows.forget(
      parts.flatMap { session.withDescendants($0) }, "it depends on the rows of `\(table.name.short)`")
  }

  // MARK: - ON CONFLICT

  /// The row as triggers leave it; `nil` where it isn't put in.
  private mutating func conflicting(
    _ plan: RowChange, _ values: TableRows.Row, _ table: Table
  ) throws(CatalogError) -> TableRows.Row? {
    guard let row = try fireRow(table, "BEFORE", "INSERT", new: values, old: nil) else { return nil }
    guard let conflict = plan.conflict else { return row }
    let reason = "it depends on the rows of `\(table.name.short)`"
    for index in session.uniqueIndexes(of: table) {
      if let columns = conflict.columns, Set(index.keys.compactMap(\.column)) != Set(columns) { continue }
      switch try match(row, index, table) {
      case .none: continue
      case .unknown:
        // It is there afterwards, by whomever; which columns have its values isn't known.
        session.rows.forget([table.name], reason)
        return nil
      case .row(let place):
        guard let assignments = conflict.assignments else { return nil }
        var existing = session.rows[table.name].rows[place]
        rows.append([
          binding(existing, of: table, as: plan.alias), binding(row, of: table, as: "excluded"),
        ])
        defer { rows.removeLast() }
        if let condition = conflict.condition, truth(try value(condition)) != .boolean(true) {
          for assignment in assignments { existing[assignment.column] = .unknown(reason) }
        } else {
          for assignment in assignments {
            guard let column = table.column(assignment.column) else { continue }
            existing[assignment.column] = try stored(value(assignment.value), as: column.type)
          }
        }
        session.rows[table.name].rows[place] = existing
        return nil
      }
    }
    return row
  }

  /// The rows of RETURNING.
  mutating func returned(
    _ plan: RowChange, _ changed: [TableRows.Row], _ reason: String?, _ table: Table
  ) throws(CatalogError) -> RowSet {
    guard !plan.returning.isEmpty else { return RowSet(rows: changed.map { _ in [] }, reason: reason) }
    var query = SelectQuery()
    query.targets = plan.returning
    var result = RowSet(reason: reason)
    for row in changed {
      rows.append([binding(row, of: table, as: plan.alias)])
      defer { rows.removeLast() }
      result.rows += try projected(query, rows[rows.count - 1])
    }
    return result
  }
}

extension ValueExpression {
  /// Whether it is a constant, maybe with a sign or a cast.
  fileprivate var isConstant: Bool {
    switch self {
    case .constant: true
    case .cast(let value, _), .operation("-", nil, let value): value.isConstant
    default: false
    }
  }
}
