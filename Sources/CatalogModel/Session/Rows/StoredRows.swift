import SQLSyntax

/// What is known of the rows that the migrations themselves put into tables.
///
/// A database that only they have touched holds no others; so much of what rows allow or forbid is known.
struct StoredRows: Sendable, Equatable {
  /// The tables that have rows, or may have; any other is empty.
  private var tables: [QualifiedName: TableRows] = [:]
  /// What `nextval` returns next where it was called; `nil` where that isn't known. Other sequences are at their start.
  var nextValues: [QualifiedName: Int?] = [:]
  private var lastFresh = 0

  subscript(table: QualifiedName) -> TableRows {
    get { tables[table] ?? TableRows() }
    set {
      if newValue.isEmpty { tables[table] = nil } else { tables[table] = newValue }
    }
  }

  var isEmpty: Bool { tables.isEmpty }

  static func == (left: StoredRows, right: StoredRows) -> Bool {
    left.tables == right.tables && (left.tables.isEmpty || left.nextValues == right.nextValues)
  }

  /// A value unlike any other.
  mutating func fresh() -> Datum {
    lastFresh += 1
    return .fresh(lastFresh)
  }

  /// Any rows may be in these tables now.
  mutating func forget(_ names: some Swift.Sequence<QualifiedName>, _ reason: String) {
    for name in names { tables[name] = TableRows(reason: reason) }
  }

  /// The table has another name now.
  mutating func move(_ old: QualifiedName, to new: QualifiedName) {
    if let rows = tables.removeValue(forKey: old) { tables[new] = rows }
    for name in tables.keys { tables[name]?.retarget(old, to: new) }
  }

  /// The tables and sequences of a schema are in another one now.
  mutating func move(schema old: String, to new: String) {
    for name in tables.keys where name.schema == old { move(name, to: QualifiedName(schema: new, name: name.name)) }
    for name in nextValues.keys where name.schema == old {
      nextValues[QualifiedName(schema: new, name: name.name)] = nextValues.removeValue(forKey: name)
    }
  }

  /// Rows of a table changed: what was known of the rows that refer to them may not hold any more.
  mutating func forgetReferences(to table: QualifiedName) {
    for (name, stored) in tables where !stored.facts.isEmpty {
      tables[name]?.facts = stored.facts.filter { fact in
        if case .refers(_, let target, _) = fact { return target != table }
        return true
      }
    }
  }

  /// What is known where either of the two may hold.
  mutating func merge(_ other: StoredRows) {
    guard self != other else { return }
    for name in Set(tables.keys).union(other.tables.keys) where self[name] != other[name] {
      let (mine, theirs) = (self[name], other[name])
      tables[name] = TableRows(
        reason: "it depends on the rows of `\(name.short)`",
        isLikelyEmpty: [mine, theirs].allSatisfy { $0.rows.isEmpty && !$0.areOthers },
        facts: mine.isEmpty ? theirs.facts : theirs.isEmpty ? mine.facts : mine.facts.intersection(theirs.facts))
    }
    for name in Set(nextValues.keys).union(other.nextValues.keys) where nextValues[name] != other.nextValues[name] {
      nextValues[name] = .some(nil)
    }
    lastFresh = max(lastFresh, other.lastFresh)
  }
}

/// The rows of one table: those that are certain, and what holds for all that may be there.
struct TableRows: Hashable, Sendable {
  /// A row's values by the names of their columns.
  typealias Row = [String: Datum]

  var rows: [Row] = []
  /// Why there may be others.
  var reason: String?
  /// Whether others are only there if code put them there that wasn't followed, which mostly does nothing of the kind.
  var isLikelyEmpty = false
  /// What holds for all rows, the others too.
  var facts: Set<RowFact> = []

  /// How many rows are kept of a table.
  static let most = RowChange.mostRows

  var isEmpty: Bool { rows.isEmpty && reason == nil }
  /// Whether there are other rows than those that are certain, so that a change of the table can fail for them.
  var areOthers: Bool { reason != nil && !isLikelyEmpty }

  mutating func rename(_ column: String, to new: String) {
    for index in rows.indices { rows[index][new] = rows[index].removeValue(forKey: column) }
    facts = Set(facts.map { $0.renaming(column, to: new) })
  }

  mutating func drop(_ column: String) {
    for index in rows.indices { rows[index][column] = nil }
    facts = facts.filter { !$0.mentions(column) }
  }

  mutating func retarget(_ old: QualifiedName, to new: QualifiedName) {
    guard !facts.isEmpty else { return }
    facts = Set(
      facts.map { fact in
        guard case .refers(let columns, old, let keys) = fact else { return fact }
        return .refers(columns, to: new, keys)
      })
  }

