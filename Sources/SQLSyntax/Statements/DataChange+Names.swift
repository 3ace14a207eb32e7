extension DataChange {
  /// The columns that INSERT or UPDATE names as those that get values.
  package var columns: [String] {
    let key: StaticString = kind == .insert ? "cols" : "targetList"
    guard kind == .insert || kind == .update else { return [] }
    return statement.node.list(key).compactMap { $0["ResTarget"]?.string("name") }
  }

  /// How many values the first row of INSERT has; `nil` where they come from a query.
  package var valueCount: Int? {
    guard kind == .insert, let rows = statement.node["selectStmt"]?["SelectStmt"]?.list("valuesLists") else {
      return nil
    }
    return rows.first?.elements.count
  }

  /// Whether the statement gives rows back.
  package var returnsRows: Bool { !statement.node.list("returningList").isEmpty }

  /// Visits every part of every expression in it.
  package func visit(_ body: (ExpressionPart) -> Bool) { statement.visit(body) }

  /// The relations that the statement reads or changes by name.
  package var relations: [ObjectName] { statement.relations }
}

extension CanonicalExpression {
  /// A statement's canonical form; `nil` of one that has none, or that has very many values.
  package init?(_ change: DataChange, resolver: some NameResolver) {
    let node = change.statement.node
    let rows = node["selectStmt"]?["SelectStmt"]?.list("valuesLists").count ?? 0
    var writer = CanonicalWriter(resolver: resolver)
    guard rows < 20, writer.dataChange(change.kind, node) else { return nil }
    self.init(pieces: writer.pieces)
    remarks = writer.remarks
  }
}
