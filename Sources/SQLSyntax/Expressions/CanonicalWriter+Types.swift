extension CanonicalWriter {
  /// The type of an expression's value, where it is known.
  func type(of node: TreeNode) -> TypeName? {
    let (tag, body) = node.tagged
    switch tag {
    case "ColumnRef":
      let fields = body.strings("fields")
      guard let name = fields.last,
        let entry = entry(of: name, fields.count > 1 ? fields[fields.count - 2] : nil)?.entry
      else { return nil }
      if let relation = entry.relation { return relation.columns.type(of: name) }
      guard let index = entry.columnNames?.firstIndex(of: name), entry.columnTypes.indices.contains(index) else {
        return nil
      }
      return entry.columnTypes[index]
    case "TypeCast": return body["typeName"].map { TypeName($0) }
    case "A_Expr": return operationType(body)
    case "BoolExpr", "NullTest", "BooleanTest": return TypeName(name: "boolean")
    case "CoalesceExpr", "MinMaxExpr": return commonType(Array(body.list("args")))
    case "CaseExpr":
      let results = body.list("args").compactMap { $0["CaseWhen"]?["result"] }
      return commonType(results + [body["defresult"]].compactMap { $0 })
    case "FuncCall": return callType(body)
    case "SubLink": return subqueryType(body)
    default: return nil
    }
  }

  private static var numbers: [String] {
    ["smallint", "integer", "bigint", "numeric", "real", "double precision"]
  }

  /// The type of an operator's result, of numbers and of comparisons.
  private func operationType(_ node: TreeNode) -> TypeName? {
    let name = node.strings("name").last ?? ""
    switch node.word("kind") {
    case "AEXPR_OP": break
    case "AEXPR_NULLIF": return node["lexpr"].flatMap(type)
    default: return TypeName(name: "boolean")
    }
    if ["=", "<>", "!=", "<", ">", "<=", ">="].contains(name) { return TypeName(name: "boolean") }
    guard ["+", "-", "*", "/", "%"].contains(name), let right = node["rexpr"].flatMap(numberType) else { return nil }
    guard let left = node["lexpr"] else { return right }
    return numberType(left).flatMap { wider($0, right) }
  }

  private func numberType(_ node: TreeNode) -> TypeName? {
    if let constant = node["A_Const"].map({ Constant($0) }), case .number(let text) = constant {
      return TypeName(name: Int32(text) != nil ? "integer" : Int64(text) != nil ? "bigint" : "numeric")
    }
    guard let type = type(of: node), Self.numbers.contains(type.name), !type.isArray else { return nil }
    return TypeName(name: type.name)
  }

  /// The type to which PostgreSQL brings two numbers; a fraction and an integer meet in a type of fractions.
  private func wider(_ left: TypeName, _ right: TypeName) -> TypeName? {
    guard let first = Self.numbers.firstIndex(of: left.name), let second = Self.numbers.firstIndex(of: right.name)
    else { return nil }
    // `real` and an integer or a numeric are computed as `double precision`.
    let widest = max(first, second)
    return TypeName(name: widest == 4 && first != second ? Self.numbers[5] : Self.numbers[widest])
  }

  /// The type of values that must have one in common (manual, "UNION, CASE, and Related Constructs"); a string constant
  /// takes that of the others.
  private func commonType(_ nodes: [TreeNode]) -> TypeName? {
    var common: TypeName?
    for node in nodes {
      if let constant = node["A_Const"].map({ Constant($0) }) {
        if case .number = constant {} else { continue }
      }
      guard let type = numberType(node) ?? type(of: node) else { return nil }
      guard let known = common else {
        common = type
        continue
      }
      if known.name == type.name, known.isArray == type.isArray { continue }
      if known.isText, type.isText {
        common = TypeName(name: "text")
        continue
      }
      guard Self.numbers.contains(known.name), let both = wider(known, type) else { return nil }
      // Here the wider type of the two is taken, even of `real`.
      common = both.name == "double precision" && known.name != both.name && type.name != both.name ? type : both
    }
    return common
  }

  private func callType(_ node: TreeNode) -> TypeName? {
    let name = ObjectName(parts: node.strings("funcname"))
    guard resolver.function(name) == nil else { return nil }
    let arguments = Array(node.list("args"))
    switch name.name {
    case "count", "row_number", "rank", "dense_rank": return TypeName(name: "bigint")
    case "sum", "avg":
      guard let type = arguments.first.flatMap(numberType) else { return nil }
      return TypeName(name: Self.total(of: type.name, isAverage: name.name == "avg"))
    case "min", "max", "abs", "lag", "lead", "first_value", "last_value": return arguments.first.flatMap(type)
    case "round", "floor", "ceil", "ceiling", "trunc":
      guard let type = arguments.first.flatMap(numberType) else { return nil }
      return TypeName(name: type.name == "numeric" || arguments.count > 1 ? "numeric" : "double precision")
    case "length", "char_length", "octet_length", "position", "strpos", "array_length", "cardinality":
      return TypeName(name: "integer")
    case "now", "transaction_timestamp", "statement_timestamp", "clock_timestamp", "to_timestamp":
      return TypeName(name: "timestamp with time zone")
    case "lower", "upper", "trim", "btrim", "ltrim", "rtrim", "concat", "concat_ws", "replace", "substring", "substr",
      "left", "right", "format", "md5", "initcap", "to_char", "regexp_replace", "split_part", "string_agg", "repeat":
      return arguments.first.flatMap(type)?.isText == false ? nil : TypeName(name: "text")
    case "gen_random_uuid": return TypeName(name: "uuid")
    case "exists", "bool_and", "bool_or", "every", "starts_with": return TypeName(name: "boolean")
    case "to_jsonb", "jsonb_build_object", "jsonb_agg", "jsonb_object_agg", "jsonb_build_array":
      return TypeName(name: "jsonb")
    default: return nil
    }
  }

  /// The type of a sum or of an average (manual, "General-Purpose Aggregate Functions").
  private static func total(of type: String, isAverage: Bool) -> String {
    switch type {
    case "smallint", "integer": isAverage ? "numeric" : "bigint"
    case "bigint", "numeric": "numeric"
    case "real": isAverage ? "double precision" : "real"
    default: "double precision"
    }
  }

  private func subqueryType(_ node: TreeNode) -> TypeName? {
    switch node.word("subLinkType") {
    case "EXISTS_SUBLINK", "ANY_SUBLINK", "ALL_SUBLINK": return TypeName(name: "boolean")
    case "EXPR_SUBLINK":
      guard let select = node["subselect"] else { return nil }
      var inner = self
      inner.outputTypes = []
      inner.query(select["SelectStmt"] ?? select, names: false)
      return inner.outputTypes.first ?? nil
    default: return nil
    }
  }
}
