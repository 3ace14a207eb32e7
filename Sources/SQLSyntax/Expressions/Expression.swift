/// An expression: a place in a syntax tree, which is walked or brought to its canonical form on demand.
package struct Expression: Sendable {
  let tree: ParseTree
  let index: Int

  init(_ node: TreeNode) {
    tree = node.tree
    index = node.index
  }

  /// A field's expression; the field must be there by the grammar, and where it isn't this is the node itself.
  init(_ node: TreeNode, _ key: StaticString) { self.init(node[key] ?? node) }

  init?(optional node: TreeNode, _ key: StaticString) {
    guard let value = node[key], value.isObject else { return nil }
    self.init(value)
  }

  var node: TreeNode { TreeNode(tree: tree, index: index) }

  /// Parses one expression, as the server prints them; `nil` where it isn't one.
  package init?(parsing text: String) {
    guard let tree = Parser.tree(of: "SELECT " + text) else { return nil }
    // The nodes don't keep their tree.
    let target = withExtendedLifetime(tree) {
      let statement = tree.root.list("stmts").first?["stmt"]?["SelectStmt"]
      return statement?.list("targetList").first?["ResTarget"]?["val"].map { Expression($0) }
    }
    guard let target else { return nil }
    self = target
  }

  /// The first value of a query's result; `nil` where it has none.
  package init?(ofQuery query: Query) {
    let statement = query.node["SelectStmt"] ?? query.node
    guard let value = statement.list("targetList").first?["ResTarget"]?["val"] else { return nil }
    self.init(value)
  }

  /// The value, where the expression is a constant, casts aside.
  package var constant: Constant? {
    var node = node
    while let inner = node["TypeCast"]?["arg"] { node = inner }
    return node["A_Const"].map { Constant($0) }
  }

  /// The value, where the expression is a constant without a cast.
  package var bareConstant: Constant? { node["A_Const"].map { Constant($0) } }

  /// The name that PostgreSQL gives to an index's column by its expression (`FigureIndexColname`).
  package var indexColumnName: String {
    let name = CanonicalNames.column(for: node)
    return name == "?column?" ? "expr" : name
  }

  /// A column and the types that it is cast to, where the expression is nothing else.
  package var castColumn: (fields: [String], types: [TypeName])? {
    var node = node
    var types: [TypeName] = []
    while let cast = node["TypeCast"], let inner = cast["arg"] {
      if let type = cast["typeName"] { types.append(TypeName(type)) }
      node = inner
    }
    return node["ColumnRef"].map { ($0.strings("fields"), types) }
  }

  /// Whether this is `true`, or a comparison of a constant with itself (`1 = 1`).
  package var isAlwaysTrue: Bool { Expression.isAlwaysTrue(node) }

  private static func isAlwaysTrue(_ node: TreeNode) -> Bool {
    if let inner = node["TypeCast"]?["arg"] { return isAlwaysTrue(inner) }
    if let constant = node["A_Const"] { return ["true", "t"].contains(Constant(constant).text) }
    if let comparison = node["A_Expr"], comparison.strings("name") == ["="] {
      guard let left = comparison["lexpr"]?["A_Const"], let right = comparison["rexpr"]?["A_Const"] else {
        return false
      }
      return Constant(left) == Constant(right) && Constant(left) != .null
    }
    if let logic = node["BoolExpr"] {
      let arguments = logic.list("args")
      switch logic.word("boolop") {
      case "OR_EXPR": return arguments.contains(where: isAlwaysTrue)
      case "AND_EXPR": return arguments.allSatisfy(isAlwaysTrue)
      default: return false
      }
    }
    return false
  }

  /// Whether it can only be true where a column isn't null: `column IS NOT NULL`, alone or joined to others with AND.
  package func requiresNotNull(_ column: String) -> Bool { Expression.requiresNotNull(node, column) }

  private static func requiresNotNull(_ node: TreeNode, _ column: String) -> Bool {
    if let logic = node["BoolExpr"], logic.word("boolop") == "AND_EXPR" {
      return logic.list("args").contains { requiresNotNull($0, column) }
    }
    guard let test = node["NullTest"], test.word("nulltesttype") == "IS_NOT_NULL" else { return false }
    return test["arg"]?["ColumnRef"]?.strings("fields") == [column]
  }

  /// Where the expression starts within its file.
  package var location: Int? {
    var lowest: Int?
    visit { part in
      if let location = part.location { lowest = min(lowest ?? location, location) }
      return true
    }
    return lowest
  }
}

/// A part of an expression that rules ask about.
package struct ExpressionPart {
  /// What the part is.
  package enum Kind {
    case column([String])
    case call(ObjectName)
    case constant(Constant)
    case cast(TypeName)
    case operation(String)
    /// `CURRENT_DATE`, `CURRENT_USER` and the like, which no parentheses follow.
    case valueFunction
    /// A sub-select: what is in it is computed apart.
    case subquery
    case other
  }

  package var kind: Kind
  package var location: Int?
}

