package import Diagnostics
package import PostgresClient

/// Why a run ended before its end.
package enum RunnerError: Error, Sendable {
  /// Nothing was started.
  case refused(PlanRefusal)
  /// A migration failed; those before it are done.
  case failed(MigrationFailure)
  /// Another runner has the lock.
  case locked(holder: String?, waited: Duration)
  /// The lock is gone or was never this session's: a pooler gives every transaction another one.
  case lockLost
  /// The database takes no changes.
  case readOnly(String)
  /// `schema_migrations` belongs to another tool.
  case foreignTable(missingColumns: [String])
  /// The table could not be made.
  case cannotCreateTable(ServerError)
  /// The run was cancelled, during that migration; it was rolled back unless a note says otherwise.
  case cancelled(during: String?, note: String?)
  /// The connection was lost; what became of the migration that ran, where that could be found out.
  case connectionLost(during: String, reason: String, outcome: LostOutcome)
  case database(PostgresError)

  /// What became of a migration when the connection was lost.
  package enum LostOutcome: Hashable, Sendable {
    case committed, rolledBack, unfinished, unknown
  }

  /// The findings, where the error is about files.
  package var diagnostics: [Diagnostic] {
    switch self {
    case .refused(let refusal): refusal.diagnostics
    case .failed(let failure): [failure.diagnostic]
    default: []
    }
  }
}

extension RunnerError: CustomStringConvertible {
  /// What was being done, what was found, and what to do next.
  package var description: String {
    switch self {
    case .refused(let refusal): refusal.description
    case .failed(let failure): failure.description
    case .locked(let holder, let waited):
      "another runner is migrating this database, and did not end within \(waited.formatted)"
        + (holder.map { ": \($0)" } ?? "")
        + "\nhelp: wait until it has ended; a session that hangs is ended with `SELECT pg_terminate_backend(pid);`"
    case .lockLost:
      "the advisory lock isn't held by this session: it looks like a connection pooler in transaction mode\n"
        + "help: connect to the database itself; with Supabase that is port 5432, not 6543"
    case .readOnly(let reason): "the database takes no changes: \(reason)\nhelp: connect to the primary server"
    case .foreignTable(let columns):
      "the table `\(HistoryTable.name)` isn't plumb's: it has no column "
        + columns.map { "`\($0)`" }.joined(separator: ", ")
        + "\nhelp: another tool made it; rename it (`ALTER TABLE \(HistoryTable.name) RENAME TO …`) or add the columns"
    case .cannotCreateTable(let error):
      "can't create the table `\(HistoryTable.name)`: \(error)\nhelp: "
        + (error.sqlState == "42883"
          ? "PostgreSQL 12 has gen_random_uuid() only after `CREATE EXTENSION pgcrypto`"
          : "connect as a role that may create tables in `public` (since PostgreSQL 15 not every role may): "
            + "`GRANT CREATE ON SCHEMA public TO role`")
    case .cancelled(let step, let note):
      "cancelled" + (step.map { " during \($0)" } ?? "") + (note.map { "\n\($0)" } ?? "")
    case .connectionLost(let step, let reason, let outcome):
      "the connection was lost during \(step): \(reason)\n\(outcome.explanation)"
    case .database(let error): error.description
    }
  }
}

extension RunnerError.LostOutcome {
  fileprivate var explanation: String {
    switch self {
    case .committed: "it had been committed and is recorded\nhelp: run the command again to go on"
    case .rolledBack: "nothing of it was kept\nhelp: run the command again"
    case .unfinished:
      "it ran outside a transaction, and a part of it may be done\nhelp: run the command again: it says how to go on"
    case .unknown:
      "whether it was committed is not known\nhelp: `plumb migrate:status` shows it once the server answers"
    }
  }
}

extension Duration {
  /// The duration in seconds, or in milliseconds below one.
  var formatted: String { self < .seconds(1) ? "\(milliseconds) ms" : "\(components.seconds) s" }

  /// The duration in whole milliseconds.
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
