import SQLSyntax

extension Procedure {
  /// Does what a statement does with rows; the rows that it returns.
  ///
  /// What can't be computed may have put any rows anywhere; the schema doesn't depend on that.
  mutating func change(_ change: DataChange) throws(CatalogError) -> RowSet {
    // Nobody sends the rows: a runner stops the server's wait for them.
    if change.isFromClient { throw CatalogError("0A000", "COPY FROM STDIN can't be run in a migration") }
    var targets: [QualifiedName] = []
    for name in change.tables {
      if Session.isSystemSchema(name.schema) || name.schema == nil && name.name.hasPrefix("pg_") {
        try changeCatalog(name, change)
        continue
      }
      guard let relation = session.relation(name) else {
        throw change.kind == .truncate ? session.missingRelation(name) : .undefinedRelation(name)
      }
      session.outcome.uses.insert(relation)
      session.outcome.dataChanges.append(relation)
      session.outcome.lock(relation, change.kind == .truncate ? .accessExclusive : .rowExclusive)
      targets.append(relation)
    }
    guard let target = targets.first else { return RowSet(reason: "it depends on PostgreSQL's own rows") }
    if change.kind == .truncate {
      try truncate(targets, change.cascade)
      return RowSet()
    }
    let unknown = "it depends on the rows of `\(target.short)`"
    guard let table = session.catalog.tables[target], table.foreignServer == nil, change.kind != .copy,
      change.kind != .merge
    else {
      if session.catalog.tables[target] == nil {
        session.forgetRows(unknown)
      } else {
        session.forgetRows(of: target, unknown)
      }
      return RowSet(reason: unknown)
    }
    return try followed(change, table, unknown)
  }

  /// A change of PostgreSQL's own catalogs may change any object; a few columns say nothing of one.
  private mutating func changeCatalog(_ name: ObjectName, _ change: DataChange) throws(CatalogError) {
    if name.name == "pg_enum", change.kind == .delete, try removeLabels(change.rowChange, from: name) { return }
    let harmless: Set<String> = ["indisready", "indcheckxmin", "reltuples", "relpages", "datconnlimit", "datallowconn"]
    let columns = change.kind == .update ? change.rowChange.assignments.map(\.column) : []
    if columns.isEmpty || !harmless.isSuperset(of: columns) {
      undecided("what a change of the rows of `\(name)` does isn't modelled")
    }
  }

  /// Takes labels out of enums, as `DELETE FROM pg_enum` does; `false` where it isn't known which.
  private mutating func removeLabels(_ plan: RowChange, from name: ObjectName) throws(CatalogError) -> Bool {
    var query = SelectQuery()
    query.targets = ["enumtypid", "enumlabel"].map { .init(name: $0, value: .name([plan.alias, $0])) }
    query.sources = [.relation(name, alias: plan.alias, columns: [])] + plan.sources
    query.condition = plan.condition
    let set = try answer(query)
    guard set.reason == nil else { return false }
    for row in set.rows {
      let values = row.flatMap(\.fields).map(\.value)
      guard values.count == 2, case .object(let number) = values[0], case .type(let enumeration) = number.object,
        case .text(let label) = values[1], let key = session.typeName(enumeration),
        var type = session.catalog.types[key], let labels = type.labels
      else { return false }
      type.kind = .enumeration(labels.filter { $0 != label })
      session.catalog.store(type)
      session.outcome.changed.append(type.identity)
    }
    return true
  }

  private mutating func followed(
    _ change: DataChange, _ table: Table, _ unknown: String
  ) throws(CatalogError) -> RowSet {
    let plan = change.rowChange
    try requireColumns(plan, of: table)
    try requireOwnValues(plan, of: table)
    try requireInput(plan, of: table)
    guard plan.unread == nil else {
      for inner in plan.common.compactMap(\.change) { session.forgetRows(changedBy: inner, unknown) }
      session.forgetRows(changedBy: change, unknown)
      return RowSet(reason: unknown)
    }
    let doubts = session.outcome.undecided.count
    let dependent = session.outcome.rowDependent.count
    var result = RowSet(reason: unknown)
    let one = trial { (run) throws(CatalogError) in
      let commonBefore = run.common
      defer { run.common = commonBefore }
      for item in plan.common {
        if let query = item.query { run.common[item.name] = try run.answer(query) }
        if let change = item.change { run.common[item.name] = try run.change(change) }
      }
      switch change.kind {
      case .insert: result = try run.insert(plan, into: table)
      case .update: result = try run.update(plan, table)
      default: result = try run.delete(plan, from: table)
      }
      return .next
    }
    let isFollowed =
      one.after.session.outcome.undecided.count == doubts && one.after.session.outcome.rowDependent.count == dependent
      && one.after.session.isSameState(as: session)
    if let error = one.error, isFollowed, !error.sqlState.hasPrefix("42") || error.sqlState == "42601" {
      session.rows.nextValues = one.after.session.rows.nextValues
      throw error
    }
    let refusals = one.after.possibleRefusals
    if isFollowed, one.error == nil {
      self = one.after
      noteRefusals(refusals)
      return result
    }
    noteRefusals(refusals)
    if one.error == nil {
      session.forgetRows(unknown)
    } else {
      for inner in plan.common.compactMap(\.change) { session.forgetRows(changedBy: inner, unknown) }
      session.forgetRows(changedBy: change, unknown)
    }
    return RowSet(reason: unknown)
  }

