// The types of a query's columns, as far as they follow from what is named.

extension CanonicalWriter {
  /// An operand's type, where it is known; a constant alone takes the type that its place gives it.
  func type(of node: TreeNode) -> TypeName? {
    if node["A_Const"] != nil { return nil }
    if let cast = node["TypeCast"]?["typeName"] { return TypeName(cast) }
    let type = resultType(of: node)
    return type?.name == "unknown" ? nil : type
  }

  /// The type that a column of the result has; a string without a type is text there.
  func outputType(of node: TreeNode) -> TypeName? {
    guard let type = resultType(of: node) else { return nil }
    return type.name == "unknown" ? TypeName(name: "text") : type
  }

  /// An expression's type; a constant in quotes is `unknown`.
  private func resultType(of node: TreeNode) -> TypeName? {
    let (tag, body) = node.tagged
    switch tag {
    case "A_Const": return CanonicalTypes.type(of: Constant(body))
    case "ColumnRef":
      let fields = body.strings("fields")
      guard let name = fields.last, fields.count < 3 else { return nil }
      return entry(of: name, fields.count > 1 ? fields[0] : nil)?.entry.type(of: name)
    case "TypeCast": return body["typeName"].flatMap { resolved(TypeName($0)) }
    case "BoolExpr", "NullTest", "BooleanTest": return TypeName(name: "boolean")
    case "SubLink":
      return subqueryType(body)
    case "CoalesceExpr", "MinMaxExpr": return common(body.list("args").map { $0 })
    case "CaseExpr":
      let results = body.list("args").compactMap { $0["CaseWhen"]?["result"] } + [body["defresult"]].compactMap { $0 }
      return common(results)
    case "SQLValueFunction":
      switch body.string("op") {
      case "SVFOP_CURRENT_DATE": return TypeName(name: "date")
      case "SVFOP_CURRENT_TIMESTAMP": return TypeName(name: "timestamp with time zone")
      default: return nil
      }
    case "A_Expr": return operationType(body)
    case "FuncCall": return callType(body)
    default: return nil
    }
  }

  /// A type with its schema; `nil` where nobody here knows it.
  private func resolved(_ type: TypeName) -> TypeName? {
    var type = type
    if let name = resolver.type(type) {
      type.schema = name.schema
      type.name = name.name
    } else if !type.isBuiltIn {
      return nil
    }
    // A string of some length is cut to one; the grammar leaves the 1 of `char` and `bit` out.
    return ["character", "bit"].contains(type.name) && type.modifiers.isEmpty ? nil : type
  }

  /// The type that all have; strings without a type take it.
  private func common(_ nodes: [TreeNode]) -> TypeName? {
    var types: [TypeName] = []
    for node in nodes {
      guard let type = resultType(of: node) else { return nil }
      if type.name != "unknown" { types.append(type) }
    }
    guard let first = types.first else { return TypeName(name: "text") }
    if types.allSatisfy({ $0 == first }), types.count == nodes.count { return first }
    if types.allSatisfy({ $0.base == first.base }) { return first.base }
    if types.allSatisfy(\.isText) { return TypeName(name: "text") }
    // Numbers meet in the type that all of them can be brought to (manual, "UNION, CASE, and Related Constructs").
    return types.dropFirst().reduce(Optional(first)) { widest, type in
      widest.flatMap { CanonicalTypes.common($0, type) }
    }
  }

  /// The type of a query in parentheses: that of its column.
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

  private func operationType(_ node: TreeNode) -> TypeName? {
    switch node.string("kind") {
    case "AEXPR_OP": break
    case "AEXPR_NULLIF": return node["lexpr"].flatMap(resultType)
    default: return TypeName(name: "boolean")
    }
    let name = node.strings("name").last ?? ""
    if ["=", "<>", "<", ">", "<=", ">=", "~~", "!~~"].contains(name) { return TypeName(name: "boolean") }
    guard let left = node["lexpr"].flatMap(resultType), let right = node["rexpr"].flatMap(resultType) else {
      return nil
    }
    switch name {
    case "+", "-", "*": return CanonicalTypes.arithmetic(left, right)
    case "/", "%": return CanonicalTypes.arithmetic(left, right)
    case "||":
      let texts: Set<String> = ["text", "character varying", "unknown"]
      let isText = texts.contains(left.formattedBase) && texts.contains(right.formattedBase)
      return isText && (left.name != "unknown" || right.name != "unknown") ? TypeName(name: "text") : nil
    case "->>": return ["json", "jsonb"].contains(left.formattedBase) ? TypeName(name: "text") : nil
    case "->": return ["json", "jsonb"].contains(left.formattedBase) ? left : nil
    default: return nil
    }
  }

