import Migrations
import SQLSyntax

/// A statement that refuses a transaction block, in one.
struct ConcurrentlyInTransaction: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    let isRefused = context.outcome.error?.sqlState == "25001"
    guard isRefused || (context.step.isInTransaction && context.run.script.refusesTransactionBlock(statement)) else {
      return []
    }
    return [
      Finding(
        "`\(statement.value.command)` can't run in a transaction",
        label: "PostgreSQL refuses this between `BEGIN` and `COMMIT` (25001)",
        help: "remove `BEGIN` and `COMMIT`, and give the statement a migration of its own")
    ]
  }
}

extension Statement {
  /// A statement that refuses a transaction block, as its command is written.
  var command: String {
    switch self {
    case .createIndex: "CREATE INDEX CONCURRENTLY"
    case .drop: "DROP INDEX CONCURRENTLY"
    case .alterTable: "DETACH PARTITION CONCURRENTLY"
    case .maintenance(let maintenance):
      maintenance.isConcurrent ? "\(maintenance.kind.rawValue) CONCURRENTLY" : maintenance.kind.rawValue
    default: "the statement"
    }
  }
}
