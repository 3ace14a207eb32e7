extension ValueExpression {
  /// Reads the expression that an `Expression` points to.
  package init(_ expression: Expression) {
    self = withExtendedLifetime(expression.tree) { ValueExpression(expression.node, depth: 0) }
  }

  /// How deep expressions are read; what is deeper can't be computed.
  static let deepest = 150

  init(_ node: TreeNode, depth: Int) {
    guard depth < ValueExpression.deepest else {
      self = .other("an expression that is nested so deeply")
      return
    }
    let (tag, body) = node.tagged
    let next = depth + 1
    func read(_ node: TreeNode?) -> ValueExpression {
      node.map { ValueExpression($0, depth: next) } ?? .other("an expression")
    }
    func readAll(_ elements: TreeElements) -> [ValueExpression] {
      elements.map { ValueExpression($0, depth: next) }
    }
    switch tag {
    case "A_Const": self = .constant(Constant(body))
    case "ColumnRef": self = .name(body.strings("fields"))
    case "ParamRef": self = .parameter(body.int("number"))
    case "TypeCast":
      self = .cast(read(body["arg"]), body["typeName"].map { TypeName($0) } ?? TypeName(name: ""))
    case "CollateClause": self = read(body["arg"])
    case "FuncCall": self = .call(Call(body, depth: next))
    case "A_Expr": self = ValueExpression(operation: body, depth: next)
    case "BoolExpr":
      let arguments = readAll(body.list("args"))
      switch body.word("boolop") {
      case "AND_EXPR": self = .and(arguments)
      case "OR_EXPR": self = .or(arguments)
      default: self = .not(arguments.first ?? .other("NOT"))
      }
    case "NullTest":
      let test = ValueExpression.isNull(read(body["arg"]))
      self = body.word("nulltesttype") == "IS_NOT_NULL" ? .not(test) : test
    case "BooleanTest": self = ValueExpression(truth: body, read(body["arg"]))
    case "A_ArrayExpr": self = .array(readAll(body.list("elements")))
    case "RowExpr": self = .row(readAll(body.list("args")))
    case "CaseExpr":
      let branches = body.list("args").compactMap { $0["CaseWhen"] }.map {
        When(condition: read($0["expr"]), result: read($0["result"]))
      }
      self = .choice(of: body["arg"].map { read($0) }, branches, otherwise: body["defresult"].map { read($0) })
    case "CoalesceExpr": self = .coalesce(readAll(body.list("args")))
    case "SubLink": self = ValueExpression(query: body, depth: next)
    case "A_Indirection": self = ValueExpression(indirection: body, read(body["arg"]), depth: next)
    case "SQLValueFunction": self = .special(body.word("op").text.dropFirst("SVFOP_".count).lowercased())
    case "SetToDefault": self = .special("default")
    default: self = .other("`\(tag.text)`")
    }
  }

  private init(truth body: TreeNode, _ value: ValueExpression) {
    switch body.word("booltesttype") {
    case "IS_TRUE": self = .isTruth(value, [true])
    case "IS_NOT_TRUE": self = .isTruth(value, [false, nil])
    case "IS_FALSE": self = .isTruth(value, [false])
    case "IS_NOT_FALSE": self = .isTruth(value, [true, nil])
    case "IS_UNKNOWN": self = .isTruth(value, [nil])
    default: self = .isTruth(value, [true, false])
    }
  }

  private init(operation body: TreeNode, depth: Int) {
    let name = body.strings("name").last ?? ""
    guard let right = body["rexpr"] else {
      self = .other("`\(name)`")
      return
    }
    let left = body["lexpr"]
    func value(_ node: TreeNode?) -> ValueExpression {
      node.map { ValueExpression($0, depth: depth) } ?? .other("an operand")
    }
    switch body.word("kind") {
    case "AEXPR_OP" where name == "||" && left != nil:
      self = .concatenation(ValueExpression.chain(body, depth: depth))
    case "AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE":
      self = .operation(name, left.map { value($0) }, value(right))
    case "AEXPR_OP_ANY": self = .quantified(name, value(left), value(right), isAll: false)
    case "AEXPR_OP_ALL": self = .quantified(name, value(left), value(right), isAll: true)
    case "AEXPR_DISTINCT": self = .isDistinct(value(left), value(right))
    case "AEXPR_NOT_DISTINCT": self = .not(.isDistinct(value(left), value(right)))
    case "AEXPR_IN":
      let test = ValueExpression.isIn(value(left), right.elements.map { ValueExpression($0, depth: depth) })
      self = name == "<>" ? .not(test) : test
    case "AEXPR_NULLIF":
      self = .choice(
        of: nil, [When(condition: .operation("=", value(left), value(right)), result: .constant(.null))],
        otherwise: value(left))
    case "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN":
      let bounds = right.elements.map { ValueExpression($0, depth: depth) }
      guard bounds.count == 2 else {
        self = .other("`BETWEEN`")
        return
      }
      let test = ValueExpression.and([
        .operation(">=", value(left), bounds[0]), .operation("<=", value(left), bounds[1]),
      ])
      self = body.word("kind") == "AEXPR_BETWEEN" ? test : .not(test)
    default: self = .other("`\(name)`")
    }
  }

  /// The operands of `a || b || c`, whose tree is as deep as the chain is long.
  private static func chain(_ body: TreeNode, depth: Int) -> [ValueExpression] {
    var operands: [ValueExpression] = []
    var next: TreeNode? = body
    while let operation = next {
      if let right = operation["rexpr"] { operands.append(ValueExpression(right, depth: depth)) }
      guard let left = operation["lexpr"] else { break }
      if let inner = left["A_Expr"], inner.word("kind") == "AEXPR_OP", inner.strings("name").last == "||",
        inner["lexpr"] != nil
      {
        next = inner
      } else {
        operands.append(ValueExpression(left, depth: depth))
        next = nil
      }
    }
    return operands.reversed()
  }

  private init(query body: TreeNode, depth: Int) {
    guard let select = body["subselect"]?["SelectStmt"] else {
      self = .other("a sub-select")
      return
    }
    let query = SelectQuery(select, depth: depth)
    let left = body["testexpr"].map { ValueExpression($0, depth: depth) }
    let name = body.strings("operName").last ?? "="
    switch (body.word("subLinkType"), left) {
    case ("EXISTS_SUBLINK", _): self = .exists(query)
    case ("EXPR_SUBLINK", _): self = .scalar(query)
    case ("ARRAY_SUBLINK", _): self = .arrayOf(query)
    case ("ANY_SUBLINK", let left?): self = .quantifiedQuery(name, left, query, isAll: false)
    case ("ALL_SUBLINK", let left?): self = .quantifiedQuery(name, left, query, isAll: true)
    default: self = .other("a sub-select")
    }
  }

  private init(indirection body: TreeNode, _ base: ValueExpression, depth: Int) {
    var value = base
    for step in body.list("indirection") {
      if let indices = step["A_Indices"] {
        guard !indices.flag("is_slice"), let index = indices["uidx"] else {
          self = .other("a slice of an array")
          return
        }
        value = .subscripted(value, ValueExpression(index, depth: depth))
      } else {
        value = .field(value, step.stringNode)
      }
    }
    self = value
  }
}

extension ValueExpression.Call {
  init(_ body: TreeNode, depth: Int) {
    name = ObjectName(parts: body.strings("funcname"))
    arguments = []
    argumentNames = [:]
    for (place, argument) in body.list("args").enumerated() {
      if let named = argument["NamedArgExpr"] {
        argumentNames[place] = named.string("name") ?? ""
        arguments.append(named["arg"].map { ValueExpression($0, depth: depth) } ?? .other("an argument"))
      } else {
        arguments.append(ValueExpression(argument, depth: depth))
      }
    }
    isStar = body.flag("agg_star")
    isDistinct = body.flag("agg_distinct")
    filter = body["agg_filter"].map { ValueExpression($0, depth: depth) }
    order = SelectQuery.order(body.list("agg_order"), depth: depth)
    isWindowed = body["over"] != nil
    isVariadic = body.flag("func_variadic")
  }
}
