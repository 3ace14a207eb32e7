import SQLSyntax

extension Procedure {
  /// Changes rows of a table; those of RETURNING.
  mutating func update(_ plan: RowChange, _ table: Table) throws(CatalogError) -> RowSet {
    if try isLeftAlone(plan, table, "UPDATE") { return RowSet() }
    let before = session.rows[table.name]
    var after = before
    var changed: [TableRows.Row] = []
    var reason = before.reason
    for (place, row) in before.rows.enumerated() {
      let set = try matches(plan, row, table)
      guard !set.rows.isEmpty || set.reason != nil else { continue }
      var new = row
      let values = set.rows.first.map { $0.flatMap(\.fields).map(\.value) }
      for (index, assignment) in plan.assignments.enumerated() {
        guard let column = table.column(assignment.column) else { continue }
        var value: Datum
        if assignment.value == .special("default") {
          value = try defaultValue(column, of: table.name)
        } else {
          value = values.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? .unknown("its value isn't known")
        }
        value = try stored(value, as: column.type)
        let isCertain = set.rows.count == 1 && set.reason == nil
        new[column.name] = isCertain ? value : row[column.name]?.or(value) ?? value
      }
      new = try generated(new, table)
      guard let fired = try fireRow(table, "BEFORE", "UPDATE", new: new, old: row) else { continue }
      after.rows[place] = fired
      if set.reason == nil { changed.append(fired) } else { reason = set.reason }
    }
    if after.reason != nil { after.facts = try facts(plan, after.facts, table) }
    session.rows[table.name] = after
    try requireReferences(plan.assignments.map(\.column), of: table, before.rows, after)
    forgetReferences(to: table, plan.assignments.map(\.column))
    try verify(changed, of: table, columns: Set(plan.assignments.map(\.column)))
    for (old, new) in zip(before.rows, after.rows) where old != new {
      try fireRow(table, "AFTER", "UPDATE", new: new, old: old)
    }
    try fireStatement(table, "AFTER", "UPDATE")
    return try returned(plan, changed, reason, table)
  }

  /// Whether there are no rows that the statement could change; a table with children isn't looked into.
  private mutating func isLeftAlone(_ plan: RowChange, _ table: Table, _ event: String) throws(CatalogError) -> Bool {
    for source in plan.sources { _ = try self.source(source, []) }
    try fireStatement(table, "BEFORE", event)
    let children = session.catalog.children(of: table.name)
    guard session.isEmpty(table.name) || !children.isEmpty else { return false }
    if !session.isEmpty(table.name) {
      let reason = "it depends on the rows of `\(table.name.short)`"
      session.rows.forget(session.withDescendants(table.name).filter { !session.rows[$0].isEmpty }, reason)
      if table.triggers.contains(where: { $0.events.contains(event) }) { session.forgetRows(reason) }
      forgetReferences(to: table, table.columns.map(\.name))
      return true
    }
    try fireStatement(table, "AFTER", event)
    return true
  }

  /// The rows of FROM that meet the condition with a row of the table; their columns are the values that are set.
  private mutating func matches(
    _ plan: RowChange, _ row: TableRows.Row, _ table: Table
  ) throws(CatalogError) -> RowSet {
    rows.append([binding(row, of: table, as: plan.alias)])
    defer { rows.removeLast() }
    return try answer(plan.selection)
  }

  /// What holds for the rows that aren't known after an UPDATE.
  private mutating func facts(
    _ plan: RowChange, _ facts: Set<RowFact>, _ table: Table
  ) throws(CatalogError) -> Set<RowFact> {
    var result = facts.filter { fact in !plan.assignments.contains { fact.mentions($0.column) } }
    let row = anyRow(of: table, facts)
    for assignment in plan.assignments where assignment.value != .special("default") {
      guard try !value(assignment.value, row, of: table).mayBeNull else { continue }
      let fact = RowFact.notNull(assignment.column)
      var coversNulls = plan.condition == nil
      if case .isNull(.name(let parts))? = plan.condition, parts.last == assignment.column { coversNulls = true }
      if facts.contains(fact) || coversNulls && plan.sources.isEmpty { result.insert(fact) }
    }
    return result
  }

  /// Rows of other tables may not be left without the row that they refer to (23503).
  private func requireReferences(
    _ columns: [String], of table: Table, _ before: [TableRows.Row], _ after: TableRows
  ) throws(CatalogError) {
    let changed = zip(before, after.rows).filter { $0 != $1 }
    guard after.reason == nil, !changed.isEmpty else { return }
    for (referrer, constraint) in session.foreignKeys(to: table.name) where !constraint.isInitiallyDeferred {
      guard let key = constraint.foreignKey, key.onUpdate == "a" || key.onUpdate == "r",
        key.targetColumns.contains(where: columns.contains)
      else { continue }
      for row in session.rowsBelow(referrer.name).rows {
        func refersTo(_ other: TableRows.Row) -> Datum { refers(row, constraint.columns, other, key.targetColumns) }
        guard changed.contains(where: { refersTo($0.0) == .boolean(true) }),
          after.rows.allSatisfy({ refersTo($0) == .boolean(false) })
        else { continue }
        throw .referenced(table, constraint, by: referrer)
      }
    }
  }

