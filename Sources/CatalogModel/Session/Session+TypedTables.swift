import SQLSyntax

/// Tables of a composite type: `CREATE TABLE … OF`.
extension Session {
  /// Gives a new table the columns of its type.
  mutating func takeColumns(of name: TypeName, into table: inout Table) throws(CatalogError) {
    let (type, attributes) = try compositeType(name)
    table.ofType = type
    table.columns += attributes.map { attribute in
      var column = Column(name: attribute.name, type: attribute.type)
      column.collation = attribute.collation
      return column
    }
  }

  private mutating func compositeType(_ name: TypeName) throws(CatalogError) -> (QualifiedName, [Column]) {
    let type = try resolve(name)
    guard let qualified = type.qualifiedName, case .composite(let attributes)? = catalog.types[qualified]?.kind else {
      throw CatalogError("42809", "type \(type.formatted) is not a composite type")
    }
    return (qualified, attributes)
  }

  /// `ALTER TABLE … OF` and `NOT OF`: the columns have to be the type's attributes in their order (42804).
  mutating func setType(_ name: TypeName?, of table: Table) throws(CatalogError) {
    var table = table
    if let name {
      let (type, attributes) = try compositeType(name)
      if !table.parents.isEmpty { throw CatalogError("42809", "typed tables cannot inherit") }
      for (index, attribute) in attributes.enumerated() {
        guard index < table.columns.count else {
          throw CatalogError("42804", "table is missing column \"\(attribute.name)\"")
        }
        let column = table.columns[index]
        guard column.name == attribute.name else {
          throw CatalogError(
            "42804", "table has column \"\(column.name)\" where type requires \"\(attribute.name)\"")
        }
        guard column.type == attribute.type, column.collation == attribute.collation else {
          throw CatalogError(
            "42804", "table \"\(table.name.name)\" has different type for column \"\(column.name)\"")
        }
      }
      if table.columns.count > attributes.count {
        throw CatalogError("42804", "table has extra column \"\(table.columns[attributes.count].name)\"")
      }
      table.ofType = type
    } else if table.ofType == nil {
      throw CatalogError("42809", "\"\(table.name.name)\" is not a typed table")
    } else {
      table.ofType = nil
    }
    catalog.store(table)
  }

  /// The columns of a typed table are its type's (42809).
  func requireUntyped(_ action: AlterTable.Action) throws(CatalogError) {
    switch action {
    case .addColumn: throw CatalogError("42809", "cannot add column to typed table")
    case .dropColumn: throw CatalogError("42809", "cannot drop column from typed table")
    case .alterType: throw CatalogError("42809", "cannot alter column type of typed table")
    case .inherit: throw CatalogError("42809", "cannot change inheritance of typed table")
    default: return
    }
  }

  /// Whether a table was made `OF` a type.
  func hasTypedTable(_ type: QualifiedName) -> Bool {
    catalog.referrers(of: type).contains { key in
      if case .table(let table) = key { return catalog.tables[table]?.ofType == type }
      return false
    }
  }
}
