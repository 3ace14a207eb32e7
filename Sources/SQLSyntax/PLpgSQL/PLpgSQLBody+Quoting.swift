extension PLpgSQLBody {
  /// A part of a dynamic statement's text that is neither constant nor quoted.
  package struct UnquotedPart: Hashable, Sendable {
    /// The part as a sentence names it: a variable, a call; `nil` for something longer.
    package var name: String?
    /// Where the string is put together, when that isn't in the EXECUTE itself.
    package var builtAt: Range<Int>?
  }

  /// The first unquoted part of the string that a statement runs, where the string is put together from parts.
  package func unquotedPart(of statement: DynamicStatement) -> UnquotedPart? {
    var open: Set<String> = []
    return unquoted(statement.query.node, nil, &open)
  }

  /// Looks into a string that is put together; what is no such string, like a parameter by itself, has no parts.
  private func unquoted(_ node: TreeNode, _ builtAt: Range<Int>?, _ open: inout Set<String>) -> UnquotedPart? {
    if let parts = StringParts(node) {
      var inner: UnquotedPart?
      for part in parts.parts where !isHarmless(part, &open) {
        // What is unquoted right here says more than what another assignment puts together.
        guard let deeper = unquoted(part, builtAt, &open) else {
          return UnquotedPart(name: part.shownName, builtAt: builtAt)
        }
        inner = inner ?? deeper
      }
      return inner
    }
    if let name = node.variable, open.insert(name).inserted {
      defer { open.remove(name) }
      for assignment in assignments[name] ?? [] {
        if let part = unquoted(assignment.value.node, assignment.range, &open) { return part }
      }
    }
    for inner in node.alternatives {
      if let part = unquoted(inner, builtAt, &open) { return part }
    }
    return nil
  }

  /// Whether a part's text is constant, quoted, or of a type that can't carry SQL.
  private func isHarmless(_ node: TreeNode, _ open: inout Set<String>) -> Bool {
    if node["A_Const"] != nil || node["SQLValueFunction"] != nil || node["NullTest"] != nil || node["BoolExpr"] != nil {
      return true
    }
    if let cast = node["TypeCast"], let argument = cast["arg"] {
      return cast["typeName"].map { TypeName($0).cannotCarrySQL } ?? false || isHarmless(argument, &open)
    }
    if let name = node.variable { return isHarmless(variable: name, &open) }
    if let parts = StringParts(node) { return parts.parts.allSatisfy { isHarmless($0, &open) } }
    if let operation = node["A_Expr"] {
      return !["||", "->>", "#>>", "->", "#>"].contains(operation.strings("name").last ?? "")
    }
    if let call = node["FuncCall"], let name = call.strings("funcname").last {
      if Self.quotingFunctions.contains(name) || name.hasPrefix("pg_get_") { return true }
      return Self.transparentFunctions.contains(name) && call.list("args").allSatisfy { isHarmless($0, &open) }
    }
    let alternatives = node.alternatives
    return !alternatives.isEmpty && alternatives.allSatisfy { isHarmless($0, &open) }
  }

  private func isHarmless(variable name: String, _ open: inout Set<String>) -> Bool {
    if harmless.contains(name) || Self.harmlessNames.contains(name) { return true }
    guard !otherTargets.contains(name), let values = assignments[name] else { return false }
    // What a variable is put together from itself is judged by the other values that it gets.
    guard open.insert(name).inserted else { return true }
    defer { open.remove(name) }
    return values.allSatisfy { isHarmless($0.value.node, &open) }
  }

  /// Functions whose result is quoted, or can't carry SQL.
  private static let quotingFunctions: Set<String> = [
    "quote_ident", "quote_literal", "quote_nullable", "chr", "now", "length", "char_length", "count", "array_length",
    "cardinality", "nextval", "currval", "md5", "hashtext", "gen_random_uuid", "txid_current", "pg_backend_pid",
    "clock_timestamp", "extract", "date_part", "date_trunc", "random", "floor", "ceil", "round", "abs",
  ]
  /// Functions whose result is as harmless as their arguments.
  private static let transparentFunctions: Set<String> = [
    "string_agg", "array_to_string", "array_agg", "lower", "upper", "btrim", "ltrim", "rtrim", "replace", "repeat",
    "left", "right", "substr", "substring", "lpad", "rpad", "min", "max",
  ]
  /// What a trigger function knows of its call, with values from a short list.
  private static let harmlessNames: Set<String> = ["tg_op", "tg_when", "tg_level", "tg_nargs", "tg_relid", "found"]
}

