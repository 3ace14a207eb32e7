extension SelectQuery {
  /// Reads the query that a `Query` points to.
  package init(_ query: Query) {
    self = withExtendedLifetime(query.tree) {
      SelectQuery(query.node["SelectStmt"] ?? query.node, depth: 0)
    }
  }

  /// Reads the text of an expression as PL/pgSQL does: what may stand after SELECT; `nil` where it can't be read.
  package init?(expression text: String) {
    guard let tree = Parser.tree(of: "SELECT " + text) else { return nil }
    // The nodes don't keep their tree.
    let query = withExtendedLifetime(tree) { () -> SelectQuery? in
      let statements = tree.root.list("stmts")
      guard statements.count == 1 else { return nil }
      return statements.first?["stmt"]?["SelectStmt"].map { SelectQuery($0, depth: 0) }
    }
    guard let query else { return nil }
    self = query
  }

  init(_ node: TreeNode, depth: Int) {
    guard depth < ValueExpression.deepest else {
      unread = "a query that is nested so deeply"
      return
    }
    let next = depth + 1
    func value(_ key: StaticString) -> ValueExpression? { node[key].map { ValueExpression($0, depth: next) } }
    if let with = node["withClause"] { readCommon(with, depth: next) }
    order = SelectQuery.order(node.list("sortClause"), depth: next)
    limit = value("limitCount")
    offset = value("limitOffset")
    let kind = node.word("op")
    if kind != "SETOP_NONE", !kind.isEmpty, let left = node["larg"], let right = node["rarg"] {
      let sides = [left, right].map { SelectQuery($0["SelectStmt"] ?? $0, depth: next) }
      combination = Combination(
        kind: kind.text.dropFirst("SETOP_".count).lowercased(), isAll: node.flag("all"), sides: sides)
      return
    }
    values = node.list("valuesLists").map { $0.elements.map { ValueExpression($0, depth: next) } }
    targets = SelectQuery.targets(node.list("targetList"), depth: next)
    sources = node.list("fromClause").map { Source($0, depth: next) }
    condition = value("whereClause")
    having = value("havingClause")
    grouping = node.list("groupClause").map { ValueExpression($0, depth: next) }
    let distinct = node.list("distinctClause")
    isDistinct = !distinct.isEmpty
    if distinct.contains(where: { !$0.tagged.tag.isEmpty }) { unread = "`DISTINCT ON`" }
  }

  static func targets(_ items: TreeElements, depth: Int) -> [Target] {
    items.compactMap { $0["ResTarget"] }.map {
      let value = $0["val"].map { ValueExpression($0, depth: depth) } ?? .other("a column")
      return Target(
        name: $0.string("name") ?? $0["val"].map { CanonicalNames.column(for: $0) } ?? "?column?", value: value)
    }
  }

  mutating func readCommon(_ with: TreeNode, depth: Int) {
    for item in with.list("ctes").compactMap({ $0["CommonTableExpr"] }) {
      guard let part = Common(item, of: with, depth: depth) else {
        unread = "a statement in `WITH` that changes rows"
        common.append(
          Common(name: item.string("ctename") ?? "", columns: [], query: SelectQuery(), isRecursive: false))
        continue
      }
      common.append(part)
    }
  }

  static func order(_ items: TreeElements, depth: Int) -> [Order] {
    items.compactMap { $0["SortBy"] }.compactMap { item in
      item["node"].map {
        Order(value: ValueExpression($0, depth: depth), isDescending: item.word("sortby_dir") == "SORTBY_DESC")
      }
    }
  }
}

extension SelectQuery.Common {
  /// Reads a query of WITH; `nil` of a statement that changes rows.
  init?(_ item: TreeNode, of with: TreeNode, depth: Int) {
    guard let select = item["ctequery"]?["SelectStmt"] else { return nil }
    name = item.string("ctename") ?? ""
    columns = item.strings("aliascolnames")
    query = SelectQuery(select, depth: depth)
    guard with.flag("recursive") else {
      isRecursive = false
      return
    }
    // With RECURSIVE, a query may read its own rows and those of later ones.
    let names = with.list("ctes").compactMap { $0["CommonTableExpr"]?.string("ctename") }
    let open = names.drop { [name] in $0 != name }
    isRecursive = Query(select).relations.contains { $0.schema == nil && open.contains($0.name) }
  }
}

extension SelectQuery.Source {
  init(_ node: TreeNode, depth: Int) {
    guard depth < ValueExpression.deepest else {
      self = .other("a query that is nested so deeply")
      return
    }
    let (tag, body) = node.tagged
    let alias = body["alias"]?.string("aliasname")
    let columns = body["alias"]?.strings("colnames") ?? []
    switch tag {
    case "RangeVar": self = .relation(ObjectName(rangeVar: body), alias: alias, columns: columns)
    case "RangeSubselect":
      guard let select = body["subquery"]?["SelectStmt"] else {
        self = .other("a sub-select")
        return
      }
      self = .query(SelectQuery(select, depth: depth + 1), alias: alias, columns: columns)
    case "RangeFunction":
      let functions = body.list("functions").map { Array($0.elements) }
      guard functions.count == 1, let call = functions[0].first?["FuncCall"], body["coldeflist"] == nil,
        !body.flag("ordinality")
      else {
        self = .other("a function in FROM")
        return
      }
      self = .function(ValueExpression.Call(call, depth: depth + 1), alias: alias, columns: columns)
    case "JoinExpr":
      guard let left = body["larg"], let right = body["rarg"], alias == nil else {
        self = .other("a join")
        return
      }
      self = .join(
        SelectQuery.Join(
          left: Self(left, depth: depth + 1), right: Self(right, depth: depth + 1),
          kind: body.word("jointype").text.dropFirst("JOIN_".count).lowercased(),
          condition: body["quals"].map { ValueExpression($0, depth: depth + 1) }, using: body.strings("usingClause"),
          isNatural: body.flag("isNatural")))
    default: self = .other("`\(tag.text)`")
    }
  }
}
