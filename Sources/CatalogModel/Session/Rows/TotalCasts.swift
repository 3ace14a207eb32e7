import SQLSyntax

/// Which conversions work for every value, so that rows which aren't known can't make them fail.
struct TotalCasts {
  let session: Session
  let table: Table

  /// Whether every value of one type becomes one of the other.
  func isTotal(_ source: TypeName, _ target: TypeName) -> Bool {
    let (source, target) = (base(source), base(target))
    if target.isArray != source.isArray { return target.isText && target.modifiers.isEmpty }
    if source.name == target.name, source.schema == target.schema {
      return target.modifiers.isEmpty || isWider(source, target)
    }
    if target.schema == nil, ["text", "character varying"].contains(target.name) {
      if target.modifiers.isEmpty { return true }
      return source.schema == nil && source.name == "character varying" && isWider(source, target)
    }
    guard source.schema == nil, target.schema == nil else { return false }
    guard target.modifiers.isEmpty || TotalCasts.isTime(target.name) else { return false }
    return TotalCasts.total[source.name]?.contains(target.name) ?? false
  }

  /// Whether different values stay different, and can be brought back by the cast the other way.
  func isLossless(_ source: TypeName, _ target: TypeName) -> Bool {
    let (source, target) = (base(source), base(target))
    guard isTotal(source, target) else { return false }
    if source.name == target.name { return !TotalCasts.isTime(source.name) || source.modifiers == target.modifiers }
    if target.isText { return !["character", "bpchar"].contains(source.name) }
    return TotalCasts.lossless[source.name]?.contains(target.name) ?? false
  }

  private func base(_ type: TypeName) -> TypeName { session.baseType(type) }

  private func isWider(_ source: TypeName, _ target: TypeName) -> Bool {
    guard let before = source.modifiers.first.flatMap({ Int($0) }),
      let after = target.modifiers.first.flatMap({ Int($0) })
    else { return false }
    switch source.name {
    case "character varying", "bit varying": return after >= before
    case "numeric":
      let scales = [source, target].map { $0.modifiers.count > 1 ? Int($0.modifiers[1]) ?? 0 : 0 }
      return scales[1] >= scales[0] && after - scales[1] >= before - scales[0]
    case let name: return TotalCasts.isTime(name) || source.modifiers == target.modifiers
    }
  }

  private static func isTime(_ name: String) -> Bool {
    name.hasPrefix("time") || name == "interval"
  }

  private static let lossless: [String: Set<String>] = [
    "smallint": ["integer", "bigint", "numeric"], "integer": ["bigint", "numeric"], "bigint": ["numeric"],
    "real": ["double precision"], "date": ["timestamp without time zone"], "cidr": ["inet"],
    "timestamp without time zone": ["timestamp with time zone"],
    "timestamp with time zone": ["timestamp without time zone"],
  ]

  private static let total: [String: Set<String>] = [
    "smallint": ["integer", "bigint", "numeric", "real", "double precision"],
    "integer": ["bigint", "numeric", "real", "double precision", "boolean"],
    "bigint": ["numeric", "real", "double precision"],
    "real": ["double precision"],
    "boolean": ["integer"],
    "date": ["timestamp without time zone", "timestamp with time zone"],
    "timestamp without time zone": ["timestamp with time zone", "date", "time without time zone"],
    "timestamp with time zone": [
      "timestamp without time zone", "date", "time without time zone", "time with time zone",
    ],
    "time without time zone": ["interval", "time with time zone"],
    "json": ["jsonb"], "jsonb": ["json"], "cidr": ["inet"],
  ]

  // MARK: - Expressions