extension Expression {
  /// Visits every part, outermost first; parts below one for which `body` returns false are left out.
  package func visit(_ body: (ExpressionPart) -> Bool) { Expression.visit(node, body) }

  static func visit(_ node: TreeNode, _ body: (ExpressionPart) -> Bool) {
    if node.isArray {
      for element in node.elements { visit(element, body) }
      return
    }
    guard node.isObject else { return }
    for (tag, value) in node.fields where value.isObject || value.isArray {
      if value.isObject, tag.isCapitalized {
        let part = ExpressionPart(kind: kind(tag, value), location: value.location)
        guard body(part) else { continue }
      }
      visit(value, body)
    }
  }

  private static func kind(_ tag: TreeWord, _ node: TreeNode) -> ExpressionPart.Kind {
    switch tag {
    case "ColumnRef": .column(node.strings("fields"))
    case "FuncCall": .call(ObjectName(parts: node.strings("funcname")))
    case "A_Const": .constant(Constant(node))
    case "TypeCast": .cast(node["typeName"].map { TypeName($0) } ?? TypeName(name: ""))
    case "A_Expr": .operation(node.strings("name").last ?? "")
    case "SQLValueFunction": .valueFunction
    case "SubLink": .subquery
    default: .other
    }
  }

  /// Whether the time or the session is asked for without a function's name: `CURRENT_DATE`, `CURRENT_USER`.
  package var asksForSession: Bool {
    var asks = false
    visit { part in
      if case .valueFunction = part.kind { asks = true }
      return true
    }
    return asks
  }

  /// The relations that its sub-selects read by name.
  package var relations: [ObjectName] { Query(node).relations }

  /// The names of the functions that are called in it, sub-selects included.
  package var calledFunctions: [ObjectName] {
    var names: [ObjectName] = []
    visit { part in
      if case .call(let name) = part.kind { names.append(name) }
      return true
    }
    return names
  }
}

/// A query: a place in a syntax tree.
package struct Query: Sendable {
  let tree: ParseTree
  let index: Int

  init(_ node: TreeNode) {
    tree = node.tree
    index = node.index
  }

  var node: TreeNode { TreeNode(tree: tree, index: index) }

  /// Parses one query, as `pg_get_viewdef` prints it; `nil` where it isn't one.
  package init?(parsing text: String) {
    guard let tree = Parser.tree(of: text) else { return nil }
    // The nodes don't keep their tree.
    let query = withExtendedLifetime(tree) { tree.root.list("stmts").first?["stmt"].map { Query($0) } }
    guard let query else { return nil }
    self = query
  }

  /// Visits every part of every expression in it.
  package func visit(_ body: (ExpressionPart) -> Bool) { Expression.visit(node, body) }

  /// Whether a view of the query takes changes of its rows by itself (manual, CREATE VIEW, "Updatable Views").
  package var isUpdatable: Bool {
    guard let select = node["SelectStmt"], select.list("fromClause").count == 1,
      select.list("fromClause").first?["RangeVar"] != nil,
      (["distinctClause", "groupClause", "valuesLists"] as [StaticString]).allSatisfy({ select.list($0).isEmpty }),
      (["havingClause", "limitCount", "limitOffset", "withClause", "larg"] as [StaticString])
        .allSatisfy({ select[$0] == nil })
    else { return false }
    var hasColumn = false
    for target in select.list("targetList").compactMap({ $0["ResTarget"]?["val"] }) {
      if target["ColumnRef"] != nil { hasColumn = true }
      let holdsMore = Expression(target).calledFunctions.contains { CallKind(ofBuiltIn: $0.name) != .plain }
      if holdsMore { return false }
    }
    return hasColumn
  }

  /// The tables, views and functions' results that the query reads by name, those of its sub-selects included; names
  /// of its own `WITH` queries left out.
  package var relations: [ObjectName] {
    var names: [ObjectName] = []
    var common: Set<String> = []
    Query.collect(node, &names, &common)
    return names.filter { $0.schema != nil || !common.contains($0.name) }
  }

  private static func collect(_ node: TreeNode, _ names: inout [ObjectName], _ common: inout Set<String>) {
    if node.isArray {
      for element in node.elements { collect(element, &names, &common) }
      return
    }
    // What FOR UPDATE OF names is in FROM.
    for (tag, value) in node.fields where (value.isObject || value.isArray) && tag != "lockingClause" {
      if tag == "RangeVar" { names.append(ObjectName(rangeVar: value)) }
      if tag == "CommonTableExpr", let name = value.string("ctename") { common.insert(name) }
      collect(value, &names, &common)
    }
  }
}
