import CatalogModel
import SQLSyntax

/// ALTER COLUMN TYPE that writes every row of a table in use anew.
struct ColumnTypeRewrite: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard case .alterTable(let alter) = statement.value, context.direction == .up, context.outcome.error == nil,
      let table = context.table(alter.name), context.isEstablished(table.name), table.foreignServer == nil
    else { return [] }
    return alter.actions.compactMap { action in
      guard case .alterType(let name, _, _, let using) = action, let column = table.column(name),
        let new = context.after.tables[table.name]?.column(name)?.type,
        Session(catalog: context.before).rewrites(column, to: new, using: using)
      else { return nil }
      let quoted = Identifier.quoted(name)
      let change =
        column.type == new
        ? "the values of `\(quoted)`" : "`\(quoted)` from `\(column.type.formatted)` to `\(new.formatted)`"
      return Finding(
        "changing \(change) writes all of `\(table.name.short)` anew",
        label: "nobody reads or writes `\(table.name.short)` meanwhile: ACCESS EXCLUSIVE lock",
        help: "add a new column, fill it in batches, and swap the two in a later migration")
    }
  }
}
