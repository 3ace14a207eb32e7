import SQLSyntax

extension Procedure {
  /// Refuses rows that a table's constraints forbid, as far as that is certain; what passed is then known by it.
  mutating func verify(_ added: [TableRows.Row], of table: Table, columns: Set<String>? = nil) throws(CatalogError) {
    for row in added {
      for column in table.columns where column.isNotNull && row[column.name] == .null {
        throw CatalogError(
          "23502",
          "null value in column \"\(column.name)\" of relation \"\(table.name.name)\" violates not-null constraint")
      }
      for constraint in table.constraints {
        guard let check = constraint.check else { continue }
        if try truth(value(check, row, of: table)) == .boolean(false) {
          throw CatalogError(
            "23514",
            "new row for relation \"\(table.name.name)\" violates check constraint \"\(constraint.name)\"")
        }
      }
    }
    for index in session.uniqueIndexes(of: table) {
      if let columns, !index.keys.contains(where: { $0.column.map(columns.contains) ?? true }) { continue }
      guard table.constraint(index.name.name)?.isInitiallyDeferred != true else { continue }
      if try areDistinct(session.rows[table.name].rows, index, table) == .boolean(false) {
        throw CatalogError(
          "23505", "duplicate key value violates unique constraint \"\(index.name.name)\"")
      }
    }
    for constraint in table.constraints where constraint.foreignKey != nil && !constraint.isInitiallyDeferred {
      if let columns, !constraint.columns.contains(where: columns.contains) { continue }
      for row in added {
        let isThere = reference(row, constraint)
        if isThere == .boolean(false) {
          throw CatalogError(
            "23503",
            "insert or update on table \"\(table.name.name)\" violates foreign key constraint \"\(constraint.name)\"")
        }
        // A constant names a row that nobody knows of.
        let isConstant = constraint.columns.allSatisfy { row[$0].map { !$0.isUnknown } ?? false }
        if isThere.isUnknown, isConstant, let key = constraint.foreignKey { session.dependsOnRows(of: key.target) }
      }
    }
    for index in session.rows[table.name].rows.indices {
      for column in table.columns where column.isNotNull {
        guard case .unknown(let reason)? = session.rows[table.name].rows[index][column.name] else { continue }
        session.rows[table.name].rows[index][column.name] = .something(reason)
      }
    }
  }

  /// Whether what a row refers to is there.
  func reference(_ row: TableRows.Row, _ constraint: Constraint) -> Datum {
    guard let key = constraint.foreignKey else { return .boolean(true) }
    let values = constraint.columns.map { row[$0] ?? .unknown("`\($0)` isn't known") }
    if values.contains(.null) { return key.match == "f" ? .unknown("MATCH FULL isn't computed") : .boolean(true) }
    let target = session.rowsBelow(key.target)
    var open = target.reason.map { Datum.unknown($0) }
    for other in target.rows {
      switch refers(row, constraint.columns, other, key.targetColumns) {
      case .boolean(true): return .boolean(true)
      case .boolean(false): continue
      case let unknown: open = unknown
      }
    }
    return open ?? values.first(where: \.mayBeNull) ?? .boolean(false)
  }

  // MARK: - Keys

  /// Which row has the key of another.
  enum KeyMatch {
    case none
    case row(Int)
    case unknown
  }

  /// The row that a new one is in conflict with.
  mutating func match(_ row: TableRows.Row, _ index: Index, _ table: Table) throws(CatalogError) -> KeyMatch {
    let stored = session.rows[table.name]
    guard let key = try self.key(of: row, index, table) else { return .none }
    var isOpen = stored.reason != nil
    for (place, other) in stored.rows.enumerated() {
      guard let theirs = try self.key(of: other, index, table) else { continue }
      switch equal(key, theirs) {
      case .boolean(true): return .row(place)
      case .boolean(false), .null: continue
      default: isOpen = true
      }
    }
    return isOpen ? .unknown : .none
  }

  /// Whether no two rows have the same key; what isn't known is open.
  mutating func areDistinct(
    _ all: [TableRows.Row], _ index: Index, _ table: Table
  ) throws(CatalogError) -> Datum {
    guard all.count > 1 else { return .boolean(true) }
    var seen: Set<[Datum]> = []
    var open: [[Datum]] = []
    for row in all {
      guard let key = try self.key(of: row, index, table) else { continue }
      if key.contains(where: { $0.isUnknown && !$0.isFresh }) {
        open.append(key)
      } else if !seen.insert(key).inserted {
        return .boolean(false)
      }
    }
    guard let first = open.first else { return .boolean(true) }
    for (place, key) in open.enumerated() {
      let others = open[(place + 1)...] + seen
      if others.contains(where: { equal(key, $0) != .boolean(false) }) {
        return .unknown(first.compactMap(\.reason).first ?? "")
      }
    }
    return .boolean(true)
  }

  /// The values of an index's keys for a row; `nil` where the row isn't in it, or is equal to none for a null.
  private mutating func key(
    of row: TableRows.Row, _ index: Index, _ table: Table
  ) throws(CatalogError) -> [Datum]? {
    var isIn = Datum.boolean(true)
    if let predicate = index.predicate {
      isIn = truth(try value(predicate, row, of: table))
      if isIn == .boolean(false) || isIn == .null { return nil }
    }
    var key: [Datum] = []
    for part in index.keys {
      let value: Datum
      if let column = part.column {
        value = row[column] ?? .unknown("`\(column)` isn't known")
      } else {
        value = try self.value(part.expression, row, of: table)
      }
      if value == .null, !index.nullsNotDistinct { return nil }
      key.append(value)
    }
    if isIn.isUnknown { key.append(isIn) }
    return key
  }

  private func equal(_ key: [Datum], _ other: [Datum]) -> Datum {
    var result = Datum.boolean(true)
    for (value, theirs) in zip(key, other) {
      switch value == .null && theirs == .null ? .boolean(true) : compare("=", value, theirs) {
      case .boolean(true): continue
      case .boolean(false), .null: return .boolean(false)
      case let unknown: result = unknown
      }
    }
    return key.count == other.count ? result : .unknown("whether both are in the index isn't known")
  }
}

extension Session {
  /// The unique indexes of a table, those of its keys too.
  func uniqueIndexes(of table: Table) -> [Index] {
    table.indexNames.sorted().compactMap { catalog.indexes[QualifiedName(schema: table.name.schema, name: $0)] }
      .filter(\.isUnique)
  }
}
