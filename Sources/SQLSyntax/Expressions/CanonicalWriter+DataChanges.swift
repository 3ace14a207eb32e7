// Statements that change rows, as rules and the bodies of functions keep them.

extension CanonicalWriter {
  /// Writes an INSERT, an UPDATE or a DELETE; `false` for any other node, of which nothing is written.
  mutating func dataChange(_ tag: TreeWord, _ node: TreeNode) -> Bool {
    switch tag {
    case "InsertStmt": dataChange(.insert, node)
    case "UpdateStmt": dataChange(.update, node)
    case "DeleteStmt": dataChange(.delete, node)
    default: false
    }
  }

  mutating func dataChange(_ kind: DataChange.Kind, _ node: TreeNode) -> Bool {
    guard let target = node["relation"], [.insert, .update, .delete].contains(kind) else { return false }
    let (depth, common) = (scopes.count, commonNames.count)
    defer {
      scopes.removeLast(scopes.count - depth)
      commonNames.removeLast(commonNames.count - common)
    }
    if let with = node["withClause"] { commonTables(with) }
    switch kind {
    case .insert:
      insert(node, into: target)
      scopes.append([])
      addRelation(target)
      if let conflict = node["onConflictClause"] { self.conflict(conflict, target) }
    case .update: update(node, target)
    default:
      scopes.append([])
      addRelation(target)
      text("DELETE FROM ")
      relation(target)
      items(" USING ", node.list("usingClause"))
      condition(node)
    }
    returning(node)
    return true
  }

  private mutating func insert(_ node: TreeNode, into target: TreeNode) {
    let known = resolver.relation(ObjectName(rangeVar: target))
    var columns = node.list("cols").compactMap { $0["ResTarget"]?.string("name") }
    let select = node["selectStmt"]?["SelectStmt"]
    let rows = select?.list("valuesLists")
    if columns.isEmpty, let known {
      // Without a list the values are for the first columns.
      let count = rows?.first.map { $0.elements.count } ?? select?.list("targetList").count ?? 0
      columns = Array(known.columns.names.prefix(count))
    }
    text("INSERT INTO ")
    relation(target)
    if !columns.isEmpty {
      text(" (")
      for (index, column) in columns.enumerated() {
        if index > 0 { text(", ") }
        name(column, of: known)
      }
      text(")")
    }
    guard let select else { return text(" DEFAULT VALUES") }
    text(" ")
    guard let rows, !rows.isEmpty else {
      let values = select.list("targetList").map { $0["ResTarget"]?["val"] }
      if values.allSatisfy({ $0?["ColumnRef"]?.strings("fields").last != "*" }) {
        for (column, value) in zip(columns, values) {
          if let value { note(value, as: known?.columns.type(of: column)) }
        }
      }
      return query(select, names: false)
    }
    text("VALUES ")
    for (index, row) in rows.enumerated() {
      text(index > 0 ? ", (" : "(")
      for (place, value) in row.elements.enumerated() {
        if place > 0 { text(", ") }
        let type = columns.indices.contains(place) ? known?.columns.type(of: columns[place]) : nil
        expression(value, target: type)
        note(value, as: type)
      }
      text(")")
    }
  }

  private mutating func update(_ node: TreeNode, _ target: TreeNode) {
    let known = resolver.relation(ObjectName(rangeVar: target))
    scopes.append([])
    addRelation(target)
    let from = node.list("fromClause")
    for item in from { addScope(item) }
    text("UPDATE ")
    relation(target)
    assignments(node, known)
    items(" FROM ", from)
    condition(node)
  }

  /// `ON CONFLICT …`, with the row that was to be inserted in sight as `excluded`.
  private mutating func conflict(_ node: TreeNode, _ target: TreeNode) {
    text(" ON CONFLICT")
    if let arbiter = node["infer"] {
      let elements = arbiter.list("indexElems").compactMap { $0["IndexElem"] }
      if let constraint = arbiter.string("conname") { text(" ON CONSTRAINT " + Identifier.quoted(constraint)) }
      if !elements.isEmpty { text(" (") }
      let known = resolver.relation(ObjectName(rangeVar: target))
      for (index, element) in elements.enumerated() {
        if index > 0 { text(", ") }
        if let column = element.string("name") { name(column, of: known) }
        if let value = element["expr"] { expression(value) }
        for (keyword, part) in [(" COLLATE ", "collation"), (" ", "opclass")] as [(String, StaticString)] {
          let names = element.strings(part)
          if !names.isEmpty { text(keyword + names.map(Identifier.quoted).joined(separator: ".")) }
        }
      }
      if !elements.isEmpty { text(")") }
      condition(arbiter)
    }
    guard node.string("action") == "ONCONFLICT_UPDATE" else { return text(" DO NOTHING") }
    text(" DO UPDATE")
    let known = resolver.relation(ObjectName(rangeVar: target))
    scopes[scopes.count - 1].append(ScopeEntry(alias: "excluded", isAliased: true, relation: known))
    assignments(node, known)
    condition(node)
    scopes[scopes.count - 1].removeLast()
  }

