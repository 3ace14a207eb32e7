import SQLSyntax

// A composite type's attributes.

extension Session {
  mutating func attribute(_ definition: ColumnDefinition) throws(CatalogError) -> Column {
    var column = Column(name: definition.name, type: try resolve(definition.type).columnType)
    try requireColumnType(column.type, column.name, definition.collation)
    column.collation = definition.collation?.ownName
    return column
  }

  mutating func alterComposite(_ type: UserType, _ actions: [AlterTable.Action]) throws(CatalogError) {
    guard case .composite = type.kind else { throw .wrongType(type.name, "a composite type") }
    for action in actions {
      if action.changesAttributes, hasTypedTable(type.name) { notModelled("ALTER TYPE of a typed table's type") }
      switch action {
      case .addColumn(let definition, _):
        if isAttribute(definition.name, of: type.name) { throw .duplicateColumn(definition.name, type.name) }
        let new = try attribute(definition)
        changeAttributes(of: type.name) { $0.append(new) }
      case .dropColumn(let name, let ifExists, let behavior):
        if isAttribute(name, of: type.name) {
          try remove([.column(type.name, name)], behavior)
        } else if !ifExists {
          throw .undefinedColumn(name, type.name)
        }
      case .alterType(let name, let new, let collation, _): try alterAttribute(name, new, collation, of: type.name)
      case .changeOwner(let owner):
        guard var changed = catalog.types[type.name] else { continue }
        changed.owner = try newOwner(owner)
        catalog.store(changed)
      default: notModelled("ALTER TYPE")
      }
    }
    outcome.changed.append(type.identity)
  }

  /// Values that are stored can't follow (`find_composite_type_dependencies`, commands/tablecmds.c).
  private mutating func alterAttribute(
    _ name: String, _ new: TypeName, _ collation: ObjectName?, of type: QualifiedName
  ) throws(CatalogError) {
    guard isAttribute(name, of: type) else { throw .undefinedColumn(name, type) }
    let resolved = try resolve(new).columnType
    if let (table, column) = storedColumn(of: type, []) {
      throw CatalogError(
        "0A000", "cannot alter type \"\(type.name)\" because column \"\(table.name).\(column)\" uses it")
    }
    for case .view(let view) in catalog.referrers(of: type) {
      guard let view = catalog.views[view], view.definition.mentions(name, of: type) else { continue }
      throw .typeUsedInView(view, name)
    }
    changeAttributes(of: type) { attributes in
      for index in attributes.indices where attributes[index].name == name {
        attributes[index].type = resolved
        attributes[index].collation = collation?.ownName
      }
    }
  }

  private func isAttribute(_ name: String, of type: QualifiedName) -> Bool {
    guard case .composite(let attributes)? = catalog.types[type]?.kind else { return false }
    return attributes.contains { $0.name == name }
  }

  mutating func changeAttributes(of type: QualifiedName, _ change: (inout [Column]) -> Void) {
    guard var changed = catalog.types[type], case .composite(var attributes) = changed.kind else { return }
    change(&attributes)
    changed.kind = .composite(attributes)
    catalog.store(changed)
  }

  /// A column of a table or a materialized view that holds values of a type, be it in an array, a domain or a row.
  private func storedColumn(
    of type: QualifiedName, _ seen: Set<QualifiedName>
  ) -> (relation: QualifiedName, column: String)? {
    guard !seen.contains(type) else { return nil }
    for key in catalog.referrers(of: type) {
      switch key {
      case .table(let name):
        if let column = catalog.tables[name]?.columns.first(where: { $0.type.qualifiedName == type }) {
          return (name, column.name)
        }
      case .view(let name):
        guard let view = catalog.views[name], view.kind == .materializedView,
          let place = view.columnTypes.firstIndex(where: { $0?.qualifiedName == type }),
          let columns = view.columns, columns.indices.contains(place)
        else { continue }
        return (name, columns[place])
      case .type(let other): if let found = storedColumn(of: other, seen.union([type])) { return found }
      default: break
      }
    }
    return nil
  }
}

extension AlterTable.Action {
  /// Whether it changes a composite type's attributes, and so the columns of its typed tables.
  fileprivate var changesAttributes: Bool {
    switch self {
    case .addColumn, .dropColumn, .alterType: true
    default: false
    }
  }
}
