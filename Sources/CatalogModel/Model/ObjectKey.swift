package import SQLSyntax

extension Catalog {
  /// A stored object's place in the catalog.
  package enum ObjectKey: Hashable, Sendable {
    case index(QualifiedName)
    indirect case other(ObjectIdentity)
    case routine(RoutineSignature)
    case sequence(QualifiedName)
    case table(QualifiedName)
    case type(QualifiedName)
    case view(QualifiedName)
  }
}

extension Catalog.ObjectKey: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    if case .routine(let one) = left, case .routine(let other) = right, one.name == other.name {
      return one.arguments.lexicographicallyPrecedes(other.arguments)
    }
    if case .other(let one) = left, case .other(let other) = right { return one < other }
    return left.rank == right.rank ? left.name < right.name : left.rank < right.rank
  }

  var name: QualifiedName {
    switch self {
    case .index(let name), .sequence(let name), .table(let name), .type(let name), .view(let name): name
    case .routine(let signature): signature.name
    case .other(let identity): QualifiedName(schema: identity.schema ?? "", name: identity.name)
    }
  }

  private var rank: Int {
    switch self {
    case .index: 0
    case .routine: 1
    case .sequence: 2
    case .table: 3
    case .type: 4
    case .view: 5
    case .other: 6
    }
  }
}
