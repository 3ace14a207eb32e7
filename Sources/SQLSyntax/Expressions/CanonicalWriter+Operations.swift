extension CanonicalWriter {
  mutating func valueFunction(_ node: TreeNode) {
    text((node.string("op") ?? "").split(separator: "_").dropFirst().joined(separator: "_"))
    let precision = node.int("typmod")
    if precision >= 0, node.string("op")?.hasSuffix("_N") ?? false { text("(\(precision))") }
  }

  // MARK: - Operators

  mutating func operation(_ node: TreeNode) {
    let name = node.strings("name").last ?? ""
    let left = node["lexpr"]
    let right = node["rexpr"]
    switch node.word("kind") {
    case "AEXPR_IN": membership(left, right, negated: name == "<>")
    case "AEXPR_OP_ANY": quantified(left, name, "ANY", right)
    case "AEXPR_OP_ALL": quantified(left, name, "ALL", right)
    case "AEXPR_BETWEEN": between(node, [(">=", 0), ("<=", 1)], joined: " AND ")
    case "AEXPR_BETWEEN_SYM", "AEXPR_NOT_BETWEEN_SYM":
      text("(")
      eitherBounds(node)
      text(")")
    case "AEXPR_NOT_BETWEEN": between(node, [("<", 0), (">", 1)], joined: " OR ")
    case "AEXPR_DISTINCT": binary(left, "IS DISTINCT FROM", right)
    case "AEXPR_NOT_DISTINCT":
      text("(NOT ")
      binary(left, "IS DISTINCT FROM", right)
      text(")")
    case "AEXPR_NULLIF":
      text("NULLIF(")
      if let left { expression(left, target: right.flatMap { operandType($0) }) }
      text(", ")
      if let right { expression(right, target: left.flatMap { operandType($0) }) }
      text(")")
    default: binary(left, name, right)
    }
  }

  private mutating func binary(_ left: TreeNode?, _ name: String, _ right: TreeNode?) {
    if left == nil, name == "-", let right, let constant = right["A_Const"].map({ Constant($0) }) {
      return text("-" + constant.text)
    }
    if let left, let right, let joiner = Self.rowJoiners[name], let fields = rowFields(left, right) {
      if fields.count > 1 { text("(") }
      compareRows(fields, name, joined: joiner)
      if fields.count > 1 { text(")") }
      return
    }
    let joined = name == "||" ? TypeName(name: "text") : nil
    text("(")
    if let left {
      stringOperand(
        left, target: right.flatMap { operandType($0) }, beside: joined ?? right.flatMap { type(of: $0) })
      text(" ")
    }
    text(name + " ")
    if let subquery = right?["SubLink"], let count = left?["RowExpr"]?.list("args").count {
      self.subquery(subquery, columns: count)
    } else if let right {
      stringOperand(
        right, target: left.flatMap { operandType($0) }, beside: joined ?? left.flatMap { type(of: $0) })
    }
    text(")")
    guard let left, let right else { return }
    let types = (comparedType(left), comparedType(right))
    compare(name, types.0, types.1)
    guard ResultTypes.areOfOneType(name) else { return }
    note(left, as: types.1)
    note(right, as: types.0)
  }

  /// What joins the comparisons that PostgreSQL makes of two rows, column by column.
  private static var rowJoiners: [String: String] { ["=": " AND ", "<>": " OR ", "IS DISTINCT FROM": " OR "] }

  /// The columns of two rows that are written out, in pairs.
  private func rowFields(_ left: TreeNode?, _ right: TreeNode?) -> [(TreeNode, TreeNode)]? {
    guard let left = left?["RowExpr"]?.list("args"), let right = right?["RowExpr"]?.list("args"), !left.isEmpty,
      left.count == right.count
    else { return nil }
    return Array(zip(left, right))
  }

  private mutating func compareRows(_ fields: [(TreeNode, TreeNode)], _ name: String, joined joiner: String) {
    for (index, (left, right)) in fields.enumerated() {
      if index > 0 { text(joiner) }
      binary(left, name, right)
    }
  }

  /// Notes what the types of two operands say.
  private mutating func compare(_ name: String, _ left: TypeName?, _ right: TypeName?) {
    guard let left, let right else {
      hasKnownTypes = false
      return
    }
    dependsOnSettings = dependsOnSettings || Volatility.isStable(operator: name, left, right)
    if missingOperator == nil, !ResultTypes.mayCompare(name, left, right) || isEnumBesideOther(left, right) {
      missingOperator = "\(left.base.formatted) \(name) \(right.base.formatted)"
    }
  }

  /// Whether one of two operands is of an enum and the other of one of PostgreSQL's own types.
  private func isEnumBesideOther(_ left: TypeName, _ right: TypeName) -> Bool {
    [(left, right), (right, left)].contains { one, other in
      !one.isBuiltIn && other.isBuiltIn && other.name != "unknown" && !other.isArray && resolver.isEnum(one)
    }
  }

  /// An operand's type; a constant in quotes takes that of the other.
  func comparedType(_ node: TreeNode) -> TypeName? {
    node["A_Const"].map { ResultTypes.type(of: Constant($0)) } ?? type(of: node)
  }

  /// Writes what an operator or a function of strings takes: `text`, but that `character` is compared with its like.
  mutating func stringOperand(_ node: TreeNode, target: TypeName?, beside other: TypeName? = nil) {
    let isCharacter = other.map { $0.isText && $0.name == "character" } ?? false
    switch keepsStringCasts ? type(of: node).flatMap({ $0.isText ? $0.name : nil }) : nil {
    case "character varying": break
    case "character" where other?.isText ?? false && !isCharacter: break
    default: return operand(node, target: target)
    }
    text("(")
    expression(node)
    text(isCharacter ? ")::bpchar" : ")::text")
  }

  /// Writes a value beside others that it has a type in common with.
  ///
  /// A cast to a type that PostgreSQL brings such values to may be its own; where the type isn't known, too.
  mutating func operand(_ node: TreeNode, target: TypeName?) {
    if let cast = node["TypeCast"], let argument = cast["arg"], argument["A_Const"] == nil,
      !Literals.isNegativeNumber(argument), let type = cast["typeName"].map({ TypeName($0) }),
      self.type(of: argument).map({ Literals.isOperands(from: resolver.baseType(of: $0) ?? $0, to: type) })
        ?? Literals.isCommon(type)
    {
      return operand(argument, target: target)
    }
    expression(node, target: target)
  }

  mutating func operands(_ nodes: some Collection<TreeNode>, target: TypeName? = nil) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { text(", ") }
      operand(node, target: target)
    }
  }

  /// The type that a constant takes beside this operand. `text` would make strings of numbers, so it has none.
  private func operandType(_ node: TreeNode) -> TypeName? {
    guard let type = type(of: node), !type.isText else { return nil }
    return type
  }

  /// `a IN (…)`: PostgreSQL makes `= ANY (ARRAY[…])` of two or more values, comparisons of fewer.
  private mutating func membership(_ left: TreeNode?, _ right: TreeNode?, negated: Bool) {
    let items = right.map { Array($0.elements) } ?? []
    // Rows are compared one by one, as values that name columns are.
    let plain = items.filter { !containsColumn($0) && $0["RowExpr"] == nil }
    let compared = plain.count > 1 ? items.filter { containsColumn($0) } : items
    let joiner = negated ? " AND " : " OR "
    let hasArray = plain.count > 1
    if hasArray, !compared.isEmpty || compared.count > 1 { text("(") }
    if hasArray {
      text("(")
      if let left { stringOperand(left, target: nil) }
      text(negated ? " <> ALL (ARRAY[" : " = ANY (ARRAY[")
      list(plain, target: left.flatMap { operandType($0) })
      text("]))")
      if let left, let first = plain.first {
        let type = comparedType(left)
        compare("=", type, comparedType(first))
        for item in plain { note(item, as: type) }
      }
    }
    if !hasArray, compared.count > 1 { text("(") }
    for (index, item) in compared.enumerated() {
      if index > 0 || hasArray { text(joiner) }
      binary(left, negated ? "<>" : "=", item)
    }
    if compared.count > 1 || (hasArray && !compared.isEmpty) { text(")") }
  }

  private func containsColumn(_ node: TreeNode) -> Bool {
    var found = false
    Expression.visit(node) { part in
      guard case .column(let fields) = part.kind, let name = fields.last else { return !found }
      // One of a query further out is as good as a constant.
      let place = entry(of: name, fields.count > 1 ? fields[fields.count - 2] : nil)
      if place.map({ $0.depth == scopes.count - 1 }) ?? true { found = true }
      return !found
    }
    return found
  }

  private mutating func quantified(_ left: TreeNode?, _ name: String, _ quantifier: String, _ right: TreeNode?) {
    text("(")
    if let left { stringOperand(left, target: nil) }
    text(" \(name) \(quantifier) (")
    if let right { elements(right, comparedWith: left) }
    text("))")
    if let left, let right {
      let type = comparedType(right)
      compare(
        name, comparedType(left),
        (type?.isArray ?? false) ? type?.withoutArray : type.flatMap { $0.name == "unknown" ? $0 : nil })
    }
  }

  /// The array of `= ANY (…)`: a constant is one of what it is compared with, and domains' values become their base type's.
  private mutating func elements(_ array: TreeNode, comparedWith left: TreeNode?) {
    let constant = array["A_Const"].map { Constant($0) }
    if case .string? = constant {
      let element = left.flatMap { operandType($0)?.base } ?? TypeName(name: "text")
      return expression(array, target: element.array)
    }
    guard array["TypeCast"] == nil, let type = type(of: array), type.isArray,
      let base = resolver.baseType(of: type.withoutArray)
    else { return expression(array, target: left.flatMap { operandType($0) }) }
    text("(")
    expression(array)
    text(")::")
    // Strings are compared as `text`, but for those of a fixed length.
    let isFixed = ["character", "bpchar"].contains(base.name)
    name(of: base.isText ? TypeName(name: isFixed ? "bpchar" : "text", isArray: true) : base.array)
  }

  private mutating func between(_ node: TreeNode, _ comparisons: [(String, Int)], joined joiner: String) {
    text("(")
    bounds(node, comparisons, joined: joiner)
    text(")")
  }

  /// What `BETWEEN SYMMETRIC` stands for: either of its bounds may be the lower one.
  private mutating func eitherBounds(_ node: TreeNode) {
    let isPlain = node.word("kind") == "AEXPR_BETWEEN_SYM"
    let (low, high, joiner) = isPlain ? (">=", "<=", " AND ") : ("<", ">", " OR ")
    between(node, [(low, 0), (high, 1)], joined: joiner)
    text(isPlain ? " OR " : " AND ")
    between(node, [(low, 1), (high, 0)], joined: joiner)
  }

  private mutating func bounds(_ node: TreeNode, _ comparisons: [(String, Int)], joined joiner: String) {
    let bounds = node["rexpr"].map { Array($0.elements) } ?? []
    for (index, (name, bound)) in comparisons.enumerated() where bound < bounds.count {
      if index > 0 { text(joiner) }
      binary(node["lexpr"], name, bounds[bound])
    }
  }

  mutating func logic(_ node: TreeNode) {
    let arguments = node.list("args")
    if node.word("boolop") == "NOT_EXPR" {
      text("(NOT ")
      list(arguments)
      return text(")")
    }
    text("(")
    let operation = node.string("boolop") ?? ""
    for (index, argument) in arguments.enumerated() {
      if index > 0 { text(operation == "OR_EXPR" ? " OR " : " AND ") }
      operand(argument, of: operation)
    }
    text(")")
  }

  /// Writes an operand of AND or OR; one that is of the same kind itself, without its parentheses, which change nothing.
  private mutating func operand(_ node: TreeNode, of operation: String) {
    if let inner = node["BoolExpr"], inner.string("boolop") == operation {
      for (index, argument) in inner.list("args").enumerated() {
        if index > 0 { text(operation == "OR_EXPR" ? " OR " : " AND ") }
        operand(argument, of: operation)
      }
    } else if let range = node["A_Expr"], range.string("kind") == "AEXPR_BETWEEN", operation == "AND_EXPR" {
      bounds(range, [(">=", 0), ("<=", 1)], joined: " AND ")
    } else if let range = node["A_Expr"], range.string("kind") == "AEXPR_NOT_BETWEEN", operation == "OR_EXPR" {
      bounds(range, [("<", 0), (">", 1)], joined: " OR ")
    } else if let range = node["A_Expr"],
      range.string("kind") == (operation == "OR_EXPR" ? "AEXPR_BETWEEN_SYM" : "AEXPR_NOT_BETWEEN_SYM")
    {
      eitherBounds(range)
    } else if let rows = node["A_Expr"], rows.string("kind") == "AEXPR_OP", let name = rows.strings("name").last,
      let joiner = Self.rowJoiners[name], operation.hasPrefix(joiner.dropFirst().dropLast()),
      let fields = rowFields(rows["lexpr"], rows["rexpr"])
    {
      compareRows(fields, name, joined: joiner)
    } else {
      expression(node)
    }
  }

  /// A row; `t.*` in it is the columns of `t`.
  mutating func row(_ node: TreeNode) {
    text("ROW(")
    for (index, argument) in node.list("args").enumerated() {
      if index > 0 { text(", ") }
      let fields = argument["ColumnRef"]?.strings("fields") ?? []
      guard fields.count > 1, fields.last == "*", let columns = expand(fields) else {
        expression(argument)
        continue
      }
      for (place, (name, entry)) in columns.enumerated() {
        if place > 0 { text(", ") }
        write(column: name, of: entry, depth: scopes.count - 1)
      }
    }
    text(")")
  }

  mutating func caseExpression(_ node: TreeNode, target: TypeName?) {
    let results = node.list("args").compactMap { $0["CaseWhen"]?["result"] } + [node["defresult"]].compactMap { $0 }
    let target = target ?? commonTarget(results, "CASE")
    text("CASE")
    if let argument = node["arg"] {
      text(" ")
      expression(argument)
    }
    for branch in node.list("args").compactMap({ $0["CaseWhen"] }) {
      text(" WHEN ")
      if let condition = branch["expr"] {
        if let argument = node["arg"] {
          note(condition, as: comparedType(argument))
        } else {
          note(condition: condition, "CASE/WHEN")
        }
        expression(condition)
      }
      text(" THEN ")
      if let result = branch["result"] { operand(result, target: target) }
    }
    // PostgreSQL prints `ELSE NULL::type` for a CASE without ELSE.
    if let otherwise = node["defresult"], Expression(otherwise).constant != .null {
      text(" ELSE ")
      operand(otherwise, target: target)
    }
    text(" END")
  }
}

extension TypeName {
  /// A type of strings, which PostgreSQL compares as `text`.
  package var isText: Bool {
    schema == nil && !isArray && ["text", "character varying", "character", "bpchar", "name"].contains(name)
  }
}
