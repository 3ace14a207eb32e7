import CatalogModel
import SQLSyntax

/// A foreign key whose columns no index of its table begins with.
struct ForeignKeyWithoutIndex: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    series.tables.flatMap { table, origin in
      table.constraints.compactMap { constraint -> SeriesFinding? in
        guard let key = constraint.foreignKey, !constraint.isInherited, table.partitionBound == nil,
          !isCovered(constraint, table, series.catalog)
        else { return nil }
        let identity = ObjectIdentity(.constraint, constraint.name, on: table.name)
        return SeriesFinding(
          finding(constraint, key, table), at: series.state.origins[identity] ?? origin)
      }
    }
  }

  private func finding(_ constraint: Constraint, _ key: ForeignKey, _ table: Table) -> Finding {
    let columns = constraint.columns.map(Identifier.quoted).joined(separator: ", ")
    return Finding(
      "no index of `\(table.name.short)` begins with the foreign key's `\(columns)`",
      label: "each DELETE on `\(key.target.short)` reads `\(table.name.short)` from end to end",
      help: "add `CREATE INDEX ON \(table.name.short) (\(columns));`")
  }

  /// Whether an index leads to the rows of a key: its first columns are the key's, in any order, and it has every row.
  private func isCovered(_ constraint: Constraint, _ table: Table, _ catalog: Catalog) -> Bool {
    let columns = Set(constraint.columns)
    return table.indexNames.contains { name in
      guard let index = catalog.indexes[QualifiedName(schema: table.name.schema, name: name)], index.isValid,
        ["btree", "hash"].contains(index.accessMethod)
      else { return false }
      let leading = index.leadingColumns.prefix(columns.count)
      return Set(leading) == columns && hasEveryKey(index, columns, table)
    }
  }

  /// Rows where the key is null refer to nothing, so an index without them will do.
  private func hasEveryKey(_ index: Index, _ columns: Set<String>, _ table: Table) -> Bool {
    guard let predicate = index.predicate else { return true }
    return columns.contains { predicate == .isNotNull($0, of: table.name) }
  }
}
