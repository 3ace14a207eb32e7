import SQLSyntax

extension Procedure {
  static func isAggregate(_ call: ValueExpression.Call) -> Bool {
    call.isStar
      || (call.name.schema ?? "pg_catalog") == "pg_catalog" && CallKind(ofBuiltIn: call.name.name) == .aggregate
  }

  /// Whether an expression has the value of an aggregate in it.
  static func aggregates(in expression: ValueExpression) -> Bool {
    if case .call(let call) = expression, isAggregate(call), !call.isWindowed { return true }
    return expression.parts.contains(where: aggregates)
  }

  /// The rows of a query with aggregates: one, or one for each group.
  mutating func aggregated(_ query: SelectQuery, _ set: RowSet) throws(CatalogError) -> RowSet {
    var result = RowSet()
    for group in try groups(of: set, query) {
      // What stands beside the aggregates is the same in all rows of a group.
      rows.append(group.rows.first ?? [])
      defer { rows.removeLast() }
      if let having = query.having {
        switch truth(try value(over: group, having)) {
        case .boolean(true): break
        case .boolean(false), .null: continue
        case let unknown: return RowSet(reason: unknown.reason)
        }
      }
      var fields: [Datum.Field] = []
      for target in query.targets {
        fields.append(.init(name: target.name, value: try value(over: group, target.value)))
      }
      result.rows.append([Binding(alias: "", fields: fields)])
      if group.reason != nil, !query.grouping.isEmpty { return RowSet(reason: group.reason) }
    }
    if result.rows.count > 1, query.limit != nil { result.reason = "the order of the groups isn't known" }
    return result
  }

  /// The rows that GROUP BY puts together; all of them where there is none.
  private mutating func groups(of set: RowSet, _ query: SelectQuery) throws(CatalogError) -> [RowSet] {
    guard !query.grouping.isEmpty else { return [set] }
    var groups: [RowSet] = []
    var places: [[Datum]: Int] = [:]
    for row in set.rows {
      rows.append(row)
      defer { rows.removeLast() }
      var key: [Datum] = []
      for expression in query.grouping { key.append(try value(ofKey: expression, query)) }
      if let unknown = key.first(where: \.isUnknown) { return [RowSet(rows: set.rows, reason: unknown.reason)] }
      if let place = places[key] {
        groups[place].rows.append(row)
      } else {
        places[key] = groups.count
        groups.append(RowSet(rows: [row]))
      }
    }
    return set.reason == nil ? groups : [RowSet(rows: set.rows, reason: set.reason)]
  }

  /// The value of what GROUP BY or ORDER BY names: a target by its place or its name, or an expression.
  mutating func value(ofKey expression: ValueExpression, _ query: SelectQuery) throws(CatalogError) -> Datum {
    if case .constant(.number(let text)) = expression, let place = Int(text),
      query.targets.indices.contains(place - 1)
    {
      return try value(query.targets[place - 1].value)
    }
    let value = try value(expression)
    if case .name(let parts) = expression, parts.count == 1, value.isUnknown,
      let target = query.targets.first(where: { $0.name == parts[0] })
    {
      return try self.value(target.value)
    }
    return value
  }

  /// The value of an expression whose aggregates are computed first.
  private mutating func value(over set: RowSet, _ expression: ValueExpression) throws(CatalogError) -> Datum {
    switch expression {
    case .call(let call) where Procedure.isAggregate(call): return try aggregate(call, set)
    case .call(var call):
      // A function of an aggregate: its arguments are values by then.
      var arguments: [ValueExpression] = []
      for argument in call.arguments { arguments.append(.known(try value(over: set, argument))) }
      if arguments.contains(.other("an aggregate")) { return .unknown(set.reason ?? "an aggregate isn't computed") }
      call.arguments = arguments
      return try self.call(call)
    case .operation(let name, let left?, let right):
      let (first, second) = (try value(over: set, left), try value(over: set, right))
      return compare(name, first, second)
    case .coalesce(let parts):
      for part in parts {
        let value = try value(over: set, part)
        if value != .null { return value }
      }
      return .null
    case .cast(let inner, let type): return try cast(value(over: set, inner), to: type)
    case .not(let inner): return Procedure.not(try value(over: set, inner))
    case .isNull(let inner):
      let value = try value(over: set, inner)
      return value.isUnknown ? value : .boolean(value == .null)
    case .and(let parts), .or(let parts):
      for part in parts where Procedure.aggregates(in: part) {
        let inner = try value(over: set, part)
        if inner.isUnknown || parts.count > 1 { return .unknown(inner.reason ?? "an aggregate isn't computed") }
        return inner
      }
      return .unknown("an aggregate isn't computed")
    case .concatenation(let parts):
      var texts = ""
      for part in parts {
        let value = try value(over: set, part)
        guard let text = text(value) else {
          return value == .null ? .null : .unknown(value.reason ?? "its text isn't known")
        }
        texts += text
      }
      return .text(texts)
    default:
      return Procedure.aggregates(in: expression) ? .unknown("an aggregate isn't computed") : try value(expression)
    }
  }

