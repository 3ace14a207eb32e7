import SQLSyntax

extension Procedure {
  /// The value of an expression that stands in the code.
  mutating func value(_ fragment: ProcedureStatement.Fragment) throws(CatalogError) -> Datum {
    guard let query = SelectQuery(expression: fragment.text) else {
      throw CatalogError("42601", "syntax error in `\(fragment.text)`")
    }
    if let expression = query.soleExpression {
      try check(expression)
      return try value(expression)
    }
    return try scalar(query)
  }

  /// A condition's truth: null counts as false.
  mutating func condition(_ fragment: ProcedureStatement.Fragment) throws(CatalogError) -> Datum {
    switch truth(try value(fragment)) {
    case .null: .boolean(false)
    case let value: value
    }
  }

  /// A value as a boolean.
  func truth(_ value: Datum) -> Datum {
    switch value {
    case .boolean, .null, .unknown: return value
    case .text(let text):
      switch text.lowercased() {
      case "t", "true", "y", "yes", "on", "1": return .boolean(true)
      case "f", "false", "n", "no", "off", "0": return .boolean(false)
      default: return .unknown("`\(text)` isn't a boolean")
      }
    default: return .unknown("its value isn't a boolean")
    }
  }

  mutating func value(_ expression: ValueExpression) throws(CatalogError) -> Datum {
    expressionDepth += 1
    defer { expressionDepth -= 1 }
    guard expressionDepth < 400 else { return .unknown("the expression is nested so deeply") }
    switch expression {
    case .constant(let constant): return Procedure.datum(constant)
    case .name(let parts): return try variable(parts)
    case .parameter(let number):
      let arguments = frames.last?.arguments ?? []
      return arguments.indices.contains(number - 1) ? arguments[number - 1] : .unknown("`$\(number)` isn't known")
    case .call(let call): return try self.call(call)
    case .operation(let name, let left, let right): return try operation(name, left, right)
    case .concatenation(let parts): return try concatenation(parts)
    case .and(let parts): return try all(parts)
    case .or(let parts): return try any(parts)
    case .not(let inner): return Procedure.not(truth(try value(inner)))
    case .isNull(let inner): return isNull(try value(inner))
    case .isTruth(let inner, let meant):
      switch truth(try value(inner)) {
      case .boolean(let value): return .boolean(meant.contains(value))
      case .null: return .boolean(meant.contains(nil))
      case let unknown: return unknown
      }
    case .isDistinct(let left, let right):
      let (left, right) = (try value(left), try value(right))
      if left == .null || right == .null {
        if left.isUnknown { return left }
        return right.isUnknown ? right : .boolean(left != right)
      }
      return Procedure.not(compare("=", left, right))
    case .isIn(let left, let list): return try isIn(left, list)
    case .quantified(let name, let left, let right, let isAll):
      return quantified(name, try value(left), try value(right), isAll)
    case .cast(let inner, let type): return try cast(value(inner), to: type)
    case .array(let elements): return .array(try values(elements))
    case .row(let elements):
      return .record(try values(elements).enumerated().map { .init(name: "f\($0.offset + 1)", value: $0.element) })
    case .choice(let operand, let branches, let otherwise): return try choice(operand, branches, otherwise)
    case .coalesce(let parts):
      for part in parts {
        let value = try value(part)
        if case .unknown(let reason) = value {
          // What comes after it may be what it is.
          return mayBeNull(.coalesce(Array(parts.drop { $0 != part }.dropFirst()))) ? value : .something(reason)
        }
        if value != .null { return value }
      }
      return .null
    case .subscripted(let array, let index): return element(of: try value(array), try value(index))
    case .field(let record, let name): return field(name, of: try value(record))
    case .exists(let query):
      let set = try answer(query)
      if let reason = set.reason { return .unknown(reason) }
      return .boolean(!set.rows.isEmpty)
    case .scalar(let query): return try scalar(query)
    case .arrayOf(let query):
      let set = try answer(query)
      if let reason = set.reason { return .unknown(reason) }
      return .array(set.rows.map { $0.first?.fields.first?.value ?? .null })
    case .quantifiedQuery(let name, let left, let query, let isAll):
      let left = try value(left)
      let set = try answer(query)
      if let reason = set.reason { return .unknown(reason) }
      return quantified(name, left, .array(set.rows.map { $0.first?.fields.first?.value ?? .null }), isAll)
    case .special(let name): return special(name)
    case .other(let what): return .unknown("\(what) isn't computed")
    }
  }

  mutating func values(_ expressions: [ValueExpression]) throws(CatalogError) -> [Datum] {
    var values: [Datum] = []
    for expression in expressions { values.append(try value(expression)) }
    return values
  }

  static func datum(_ constant: Constant) -> Datum {
    switch constant {
    case .string(let text), .bitString(let text): .text(text)
    case .number(let text): Int(text).map { .integer($0) } ?? .text(text)
    case .boolean(let value): .boolean(value)
    case .null: .null
    }
  }

