import CatalogModel
import SQLSyntax

/// CREATE INDEX on a table that is in use.
struct IndexWithoutConcurrently: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard case .createIndex(let create) = statement.value, !create.isConcurrent, !context.outcome.isNoOp,
      let table = context.table(create.table), context.isEstablished(table.name), table.partitionKey == nil
    else { return [] }
    let index = context.outcome.created.first?.name ?? create.name ?? ""
    return [
      Finding(
        "building index `\(index)` blocks writes to `\(table.name.short)`",
        label: "takes a SHARE lock on `\(table.name.short)` until the build ends",
        help: "add `CONCURRENTLY`, and run this migration outside a transaction")
    ]
  }
}