  private mutating func assignments(_ node: TreeNode, _ known: ResolvedRelation?) {
    text(" SET ")
    let items = node.list("targetList").compactMap { $0["ResTarget"] }
    for (index, item) in items.enumerated() {
      let column = item.string("name") ?? ""
      var value = item["val"]
      if let part = value?["MultiAssignRef"], let source = part["source"] {
        let (place, count) = (part.int("colno") - 1, part.int("ncolumns"))
        if let subquery = source["SubLink"] {
          if place == 0 { assignments(items[index...].prefix(count), of: subquery, known, isFirst: index == 0) }
          continue
        }
        let values = source["RowExpr"].map { Array($0.list("args")) } ?? []
        if values.count != count, source["RowExpr"] != nil {
          inputError = inputError ?? InputError("42601", "number of columns does not match number of values")
        }
        value = values.indices.contains(place) ? values[place] : source
      }
      if index > 0 { text(", ") }
      write(column, of: known)
      text(" = ")
      // The columns are looked for once all values are read (`transformUpdateTargetList`, parser/analyze.c).
      defer { note(column, of: known) }
      guard let value else { continue }
      let type = known?.columns.type(of: column)
      expression(value, target: type)
      note(value, as: type)
    }
  }

  /// `(a, b) = (SELECT …)`.
  private mutating func assignments(
    _ items: ArraySlice<TreeNode>, of subquery: TreeNode, _ known: ResolvedRelation?, isFirst: Bool
  ) {
    text(isFirst ? "(" : ", (")
    for (index, item) in items.enumerated() {
      if index > 0 { text(", ") }
      name(item.string("name") ?? "", of: known)
    }
    text(") = ")
    self.subquery(subquery, columns: items.count)
  }

  // MARK: - Parts

  private mutating func addRelation(_ target: TreeNode) {
    let name = ObjectName(rangeVar: target)
    let alias = target["alias"]?.string("aliasname")
    let entry = ScopeEntry(
      alias: alias ?? name.name, isAliased: alias != nil && alias != name.name, relation: resolver.relation(name))
    scopes[scopes.count - 1].append(entry)
  }

  private mutating func relation(_ target: TreeNode) {
    let name = ObjectName(rangeVar: target)
    if let known = resolver.relation(name) {
      piece(.relation(known.name))
    } else {
      text(name.description)
    }
    if let alias = target["alias"]?.string("aliasname"), alias != name.name { text(" " + Identifier.quoted(alias)) }
  }

  private mutating func name(_ column: String, of relation: ResolvedRelation?) {
    note(column, of: relation)
    write(column, of: relation)
  }

  /// Notes where a relation has no such column.
  private mutating func note(_ column: String, of relation: ResolvedRelation?) {
    if relation?.columns.has(column) == false { miss(column: column) }
  }

  private mutating func write(_ column: String, of relation: ResolvedRelation?) {
    guard let relation else { return text(Identifier.quoted(column)) }
    piece(.column(.init(relation: relation.name, qualifier: .none, name: column)))
  }

  private mutating func items(_ keyword: String, _ nodes: TreeElements) {
    guard !nodes.isEmpty else { return }
    text(keyword)
    for (index, item) in nodes.enumerated() {
      if keyword == " USING " { addScope(item) }
      if index > 0 { text(", ") }
      fromItem(item)
    }
  }

  private mutating func condition(_ node: TreeNode) {
    guard let condition = node["whereClause"] else { return }
    text(" WHERE ")
    expression(condition)
    note(condition: condition, " WHERE ")
  }

  /// Writes what is returned, which is the result of a `WITH` query.
  private mutating func returning(_ node: TreeNode) {
    (outputColumns, outputTypes, outputPlaces) = (nil, [], [])
    let targets = node.list("returningList").compactMap { $0["ResTarget"] }
    guard !targets.isEmpty else { return }
    text(" RETURNING ")
    list(targets.compactMap { $0["val"] })
    let entries = scopes.last ?? []
    allColumns =
      !entries.allSatisfy(\.isKnown)
      ? nil : entries.flatMap { entry in entry.names.map { (name: $0, entry: entry) } }
    let columns = columns(of: targets)
    (outputColumns, outputTypes) = (columns?.map(\.name), columns?.map(\.type) ?? [])
  }
}
