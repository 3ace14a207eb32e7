package import SQLSyntax

// What expressions may give at another time (manual, "Function Volatility Categories").

extension Session {
  /// Whether an expression calls a volatile function, one of PostgreSQL's own or of the migrations'.
  package func isVolatile(_ expression: Expression) -> Bool {
    expression.calledFunctions.contains { name in
      if let routine = routine(named: name) { return routine.volatility == "volatile" }
      return VolatileFunctions.names.contains(name.name)
    }
  }

  /// An index and a generated column keep what an expression gave once, so that it may not change later (42P17).
  @discardableResult
  func requireImmutable(
    _ expression: Expression, in table: Table, _ message: @autoclosure () -> String
  ) throws(CatalogError) -> CanonicalExpression {
    try requireFunctions(in: expression)
    let form = CanonicalExpression(expression, resolver: resolver(base: table))
    guard form.dependsOnSettings || isMutable(expression, depth: 0) else { return form }
    throw CatalogError("42P17", message())
  }

  /// Whether an expression calls a function that isn't immutable, as far as that is known.
  private func isMutable(_ expression: Expression, depth: Int) -> Bool {
    if expression.asksForSession { return true }
    return expression.calledFunctions.contains { name in
      if let routine = routine(named: name) { return isMutable(routine, depth) }
      return VolatileFunctions.names.contains(name.name) || VolatileFunctions.stable.contains(name.name)
    }
  }

  /// Whether a call of a routine gives other results at another time. PostgreSQL looks into an SQL function that is a
  /// single expression, whatever it is declared as (`inline_function`, optimizer/util/clauses.c).
  private func isMutable(_ routine: Routine, _ depth: Int) -> Bool {
    guard routine.volatility != "immutable" else { return false }
    guard routine.language == "sql", routine.sqlBody == nil, !routine.isSecurityDefiner, routine.settings.isEmpty,
      !routine.isStrict, routine.result?.hasPrefix("SETOF ") == false, routine.valueType != nil, depth < 10
    else { return true }
    let text = routine.body
    guard let query = Query(parsing: text), SelectQuery(query).soleExpression != nil,
      let expression = Expression(ofQuery: query)
    else { return true }
    return isMutable(expression, depth: depth + 1)
  }
}
