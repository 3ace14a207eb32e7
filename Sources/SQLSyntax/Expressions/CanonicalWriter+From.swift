extension CanonicalWriter {
  // MARK: - FROM

  /// Puts what a FROM item brings in sight into the innermost scope.
  mutating func addScope(_ item: TreeNode) {
    let (tag, body) = item.tagged
    let alias = body["alias"]?.string("aliasname")
    let columnAliases = body["alias"]?.strings("colnames") ?? []
    switch tag {
    case "RangeVar":
      let name = ObjectName(rangeVar: body)
      var entry = ScopeEntry(alias: alias ?? name.name, isAliased: alias != nil && alias != name.name)
      if name.schema == nil, let common = commonNames.last(where: { $0.name == name.name }) {
        entry.columnNames = common.columns
      } else {
        entry.relation = resolver.relation(name)
      }
      append(entry)
    case "JoinExpr":
      if let left = body["larg"] { addScope(left) }
      if let right = body["rarg"] { addScope(right) }
    case "RangeSubselect":
      var columns: [String]?
      if columnAliases.isEmpty, let select = body["subquery"] {
        var inner = self
        inner.outputColumns = nil
        inner.query(select, names: true)
        columns = inner.outputColumns
      }
      append(
        ScopeEntry(alias: alias ?? "", isAliased: true, columnNames: columnAliases.isEmpty ? columns : columnAliases))
    default:
      append(ScopeEntry(alias: alias ?? "", isAliased: true, columnNames: columnAliases.isEmpty ? nil : columnAliases))
    }
  }

  private mutating func append(_ entry: ScopeEntry) { scopes[scopes.count - 1].append(entry) }

  mutating func fromItem(_ item: TreeNode) {
    let (tag, body) = item.tagged
    switch tag {
    case "RangeVar":
      let name = ObjectName(rangeVar: body)
      let isCommon = name.schema == nil && commonNames.contains { $0.name == name.name }
      if !isCommon, let relation = resolver.relation(name) {
        piece(.relation(relation.name))
      } else {
        text(name.description)
      }
      alias(of: body, besides: name.name)
    case "JoinExpr": join(body)
    case "RangeSubselect":
      text(body.flag("lateral") ? "LATERAL (" : "(")
      if let select = body["subquery"] { query(select, names: true) }
      text(")")
      alias(of: body, besides: nil)
    case "RangeFunction":
      if body.flag("lateral") { text("LATERAL ") }
      for function in body.list("functions").compactMap({ $0.elements.first }) { expression(function) }
      if body.flag("ordinality") { text(" WITH ORDINALITY") }
      alias(of: body, besides: nil)
    default: verbatim(tag, body)
    }
  }

  private mutating func alias(of node: TreeNode, besides name: String?) {
    guard let alias = node["alias"] else { return }
    let columns = alias.strings("colnames")
    guard alias.string("aliasname") != name || !columns.isEmpty else { return }
    text(" " + Identifier.quoted(alias.string("aliasname") ?? ""))
    if !columns.isEmpty { text("(" + columns.map(Identifier.quoted).joined(separator: ", ") + ")") }
  }

  private mutating func join(_ node: TreeNode) {
    text("(")
    if let left = node["larg"] { fromItem(left) }
    let kind = (node.string("jointype") ?? "JOIN_INNER").dropFirst("JOIN_".count)
    let isCross = kind == "INNER" && node["quals"] == nil && node.list("usingClause").isEmpty && !node.flag("isNatural")
    text(node.flag("isNatural") ? " NATURAL" : "")
    text(kind == "INNER" ? (isCross ? " CROSS JOIN " : " JOIN ") : " \(kind) JOIN ")
    if let right = node["rarg"] { fromItem(right) }
    if let condition = node["quals"] {
      text(" ON ")
      expression(condition)
    }
    let using = node.strings("usingClause")
    if !using.isEmpty { text(" USING (" + using.map(Identifier.quoted).joined(separator: ", ") + ")") }
    text(")")
  }
}
