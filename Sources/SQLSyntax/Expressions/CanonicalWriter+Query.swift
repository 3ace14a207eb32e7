extension CanonicalWriter {
  // MARK: - Sub-selects

  /// Writes a sub-select; `columns` is how many it may have in its place.
  mutating func subquery(_ node: TreeNode, columns: Int = 1) {
    let kind = node.string("subLinkType")
    text("(")
    if let test = node["testexpr"] {
      expression(test)
      let name = node.strings("operName").last ?? "="
      text(" \(name) \(kind == "ALL_SUBLINK" ? "ALL" : "ANY") ")
    } else if kind == "EXISTS_SUBLINK" {
      text("EXISTS ")
    } else if kind == "ARRAY_SUBLINK" {
      text("ARRAY")
    }
    if let select = node["subselect"] {
      text("(")
      // An EXISTS asks for rows, whatever is in them.
      query(select["SelectStmt"] ?? select, names: false)
      if kind == "EXPR_SUBLINK" || kind == "ARRAY_SUBLINK", inputError == nil, let count = outputColumns?.count {
        if columns == 1, count > 1 { inputError = InputError("42601", "subquery must return only one column") }
        if columns > 1, count != columns {
          inputError = InputError("42601", "subquery has too \(count > columns ? "many" : "few") columns")
        }
      }
      text(")")
    }
    text(")")
  }

  // MARK: - Queries

  /// Writes what `RETURN` or `BEGIN ATOMIC` of a routine says; `false` for another statement.
  private mutating func isRoutineBody(_ statement: TreeNode) -> Bool {
    let (tag, body) = statement.tagged
    if tag == "ReturnStmt", let value = body["returnval"] {
      text("RETURN ")
      expression(value)
      return true
    }
    guard tag == "List" else { return false }
    list(statement.elements.flatMap { Array($0.elements) }, separator: "; ")
    return true
  }

  /// Writes a SELECT; `names` says whether its columns' names matter, as they do in a view or in FROM, and `renaming`
  /// gives other names to the first of them.
  mutating func query(_ statement: TreeNode, names: Bool, renaming: [String] = []) {
    let node = statement["SelectStmt"] ?? statement
    if isRoutineBody(statement) { return }
    guard node["op"] != nil else {
      let (tag, body) = statement.tagged
      return dataChange(tag, body) ? () : verbatim(tag, body)
    }
    let depth = scopes.count
    let common = commonNames.count
    defer { commonNames.removeLast(commonNames.count - common) }
    let isPlain = node.string("op") == "SETOP_NONE"
    printedNames.append(isPlain ? printedNames(of: node.list("fromClause")) : [])
    defer { printedNames.removeLast() }
    if let with = node["withClause"] { commonTables(with) }
    if let operation = node.string("op"), operation != "SETOP_NONE", let left = node["larg"], let right = node["rarg"] {
      let (outer, own) = (unionTypes, self.unionTypes(left, right))
      let given = outer.isEmpty ? own : outer.enumerated().map { $1 ?? (own.indices.contains($0) ? own[$0] : nil) }
      unionTypes = given
      defer { unionTypes = [] }
      text("(")
      query(left, names: names, renaming: renaming)
      unionTypes = given
      let (columns, types, places) = (outputColumns, outputTypes, outputPlaces)
      text(") \(operation.dropFirst("SETOP_".count))\(node.flag("all") ? " ALL" : "") (")
      query(right, names: false)
      text(")")
      if let columns, let others = outputColumns, columns.count != others.count {
        let name = operation.dropFirst("SETOP_".count)
        inputError = inputError ?? InputError("42601", "each \(name) query must have the same number of columns")
      }
      let others = outputTypes
      tail(node, targets: [], columns: columns)
      outputColumns = columns
      outputPlaces = places
      outputTypes = zip(types, others).enumerated().map { place, pair in
        (given.indices.contains(place) ? given[place] : nil) ?? ResultTypes.union(pair.0, pair.1)
      }
    } else if !node.list("valuesLists").isEmpty {
      values(node, renaming: names ? renaming : [])
    } else {
      select(node, names: names, renaming: renaming)
    }
    scopes.removeLast(scopes.count - depth)
  }

  /// The types of a set operation's columns, where one of its queries has NULLs, which take their columns'.
  private func unionTypes(_ left: TreeNode, _ right: TreeNode) -> [TypeName?] {
    let nulls = [left, right].map { query in
      query.list("targetList").map { $0["ResTarget"]?["val"]?["A_Const"].map { Constant($0) } == .null }
    }
    guard nulls.joined().contains(true) else { return [] }
    let (types, others) = (output(of: left).types, output(of: right).types)
    guard types.count == others.count else { return [] }
    return types.indices.map { place in
      func isNull(_ side: Int) -> Bool { nulls[side].count == types.count && nulls[side][place] }
      if isNull(0) { return isNull(1) ? nil : others[place] }
      return isNull(1) ? types[place] : ResultTypes.union(types[place], others[place])
    }
  }

  mutating func commonTables(_ node: TreeNode) {
    text(node.flag("recursive") ? "WITH RECURSIVE " : "WITH ")
    var entries: [ScopeEntry] = []
    for (index, table) in node.list("ctes").compactMap({ $0["CommonTableExpr"] }).enumerated() {
      if index > 0 { text(", ") }
      let name = table.string("ctename") ?? ""
      text(Identifier.quoted(name))
      let columns = table.strings("aliascolnames")
      if !columns.isEmpty { text("(" + columns.map(Identifier.quoted).joined(separator: ", ") + ")") }
      text(" AS (")
      if node.flag("recursive") {
        // The columns are those of what the query begins with.
        let start: Output = table["ctequery"]?["SelectStmt"]?["larg"].map(output) ?? (nil, [])
        scopes.append([])
        commonNames.append(
          CommonName(name: name, columns: columns.isEmpty ? start.columns : columns, types: start.types))
      }
      outputColumns = nil
      outputTypes = []
      if let select = table["ctequery"] { query(select, names: true) }
      if node.flag("recursive") {
        scopes.removeLast()
        commonNames.removeLast()
      }
      text(") ")
      entries.append(
        ScopeEntry(
          alias: name, isAliased: true, columnNames: columns.isEmpty ? outputColumns : columns,
          columnTypes: outputTypes))
      commonNames.append(
        CommonName(name: name, columns: columns.isEmpty ? outputColumns : columns, types: outputTypes))
    }
  }

  /// Writes VALUES; where its columns get other names, PostgreSQL prints a query of it.
  private mutating func values(_ node: TreeNode, renaming: [String]) {
    let rows = node.list("valuesLists")
    let count = rows.first?.elements.map { $0 }.count ?? 0
    var columns: [String] = []
    var places: [CanonicalExpression.OutputPlace] = []
    if !renaming.isEmpty {
      text("SELECT ")
      for number in 0..<count {
        text((number > 0 ? ", " : "") + "\"*VALUES*\".column\(number + 1)")
        end(column: "column\(number + 1)", &columns, true, renaming, &places)
      }
      text(" FROM (")
    }
    text("VALUES ")
    for (index, row) in rows.enumerated() {
      text(index > 0 ? ", (" : "(")
      list(row.elements)
      text(")")
    }
    if !renaming.isEmpty { text(") \"*VALUES*\"") }
    outputPlaces = places
    let cells = rows.map { Array($0.elements) }
    if cells.contains(where: { $0.count != count }) {
      inputError = inputError ?? InputError("42601", "VALUES lists must all be the same length")
    }
    outputTypes = (cells.first?.indices ?? 0..<0).map { place in
      common(cells.compactMap { $0.indices.contains(place) ? $0[place] : nil })
    }
    outputColumns = renaming.isEmpty ? (0..<count).map { "column\($0 + 1)" } : columns
    tail(node, targets: [])
  }

  private mutating func select(_ node: TreeNode, names: Bool, renaming: [String]) {
    let from = node.list("fromClause")
    let named = node.list("windowClause").compactMap { $0["WindowDef"] }.map { ($0.string("name") ?? "", $0) }
    windows.append(Dictionary(named) { first, _ in first })
    defer { windows.removeLast() }
    scopes.append([])
    for item in from { addScope(item) }
    let outer = allColumns
    var place = 0
    allColumns = from.reduce(Optional([])) { columns, item in
      let next = self.columns(of: item, &place)
      return columns.flatMap { columns in next.map { columns + $0 } }
    }
    defer { allColumns = outer }
    text("SELECT ")
    if let distinct = node["distinctClause"] {
      let expressions = distinct.elements.filter { $0.isObject && !$0.tagged.tag.isEmpty }
      text("DISTINCT ")
      if !expressions.isEmpty {
        text("ON (")
        list(expressions)
        text(") ")
      }
    }
    let targets = node.list("targetList").compactMap { $0["ResTarget"] }
    var places: [CanonicalExpression.OutputPlace] = []
    let types = columns(of: targets)?.map(\.type) ?? []
    let columns = self.targets(targets, names: names, renaming: renaming, &places)
    if !from.isEmpty {
      text(" FROM ")
      for (index, item) in from.enumerated() {
        if index > 0 { text(", ") }
        fromItem(item)
      }
    }
    clause(" WHERE ", node["whereClause"])
    if !node.list("groupClause").isEmpty {
      text(" GROUP BY ")
      // `(a, b)` without ROW is a list here (`flatten_grouping_sets`, parser/parse_clause.c).
      let items = node.list("groupClause").flatMap { item in
        guard let row = item["RowExpr"], row.word("row_format") == "COERCE_IMPLICIT_CAST" else { return [item] }
        return Array(row.list("args"))
      }
      for (index, item) in items.enumerated() {
        if index > 0 { text(", ") }
        expression(isInput(item) ? item : target(of: item, in: targets))
      }
    }
    clause(" HAVING ", node["havingClause"])
    tail(node, targets: targets)
    outputColumns = columns
    outputPlaces = places
    outputTypes = types
  }

  private mutating func clause(_ keyword: String, _ node: TreeNode?) {
    guard let node else { return }
    text(keyword)
    expression(node)
    if keyword == " WHERE " || keyword == " HAVING " { note(condition: node, keyword) }
  }

  /// What follows a query; `columns` are the result's where PostgreSQL prints their places in ORDER BY, as of UNION.
  private mutating func tail(_ node: TreeNode, targets: [TreeNode], columns: [String]? = nil) {
    if !node.list("sortClause").isEmpty {
      text(" ORDER BY ")
      sort(node.list("sortClause"), targets: targets, columns: columns)
    }
    clause(" LIMIT ", node["limitCount"])
    clause(" OFFSET ", node["limitOffset"])
    if node.string("limitOption") == "LIMIT_OPTION_WITH_TIES" { text(" WITH TIES") }
    for lock in node.list("lockingClause").compactMap({ $0["LockingClause"] }) {
      text(" FOR " + (lock.string("strength") ?? "").dropFirst("LCS_FOR".count))
    }
  }

  mutating func sort(_ items: some Collection<TreeNode>, targets: [TreeNode], columns: [String]? = nil) {
    for (index, item) in items.compactMap({ $0["SortBy"] }).enumerated() {
      if index > 0 { text(", ") }
      if let node = item["node"] {
        let fields = node["ColumnRef"]?.strings("fields") ?? []
        if let place = fields.count == 1 ? columns?.firstIndex(of: fields[0]) : nil {
          text(String(place + 1))
        } else {
          expression(target(of: node, in: targets))
        }
      }
      let isDescending = item.word("sortby_dir") == "SORTBY_DESC"
      if isDescending { text(" DESC") }
      switch item.word("sortby_nulls") {
      case "SORTBY_NULLS_FIRST" where !isDescending: text(" NULLS FIRST")
      case "SORTBY_NULLS_LAST" where isDescending: text(" NULLS LAST")
      default: break
      }
    }
  }

  /// Whether GROUP BY names a column of FROM, which comes before one of the result (manual, SELECT, "GROUP BY Clause").
  private func isInput(_ node: TreeNode) -> Bool {
    guard let fields = node["ColumnRef"]?.strings("fields"), fields.count == 1 else { return false }
    return (scopes.last ?? []).contains { entry in
      entry.relation?.columns.has(fields[0]) ?? entry.columnNames?.contains(fields[0]) ?? false
    }
  }

  /// What `GROUP BY 1` and `ORDER BY alias` stand for.
  private func target(of node: TreeNode, in targets: [TreeNode]) -> TreeNode {
    if case .number(let text)? = node["A_Const"].map({ Constant($0) }), let number = Int(text),
      targets.indices.contains(number - 1)
    {
      return targets[number - 1]["val"] ?? node
    }
    if let fields = node["ColumnRef"]?.strings("fields"), fields.count == 1,
      let match = targets.first(where: { $0.string("name") == fields[0] })
    {
      return match["val"] ?? node
    }
    return node
  }

  /// Writes the result's columns, `*` as the columns that it stands for, and returns their names.
  private mutating func targets(
    _ targets: [TreeNode], names: Bool, renaming: [String], _ places: inout [CanonicalExpression.OutputPlace]
  ) -> [String]? {
    var columns: [String] = []
    var isComplete = true
    let types = unionTypes
    unionTypes = []
    for target in targets {
      guard let value = target["val"] else { continue }
      let common = types.indices.contains(columns.count) ? types[columns.count] : nil
      let fields = value["ColumnRef"]?.strings("fields")
      if let fields, fields.last == "*" {
        guard let expanded = expand(fields) else {
          if !columns.isEmpty { text(", ") }
          expression(value)
          isComplete = false
          continue
        }
        for (name, entry) in expanded {
          if !columns.isEmpty { text(", ") }
          write(column: name, of: entry, depth: scopes.count - 1)
          end(column: name, &columns, names, renaming, &places)
        }
      } else if let part = value["A_Indirection"], let fields = self.fields(of: value) {
        for field in fields {
          if !columns.isEmpty { text(", ") }
          indirection(part, field: field.name)
          end(column: field.name, &columns, names, renaming, &places)
        }
      } else {
        if !columns.isEmpty { text(", ") }
        // With a constant a domain's column becomes one of the base type (`select_common_type`, parser/parse_coerce.c).
        if let common, resolver.type(common) != nil, resolver.baseType(of: common) == nil,
          value["A_Const"].map({ Constant($0) }) == .null
        {
          writtenCast(value, to: common)
        } else {
          expression(value)
        }
        let name = target.string("name") ?? CanonicalNames.column(for: value)
        end(column: name, &columns, names, renaming, &places)
      }
    }
    return isComplete ? columns : nil
  }

  private mutating func end(
    column name: String, _ columns: inout [String], _ names: Bool, _ renaming: [String],
    _ places: inout [CanonicalExpression.OutputPlace]
  ) {
    let final = renaming.indices.contains(columns.count) ? renaming[columns.count] : name
    columns.append(final)
    guard names else { return }
    let quoted = Identifier.quoted(final)
    text(" AS " + quoted)
    guard case .text(let written)? = pieces.last else { return }
    let length = quoted.utf8.count
    places.append(.init(piece: pieces.count - 1, offset: written.utf8.count - length, length: length))
  }

  /// The result's columns; `nil` where what a `*` stands for isn't known.
  func columns(of targets: [TreeNode]) -> [(name: String, type: TypeName?)]? {
    var columns: [(name: String, type: TypeName?)] = []
    for target in targets {
      guard let value = target["val"] else { continue }
      if let fields = value["ColumnRef"]?.strings("fields"), fields.last == "*" {
        guard let expanded = expand(fields) else { return nil }
        columns += expanded.map { ($0.0, $0.1.type(of: $0.0)) }
      } else if let fields = self.fields(of: value) {
        columns += fields
      } else {
        columns.append((target.string("name") ?? CanonicalNames.column(for: value), outputType(of: value)))
      }
    }
    return columns
  }

  func expand(_ fields: [String]) -> [(String, ScopeEntry)]? {
    let entries = scopes.last ?? []
    guard fields.count > 1 else { return entries.isEmpty ? nil : allColumns }
    let chosen = entries.filter { $0.alias == fields[fields.count - 2] }
    var result: [(String, ScopeEntry)] = []
    for entry in chosen {
      guard let names = entry.relation?.columns.names ?? entry.columnNames else { return nil }
      result += names.map { ($0, entry) }
    }
    return chosen.isEmpty ? nil : result
  }
}