  /// Rows that were put in beside those that aren't known: of these only what holds for the new ones too stays known.
  mutating func narrow(by row: Row) {
    facts = facts.filter { fact in
      switch fact {
      case .notNull(let column): row[column].map { !$0.mayBeNull } ?? false
      case .isNull(let column): row[column] == .null
      default: false
      }
    }
  }
}

/// What holds for all rows of a table, though none of its constraints says so any more.
enum RowFact: Hashable, Sendable {
  case notNull(String)
  case isNull(String)
  case unique(Set<String>)
  /// A CHECK, by its canonical text.
  case check(String)
  case refers([String], to: QualifiedName, [String])
  /// The values became the column's from this type, which had room for them.
  case fits(String, TypeName)
  /// The values are texts among these.
  case among(String, [String])

  func mentions(_ column: String) -> Bool {
    switch self {
    case .notNull(let name), .isNull(let name), .fits(let name, _), .among(let name, _): name == column
    case .unique(let names): names.contains(column)
    case .check: true
    case .refers(let names, _, _): names.contains(column)
    }
  }

  func renaming(_ old: String, to new: String) -> RowFact {
    func renamed(_ name: String) -> String { name == old ? new : name }
    switch self {
    case .notNull(let name): return .notNull(renamed(name))
    case .isNull(let name): return .isNull(renamed(name))
    case .unique(let names): return .unique(Set(names.map(renamed)))
    case .check: return self
    case .refers(let names, let target, let keys): return .refers(names.map(renamed), to: target, keys)
    case .fits(let name, let type): return .fits(renamed(name), type)
    case .among(let name, let labels): return .among(renamed(name), labels)
    }
  }
}

extension Session {
  /// Whether scripts run the same on two sessions whose catalogs' comparison finds nothing.
  package func isInterchangeable(with other: Session) -> Bool {
    rows == other.rows && startPaths == other.startPaths && catalog.isInterchangeable(with: other.catalog)
  }

  /// Whether a table has no rows: nobody put any there.
  func isEmpty(_ table: QualifiedName) -> Bool {
    rows[table].isEmpty && catalog.children(of: table).allSatisfy { isEmpty($0) }
  }

  /// The rows of a table and of those that inherit from it.
  func rowsBelow(_ table: QualifiedName) -> TableRows {
    var result = rows[table]
    for child in catalog.children(of: table) {
      let below = rowsBelow(child)
      guard !below.isEmpty else { continue }
      result.facts = result.isEmpty ? below.facts : result.facts.intersection(below.facts)
      result.rows += below.rows
      result.isLikelyEmpty = !result.areOthers && !below.areOthers
      result.reason = result.reason ?? below.reason
    }
    return result
  }

  func withDescendants(_ table: QualifiedName) -> [QualifiedName] {
    [table] + catalog.children(of: table).flatMap { withDescendants($0) }
  }

  /// Whether there is no row that can make a change of a table fail.
  func allowsAll(_ table: QualifiedName) -> Bool {
    withDescendants(table).allSatisfy { rows[$0].rows.isEmpty && !rows[$0].areOthers }
  }

  /// Code that wasn't followed may have put rows into any table.
  mutating func forgetRows(_ reason: String) {
    for name in catalog.tables.keys {
      let isLikelyEmpty = rows[name].rows.isEmpty && !rows[name].areOthers
      rows[name] = TableRows(reason: reason, isLikelyEmpty: isLikelyEmpty)
    }
    forgetNumbers()
  }

  /// No sequence's next number is known any more.
  mutating func forgetNumbers() {
    for name in catalog.sequences.keys { rows.nextValues[name] = .some(nil) }
  }

  /// A table takes its rows along to another name or schema, and a column its values.
  mutating func moveRows(
    of object: ObjectReference, to name: (QualifiedName) -> QualifiedName,
    _ body: (inout Session) throws(CatalogError) -> Void
  ) throws(CatalogError) {
    let old = object.kind == .schema ? nil : relation(object.name)
    try body(&self)
    if object.kind == .schema {
      let source = object.name.name
      return rows.move(schema: source, to: name(QualifiedName(schema: source, name: source)).name)
    }
    guard let old else { return }
    if object.kind == .column, let column = object.member {
      let new = name(QualifiedName(schema: old.schema, name: column)).name
      for table in withDescendants(old) where !rows[table].isEmpty { rows[table].rename(column, to: new) }
    } else if object.member == nil, !catalog.hasRelation(old) {
      rows.move(old, to: name(old))
      if let next = rows.nextValues.removeValue(forKey: old) { rows.nextValues[name(old)] = next }
    }
  }
}
