import SQLSyntax

extension Procedure {
  /// The value of a query in parentheses: that of its only row, null where it has none.
  mutating func scalar(_ query: SelectQuery) throws(CatalogError) -> Datum {
    let set = try answer(query)
    if let reason = set.reason { return .unknown(reason) }
    guard set.rows.count < 2 else {
      throw CatalogError("21000", "more than one row returned by a subquery used as an expression")
    }
    return set.rows.first?.first?.fields.first?.value ?? .null
  }

  /// The rows of a query, each one binding with its columns. Those in it are certain.
  mutating func answer(_ query: SelectQuery) throws(CatalogError) -> RowSet {
    expressionDepth += 5
    defer { expressionDepth -= 5 }
    guard expressionDepth < 400 else { return RowSet(reason: "the query is nested so deeply") }
    if let unread = query.unread {
      try touch(query)
      if unread == "`DISTINCT ON`", try isCertainlyEmpty(query) { return RowSet() }
      return RowSet(reason: "\(unread) isn't computed")
    }
    let commonBefore = common
    defer { common = commonBefore }
    for item in query.common { common[item.name] = try answer(item) }
    var set: RowSet
    if let combination = query.combination {
      set = try combined(combination)
    } else if !query.values.isEmpty {
      set = RowSet()
      for row in query.values {
        let fields = try values(row).enumerated().map { Datum.Field(name: "column\($0.offset + 1)", value: $0.element) }
        set.rows.append([Binding(alias: "", fields: fields)])
      }
    } else {
      set = try selected(query)
    }
    if query.offset != nil { return RowSet(reason: "`OFFSET` isn't computed") }
    if let limit = query.limit {
      guard case .integer(let count) = try value(limit) else {
        return RowSet(reason: "how many rows `LIMIT` leaves isn't known")
      }
      if set.rows.count > max(0, count) {
        if count > 0 && query.order.isEmpty && set.rows.count > count {
          set.reason = set.reason ?? "any of the rows may be the first"
        }
        set.rows = Array(set.rows.prefix(max(0, count)))
      }
      if count == 0 { set.reason = nil }
    }
    return set
  }

  /// The rows of a query of WITH; of one that reads its own rows, only that there are none where it starts with none.
  mutating func answer(_ item: SelectQuery.Common) throws(CatalogError) -> RowSet {
    var set: RowSet
    if item.isRecursive {
      let reason = "`WITH RECURSIVE` isn't computed"
      guard let start = item.query.combination?.sides.first else { return RowSet(reason: reason) }
      set = try answer(start)
      if !set.rows.isEmpty || set.reason != nil { return RowSet(reason: reason) }
    } else {
      set = try answer(item.query)
    }
    if !item.columns.isEmpty { set.rows = set.rows.map { Procedure.renamed($0, item.name, item.columns) } }
    return set
  }

  /// Rows are looked for in tables that must be there, even if the query can't be answered.
  private mutating func touch(_ query: SelectQuery) throws(CatalogError) {
    for case .relation(let name, _, _) in query.sources where !query.common.contains(where: { $0.name == name.name }) {
      _ = try source(.relation(name, alias: nil, columns: []), [])
    }
  }

  /// Whether a query has no rows because something that it reads has none.
  private mutating func isCertainlyEmpty(_ query: SelectQuery) throws(CatalogError) -> Bool {
    guard !query.targets.contains(where: { Procedure.aggregates(in: $0.value) }), query.common.isEmpty else {
      return false
    }
    for case .relation(let name, _, _) in query.sources {
      let set = try source(.relation(name, alias: nil, columns: []), [])
      if set.rows.isEmpty, set.reason == nil { return true }
    }
    return false
  }

  private mutating func combined(_ combination: SelectQuery.Combination) throws(CatalogError) -> RowSet {
    var sets: [RowSet] = []
    for side in combination.sides { sets.append(try answer(side)) }
    let reason = sets.compactMap(\.reason).first
    guard combination.kind == "union", sets.count == 2 else {
      if sets.allSatisfy({ $0.rows.isEmpty && $0.reason == nil }) { return RowSet() }
      return RowSet(reason: reason ?? "`\(combination.kind.uppercased())` isn't computed")
    }
    let set = RowSet(rows: sets[0].rows + sets[1].rows, reason: reason)
    return combination.isAll ? set : distinct(set)
  }

