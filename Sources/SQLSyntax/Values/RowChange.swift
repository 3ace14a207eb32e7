/// What INSERT, UPDATE or DELETE does with the rows of a table, to be computed.
package struct RowChange: Sendable {
  /// What stands before the table's columns: its alias, or its name.
  package var alias: String
  /// The columns that INSERT names; none where it means all of them.
  package var columns: [String] = []
  /// Whether INSERT says `OVERRIDING SYSTEM VALUE` or `OVERRIDING USER VALUE`.
  package var isOverriding = false
  /// The rows that INSERT puts in; `nil` for DEFAULT VALUES.
  package var query: SelectQuery?
  package var conflict: Conflict?
  /// What UPDATE sets.
  package var assignments: [Assignment] = []
  /// FROM of UPDATE, USING of DELETE.
  package var sources: [SelectQuery.Source] = []
  package var condition: ValueExpression?
  package var returning: [SelectQuery.Target] = []
  /// The queries and statements of WITH, in order.
  package var common: [Common] = []
  /// What can't be computed in it, by what a sentence calls it.
  package var unread: String?

  /// A part of WITH: a query, or a statement that changes rows.
  package struct Common: Sendable {
    package var name: String
    package var query: SelectQuery.Common?
    package var change: DataChange?
  }

  /// A column that is set.
  package struct Assignment: Hashable, Sendable {
    package var column: String
    package var value: ValueExpression
  }

  /// ON CONFLICT.
  package struct Conflict: Hashable, Sendable {
    /// The columns of the key that it is about; `nil` where that is any key, or isn't said by columns.
    package var columns: [String]?
    /// What DO UPDATE sets; `nil` for DO NOTHING.
    package var assignments: [Assignment]?
    package var condition: ValueExpression?
  }
}

extension DataChange {
  /// What the statement does with rows.
  package var rowChange: RowChange {
    withExtendedLifetime(statement.tree) { RowChange(statement.node) }
  }
}

extension RowChange {
  /// The query whose rows, for one row of the table, are the values that UPDATE sets.
  package var selection: SelectQuery {
    var query = SelectQuery()
    query.targets = assignments.map { SelectQuery.Target(name: $0.column, value: $0.value) }
    query.sources = sources
    query.condition = condition
    return query
  }

  /// How many rows are read; more can't be computed.
  package static let mostRows = 300

  init(_ node: TreeNode) {
    alias = node["relation"]?["alias"]?.string("aliasname") ?? node["relation"]?.string("relname") ?? ""
    if let with = node["withClause"] { readCommon(with) }
    columns = node.list("cols").compactMap { $0["ResTarget"] }.map { column in
      if column["indirection"] != nil { unread = "a part of a column" }
      return column.string("name") ?? ""
    }
    isOverriding = node.string("override").map { $0 != "OVERRIDING_NOT_SET" } ?? false
    if let select = node["selectStmt"]?["SelectStmt"] {
      if select.list("valuesLists").count(atMost: RowChange.mostRows + 1) > RowChange.mostRows {
        unread = "more than \(RowChange.mostRows) rows"
        query = SelectQuery()
      } else {
        query = SelectQuery(select, depth: 0)
      }
    }
    conflict = node["onConflictClause"].map { Conflict($0["OnConflictClause"] ?? $0) }
    assignments = RowChange.assignments(node.list("targetList"))
    sources = (node["fromClause"] ?? node["usingClause"])?.elements.map { SelectQuery.Source($0, depth: 0) } ?? []
    condition = node["whereClause"].map { ValueExpression($0, depth: 0) }
    returning = SelectQuery.targets(node.list("returningList"), depth: 0)
  }

  private mutating func readCommon(_ with: TreeNode) {
    for item in with.list("ctes").compactMap({ $0["CommonTableExpr"] }) {
      var part = Common(name: item.string("ctename") ?? "")
      part.query = SelectQuery.Common(item, of: with, depth: 0)
      if part.query == nil, let node = item["ctequery"], case .dataChange(let change) = Statement(node) {
        part.change = change
      }
      common.append(part)
    }
  }

  fileprivate static func assignments(_ items: TreeElements) -> [Assignment] {
    items.compactMap { $0["ResTarget"] }.map { item in
      var value = item["val"].map { ValueExpression($0, depth: 0) } ?? .other("a value")
      if let part = item["val"]?["MultiAssignRef"] {
        // `(a, b) = (1, 2)`; a query in place of the row gives all of them at once.
        let elements = part["source"]?["RowExpr"].map { Array($0.list("args")) } ?? []
        let place = part.int("colno") - 1
        value = elements.indices.contains(place) ? ValueExpression(elements[place], depth: 0) : .other("a row")
      }
      if item["indirection"] != nil { value = .other("a part of a column") }
      return Assignment(column: item.string("name") ?? "", value: value)
    }
  }
}

extension RowChange.Conflict {
  init(_ node: TreeNode) {
    let names = node["infer"]?.list("indexElems").map { $0["IndexElem"]?.string("name") } ?? []
    columns = names.isEmpty || names.contains(nil) ? nil : names.compactMap { $0 }
    if node.word("action") == "ONCONFLICT_UPDATE" { assignments = RowChange.assignments(node.list("targetList")) }
    condition = node["whereClause"].map { ValueExpression($0, depth: 0) }
  }
}

extension TreeElements {
  /// How many elements there are, counted no further than asked.
  fileprivate func count(atMost limit: Int) -> Int { prefix(limit).reduce(0) { count, _ in count + 1 } }
}
