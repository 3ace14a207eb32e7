import SQLSyntax

/// The relations, routines and types that an object names, each once, in the order in which it names them.
///
/// They are few: a list is made and searched faster than a set.
package struct References: Equatable, Sendable {
  private(set) var names: [QualifiedName] = []

  mutating func insert(_ name: QualifiedName) {
    if names.last != name, !names.contains(name) { names.append(name) }
  }

  mutating func insert(_ type: TypeName) { if let name = type.qualifiedName { insert(name) } }

  mutating func insert(_ expression: CanonicalExpression?) { expression?.forEachReference { insert($0) } }

  mutating func insert(_ column: Column) {
    insert(column.type)
    insert(column.defaultValue)
    insert(column.generated)
  }

  mutating func insert(_ constraint: Constraint) {
    if let foreignKey = constraint.foreignKey { insert(foreignKey.target) }
    insert(constraint.check)
  }

  mutating func remove(_ name: QualifiedName) { names.removeAll { $0 == name } }

  func contains(_ name: QualifiedName) -> Bool { names.contains(name) }
}

extension CanonicalExpression {
  /// Calls the body with the relations, routines and types that it names, those of its constants and of rows too.
  func forEachReference(_ body: (QualifiedName) -> Void) {
    for cast in casts { if case .type(let name) = cast.type { body(name) } }
    for column in rowColumns { body(column.relation) }
    for piece in pieces {
      switch piece {
      case .relation(let name), .function(let name), .type(let name): body(name)
      case .column(let column): body(column.relation)
      case .text, .object: break
      }
    }
  }
}