  private func distinct(_ set: RowSet) -> RowSet {
    var seen: Set<[Datum]> = []
    var result = RowSet(reason: set.reason)
    for row in set.rows {
      let values = row.flatMap(\.fields).map(\.value)
      if values.contains(where: \.isUnknown), set.rows.count > 1 { result.reason = "which rows are equal isn't known" }
      if seen.insert(values).inserted { result.rows.append(row) }
    }
    return result
  }

  private mutating func selected(_ query: SelectQuery) throws(CatalogError) -> RowSet {
    for expression in query.targets.map(\.value) + [query.condition].compactMap({ $0 }) { try check(expression) }
    let conjuncts = (query.condition.map(Procedure.conjuncts) ?? []) + query.sources.flatMap(\.conditions)
    var set = RowSet(rows: [[]])
    for item in query.sources {
      guard !set.rows.isEmpty else {
        // It must be there all the same.
        _ = try source(item, [])
        continue
      }
      set = try crossed(set, with: item, conjuncts)
    }
    set = try filtered(set, conjuncts)
    if query.targets.contains(where: { Procedure.aggregates(in: $0.value) }) || query.having != nil {
      return try aggregated(query, set)
    }
    set = try sorted(set, query)
    var result = RowSet(reason: set.reason)
    for row in set.rows {
      rows.append(row)
      defer { rows.removeLast() }
      result.rows += try projected(query, row)
    }
    if set.rows.isEmpty, set.reason != nil { try followUnknownCalls(query) }
    return query.isDistinct || !query.grouping.isEmpty ? distinct(result) : result
  }

  /// The rows that one row of the sources makes: more than one where a target is a set (`unnest`).
  mutating func projected(_ query: SelectQuery, _ row: [Binding]) throws(CatalogError) -> [[Binding]] {
    var fields: [Datum.Field] = []
    var isOpen = false
    for target in query.targets {
      if case .name(let parts) = target.value, parts.last == "*" {
        let sources = row.filter { parts.count == 1 || $0.alias == parts[parts.count - 2] }
        if sources.isEmpty, parts.count > 1 {
          // A variable that holds a row.
          guard case .record(let known) = try value(.name(parts.dropLast())) else {
            isOpen = true
            continue
          }
          fields += known
        }
        fields += sources.flatMap(\.fields)
        isOpen = isOpen || sources.contains(where: \.isOpen)
      } else if query.targets.count == 1, case .call(let call) = target.value, Procedure.returnsSet(call) {
        let set = try functionRows(call)
        return set.map { [Binding(alias: "", fields: [.init(name: target.name, value: $0)])] }
      } else {
        fields.append(.init(name: target.name, value: try value(target.value)))
      }
    }
    return [[Binding(alias: "", fields: fields, isOpen: isOpen)]]
  }

  // MARK: - Sources

  private mutating func crossed(
    _ set: RowSet, with item: SelectQuery.Source, _ conjuncts: [ValueExpression]
  ) throws(CatalogError) -> RowSet {
    var result = RowSet(reason: set.reason)
    var found: RowSet?
    for row in set.rows {
      // What comes later in FROM may name what comes before it.
      rows.append(row)
      let next: RowSet
      if let found, !item.dependsOnRow { next = found } else { next = try source(item, conjuncts) }
      rows.removeLast()
      found = next
      result.reason = result.reason ?? next.reason
      guard result.rows.count + next.rows.count < 20_000 else {
        return RowSet(reason: "there are too many rows to go through")
      }
      result.rows += next.rows.map { row + $0 }
    }
    return result
  }

