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
      } else if let relation = resolver.relation(name) {
        entry.relation = relation
      } else if let columns = SystemColumns.columns(of: name) {
        entry.columnNames = columns.map(\.name)
        entry.columnTypes = columns.map(\.type)
        entry.mayHaveMore = true
      } else {
        missesTable = true
      }
      rename(&entry, columnAliases)
      append(entry)
    case "JoinExpr":
      let start = scopes[scopes.count - 1].count
      if let left = body["larg"] { addScope(left) }
      let middle = scopes[scopes.count - 1].count
      if let right = body["rarg"] { addScope(right) }
      let entries = scopes[scopes.count - 1]
      join(body, entries[start..<middle], entries[middle...])
      guard let alias else { return }
      for place in entries.indices.dropFirst(start) {
        scopes[scopes.count - 1][place].joinAlias = alias
        // The list names them anew, across both sides.
        if !columnAliases.isEmpty { scopes[scopes.count - 1][place].mayHaveMore = true }
      }
    case "RangeSubselect":
      var entry = ScopeEntry(alias: alias ?? "", isAliased: true)
      if let select = body["subquery"] {
        (entry.columnNames, entry.columnTypes) = output(of: select)
      }
      rename(&entry, columnAliases)
      append(entry)
    case "RangeFunction": append(functionScope(body, alias: alias, columnAliases))
    case "RangeTableSample": if let relation = body["relation"] { addScope(relation) }
    case "RangeTableFunc":
      let columns = body.list("columns").compactMap { $0["RangeTableFuncCol"] }
      var entry = ScopeEntry(
        alias: alias ?? "xmltable", isAliased: true, columnNames: columns.map { $0.string("colname") ?? "" },
        columnTypes: columns.map { $0["typeName"].map { TypeName($0) } ?? TypeName(name: "integer") })
      rename(&entry, columnAliases)
      append(entry)
    default:
      append(ScopeEntry(alias: alias ?? "", isAliased: true, columnNames: columnAliases.isEmpty ? nil : columnAliases))
    }
  }

  /// Notes what the two sides of a join have in common.
  private mutating func join(_ node: TreeNode, _ left: ArraySlice<ScopeEntry>, _ right: ArraySlice<ScopeEntry>) {
    for column in node.strings("usingClause") {
      let isInBoth = [left, right].allSatisfy { side in side.contains { !$0.lacks(column) } }
      if !isInBoth { miss(column: column) }
    }
    guard node.flag("isNatural") else { return }
    guard (left + right).allSatisfy({ $0.relation != nil || $0.columnNames != nil }) else { return }
    let others = Set(right.flatMap(\.names))
    // What joins on the left have in common is one column.
    var common: [String] = []
    for name in left.flatMap(\.names) where others.contains(name) && !common.contains(name) { common.append(name) }
    naturalColumns[node.index] = common
  }

  /// The rows of a function: one column of the alias's name where it returns single values.
  private func functionScope(_ node: TreeNode, alias: String?, _ columnAliases: [String]) -> ScopeEntry {
    let call = node.list("functions").first?.elements.first?["FuncCall"]
    let name = call?.strings("funcname").last ?? ""
    let defined = node.list("coldeflist").compactMap { $0["ColumnDef"] }
    let rows = call.flatMap { resolver.rowType(of: ObjectName(parts: $0.strings("funcname"))) }
    var columns: [String]? = columnAliases
    if !defined.isEmpty {
      columns = defined.map { $0.string("colname") ?? "" }
    } else if let rows, rows.columns.count > columnAliases.count {
      columns = columnAliases + rows.columns.dropFirst(columnAliases.count).map(\.name)
    } else if columnAliases.isEmpty {
      columns = rows == nil ? SetFunctions.columns(of: name, alias: alias ?? name) : [alias ?? name]
    }
    var types =
      defined.isEmpty ? rows?.columns.map(\.type) ?? [] : defined.map { $0["typeName"].map { TypeName($0) } }
    if types.isEmpty, let call { types = self.types(ofRows: call, count: columns?.count ?? 0) }
    if node.flag("ordinality") {
      if columnAliases.isEmpty { columns?.append("ordinality") }
      if !types.isEmpty { types.append(TypeName(name: "bigint")) }
    }
    var entry = ScopeEntry(alias: alias ?? name, isAliased: true, columnNames: columns, columnTypes: types)
    entry.isScalar = columns?.count == 1
    entry.rows = rows
    return entry
  }

  /// The types of the columns of a function's rows; none where they aren't known.
  private func types(ofRows call: TreeNode, count: Int) -> [TypeName?] {
    let name = ObjectName(parts: call.strings("funcname"))
    let isOwn = resolver.function(name) != nil
    switch name.name {
    case "jsonb_each" where !isOwn: return [TypeName(name: "text"), TypeName(name: "jsonb")]
    case "json_each" where !isOwn: return [TypeName(name: "text"), TypeName(name: "json")]
    case "jsonb_each_text" where !isOwn, "json_each_text" where !isOwn:
      return [TypeName(name: "text"), TypeName(name: "text")]
    default: return count == 1 ? [callType(call)] : []
    }
  }

  /// Gives the first columns other names, as `t AS a (x, y)` does.
  private func rename(_ entry: inout ScopeEntry, _ aliases: [String]) {
    guard !aliases.isEmpty else { return }
    if let relation = entry.relation {
      entry.columnNames = relation.columns.names
      entry.columnTypes = relation.columns.names.map { relation.columns.type(of: $0) }
      entry.relation = nil
    }
    entry.columnNames = aliases + (entry.columnNames ?? []).dropFirst(aliases.count)
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
    return items.flatMap { Self.aliases(of: $0) }.map { alias in
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
    case "JoinExpr": return [body["larg"], body["rarg"]].compactMap { $0 }.flatMap { aliases(of: $0) }
    case "RangeFunction":
      let call = body.list("functions").first?.elements.first?["FuncCall"]
      return [alias ?? call?.strings("funcname").last ?? ""]
    case "RangeTableFunc": return [alias ?? "xmltable"]
    case "RangeTableSample": return body["relation"].map { aliases(of: $0) } ?? []
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
        text((name.schema == "pg_catalog" ? ObjectName(name.name) : name).description)
      }
      alias(of: body, besides: name.name)
    case "JoinExpr": join(body)
    case "RangeSubselect":
      text(body.flag("lateral") ? "LATERAL (" : "(")
      if let select = body["subquery"] { query(select, names: true) }
      text(")")
      alias(of: body, besides: nil)
    case "RangeFunction":
      // PostgreSQL prints LATERAL where an argument names what stands before, whoever wrote it.
      for function in body.list("functions").compactMap({ $0.elements.first }) { expression(function) }
      if body.flag("ordinality") { text(" WITH ORDINALITY") }
      let alias = body["alias"]?.string("aliasname")
      let entry = functionScope(body, alias: alias, body["alias"]?.strings("colnames") ?? [])
      text(" " + Identifier.quoted(printedAlias(entry.alias)))
      // Those of a migration's own function are its own to say: PostgreSQL prints what it returns now.
      if let columns = entry.columnNames, !isOwn(body) {
        text("(" + columns.map(Identifier.quoted).joined(separator: ", ") + ")")
      }
    case "RangeTableSample":
      if let relation = body["relation"] { fromItem(relation) }
      text(" TABLESAMPLE " + body.strings("method").map(Identifier.quoted).joined(separator: ".") + " (")
      list(body.list("args"))
      text(")")
      if let seed = body["repeatable"] {
        text(" REPEATABLE (")
        expression(seed)
        text(")")
      }
    case "RangeTableFunc":
      tableFunction(body)
      alias(of: body, besides: nil)
    default: verbatim(tag, body)
    }
  }

  /// `XMLTABLE(…)`: a column without a path has its name for one.
  private mutating func tableFunction(_ node: TreeNode) {
    text("XMLTABLE(")
    let spaces = node.list("namespaces").compactMap { $0["ResTarget"] }
    for (index, space) in spaces.enumerated() {
      text(index > 0 ? ", " : "XMLNAMESPACES (")
      if let value = space["val"] { expression(value) }
      text(space.string("name").map { " AS " + Identifier.quoted($0) } ?? " DEFAULT")
      if index == spaces.count - 1 { text("), ") }
    }
    if let row = node["rowexpr"] { expression(row, target: TypeName(name: "text")) }
    text(" PASSING ")
    if let document = node["docexpr"] { expression(document, target: TypeName(name: "xml")) }
    text(" COLUMNS ")
    for (index, column) in node.list("columns").compactMap({ $0["RangeTableFuncCol"] }).enumerated() {
      if index > 0 { text(", ") }
      let name = column.string("colname") ?? ""
      text(Identifier.quoted(name) + " ")
      guard !column.flag("for_ordinality"), let type = column["typeName"].map({ TypeName($0) }) else {
        text("FOR ORDINALITY")
        continue
      }
      self.name(of: type)
      if let value = column["coldefexpr"] {
        text(" DEFAULT ")
        operand(value, target: type)
      }
      text(" PATH ")
      if let path = column["colexpr"] {
        expression(path, target: TypeName(name: "text"))
      } else {
        text(Identifier.literal(name))
      }
      if column.flag("is_not_null") { text(" NOT NULL") }
    }
    text(")")
  }

  /// The columns that `*` stands for, in order: those that joins have in common come first, and once.
  ///
  /// `place` goes through the entries of the innermost scope. `nil` where the columns aren't known.
  func columns(of item: TreeNode, _ place: inout Int) -> [(name: String, entry: ScopeEntry)]? {
    guard let join = item["JoinExpr"] else {
      guard let entries = scopes.last, entries.indices.contains(place) else { return nil }
      let entry = entries[place]
      place += 1
      return (entry.relation?.columns.names ?? entry.columnNames)?.map { ($0, entry) }
    }
    guard let left = join["larg"].flatMap({ columns(of: $0, &place) }),
      let right = join["rarg"].flatMap({ columns(of: $0, &place) })
    else { return nil }
    let using = naturalColumns[join.index] ?? join.strings("usingClause")
    guard !using.isEmpty else { return left + right }
    // What a FULL JOIN has in common is of neither side.
    guard join.word("jointype") != "JOIN_FULL" else { return nil }
    let merged = join.word("jointype") == "JOIN_RIGHT" ? right : left
    return using.compactMap { name in merged.first { $0.name == name } }
      + (left + right).filter { !using.contains($0.name) }
  }

  private mutating func alias(of node: TreeNode, besides name: String?) {
    let columns = node["alias"]?.strings("colnames") ?? []
    let alias = printedAlias(node["alias"]?.string("aliasname") ?? name ?? "")
    guard alias != name || !columns.isEmpty else { return }
    text(" " + Identifier.quoted(alias))
    if !columns.isEmpty { text("(" + columns.map(Identifier.quoted).joined(separator: ", ") + ")") }
  }

  private mutating func join(_ node: TreeNode) {
    let alias = node["alias"]?.string("aliasname")
    if let alias { openJoins.insert(alias) }
    defer {
      if let alias {
        openJoins.remove(alias)
        text(" " + Identifier.quoted(alias))
      }
    }
    text("(")
    if let left = node["larg"] { fromItem(left) }
    let kind = (node.string("jointype") ?? "JOIN_INNER").dropFirst("JOIN_".count)
    // PostgreSQL keeps the columns of NATURAL as those of USING.
    let using = naturalColumns[node.index] ?? node.strings("usingClause")
    let isNatural = node.flag("isNatural") && using.isEmpty
    text(isNatural ? " NATURAL" : "")
    let isCross = kind == "INNER" && node["quals"] == nil && using.isEmpty && !isNatural
    text(kind == "INNER" ? (isCross ? " CROSS JOIN " : " JOIN ") : " \(kind) JOIN ")
    if let right = node["rarg"] { fromItem(right) }
    if let condition = node["quals"] {
      text(" ON ")
      expression(condition)
    }
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
      ["value"]
    case "jsonb_each", "json_each", "jsonb_each_text", "json_each_text": ["key", "value"]
    default: nil
    }
  }
}