  private func callType(_ node: TreeNode) -> TypeName? {
    let parts = node.strings("funcname")
    let name = ObjectName(parts: parts)
    guard resolver.function(name) == nil, name.schema == nil || name.schema == "pg_catalog" else { return nil }
    if let type = CanonicalTypes.results[name.name] { return TypeName(name: type) }
    let arguments = node.list("args")
    guard arguments.count == 1, let argument = arguments.first.flatMap(resultType), argument.schema == nil,
      !argument.isArray
    else { return nil }
    return CanonicalTypes.aggregates[name.name]?[argument.formattedBase].map { TypeName(name: $0) }
  }
}

/// Facts of PostgreSQL 15 about the types of results.
enum CanonicalTypes {
  /// Functions of PostgreSQL's own that give one type, whatever they take.
  static let results: [String: String] = [
    "count": "bigint", "row_number": "bigint", "rank": "bigint", "dense_rank": "bigint",
    "now": "timestamp with time zone", "clock_timestamp": "timestamp with time zone",
    "statement_timestamp": "timestamp with time zone", "gen_random_uuid": "uuid", "concat": "text",
    "concat_ws": "text", "md5": "text", "initcap": "text", "split_part": "text", "to_char": "text", "format": "text",
    "bool_and": "boolean", "bool_or": "boolean", "every": "boolean", "to_jsonb": "jsonb", "jsonb_agg": "jsonb",
    "jsonb_build_object": "jsonb", "jsonb_build_array": "jsonb", "to_json": "json", "json_agg": "json",
    "json_build_object": "json", "json_build_array": "json", "row_to_json": "json", "char_length": "integer",
    "extract": "numeric",
  ]

  /// The types of one-argument functions by their argument's.
  ///
  /// `SELECT proname, format_type(proargtypes[0], NULL), format_type(prorettype, NULL) FROM pg_proc WHERE proname IN
  /// ('sum', 'avg', 'min', 'max', 'lower', 'upper', 'length', 'abs') AND pronargs = 1`.
  static let aggregates: [String: [String: String]] = [
    "sum": [
      "smallint": "bigint", "integer": "bigint", "bigint": "numeric", "numeric": "numeric", "real": "real",
      "double precision": "double precision", "interval": "interval",
    ],
    "avg": [
      "smallint": "numeric", "integer": "numeric", "bigint": "numeric", "numeric": "numeric",
      "real": "double precision", "double precision": "double precision", "interval": "interval",
    ],
    "min": ordered, "max": ordered, "lower": texts, "upper": texts,
    "length": ["text": "integer", "character varying": "integer"],
    "abs": ["smallint": "smallint", "integer": "integer", "bigint": "bigint", "numeric": "numeric"],
  ]
  private static let texts = ["text": "text", "character varying": "text"]
  private static let ordered: [String: String] = {
    let same = [
      "smallint", "integer", "bigint", "numeric", "real", "double precision", "text", "date", "interval",
      "timestamp with time zone", "timestamp without time zone",
    ]
    return Dictionary(uniqueKeysWithValues: same.map { ($0, $0) }).merging(["character varying": "text"]) { $1 }
  }()

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

  /// The type that two numbers have in common.
  static func common(_ left: TypeName, _ right: TypeName) -> TypeName? {
    let order = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]
    guard let one = order.firstIndex(of: left.formattedBase), let other = order.firstIndex(of: right.formattedBase)
    else { return nil }
    return TypeName(name: order[max(one, other)])
  }

  /// The type of a sum of numbers: the wider of the two.
  static func arithmetic(_ left: TypeName, _ right: TypeName) -> TypeName? {
    let order = ["smallint", "integer", "bigint", "numeric"]
    guard let one = order.firstIndex(of: left.formattedBase), let other = order.firstIndex(of: right.formattedBase)
    else { return nil }
    return TypeName(name: order[max(one, other)])
  }
}

extension TypeName {
  /// The type without its modifiers, as it is formatted.
  fileprivate var formattedBase: String { base.formatted }
}