  private mutating func noteRefusals(_ reasons: [String]) {
    possibleRefusals = []
    for reason in reasons where !session.outcome.rowDependent.contains(reason) {
      session.outcome.rowDependent.append(reason)
    }
  }

  /// The columns that a statement names must be there (42703).
  private func requireColumns(_ plan: RowChange, of table: Table) throws(CatalogError) {
    for column in plan.columns + plan.assignments.map(\.column)
    where table.column(Identifier.truncated(column)) == nil {
      throw CatalogError("42703", "column \"\(column)\" of relation \"\(table.name.name)\" does not exist")
    }
  }

  /// Nobody but PostgreSQL writes into a column GENERATED ALWAYS, as an identity or by an expression (428C9).
  private func requireOwnValues(_ plan: RowChange, of table: Table) throws(CatalogError) {
    func isClosed(_ column: Column) -> Bool {
      column.generated != nil || (column.identity == .always && !plan.isOverriding)
    }
    for (name, values) in insertedValues(plan, table) {
      guard let column = table.column(name), isClosed(column), values.contains(where: { $0 != .special("default") })
      else { continue }
      throw CatalogError("428C9", "cannot insert a non-DEFAULT value into column \"\(name)\"")
    }
    for assignment in plan.assignments + (plan.conflict?.assignments ?? []) {
      guard let column = table.column(Identifier.truncated(assignment.column)),
        column.generated != nil || column.identity == .always, assignment.value != .special("default")
      else { continue }
      throw CatalogError("428C9", "column \"\(column.name)\" can only be updated to DEFAULT")
    }
  }

  /// A constant has to be one that its column's type reads (22P02 and the like), whatever rows there are.
  private func requireInput(_ plan: RowChange, of table: Table) throws(CatalogError) {
    let assigned = plan.assignments.map { (column: $0.column, values: [$0.value]) }
    for (name, values) in insertedValues(plan, table) + assigned {
      guard let type = table.column(Identifier.truncated(name))?.type else { continue }
      for case .constant(.string(let text)) in values {
        if let error = session.inputError(text, as: type) { throw CatalogError(error) }
      }
    }
  }

  /// What INSERT gives for each column; of a query the same expression for all rows.
  private func insertedValues(_ plan: RowChange, _ table: Table) -> [(column: String, values: [ValueExpression])] {
    guard let query = plan.query else { return [] }
    func isStar(_ value: ValueExpression) -> Bool {
      if case .name(let parts) = value { parts.last == "*" } else { false }
    }
    let rows = query.values.isEmpty ? [query.targets.map(\.value)] : query.values
    guard !rows.joined().contains(where: isStar) else { return [] }
    let columns = plan.columns.isEmpty ? table.columns.map(\.name) : plan.columns.map(Identifier.truncated)
    return columns.enumerated().map { place, column in
      (column, rows.compactMap { $0.indices.contains(place) ? $0[place] : nil })
    }
  }

  // MARK: - TRUNCATE

  private mutating func truncate(_ targets: [QualifiedName], _ cascades: Bool) throws(CatalogError) {
    for name in targets where session.catalog.tables[name] == nil { throw .wrongType(name, "a table") }
    var all = targets
    var next = 0
    while next < all.count {
      let name = all[next]
      next += 1
      all += session.catalog.children(of: name).filter { !all.contains($0) }
      for (referrer, constraint) in session.foreignKeys(to: name) where !all.contains(referrer.name) {
        guard cascades else {
          throw CatalogError(
            "0A000", "cannot truncate a table referenced in a foreign key constraint",
            detail: "Table \"\(referrer.name.name)\" references \"\(name.name)\" by \"\(constraint.name)\".")
        }
        all.append(referrer.name)
      }
    }
    for name in all { session.rows[name] = TableRows() }
    for name in all
    where session.catalog.tables[name]?.triggers.contains(where: { $0.events.contains("TRUNCATE") }) ?? false {
      session.forgetRows("it depends on a trigger of `\(name.short)`")
    }
  }
}

extension Session {
  /// A statement that can't be computed may have put any rows into its table, or left any there.
  mutating func forgetRows(changedBy change: DataChange, _ reason: String) {
    for name in change.tables {
      guard let table = relation(name), change.addsRows || !isEmpty(table) else { continue }
      if catalog.tables[table] == nil { forgetRows(reason) } else { forgetRows(of: table, reason) }
    }
  }

  /// Any rows may be in a table now, and where its triggers put some.
  mutating func forgetRows(of table: QualifiedName, _ reason: String) {
    rows.forget(withDescendants(table), reason)
    if !(catalog.tables[table]?.triggers.isEmpty ?? true) { forgetRows(reason) }
    for (referrer, constraint) in foreignKeys(to: table) where !rows[referrer.name].isEmpty {
      guard let key = constraint.foreignKey, !["a", "r"].contains(key.onDelete) || !["a", "r"].contains(key.onUpdate)
      else { continue }
      rows.forget([referrer.name], reason)
    }
  }

  /// The foreign keys that refer to a table, its own to itself left out.
  func foreignKeys(to name: QualifiedName) -> [(Table, Constraint)] {
    catalog.referrers(of: name).flatMap { key -> [(Table, Constraint)] in
      guard case .table(let other) = key, let table = catalog.tables[other] else { return [] }
      return table.constraints.filter { $0.foreignKey?.target == name }.map { (table, $0) }
    }
  }
}
