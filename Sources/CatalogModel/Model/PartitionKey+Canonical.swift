package import SQLSyntax

extension CanonicalExpression {
  /// A partition key as PARTITION BY has it: `RANGE (created_at)`.
  package init(_ key: PartitionKey, of table: QualifiedName, resolver: some NameResolver) {
    var pieces: [Piece] = [.text(key.strategy.uppercased() + " (")]
    for (index, element) in key.elements.enumerated() {
      if index > 0 { pieces.append(.text(", ")) }
      if let column = element.column {
        pieces.append(.column(.init(relation: table, qualifier: .none, name: column)))
      } else if let expression = element.expression {
        pieces += CanonicalExpression(expression, resolver: resolver).pieces
      }
      if let collation = element.collation { pieces.append(.text(" COLLATE " + Identifier.quoted(collation.name))) }
      if let operatorClass = element.operatorClass { pieces.append(.text(" " + operatorClass.name)) }
    }
    self.init(pieces: pieces + [.text(")")])
  }
}