  /// Values that other tables' rows refer to may have changed.
  private mutating func forgetReferences(to table: Table, _ columns: [String]) {
    session.rows.forgetReferences(to: table.name)
    for (referrer, constraint) in session.foreignKeys(to: table.name) {
      guard let key = constraint.foreignKey, !session.isEmpty(referrer.name),
        key.targetColumns.contains(where: columns.contains), key.onUpdate == "c" || key.onUpdate == "n"
      else { continue }
      session.rows.forget([referrer.name], "it depends on the rows of `\(referrer.name.short)`")
    }
  }

  // MARK: - DELETE

  /// Takes rows out of a table; those of RETURNING.
  mutating func delete(_ plan: RowChange, from table: Table) throws(CatalogError) -> RowSet {
    if try isLeftAlone(plan, table, "DELETE") { return RowSet() }
    let before = session.rows[table.name]
    var kept: [TableRows.Row] = []
    var gone: [TableRows.Row] = []
    var uncertain: [TableRows.Row] = []
    var reason: String?
    for row in before.rows {
      let set = try matches(plan, row, table)
      if set.rows.isEmpty, set.reason == nil {
        kept.append(row)
      } else if set.reason == nil, try fireRow(table, "BEFORE", "DELETE", new: nil, old: row) != nil {
        gone.append(row)
      } else if set.reason != nil {
        uncertain.append(row)
        reason = set.reason
      }
    }
    session.rows[table.name].rows = kept
    if plan.condition == nil, plan.sources.isEmpty { session.rows[table.name].reason = nil }
    if let reason { session.rows[table.name].reason = reason }
    session.rows.forgetReferences(to: table.name)
    try removeReferences(to: gone, areOthers: before.reason != nil || reason != nil, uncertain, of: table)
    for row in gone { try fireRow(table, "AFTER", "DELETE", new: nil, old: row) }
    try fireStatement(table, "AFTER", "DELETE")
    return try returned(plan, gone, before.reason ?? reason, table)
  }

  /// What becomes of the rows that refer to rows which are gone.
  private mutating func removeReferences(
    to gone: [TableRows.Row], areOthers: Bool, _ uncertain: [TableRows.Row] = [], of table: Table
  ) throws(CatalogError) {
    guard !gone.isEmpty || areOthers else { return }
    for (referrer, constraint) in session.foreignKeys(to: table.name) {
      guard let key = constraint.foreignKey, !session.isEmpty(referrer.name) else { continue }
      let stored = session.rowsBelow(referrer.name)
      let isPlain = stored.reason == nil && session.catalog.children(of: referrer.name).isEmpty
      let pairs = stored.rows.map { row in
        gone.map { refers(row, constraint.columns, $0, key.targetColumns) }
      }
      let certain = pairs.map { $0.contains(.boolean(true)) }
      let isKnown = isPlain && !areOthers && pairs.allSatisfy { $0.allSatisfy { !$0.isUnknown } }
      switch key.onDelete {
      case "a" where constraint.isInitiallyDeferred: break
      case "a", "r":
        if certain.contains(true) { throw .referenced(table, constraint, by: referrer) }
        let mayRefer = stored.rows.contains { row in
          (gone + uncertain).contains { refers(row, constraint.columns, $0, key.targetColumns) != .boolean(false) }
        }
        if mayRefer { session.dependsOnRows(of: referrer.name) }
      case "c" where isKnown && referrer.triggers.isEmpty:
        let rows = zip(stored.rows, certain)
        session.rows[referrer.name].rows = rows.filter { !$0.1 }.map(\.0)
        try removeReferences(to: rows.filter { $0.1 }.map(\.0), areOthers: false, of: referrer)
      default:
        guard !isKnown || certain.contains(true) else { continue }
        session.rows.forget([referrer.name], "it depends on the rows of `\(referrer.name.short)`")
        if key.onDelete == "c" { try removeReferences(to: [], areOthers: true, of: referrer) }
      }
    }
  }

  /// Whether a row refers to another by a foreign key.
  func refers(_ row: TableRows.Row, _ columns: [String], _ other: TableRows.Row, _ keys: [String]) -> Datum {
    var result = Datum.boolean(true)
    for (column, key) in zip(columns, keys) {
      switch compare("=", row[column] ?? .unknown("`\(column)` isn't known"), other[key] ?? .unknown("it isn't known"))
      {
      case .boolean(true): break
      case .boolean(false), .null: return .boolean(false)
      case let unknown: result = unknown
      }
    }
    return result
  }
}

extension CatalogError {
  fileprivate static func referenced(_ table: Table, _ constraint: Constraint, by referrer: Table) -> CatalogError {
    CatalogError(
      "23503",
      "update or delete on table \"\(table.name.name)\" violates foreign key constraint \"\(constraint.name)\" on table "
        + "\"\(referrer.name.name)\"")
  }
}
