import SQLSyntax

extension Session {
  /// What depends on an object of a rare kind.
  func otherDependents(_ identity: ObjectIdentity) -> [Dependent] {
    guard let object = catalog.others[identity] else { return [] }
    var result: [Dependent] = []
    for other in catalog.others.values where other.identity != identity && other.mentions({ $0 == object.piece }) {
      // A class and a family go with the family and the access method that they are of.
      let isAutomatic =
        other.kind == .operatorClass || (other.kind == .operatorFamily && identity.kind == .accessMethod)
      let isOperand = identity.kind == .operator && other.kind == .operator
      if !isOperand {
        result.append(
          Dependent(
            removal: .other(other.identity), isAutomatic: isAutomatic && identity.kind != .operator))
      }
    }
    switch identity.kind {
    case .server:
      for table in catalog.tables.values where table.foreignServer == identity.name {
        result.append(Dependent(removal: .table(table.name), isAutomatic: false))
      }
    case .language:
      for routine in catalog.routines.values where routine.language == identity.name {
        result.append(Dependent(removal: .routine(routine.signature), isAutomatic: false))
      }
    case .collation: result += collationDependents(identity)
    case .operatorClass:
      for index in catalog.indexes.values
      where index.keys.contains(where: { key in key.operatorClass.map { identity.name.hasPrefix($0 + " ") } ?? false })
      {
        result.append(Dependent(removal: .index(index.name), isAutomatic: false))
      }
    default: break
    }
    return result
  }

  private func collationDependents(_ identity: ObjectIdentity) -> [Dependent] {
    var result: [Dependent] = []
    for table in catalog.tables.values {
      for column in table.columns where column.collation == identity.name {
        result.append(Dependent(removal: .column(table.name, column.name), isAutomatic: false))
      }
    }
    for index in catalog.indexes.values where index.keys.contains(where: { $0.collation == identity.name }) {
      result.append(Dependent(removal: .index(index.name), isAutomatic: false))
    }
    for type in catalog.types.values where type.domain?.collation == identity.name {
      result.append(Dependent(removal: .type(type.name), isAutomatic: false))
    }
    return result
  }

  /// What of a rare object goes with a relation, a routine or a type that it names.
  func dependents(in identity: ObjectIdentity, of name: QualifiedName) -> [Dependent] {
    guard let object = catalog.others[identity] else { return [] }
    switch object.kind {
    case .publication:
      return object.properties.filter { $0.value.names(name) }.map { property in
        let isTable = property.value.pieces.first == .relation(name)
        return Dependent(removal: .member(identity, property.value), isAutomatic: isTable)
      }
    case .rule: return [Dependent(removal: .other(identity), isAutomatic: object.parent == name)]
    case .statistics:
      let isTable = object.properties.contains { $0.name == "table" && $0.value.names(name) }
      return [Dependent(removal: .other(identity), isAutomatic: isTable)]
    default: return [Dependent(removal: .other(identity), isAutomatic: false)]
    }
  }

  /// What of a rare object goes with a column.
  func columnDependents(in identity: ObjectIdentity, _ column: String, of name: QualifiedName) -> [Dependent] {
    guard let object = catalog.others[identity] else { return [] }
    let properties = object.properties.filter { $0.value.mentions(column, of: name) }
    guard !properties.isEmpty else { return [] }
    switch object.kind {
    case .publication:
      return properties.map { Dependent(removal: .member(identity, $0.value), isAutomatic: false) }
    default: return [Dependent(removal: .other(identity), isAutomatic: object.kind == .statistics)]
    }
  }

  /// A schema that is dropped is no longer published.
  mutating func removeFromPublications(_ schema: String) {
    for var object in catalog.others.values where object.kind == .publication {
      let kept = object.properties.filter { $0.name != "schema" || $0.value.text != schema }
      guard kept.count < object.properties.count else { continue }
      object.properties = kept
      catalog.store(object)
    }
  }
}