  private mutating func aggregate(_ call: ValueExpression.Call, _ set: RowSet) throws(CatalogError) -> Datum {
    var set = set
    if let filter = call.filter { set = try filtered(set, [filter]) }
    if let reason = set.reason {
      // One row is enough for some.
      return .unknown(reason)
    }
    if call.isStar { return .integer(set.rows.count) }
    guard let argument = call.arguments.first else { return .unknown("`\(call.name.name)` isn't computed") }
    var keyed: [(keys: [Datum], item: Datum)] = []
    var separator = Datum.text("")
    for row in set.rows {
      rows.append(row)
      defer { rows.removeLast() }
      var keys: [Datum] = []
      for order in call.order { keys.append(try value(order.value)) }
      keyed.append((keys, try value(argument)))
      if call.arguments.count > 1 { separator = try value(call.arguments[1]) }
    }
    if let unknown = keyed.lazy.flatMap(\.keys).first(where: \.isUnknown), keyed.count > 1 {
      return .unknown(unknown.reason ?? "")
    }
    keyed.sort { isBefore($0.keys, $1.keys, call.order) }
    var items = keyed.map(\.item)
    if let unknown = items.first(where: \.isUnknown) { return .unknown(unknown.reason ?? "") }
    if call.isDistinct {
      var seen: Set<Datum> = []
      items = items.filter { seen.insert($0).inserted }
    }
    let values = items.filter { $0 != .null }
    switch call.name.name {
    case "count": return .integer(values.count)
    case "array_agg": return items.isEmpty ? .null : .array(items)
    case "string_agg":
      let texts = values.compactMap { text($0) }
      guard texts.count == values.count, let separator = text(separator) else {
        return .unknown("its text isn't known")
      }
      return texts.isEmpty ? .null : .text(texts.joined(separator: separator))
    case "bool_or": return values.isEmpty ? .null : .boolean(values.contains(.boolean(true)))
    case "bool_and", "every": return values.isEmpty ? .null : .boolean(values.allSatisfy { $0 == .boolean(true) })
    case "max", "min", "sum":
      let numbers = values.compactMap { integer($0) }
      guard numbers.count == values.count else { return .unknown("`\(call.name.name)` isn't computed") }
      if numbers.isEmpty { return .null }
      if call.name.name == "sum" { return .integer(numbers.reduce(0, &+)) }
      return (call.name.name == "max" ? numbers.max() : numbers.min()).map { .integer($0) } ?? .null
    default: return values.isEmpty ? .null : .unknown("`\(call.name.name)` isn't computed")
    }
  }

  // MARK: - Sets

  static func returnsSet(_ call: ValueExpression.Call) -> Bool {
    ["unnest", "generate_series", "regexp_split_to_table", "string_to_table", "generate_subscripts"]
      .contains(call.name.name)
      && call.name.schema ?? "pg_catalog" == "pg_catalog"
  }

  /// The rows of `unnest` and of `generate_series`; one unknown where they aren't known.
  mutating func functionRows(_ call: ValueExpression.Call) throws(CatalogError) -> [Datum] {
    let arguments = try values(call.arguments)
    switch (call.name.name, arguments.count) {
    case ("unnest", 1):
      if case .array(let elements) = elementsOf(arguments[0]) { return elements }
      if arguments[0] == .null { return [] }
    case ("generate_series", 2), ("generate_series", 3):
      let numbers = arguments.compactMap { integer($0) }
      let step = numbers.count == 3 ? numbers[2] : 1
      guard numbers.count == arguments.count, step != 0, abs(numbers[1] - numbers[0]) / max(1, abs(step)) < 5000 else {
        break
      }
      return stride(from: numbers[0], through: numbers[1], by: step).map { .integer($0) }
    case ("string_to_table", 2):
      guard let text = self.text(arguments[0]), let separator = self.text(arguments[1]), !separator.isEmpty else {
        break
      }
      return Procedure.split(text, separator).map { .text($0) }
    default: break
    }
    return [.unknown(arguments.compactMap(\.reason).first ?? "the rows of `\(call.name.name)` aren't known")]
  }
}

extension ValueExpression {
  /// A value as an expression, where a constant can be it.
  fileprivate static func known(_ value: Datum) -> ValueExpression {
    switch value {
    case .null: .constant(.null)
    case .boolean(let truth): .constant(.boolean(truth))
    case .integer(let number): .constant(.number(String(number)))
    case .text(let text): .constant(.string(text))
    case .array(let elements): .array(elements.map { known($0) })
    default: .other("an aggregate")
    }
  }
}