  /// The type of an expression that has a value for every row; `nil` where it may fail or the type isn't known.
  func type(_ expression: ValueExpression) -> TypeName? {
    switch expression {
    case .name(let parts): return parts.last.flatMap { table.column($0)?.type }
    case .constant(let constant):
      switch constant {
      case .boolean: return TypeName(name: "boolean")
      case .number(let text): return TypeName(name: Int(text) == nil ? "numeric" : "integer")
      default: return TypeName(name: "text")
      }
    case .cast(.constant, let type): return type
    case .cast(let inner, let type): return self.type(inner).flatMap { isTotal($0, type) ? type : nil }
    case .array(let elements):
      guard var type = elements.first.flatMap({ self.type($0) }), elements.allSatisfy({ self.type($0) == type }) else {
        return nil
      }
      type.isArray = true
      return type
    case .coalesce(let parts): return common(parts)
    case .choice(let operand, let branches, let otherwise):
      guard operand.map({ type($0) != nil }) ?? true,
        branches.allSatisfy({ isCondition($0.condition) || operand != nil })
      else { return nil }
      return common(branches.map(\.result) + (otherwise.map { [$0] } ?? []))
    case .concatenation(let parts):
      return parts.allSatisfy { type($0)?.isText ?? false } ? TypeName(name: "text") : nil
    case .operation(let name, let left?, let right) where ["->", "->>", "#>", "#>>"].contains(name):
      guard let json = type(left), json.name == "jsonb" || json.name == "json", type(right) != nil else { return nil }
      return name.hasSuffix(">>") ? TypeName(name: "text") : json
    case .call(let call): return type(call)
    case .isNull, .and, .or, .not, .isTruth, .isDistinct, .isIn, .operation:
      return isCondition(expression) ? TypeName(name: "boolean") : nil
    default: return nil
    }
  }

  private func common(_ parts: [ValueExpression]) -> TypeName? {
    let types = parts.filter { $0 != .constant(.null) }.map { type($0) }
    guard let first = types.first, types.allSatisfy({ $0 != nil }) else { return nil }
    // A constant takes the type of the others.
    let own = zip(parts.filter { $0 != .constant(.null) }, types).first { part, _ in
      if case .constant = part { false } else { true }
    }
    guard let own else { return first }
    return own.1
  }

  private func type(_ call: ValueExpression.Call) -> TypeName? {
    let types = call.arguments.map { type($0) }
    guard !call.isWindowed, types.allSatisfy({ $0 != nil }), call.name.schema ?? "pg_catalog" == "pg_catalog" else {
      return nil
    }
    switch call.name.name {
    case "timezone":
      guard types.count == 2, case .constant(.string)? = call.arguments.first, let name = types[1]?.name else {
        return nil
      }
      if name == "timestamp with time zone" { return TypeName(name: "timestamp without time zone") }
      return name == "timestamp without time zone" || name == "date" ? TypeName(name: "timestamp with time zone") : nil
    case "lower", "upper", "btrim", "ltrim", "rtrim", "md5", "concat", "replace":
      return types.allSatisfy { $0?.isText ?? false } ? TypeName(name: "text") : nil
    case "to_jsonb", "jsonb_build_object", "jsonb_build_array": return TypeName(name: "jsonb")
    case "to_json", "json_build_object", "json_build_array": return TypeName(name: "json")
    case "now": return TypeName(name: "timestamp with time zone")
    default: return nil
    }
  }

  /// Whether a condition has a truth for every row.
  private func isCondition(_ expression: ValueExpression) -> Bool {
    switch expression {
    case .isNull(let inner): return type(inner) != nil
    case .and(let parts), .or(let parts): return parts.allSatisfy { isCondition($0) }
    case .not(let inner), .isTruth(let inner, _): return isCondition(inner)
    case .isDistinct(let left, let right): return type(left) != nil && type(right) != nil
    case .isIn(let left, let list): return type(left) != nil && list.allSatisfy { type($0) != nil }
    case .operation(let name, let left?, let right):
      return ["=", "<>", "<", ">", "<=", ">=", "~~", "!~~"].contains(name) && type(left) != nil && type(right) != nil
    case .name, .constant: return type(expression)?.name == "boolean"
    default: return false
    }
  }
}
