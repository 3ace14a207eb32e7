import CatalogModel
import SQLSyntax

/// NOT NULL for a column of a table in use.
struct SetNotNull: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard case .alterTable(let alter) = statement.value, context.outcome.error == nil,
      let table = context.table(alter.name), table.foreignServer == nil
    else { return [] }
    return alter.actions.compactMap { action in
      switch action {
      case .setNotNull(let column) where context.direction == .up && context.isEstablished(table.name):
        guard table.column(column)?.isNotNull == false, !isProved(column, table, alter, context) else { return nil }
        return scan(column, table)
      case .addColumn(let column, _) where context.isOlderThanMigration(table.name):
        guard table.column(column.name) == nil, column.isNotNull, !column.hasDefault,
          context.after.tables[table.name]?.column(column.name)?.hasTypeDefault(context.after) != true
        else { return nil }
        return failure(column.name, table)
      default: return nil
      }
    }
  }

  /// Whether a validated CHECK says it already, and the same command doesn't drop that.
  private func isProved(_ column: String, _ table: Table, _ alter: AlterTable, _ context: LintContext) -> Bool {
    var table = table
    for case .dropConstraint(let name, _, _) in alter.actions { table.constraints.removeAll { $0.name == name } }
    return Session(catalog: context.before).isProvedNotNull(column, table)
  }

  private func scan(_ column: String, _ table: Table) -> Finding {
    let name = table.name.short
    let quoted = Identifier.quoted(column)
    return Finding(
      "`SET NOT NULL` reads all of `\(name)` to look for nulls in `\(quoted)`",
      label: "nobody reads or writes `\(name)` meanwhile: ACCESS EXCLUSIVE lock",
      help: "add `CHECK (\(quoted) IS NOT NULL) NOT VALID`, validate it in the next migration, then set NOT NULL")
  }

  private func failure(_ column: String, _ table: Table) -> Finding {
    Finding(
      "the new column `\(Identifier.quoted(column))` is NOT NULL and has no default",
      label: "fails as soon as `\(table.name.short)` has a row (23502)",
      help: "give the column a constant `DEFAULT`, or add it without NOT NULL and fill it first")
  }
}

extension Column {
  /// Whether the column's type, a domain, has a default.
  fileprivate func hasTypeDefault(_ catalog: Catalog) -> Bool {
    guard let schema = type.schema else { return false }
    return catalog.types[QualifiedName(schema: schema, name: type.name)]?.domain?.defaultValue != nil
  }
}
