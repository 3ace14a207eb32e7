import SQLSyntax

extension Procedure {
  static func not(_ value: Datum) -> Datum {
    if case .boolean(let truth) = value { .boolean(!truth) } else { value }
  }

  /// AND of three values and of what isn't known: false wins.
  mutating func all(_ parts: [ValueExpression]) throws(CatalogError) -> Datum {
    var result = Datum.boolean(true)
    for part in parts {
      switch truth(try value(part)) {
      case .boolean(false): return .boolean(false)
      case .boolean(true): break
      case .null: if !result.isUnknown { result = .null }
      case let unknown: if !result.isUnknown { result = unknown }
      }
    }
    return result
  }

  /// OR of three values and of what isn't known: true wins.
  mutating func any(_ parts: [ValueExpression]) throws(CatalogError) -> Datum {
    var result = Datum.boolean(false)
    for part in parts {
      switch truth(try value(part)) {
      case .boolean(true): return .boolean(true)
      case .boolean(false): break
      case .null: if !result.isUnknown { result = .null }
      case let unknown: if !result.isUnknown { result = unknown }
      }
    }
    return result
  }

  mutating func isIn(_ left: ValueExpression, _ list: [ValueExpression]) throws(CatalogError) -> Datum {
    let left = try value(left)
    return quantified("=", left, .array(try values(list)), false)
  }

  func quantified(_ name: String, _ left: Datum, _ right: Datum, _ isAll: Bool) -> Datum {
    var right = right
    if case .text(let text) = right, let elements = Datum.array(text) { right = .array(elements) }
    guard case .array(let elements) = right else {
      return right == .null ? .null : .unknown(right.reason ?? "the list isn't known")
    }
    var result = Datum.boolean(isAll)
    for element in elements {
      switch compare(name, left, element) {
      case .boolean(let truth): if truth != isAll { return .boolean(!isAll) }
      case .null: if !result.isUnknown { result = .null }
      case let unknown: if !result.isUnknown { result = unknown }
      }
    }
    return result
  }

  mutating func concatenation(_ parts: [ValueExpression]) throws(CatalogError) -> Datum {
    let parts = try values(parts)
    if parts.contains(where: { if case .array = $0 { true } else { false } }) {
      var elements: [Datum] = []
      for part in parts {
        switch part {
        case .array(let inner): elements += inner
        case .null: break
        case .unknown, .something, .fresh, .time, .builtInName: return .unknown(part.reason ?? "")
        default: elements.append(part)
        }
      }
      return .array(elements)
    }
    if parts.contains(.null) { return .null }
    if parts.contains(where: \.isUnknown), !parts.contains(where: \.mayBeNull) {
      return .something(parts.compactMap(\.reason).first ?? "")
    }
    var text = ""
    for part in parts {
      guard let piece = part.text(in: session) else {
        return .unknown(part.reason ?? "the text of a part of it isn't known")
      }
      if case .boolean(let truth) = part { text += truth ? "true" : "false" } else { text += piece }
    }
    return .text(text)
  }

  mutating func operation(
    _ name: String, _ left: ValueExpression?, _ right: ValueExpression
  ) throws(CatalogError) -> Datum {
    let second = try value(right)
    guard let left else {
      if name == "-", case .integer(let number) = second { return .integer(0 &- number) }
      return .unknown(second.reason ?? "`\(name)` isn't computed")
    }
    let first = try value(left)
    if ["+", "-", "*", "/", "%"].contains(name) { return arithmetic(name, first, second) }
    return compare(name, first, second)
  }

  private func arithmetic(_ name: String, _ left: Datum, _ right: Datum) -> Datum {
    if left == .null || right == .null { return .null }
    if let value = shifted(name, left, right) { return value }
    guard let first = integer(left), let second = integer(right) else {
      let reason = left.reason ?? right.reason ?? "`\(name)` isn't computed"
      return left.mayBeNull || right.mayBeNull ? .unknown(reason) : .something(reason)
    }
    let result: (partialValue: Int, overflow: Bool)
    switch name {
    case "+": result = first.addingReportingOverflow(second)
    case "-": result = first.subtractingReportingOverflow(second)
    case "*": result = first.multipliedReportingOverflow(by: second)
    case "/" where second != 0: result = first.dividedReportingOverflow(by: second)
    case "%" where second != 0: result = first.remainderReportingOverflow(dividingBy: second)
    default: return .unknown("`\(name)` isn't computed")
    }
    return result.overflow ? .unknown("the number is so large") : .integer(result.partialValue)
  }

  func integer(_ value: Datum) -> Int? {
    if case .integer(let number) = value { number } else { nil }
  }

  private static let ownNames: [(Datum, String)] = [
    (.databaseName, "the database's name isn't known"), (.runnerName, "which role runs the migrations isn't known"),
  ]