  private func special(_ name: String) -> Datum {
    switch name {
    case "current_schema": .text(session.searchPath.first { session.catalog.schemas[$0] != nil })
    case "current_catalog": .databaseName
    case "current_role", "current_user", "user":
      session.role.map { .text($0) } ?? .runnerName
    case "session_user": .runnerName
    case "current_date": Procedure.date(Moment(days: session.today))
    case "current_timestamp", "localtimestamp": .time(day: session.today, isMidnight: false)
    default: .something("`\(name.uppercased())` isn't known")
    }
  }

  private func isNull(_ value: Datum) -> Datum {
    switch value {
    case .unknown: value
    case .record(let fields):
      fields.contains { $0.value.isUnknown }
        ? .unknown("its columns aren't known") : .boolean(fields.allSatisfy { $0.value == .null })
    default: .boolean(value == .null)
    }
  }

  private func element(of array: Datum, _ index: Datum) -> Datum {
    switch (array, index) {
    case (.array(let elements), .integer(let index)):
      elements.indices.contains(index - 1) ? elements[index - 1] : .null
    case (.null, _), (_, .null): .null
    default: .unknown(array.reason ?? index.reason ?? "an element of it isn't known")
    }
  }

  func field(_ name: String, of record: Datum) -> Datum {
    switch record {
    case .record(let fields): fields.first { $0.name == name }?.value ?? .unknown("`\(name)` isn't known")
    case .null: .null
    default: .unknown(record.reason ?? "`\(name)` isn't known")
    }
  }

  private mutating func choice(
    _ operand: ValueExpression?, _ branches: [ValueExpression.When], _ otherwise: ValueExpression?
  ) throws(CatalogError) -> Datum {
    var subject: Datum?
    if let operand { subject = try value(operand) }
    for branch in branches {
      let condition = try value(branch.condition)
      switch subject.map({ compare("=", $0, condition) }) ?? truth(condition) {
      case .boolean(true): return try value(branch.result)
      case .boolean(false), .null: continue
      case let unknown:
        // Whichever branch is taken.
        let reason = unknown.reason ?? ""
        let results = branches.map(\.result) + [otherwise ?? .constant(.null)]
        return results.contains(where: mayBeNull) ? .unknown(reason) : .something(reason)
      }
    }
    guard let otherwise else { return .null }
    return try value(otherwise)
  }

  /// Whether an expression may be null; what computing it does besides is left out.
  private func mayBeNull(_ expression: ValueExpression) -> Bool {
    var copy = self
    return (try? copy.value(expression))?.mayBeNull ?? true
  }

  // MARK: - Names

  /// A column of the rows at hand, or a variable.
  mutating func variable(_ parts: [String]) throws(CatalogError) -> Datum {
    let column = try self.column(parts)
    let variable = self.variable(named: parts)
    if let column, let variable {
      switch frames.last?.nameConflict {
      case "use_variable": return variable
      case "use_column": return column
      default:
        guard parts.count == 1, frames.last?.isPLpgSQL ?? false else { return column }
        throw CatalogError("42702", "column reference \"\(parts[0])\" is ambiguous")
      }
    }
    if let value = column ?? variable { return value }
    return .unknown("`\(parts.joined(separator: "."))` isn't known")
  }

  private func column(_ parts: [String]) throws(CatalogError) -> Datum? {
    guard let name = parts.last, name != "*" else { return nil }
    let qualifier = parts.count > 1 ? parts[parts.count - 2] : nil
    for level in rows.reversed() {
      var found: Datum?
      for binding in level where qualifier == nil || binding.alias == qualifier {
        guard let value = binding.value(name) else { continue }
        if found != nil, qualifier == nil {
          throw CatalogError("42702", "column reference \"\(name)\" is ambiguous")
        }
        found = value
      }
      if let found { return found }
      if let qualifier, let binding = level.first(where: { $0.alias == qualifier }) {
        return .unknown("`\(binding.alias).\(name)` isn't known")
      }
      // A source by its name alone is its row.
      if qualifier == nil, let binding = level.first(where: { $0.alias == name }) {
        if binding.fields.count == 1, !binding.isOpen { return binding.fields[0].value }
        return binding.isOpen ? .unknown("the rows of `\(name)` aren't known") : .record(binding.fields)
      }
      if qualifier == nil, level.contains(where: \.isOpen) {
        return variable(named: parts) == nil ? .unknown("`\(name)` isn't known") : nil
      }
    }
    return nil
  }

  private func variable(named parts: [String]) -> Datum? {
    guard let frame = frames.last else { return nil }
    if parts == ["found"], frame.isPLpgSQL { return frame.found }
    if let error = frame.handled {
      if parts == ["sqlstate"] { return .text(error.sqlState) }
      if parts == ["sqlerrm"] { return .text(error.message) }
    }
    for scope in frame.scopes.reversed() {
      if let variable = scope.variables[parts[0]] {
        return parts.dropFirst().reduce(variable.value) { field($1, of: $0) }
      }
    }
    guard parts.count > 1 else { return nil }
    for scope in frame.scopes.reversed() where scope.label == parts[0] {
      if let variable = scope.variables[parts[1]] {
        return parts.dropFirst(2).reduce(variable.value) { field($1, of: $0) }
      }
    }
    return nil
  }
}
