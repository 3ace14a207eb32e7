// The types of a query's columns, as far as they follow from what is named.

extension CanonicalWriter {
  /// An operand's type, where it is known; a constant alone takes the type that its place gives it.
  func type(of node: TreeNode) -> TypeName? {
    if node["A_Const"] != nil { return nil }
    if let cast = node["TypeCast"]?["typeName"] { return TypeName(cast) }
    return type(ofResult: node)
  }

  /// An expression's type; `nil` of a constant in quotes.
  func type(ofResult node: TreeNode) -> TypeName? {
    let type = resultType(of: node)
    return type?.name == "unknown" ? nil : type
  }

  /// The type that a column of the result has; a string without a type is text there.
  func outputType(of node: TreeNode) -> TypeName? {
    if node["RowExpr"] != nil { return TypeName(name: "record") }
    guard let type = resultType(of: node) else { return nil }
    return type.name == "unknown" ? TypeName(name: "text") : type
  }

  /// An expression's type; a constant in quotes is `unknown`.
  private func resultType(of node: TreeNode) -> TypeName? {
    let (tag, body) = node.tagged
    switch tag {
    case "A_Const": return ResultTypes.type(of: Constant(body))
    case "ColumnRef":
      let fields = body.strings("fields")
      guard let name = fields.last, fields.count < 3 else { return nil }
      if let entry = entry(of: name, fields.count > 1 ? fields[0] : nil)?.entry { return entry.type(of: name) }
      return fields.count == 1 ? scalar(of: name)?.columnTypes.first ?? nil : nil
    case "TypeCast": return body["typeName"].flatMap { resolved(TypeName($0)) }
    case "BoolExpr", "NullTest", "BooleanTest": return TypeName(name: "boolean")
    case "SubLink":
      return subqueryType(body)
    case "CoalesceExpr", "MinMaxExpr": return common(body.list("args").map { $0 })
    case "CaseExpr":
      let results = body.list("args").compactMap { $0["CaseWhen"]?["result"] } + [body["defresult"]].compactMap { $0 }
      return common(results)
    case "SQLValueFunction": return valueFunctionType(body)
    case "A_Expr": return operationType(body)
    case "FuncCall": return callType(body)
    case "CollateClause": return body["arg"].flatMap(resultType)
    case "A_ArrayExpr":
      return common(body.list("elements").map { $0 }).map {
        TypeName(schema: $0.schema, name: $0.name, isArray: true)
      }
    case "A_Indirection": return partType(body)
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
  func common(_ nodes: [TreeNode]) -> TypeName? {
    var types: [TypeName] = []
    for node in nodes {
      guard let type = resultType(of: node) else { return nil }
      if type.name != "unknown" { types.append(type) }
    }
    guard let first = types.first else { return TypeName(name: "text") }
    let type = types.dropFirst().reduce(Optional(first)) { widest, type in
      widest.flatMap { ResultTypes.common($0, type) }
    }
    return types.count == nodes.count ? type : type?.base
  }

  /// The type of a query in parentheses: that of its column.
  private func subqueryType(_ node: TreeNode) -> TypeName? {
    switch node.word("subLinkType") {
    case "EXISTS_SUBLINK", "ANY_SUBLINK", "ALL_SUBLINK": return TypeName(name: "boolean")
    case "EXPR_SUBLINK": return columnType(of: node)
    case "ARRAY_SUBLINK":
      guard let element = columnType(of: node) else { return nil }
      return TypeName(schema: element.schema, name: element.name, isArray: true)
    default: return nil
    }
  }

  /// The type of a sub-select's first column.
  private func columnType(of node: TreeNode) -> TypeName? {
    node["subselect"].flatMap { output(of: $0["SelectStmt"] ?? $0).types.first ?? nil }
  }

  /// What a query in this place has for a result.
  func output(of select: TreeNode) -> Output {
    if let output = outputs.byPlace[select.index] { return output }
    var inner = self
    inner.outputColumns = nil
    inner.outputTypes = []
    inner.query(select, names: true)
    let output = (inner.outputColumns, inner.outputTypes)
    outputs.byPlace[select.index] = output
    return output
  }

  /// The type of `a[1]` and of `(a).b`, or of what the first of the steps come to.
  func partType(_ node: TreeNode, steps: Int = .max) -> TypeName? {
    var type = node["arg"].flatMap(resultType)
    // Several subscripts are of one array.
    var array: TypeName?
    for step in node.list("indirection").prefix(steps) {
      guard let indices = step["A_Indices"] else {
        type = type.flatMap { resolver.rowType($0) }?.columns.first { $0.name == step.stringNode }?.type
        array = nil
        continue
      }
      let isSlice = indices.flag("is_slice") || (array != nil && type == array)
      array = array ?? type
      type = array.flatMap { CanonicalWriter.elementType(of: $0, isSlice: isSlice) }
    }
    return type
  }

  /// The type of an array's parts; that of a part of `jsonb` is the same.
  private static func elementType(of array: TypeName, isSlice: Bool) -> TypeName? {
    if array.name == "jsonb", !array.isArray { return array }
    return array.isArray ? isSlice ? array : array.withoutArray : nil
  }

  /// The fields that `(a).*` stands for; `nil` of anything else, and where they aren't known.
  func fields(of node: TreeNode) -> [(name: String, type: TypeName?)]? {
    guard let part = node["A_Indirection"], part.list("indirection").count == 1,
      part.list("indirection").first?["A_Star"] != nil
    else { return nil }
    return part["arg"].flatMap(resultType).flatMap { resolver.rowType($0) }?.columns
  }

  private func valueFunctionType(_ node: TreeNode) -> TypeName? {
    let precision = node.int("typmod")
    let modifiers = (node.string("op")?.hasSuffix("_N") ?? false) && precision >= 0 ? [String(precision)] : []
    switch node.string("op") {
    case "SVFOP_CURRENT_DATE": return TypeName(name: "date")
    case "SVFOP_CURRENT_TIMESTAMP", "SVFOP_CURRENT_TIMESTAMP_N":
      return TypeName(name: "timestamp with time zone", modifiers: modifiers)
    case "SVFOP_LOCALTIMESTAMP", "SVFOP_LOCALTIMESTAMP_N":
      return TypeName(name: "timestamp without time zone", modifiers: modifiers)
    case "SVFOP_CURRENT_TIME", "SVFOP_CURRENT_TIME_N":
      return TypeName(name: "time with time zone", modifiers: modifiers)
    case "SVFOP_LOCALTIME", "SVFOP_LOCALTIME_N": return TypeName(name: "time without time zone", modifiers: modifiers)
    default: return TypeName(name: "name")
    }
  }

  private func operationType(_ node: TreeNode) -> TypeName? {
    switch node.string("kind") {
    case "AEXPR_OP": break
    case "AEXPR_NULLIF": return node["lexpr"].flatMap(resultType)
    default: return TypeName(name: "boolean")
    }
    let name = node.strings("name").last ?? ""
    guard let left = node["lexpr"] else {
      return ["-", "+", "~"].contains(name) ? node["rexpr"].flatMap(resultType)?.base : nil
    }
    return ResultTypes.operation(name, resultType(of: left), node["rexpr"].flatMap(resultType))
  }

  func callType(_ node: TreeNode) -> TypeName? {
    let name = ObjectName(parts: node.strings("funcname"))
    guard resolver.function(name) == nil, name.schema == nil || name.schema == "pg_catalog" else {
      return resolver.resultType(of: name)
    }
    var arguments = node.list("args").map(resultType)
    // Of a domain's values PostgreSQL takes the least as one of its base type.
    if ["min", "max"].contains(name.name) { arguments = arguments.map { $0.map { resolver.baseType(of: $0) ?? $0 } } }
    return ResultTypes.function(name.name, arguments)
  }
}

extension Expression {
  /// The type of the result before its place gives it another; `nil` of a constant in quotes, and where it isn't known.
  package func resultType(resolver: some NameResolver) -> TypeName? {
    CanonicalWriter(resolver: resolver).type(ofResult: node)
  }
}
