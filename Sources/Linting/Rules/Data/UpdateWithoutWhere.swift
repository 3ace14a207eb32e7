import CatalogModel
import SQLSyntax

/// UPDATE, DELETE or TRUNCATE of every row of a table in use.
struct UpdateWithoutWhere: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard case .dataChange(let change) = statement.value, !change.addsRows, context.outcome.error == nil else {
      return []
    }
    let tables = context.outcome.dataChanges.filter(context.isOlderThanMigration)
    guard let table = tables.first?.short else { return [] }
    switch change.kind {
    case .update where isEveryRow(change): return [update(table, change)]
    case .delete where isEveryRow(change): return [delete(table, change)]
    case .truncate where context.direction == .up:
      return tables.map { truncate($0.short, change) }
    default: return []
    }
  }

  private func isEveryRow(_ change: DataChange) -> Bool { change.condition?.isAlwaysTrue ?? true }

  private func missing(_ change: DataChange) -> String { change.condition == nil ? "no WHERE" : "a WHERE that is true" }

  private func update(_ table: String, _ change: DataChange) -> Finding {
    Finding(
      "UPDATE of `\(table)` has \(missing(change))",
      label: "writes every row anew and locks it until the transaction ends",
      help: "add a `WHERE`, and update a large table in batches")
  }

  private func delete(_ table: String, _ change: DataChange) -> Finding {
    Finding(
      "DELETE from `\(table)` has \(missing(change))", label: "deletes every row",
      help: "add a `WHERE` that says which rows go")
  }

  private func truncate(_ table: String, _ change: DataChange) -> Finding {
    Finding(
      "TRUNCATE empties `\(table)`",
      label: "deletes every row" + (change.cascade ? ", those of the tables that refer to it too," : "")
        + " under an ACCESS EXCLUSIVE lock",
      help: "delete the rows that have to go, with a `WHERE`")
  }
}
