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
        entry.columnTypes = common.types
      } else {
        entry.relation = resolver.relation(name)
      }
      append(entry)
    case "JoinExpr":
      if let left = body["larg"] { addScope(left) }
      if let right = body["rarg"] { addScope(right) }
    case "RangeSubselect":
      var entry = ScopeEntry(alias: alias ?? "", isAliased: true)
      if let select = body["subquery"] {
        var inner = self
        inner.outputColumns = nil
        inner.query(select, names: true)
        entry.columnNames = inner.outputColumns
        entry.columnTypes = inner.outputTypes
      }
      if !columnAliases.isEmpty { entry.columnNames = columnAliases }
      append(entry)
    case "RangeFunction": append(functionScope(body, alias: alias, columnAliases))
    default:
      append(ScopeEntry(alias: alias ?? "", isAliased: true, columnNames: columnAliases.isEmpty ? nil : columnAliases))
    }
  }

  /// The rows of a function: one column of the alias's name where it returns single values.
  private func functionScope(_ node: TreeNode, alias: String?, _ columnAliases: [String]) -> ScopeEntry {
    let call = node.list("functions").first?.elements.first?["FuncCall"]
    let name = call?.strings("funcname").last ?? ""
    var columns: [String]? = columnAliases
    if columnAliases.isEmpty {
      let own = call.flatMap { resolver.rowColumns(of: ObjectName(parts: $0.strings("funcname"))) }
      columns = own.map { $0.isEmpty ? [alias ?? name] : $0 } ?? SetFunctions.columns(of: name, alias: alias ?? name)
    }
    if node.flag("ordinality"), columnAliases.isEmpty { columns?.append("ordinality") }
    return ScopeEntry(alias: alias ?? name, isAliased: true, columnNames: columns)
  }

  private func isOwn(_ function: TreeNode) -> Bool {
    let call = function.list("functions").first?.elements.first?["FuncCall"]
    return call.map { resolver.function(ObjectName(parts: $0.strings("funcname"))) != nil } ?? false
  }

  private mutating func append(_ entry: ScopeEntry) {
    var entry = entry
    let place = scopes[scopes.count - 1].count
    if let names = printedNames.last, names.indices.contains(place), names[place] != entry.alias {
      entry.printedAlias = names[place]
      entry.isAliased = true
    }
    scopes[scopes.count - 1].append(entry)
  }

  /// The names under which PostgreSQL prints what stands in a FROM clause: those that the queries around it have already
  /// get a number (`set_rtable_names`, utils/adt/ruleutils.c).
  func printedNames(of items: some Collection<TreeNode>) -> [String] {
    var used = Set(printedNames.joined())
    return items.flatMap(Self.aliases).map { alias in
      var name = alias
      var number = 0
      while !name.isEmpty, !used.insert(name).inserted {
        number += 1
        let suffix = "_\(number)"
        name = Identifier.truncated(alias, to: 63 - suffix.utf8.count) + suffix
      }
      return name
    }
  }

  /// The names of what a FROM item brings in sight, in the order of `addScope`.
  private static func aliases(of item: TreeNode) -> [String] {
    let (tag, body) = item.tagged
    let alias = body["alias"]?.string("aliasname")
    switch tag {
    case "RangeVar": return [alias ?? ObjectName(rangeVar: body).name]
    case "JoinExpr": return [body["larg"], body["rarg"]].compactMap { $0 }.flatMap(aliases)
    case "RangeFunction":
      let call = body.list("functions").first?.elements.first?["FuncCall"]
      return [alias ?? call?.strings("funcname").last ?? ""]
    default: return [alias ?? ""]
    }
  }

  /// The alias under which an item of the innermost FROM clause is printed.
  private func printedAlias(_ alias: String) -> String {
    scopes.last?.first { $0.alias == alias }?.printedAlias ?? alias
  }

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
      let alias = body["alias"]?.string("aliasname")
      let entry = functionScope(body, alias: alias, body["alias"]?.strings("colnames") ?? [])
      text(" " + Identifier.quoted(printedAlias(entry.alias)))
      // Those of a migration's own function are its own to say: PostgreSQL prints what it returns now.
      if let columns = entry.columnNames, !isOwn(body) {
        text("(" + columns.map(Identifier.quoted).joined(separator: ", ") + ")")
      }
    default: verbatim(tag, body)
    }
  }

  private mutating func alias(of node: TreeNode, besides name: String?) {
    let columns = node["alias"]?.strings("colnames") ?? []
    let alias = printedAlias(node["alias"]?.string("aliasname") ?? name ?? "")
    guard alias != name || !columns.isEmpty else { return }
    text(" " + Identifier.quoted(alias))
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

/// PostgreSQL's own functions that stand in FROM, by the columns of their rows.
enum SetFunctions {
  /// The columns; `nil` of a function that isn't known.
  static func columns(of name: String, alias: String) -> [String]? {
    switch name {
    case "generate_series", "generate_subscripts", "unnest", "regexp_split_to_table", "string_to_table",
      "jsonb_object_keys", "json_object_keys", "regexp_matches", "jsonb_path_query":
      [alias]
    case "jsonb_array_elements", "json_array_elements", "jsonb_array_elements_text", "json_array_elements_text":
      alias == name ? ["value"] : [alias]
    case "jsonb_each", "json_each", "jsonb_each_text", "json_each_text": ["key", "value"]
    default: nil
    }
  }
}
