import CatalogModel
import SQLSyntax

/// ADD COLUMN whose values PostgreSQL computes for every row of a table in use.
struct AddColumnRewrite: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard case .alterTable(let alter) = statement.value, context.direction == .up, context.outcome.error == nil,
      let table = context.table(alter.name), context.isEstablished(table.name),
      context.outcome.rewrites.contains(table.name)
    else { return [] }
    return alter.actions.compactMap { action in
      guard case .addColumn(let column, _) = action, table.column(column.name) == nil,
        let (reason, help) = reason(column, table, context)
      else { return nil }
      return Finding(
        "the new column `\(Identifier.quoted(column.name))` writes all of `\(table.name.short)` anew: \(reason)",
        label: "nobody reads or writes `\(table.name.short)` meanwhile: ACCESS EXCLUSIVE lock", help: help)
    }
  }

  private func reason(_ column: ColumnDefinition, _ table: Table, _ context: LintContext) -> (String, String)? {
    let later = "fill the rows that are there in batches"
    if column.type.serialBase != nil {
      return ("`\(column.type.name)` numbers every row", "add it without the sequence, set the default, and \(later)")
    }
    for constraint in column.constraints {
      switch constraint.kind {
      case .identity:
        return ("an identity numbers every row", "add a plain column, \(later), and add the identity last")
      case .generated:
        return ("a generated column is computed for every row", "add a plain column with a trigger, and \(later)")
      case .defaultValue(let expression):
        var session = Session(catalog: context.before)
        session.searchPath = context.step.searchPath
        guard session.isVolatile(expression) else { continue }
        return (
          "its default is volatile and computed for every row",
          "add the column without it, `SET DEFAULT` in a second statement, and \(later)"
        )
      default: continue
      }
    }
    guard let type = context.after.tables[table.name]?.column(column.name)?.type, type.schema != nil else { return nil }
    return ("its domain has constraints", "give the column the domain's base type and a `CHECK … NOT VALID`")
  }
}