/// The parts of a string that `||`, `concat`, `concat_ws` or `format` puts together, those that `format` quotes left out.
private struct StringParts {
  var parts: [TreeNode] = []

  init?(_ node: TreeNode) {
    // A chain of `||` is as deep as it is long.
    var left: TreeNode? = node
    var isString = false
    while let next = left {
      if let inner = next["TypeCast"]?["arg"], StringParts.isCall(inner) || StringParts.isOperation(inner) {
        left = inner
      } else if StringParts.isOperation(next), let expression = next["A_Expr"] {
        isString = true
        if let operand = expression["rexpr"] { parts += (StringParts(operand)?.parts ?? [operand]).reversed() }
        left = expression["lexpr"]
      } else if StringParts.isCall(next), let call = next["FuncCall"] {
        isString = true
        let arguments = Array(call.list("args"))
        let isFormat = call.strings("funcname").last == "format"
        parts += (isFormat ? StringParts.unquoted(format: arguments) : arguments).reversed()
        left = nil
      } else {
        if isString { parts.append(next) }
        left = nil
      }
    }
    guard isString else { return nil }
    parts.reverse()
  }

  private static func isOperation(_ node: TreeNode) -> Bool { node["A_Expr"]?.strings("name").last == "||" }

  /// Whether a call puts a string together: `format` with its arguments in one array can't be followed.
  private static func isCall(_ node: TreeNode) -> Bool {
    guard let call = node["FuncCall"], let name = call.strings("funcname").last else { return false }
    return ["concat", "concat_ws"].contains(name) || (name == "format" && !call.flag("func_variadic"))
  }

  /// The arguments that `%s` takes as they are (manual, "format").
  private static func unquoted(format arguments: [TreeNode]) -> [TreeNode] {
    guard let first = arguments.first else { return [] }
    guard case .string(let template)? = first["A_Const"].map({ Constant($0) }) else { return [first] }
    var parts: [TreeNode] = []
    var next = 1
    var rest = template[...]
    while let percent = rest.firstIndex(of: "%") {
      rest = rest[rest.index(after: percent)...]
      guard let end = rest.firstIndex(where: { "sIL%".contains($0) }) else { break }
      let specifier = rest[..<end]
      if rest[end] != "%" {
        if let dollar = specifier.firstIndex(of: "$"), let number = Int(specifier[..<dollar]) { next = number }
        if rest[end] == "s", arguments.indices.contains(next) { parts.append(arguments[next]) }
        next += 1
      }
      rest = rest[rest.index(after: end)...]
    }
    return parts
  }
}

extension TreeNode {
  /// A name that stands alone: that of a variable or a parameter.
  fileprivate var variable: String? {
    guard let fields = self["ColumnRef"]?.strings("fields"), fields.count == 1 else { return nil }
    return fields[0]
  }

  /// The expressions that this one may have the value of: the branches of CASE, the arguments of COALESCE, a sub-select.
  fileprivate var alternatives: [TreeNode] {
    if let inner = self["TypeCast"]?["arg"] { return [inner] }
    if let choice = self["CaseExpr"] {
      return choice.list("args").compactMap { $0["CaseWhen"]?["result"] } + [choice["defresult"]].compactMap { $0 }
    }
    if let choice = self["CoalesceExpr"] { return Array(choice.list("args")) }
    if let query = self["SubLink"]?["subselect"]?["SelectStmt"] {
      return query.list("targetList").compactMap { $0["ResTarget"]?["val"] }
    }
    return []
  }

  /// How a sentence names the expression.
  fileprivate var shownName: String? {
    if let fields = self["ColumnRef"]?.strings("fields") { return fields.joined(separator: ".") }
    if let name = self["FuncCall"]?.strings("funcname").last { return name + "(…)" }
    if let inner = self["TypeCast"]?["arg"] { return inner.shownName }
    return nil
  }
}
