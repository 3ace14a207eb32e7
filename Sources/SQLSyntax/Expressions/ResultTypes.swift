/// Facts of PostgreSQL 15 about the types of results.
enum ResultTypes {
  /// The types of numbers, from the narrowest.
  static let numbers = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]
  private static let moments = ["date", "timestamp without time zone", "timestamp with time zone"]

  /// A constant's type: whole numbers are as small as they can be.
  static func type(of constant: Constant) -> TypeName? {
    switch constant {
    case .number(let text):
      return TypeName(name: Int32(text) != nil ? "integer" : Int64(text) != nil ? "bigint" : "numeric")
    case .string: return TypeName(name: "unknown")
    case .boolean: return TypeName(name: "boolean")
    case .null: return TypeName(name: "unknown")
    default: return nil
    }
  }

  /// The type that two types have in common (manual, "UNION, CASE, and Related Constructs").
  static func common(_ left: TypeName, _ right: TypeName) -> TypeName? {
    if left == right { return left }
    if left.base == right.base { return left.base }
    if left.isText, right.isText { return TypeName(name: "text") }
    return wider(left, right, in: numbers) ?? wider(left, right, in: moments)
  }

  /// Whether it is certain that two types of PostgreSQL's own have no type in common.
  static func haveNothingInCommon(_ left: TypeName, _ right: TypeName) -> Bool {
    guard left.isBuiltIn, right.isBuiltIn else { return false }
    if left.isArray != right.isArray { return true }
    guard !left.isArray, let one = group(of: left), let other = group(of: right) else { return false }
    return one != other
  }

  /// The type of a column that two queries make together; `text` may come of a constant without a type.
  static func union(_ left: TypeName?, _ right: TypeName?) -> TypeName? {
    guard let left, let right, left.isText == right.isText else { return nil }
    return common(left, right)
  }

  private static func wider(_ left: TypeName, _ right: TypeName, in order: [String]) -> TypeName? {
    guard let one = order.firstIndex(of: left.base.formatted), let other = order.firstIndex(of: right.base.formatted)
    else { return nil }
    return TypeName(name: order[max(one, other)])
  }

  // MARK: - Operators

  private static let comparisons: Set<String> = [
    "=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*", "@>", "<@", "&&", "?",
    "?|", "?&", "@@", "@?", "-|-", "&<", "&>", "^@",
  ]

  /// Whether values of two types can be compared: of PostgreSQL's own types, those of one group.
  static func mayCompare(_ name: String, _ left: TypeName, _ right: TypeName) -> Bool {
    guard left.schema == nil, right.schema == nil, left.name != "unknown" || right.name != "unknown" else {
      return true
    }
    if ["~~", "~~*", "!~~", "!~~*", "~", "~*", "!~", "!~*"].contains(name) {
      return [left, right].allSatisfy { !$0.isArray && ["text", "bytea", nil].contains(group(of: $0)) }
    }
    if ["+", "-", "*", "/", "%"].contains(name) { return mayCalculate(name, left, right) }
    if name == "||" { return mayConcatenate(left, right) }
    guard ["=", "<>", "<", ">", "<=", ">="].contains(name) else { return true }
    if [left, right].contains(where: { $0.name == "unknown" }) { return true }
    if left.isArray || right.isArray { return left.isArray == right.isArray }
    guard let one = group(of: left), let other = group(of: right) else { return true }
    return one == other
  }

  /// Whether a comparison brings both of its operands to one type.
  static func areOfOneType(_ name: String) -> Bool {
    ["=", "<>", "!=", "<", ">", "<=", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"].contains(name)
  }

  /// Whether two values can be calculated with: texts, booleans and UUIDs can't, and no number is added to a time.
  private static func mayCalculate(_ name: String, _ left: TypeName, _ right: TypeName) -> Bool {
    if left.isArray || right.isArray { return true }
    guard let one = group(of: left), let other = group(of: right) else { return true }
    if one == "jsonb" { return name == "-" }
    let none = ["text", "boolean", "uuid", "bytea"]
    if none.contains(one) || none.contains(other) { return false }
    let isDay = [left, right].contains { $0.name == "date" }
    return Set([one, other]) != ["number", "moment"] || isDay && ["+", "-"].contains(name)
  }

  /// Whether `||` is there for two values: one of them is a text, or an array or a document.
  private static func mayConcatenate(_ left: TypeName, _ right: TypeName) -> Bool {
    let none: Set<String> = ["number", "moment", "boolean", "uuid", "interval"]
    return ![left, right].allSatisfy { !$0.isArray && group(of: $0).map(none.contains) ?? false }
  }

  private static func group(of type: TypeName) -> String? {
    if type.isText { return "text" }
    if numbers.contains(type.name) { return "number" }
    if moments.contains(type.name) { return "moment" }
    return ["boolean", "uuid", "jsonb", "bytea", "interval"].contains(type.name) ? type.name : nil
  }

  /// The type of an operation on two values; a constant without a type takes that of the other.
  static func operation(_ name: String, _ left: TypeName?, _ right: TypeName?) -> TypeName? {
    if comparisons.contains(name) { return TypeName(name: "boolean") }
    switch name {
    case "->>", "#>>": return TypeName(name: "text")
    case "->", "#>", "#-": return ["json", "jsonb"].contains(left?.base.formatted) ? left?.base : nil
    case "||": return concatenation(left, right)
    default: break
    }
    guard let left = left?.base, let right = right?.base else { return nil }
    if left.name == "unknown" { return right.isText ? nil : arithmetic(name, right, right) }
    if right.name == "unknown" {
      if let moment = moments.firstIndex(of: left.formatted), name == "+" || name == "-" {
        // `timestamp - '1 day'` is read as an interval only where it says so.
        return moment == 0 ? nil : TypeName(name: name == "-" ? "interval" : left.name)
      }
      return arithmetic(name, left, left)
    }
    return arithmetic(name, left, right)
  }

  private static func concatenation(_ left: TypeName?, _ right: TypeName?) -> TypeName? {
    guard let left = left?.base, let right = right?.base else { return nil }
    if left.isArray || right.isArray { return left.isArray ? left : right }
    let known = [left, right].filter { $0.name != "unknown" }
    guard let first = known.first, !known.contains(where: \.isText) else { return TypeName(name: "text") }
    let hasOwnOperator = ["jsonb", "bytea", "tsvector", "tsquery", "bit varying", "bit"].contains(first.formatted)
    if known.count == 1 { return hasOwnOperator ? first : first.schema == nil ? TypeName(name: "text") : nil }
    return known.allSatisfy { $0 == first } ? first : nil
  }

  private static func arithmetic(_ name: String, _ left: TypeName, _ right: TypeName) -> TypeName? {
    let (one, other) = (left.formatted, right.formatted)
    if let first = numbers.firstIndex(of: one), let second = numbers.firstIndex(of: other) {
      switch name {
      case "+", "-", "*", "/", "%":
        // `real` has operators with itself and with `double precision` alone.
        if first != second, max(first, second) >= 4 { return TypeName(name: "double precision") }
        return TypeName(name: numbers[max(first, second)])
      case "^": return TypeName(name: one == "numeric" || other == "numeric" ? "numeric" : "double precision")
      case "&", "|", "#", "<<", ">>": return TypeName(name: name.count == 2 ? one : numbers[max(first, second)])
      default: return nil
      }
    }
    if one == "jsonb", name == "-" { return left }
    return times["\(one) \(name) \(other)"].map { TypeName(name: $0) }
  }

  /// `SELECT format('%s %s %s', oprleft::regtype, oprname, oprright::regtype), oprresult::regtype FROM pg_operator`,
  /// of dates and times.
  private static let times: [String: String] = {
    var results: [String: String] = [
      "date - date": "integer", "date + integer": "date", "date - integer": "date", "integer + date": "date",
      "date + interval": "timestamp without time zone", "date - interval": "timestamp without time zone",
      "interval + date": "timestamp without time zone", "date + time without time zone": "timestamp without time zone",
      "time without time zone - time without time zone": "interval", "interval + interval": "interval",
      "interval - interval": "interval", "interval / double precision": "interval",
      "interval + time without time zone": "time without time zone",
      "time without time zone + interval": "time without time zone",
      "time without time zone - interval": "time without time zone",
    ]
    for number in numbers {
      for operation in ["interval * \(number)", "\(number) * interval", "interval / \(number)"] {
        results[operation] = "interval"
      }
    }
    for moment in moments.dropFirst() {
      results["\(moment) + interval"] = moment
      results["\(moment) - interval"] = moment
      results["interval + \(moment)"] = moment
      results["\(moment) - \(moment)"] = "interval"
    }
    for (left, right) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
      results["\(moments[left]) - \(moments[right])"] = "interval"
    }
    return results
  }()

  // MARK: - Functions

  /// The type that a function of PostgreSQL's own gives for arguments of these types.
  static func function(_ name: String, _ arguments: [TypeName?]) -> TypeName? {
    if name == "pg_has_role" { return TypeName(name: "boolean") }
    let first = arguments.first?.map(\.base)
    switch name {
    case "any_value": return first.map { $0.name == "unknown" ? TypeName(name: "text") : $0 }
    case "array_append": return first
    case "array_prepend": return arguments.count > 1 ? arguments[1]?.base : nil
    case "array_cat": return first ?? (arguments.count > 1 ? arguments[1]?.base : nil)
    case "min", "max":
      // Of the types that aren't PostgreSQL's own these are enums.
      if let first, !first.isBuiltIn || first.isArray { return first }
    default: break
    }
    let candidates = BuiltInFunctions.candidates(name, arguments) ?? []
    let results = Set(candidates.map { $0.result(for: arguments) })
    return results.count == 1 ? results.first ?? nil : nil
  }
}

extension TypeName {
  /// The type of arrays of it.
  package var array: TypeName { TypeName(schema: schema, name: name, isArray: true) }
}