  mutating func source(
    _ source: SelectQuery.Source, _ conjuncts: [ValueExpression]
  ) throws(CatalogError) -> RowSet {
    switch source {
    case .relation(let name, let alias, let columns):
      let binding = alias ?? name.name
      var set: RowSet
      if name.schema == nil, let found = common[name.name] {
        set = found
      } else {
        let own = conjuncts.filter { $0.names(onlyOf: binding) }
        set = try relation(name, Restrictions(own, self))
      }
      set.rows = set.rows.map { Procedure.renamed($0, binding, columns) }
      return try pruned(set, conjuncts.filter { isAbout($0, set, binding) })
    case .query(let query, let alias, let columns):
      var set = try answer(query)
      set.rows = set.rows.map { Procedure.renamed($0, alias ?? "", columns) }
      return set
    case .function(let call, let alias, let columns):
      if Procedure.returnsSet(call) {
        let name = columns.first ?? alias ?? call.name.name
        let elements = try functionRows(call)
        if elements.count == 1, case .unknown(let reason) = elements[0] { return RowSet(reason: reason) }
        let rows = elements.map { [Binding(alias: alias ?? call.name.name, fields: [.init(name: name, value: $0)])] }
        return RowSet(rows: rows)
      }
      let value = try value(.call(call))
      if let reason = value.reason { return RowSet(reason: reason) }
      return RowSet(rows: [
        [Binding(alias: alias ?? "", fields: [.init(name: columns.first ?? call.name.name, value: value)])]
      ])
    case .join(let join): return try joined(join, conjuncts)
    case .other(let what): return RowSet(reason: "\(what) isn't computed")
    }
  }

  private mutating func joined(
    _ join: SelectQuery.Join, _ conjuncts: [ValueExpression]
  ) throws(CatalogError) -> RowSet {
    let own = join.condition.map(Procedure.conjuncts) ?? []
    if let condition = join.condition { try check(condition) }
    guard !join.isNatural, ["inner", "left"].contains(join.kind) else {
      let sides = [try source(join.left, []), try source(join.right, [])]
      if sides.allSatisfy({ $0.rows.isEmpty && $0.reason == nil }) { return RowSet() }
      return RowSet(reason: "`\(join.isNatural ? "NATURAL" : join.kind.uppercased()) JOIN` isn't computed")
    }
    let left = try source(join.left, conjuncts)
    let right = try source(join.right, join.kind == "inner" ? conjuncts : own)
    var result = RowSet(reason: left.reason ?? right.reason)
    if join.kind == "left", right.reason != nil { return RowSet(reason: right.reason) }
    guard left.rows.count * max(1, right.rows.count) < 200_000 else {
      return RowSet(reason: "there are too many rows to go through")
    }
    for row in left.rows {
      var candidates = RowSet(rows: right.rows.map { row + $0 })
      for column in join.using {
        candidates.rows = candidates.rows.filter { bindings in
          let sides = bindings.compactMap { $0.value(column) }
          return sides.count < 2 || compare("=", sides[0], sides[1]) == .boolean(true)
        }
      }
      let matches = try join.kind == "inner" ? pruned(candidates, own) : filtered(candidates, own)
      result.reason = result.reason ?? matches.reason
      result.rows += matches.rows
      guard join.kind == "left", matches.rows.isEmpty else { continue }
      if let reason = matches.reason { return RowSet(reason: reason) }
      let empty = right.rows.first ?? shape(of: join.right)
      let nulls = empty.map {
        Binding(alias: $0.alias, fields: $0.fields.map { .init(name: $0.name, value: .null) }, isOpen: $0.isOpen)
      }
      result.rows.append(row + nulls)
    }
    return result
  }

  /// What a source's rows look like that has none.
  private func shape(of source: SelectQuery.Source) -> [Binding] {
    switch source {
    case .relation(let name, let alias, let columns):
      guard columns.isEmpty, common[name.name] == nil, let relation = session.relation(name) else { break }
      let names = session.catalog.tables[relation]?.columns.map(\.name) ?? session.catalog.views[relation]?.columns
      guard let names else { break }
      return [Binding(alias: alias ?? name.name, fields: names.map { .init(name: $0, value: .null) })]
    case .join(let join): return shape(of: join.left) + shape(of: join.right)
    default: break
    }
    return [Binding(alias: source.alias, fields: [], isOpen: true)]
  }

  /// The rows for which all conditions are true; a row for which that isn't known leaves open whether there are more.
  mutating func filtered(_ set: RowSet, _ conditions: [ValueExpression]) throws(CatalogError) -> RowSet {
    guard !conditions.isEmpty else { return set }
    var result = RowSet(reason: set.reason)
    for row in set.rows {
      rows.append(row)
      defer { rows.removeLast() }
      switch try all(conditions) {
      case .boolean(true): result.rows.append(row)
      case .boolean(false), .null: break
      case let unknown: result.reason = result.reason ?? unknown.reason
      }
    }
    return result
  }

