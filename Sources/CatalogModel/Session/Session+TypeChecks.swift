import SQLSyntax

// What checks and indexes say of a column that gets another type: they are read again from what the server prints.

extension Session {
  /// The checks and indexes on a column must have operators for its new type (42883), and indexes none that depend on
  /// settings (42P17).
  mutating func requireOperators(
    for column: String, _ old: TypeName, _ new: TypeName, _ table: Table
  ) throws(CatalogError) {
    func concern(_ expression: CanonicalExpression) -> Bool { expression.columns(of: table.name).contains(column) }
    let indexes = table.indexNames.compactMap { catalog.indexes[QualifiedName(schema: table.name.schema, name: $0)] }
    let keys = indexes.flatMap { index in
      index.keys.filter { $0.column == nil }.map(\.expression) + (index.predicate.map { [$0] } ?? [])
    }
    var isKnown = true
    for expression in table.constraints.compactMap(\.check) + keys where concern(expression) {
      guard let text = Expression(parsing: expression.sql) else {
        isKnown = false
        continue
      }
      let form = CanonicalExpression(text, resolver: resolver(base: table))
      if let operation = form.missingOperator { throw .missingOperator(operation) }
      if let own = old.qualifiedName, !old.isArray, new.schema == nil,
        expression.casts.contains(where: { $0.type == .type(own) })
      {
        // A constant keeps the type that it has.
        throw .missingOperator("\(new.base.formatted) = \(own.short)")
      }
      isKnown = isKnown && form.hasKnownTypes
    }
    for expression in keys where concern(expression) {
      guard let text = Expression(parsing: expression.sql) else { continue }
      if CanonicalExpression(text, resolver: resolver(base: table)).dependsOnSettings {
        throw CatalogError("42P17", "functions in index expression must be marked IMMUTABLE")
      }
    }
    if !isKnown {
      outcome.undecided.append(
        "whether the checks and indexes on `\(table.name.short).\(column)` work with `\(new.formatted)` isn't known")
    }
  }
}

extension CatalogError {
  static func missingOperator(_ operation: String) -> CatalogError {
    CatalogError("42883", "operator does not exist: \(operation)")
  }
}