  /// A comparison of two values: true, false, null, or unknown.
  func compare(_ name: String, _ left: Datum, _ right: Datum) -> Datum {
    if left == .null || right == .null { return .null }
    if left.isFresh || right.isFresh { return compare(fresh: name, left, right) }
    if left.isUnknown, left != .builtInName { return left }
    if right.isUnknown, right != .builtInName { return right }
    if left == .builtInName || right == .builtInName { return compare(builtIn: name, left, right) }
    for (own, reason) in Procedure.ownNames where left == own || right == own {
      return left == right && ["=", "<>"].contains(name) ? .boolean(name == "=") : .unknown(reason)
    }
    switch name {
    case "=": return equality(left, right)
    case "<>", "!=": return Procedure.not(equality(left, right))
    case "<", ">", "<=", ">=": return order(name, left, right)
    default: break
    }
    guard let text = left.text(in: session), let pattern = right.text(in: session) else {
      return .unknown("`\(name)` isn't computed")
    }
    let matched: Bool?
    switch name {
    case "~~", "!~~": matched = TextPattern.like(text, pattern, ignoringCase: false)
    case "~~*", "!~~*": matched = TextPattern.like(text, pattern, ignoringCase: true)
    case "~", "!~": matched = TextPattern.matches(text, pattern, ignoringCase: false)
    case "~*", "!~*": matched = TextPattern.matches(text, pattern, ignoringCase: true)
    case "^@": matched = text.hasPrefix(pattern)
    default: return .unknown("`\(name)` isn't computed")
    }
    return .boolean(matched.map { $0 != name.hasPrefix("!") }, "the pattern '\(pattern)' isn't matched")
  }

  /// A value unlike any other is equal to itself alone.
  private func compare(fresh name: String, _ left: Datum, _ right: Datum) -> Datum {
    let other = left.isFresh ? right : left
    guard !other.isUnknown || other.isFresh else { return .unknown(other.reason ?? "") }
    switch name {
    case "=": return .boolean(left == right)
    case "<>", "!=": return .boolean(left != right)
    default: return .unknown("how the two are ordered isn't known")
    }
  }

  /// A name of PostgreSQL's own is none that a migration gives, unless that looks like one.
  private func compare(builtIn name: String, _ left: Datum, _ right: Datum) -> Datum {
    let other = left == .builtInName ? right : left
    guard case .text(let text) = other, !BuiltInNames.mayHave(text) else {
      return .unknown("it is about PostgreSQL's own objects")
    }
    switch name {
    case "=", "~~": return .boolean(false)
    case "<>", "!=", "!~~": return .boolean(true)
    default: return .unknown("it is about PostgreSQL's own objects")
    }
  }

  private func equality(_ left: Datum, _ right: Datum) -> Datum {
    switch (left, right) {
    case (.boolean, .text): return equality(left, truth(right))
    case (.text, .boolean): return equality(truth(left), right)
    case (.integer(let number), .text(let text)), (.text(let text), .integer(let number)):
      return .boolean(Int(text).map { $0 == number }, "`\(text)` isn't an integer")
    case (.object(let number), .object(let other)):
      if number.object == .builtIn, other.object == .builtIn { return .unknown("it is about PostgreSQL's own objects") }
      return .boolean(number == other)
    case (.object(let number), .text(let text)), (.text(let text), .object(let number)):
      guard number.isName, let name = number.object.name(in: session) else {
        return .unknown("the oid of an object isn't known")
      }
      return .boolean(name == text)
    case (.object(let number), .integer(0)), (.integer(0), .object(let number)):
      return .boolean(number.object == .none)
    case (.array(let elements), .array(let others)):
      guard elements.count == others.count else { return .boolean(false) }
      for (element, other) in zip(elements, others) {
        switch equality(element, other) {
        case .boolean(true): continue
        case let result: return result
        }
      }
      return .boolean(true)
    case (.array, .text(let text)):
      return Datum.array(text).map { equality(left, .array($0)) } ?? .unknown("`\(text)` isn't an array")
    case (.text, .array): return equality(right, left)
    case (.text(let text), .text(let other)): return .boolean(areSame(text, other))
    case (.integer(let number), .integer(let other)): return .boolean(number == other)
    case (.boolean(let truth), .boolean(let other)): return .boolean(truth == other)
    case (.null, _), (_, .null): return .boolean(left == right)
    case (.unknown, _): return left
    case (_, .unknown): return right
    default: return .unknown("the two can't be compared")
    }
  }

  private func order(_ name: String, _ left: Datum, _ right: Datum) -> Datum {
    let result: Bool?
    if let first = integer(left) ?? left.text(in: session).flatMap({ Int($0) }),
      let second = integer(right) ?? right.text(in: session).flatMap({ Int($0) }),
      integer(left) != nil || integer(right) != nil
    {
      switch name {
      case "<": result = first < second
      case ">": result = first > second
      case "<=": result = first <= second
      default: result = first >= second
      }
    } else {
      // How texts are ordered is the database's collation's.
      result = nil
    }
    return .boolean(result, "how the two are ordered isn't known")
  }
}