  /// The rows without those for which a condition is false, as early as that is known.
  private mutating func pruned(_ set: RowSet, _ conditions: [ValueExpression]) throws(CatalogError) -> RowSet {
    guard !conditions.isEmpty else { return set }
    var result = RowSet(reason: set.reason)
    for row in set.rows {
      rows.append(row)
      defer { rows.removeLast() }
      switch try all(conditions) {
      case .boolean(false), .null: break
      default: result.rows.append(row)
      }
    }
    return result
  }

  /// Whether a condition is about one source alone, so that it may be looked at before the sources are joined.
  private func isAbout(_ condition: ValueExpression, _ set: RowSet, _ alias: String) -> Bool {
    guard let binding = set.rows.first?.first else { return false }
    return condition.names(where: { parts in
      if parts.count > 1 { return parts[parts.count - 2] == alias }
      return binding.value(parts[0]) != nil
    })
  }

  static func conjuncts(_ condition: ValueExpression) -> [ValueExpression] {
    if case .and(let parts) = condition { parts.flatMap(conjuncts) } else { [condition] }
  }

  static func renamed(_ row: [Binding], _ alias: String, _ columns: [String]) -> [Binding] {
    var fields = row.flatMap(\.fields)
    for (index, name) in columns.enumerated() where fields.indices.contains(index) { fields[index].name = name }
    return [Binding(alias: alias, fields: fields, isOpen: row.contains(where: \.isOpen))]
  }

  /// The rows in order, as far as that is known: texts by their code points, which is how the C collation orders them.
  private mutating func sorted(_ set: RowSet, _ query: SelectQuery) throws(CatalogError) -> RowSet {
    guard !query.order.isEmpty, set.rows.count > 1 else { return set }
    var keyed: [(keys: [Datum], row: [Binding])] = []
    for row in set.rows {
      rows.append(row)
      defer { rows.removeLast() }
      var keys: [Datum] = []
      for order in query.order { keys.append(try value(ofKey: order.value, query)) }
      keyed.append((keys, row))
    }
    keyed.sort { isBefore($0.keys, $1.keys, query.order) }
    return RowSet(rows: keyed.map(\.row), reason: set.reason)
  }

  /// Whether a row comes before another by what both are ordered by.
  func isBefore(_ left: [Datum], _ right: [Datum], _ order: [SelectQuery.Order]) -> Bool {
    for (order, (left, right)) in zip(order, zip(left, right)) {
      let (first, second) = order.isDescending ? (right, left) : (left, right)
      if let first = integer(first), let second = integer(second) {
        if first != second { return first < second }
      } else {
        let (first, second) = ((text(first) ?? "").unicodeScalars, (text(second) ?? "").unicodeScalars)
        if !first.elementsEqual(second) { return first.lexicographicallyPrecedes(second) }
      }
    }
    return false
  }
}

extension SelectQuery.Source {
  /// What stands before its columns.
  var alias: String {
    switch self {
    case .relation(let name, let alias, _): alias ?? name.name
    case .query(_, let alias, _), .function(_, let alias, _): alias ?? ""
    case .join, .other: ""
    }
  }

  /// The conditions of inner joins, which are as good as in WHERE.
  var conditions: [ValueExpression] {
    guard case .join(let join) = self else { return [] }
    guard join.kind == "inner" else { return join.left.conditions }
    return (join.condition.map(Procedure.conjuncts) ?? []) + join.left.conditions + join.right.conditions
  }

  /// Whether its rows may depend on those of what stands before it in FROM.
  var dependsOnRow: Bool {
    switch self {
    case .relation, .other: false
    case .query, .function, .join: true
    }
  }
}

extension ValueExpression {
  /// Whether all names in the expression are such; an expression with a sub-select isn't.
  func names(where isSuch: ([String]) -> Bool) -> Bool {
    switch self {
    case .name(let parts): isSuch(parts)
    case .exists, .scalar, .arrayOf, .quantifiedQuery, .other: false
    default: parts.allSatisfy { $0.names(where: isSuch) }
    }
  }

  /// Whether the expression may restrict the rows of one source.
  fileprivate func names(onlyOf alias: String) -> Bool {
    names(where: { $0.count == 1 || $0[$0.count - 2] == alias })
  }
}
