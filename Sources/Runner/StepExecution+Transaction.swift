import Foundation
import PostgresClient

extension StepExecution {
  /// Runs the migration and its row as one transaction; again where it could not get a lock.
  func inTransaction() throws(RunnerError) -> Int {
    var attempt = 1
    while true {
      let start = ContinuousClock.now
      do {
        let milliseconds = try attemptTransaction(start)
        try session.resetSettings()
        return milliseconds
      } catch let failure as StatementFailure {
        if failure.isLost || connection.isClosed { throw lost(failure) }
        try rollBack()
        if runner.cancellation.isCancelled {
          throw .cancelled(during: step.title, note: "it was rolled back; nothing of it was kept")
        }
        guard failure.isTransient, attempt <= runner.options.retries else {
          recordFailure(failure, milliseconds: milliseconds(since: start))
          throw .failed(told(failure, attempts: attempt))
        }
        attempt += 1
        runner.report(.retrying(step, attempt: attempt, reason: failure.message))
        pause(before: attempt)
      } catch let error as RunnerError {
        throw error
      } catch {
        throw .database(.value("\(error)"))
      }
    }
  }

  private func attemptTransaction(_ start: ContinuousClock.Instant) throws(StatementFailure) -> Int {
    try send("BEGIN")
    if runner.options.lockTimeout > .zero {
      try send("SET LOCAL lock_timeout = \(runner.options.lockTimeout.milliseconds)")
    }
    try sendStatements(expecting: .inTransaction)
    let milliseconds = milliseconds(since: start)
    // The role that the migration took may have no right to the table.
    try send("RESET SESSION AUTHORIZATION")
    try send("RESET ROLE")
    try recordSuccess(milliseconds: milliseconds)
    try commit()
    return milliseconds
  }

  /// COMMIT of a failed transaction succeeds with the tag ROLLBACK; deferred constraints fail here (23503).
  private func commit() throws(StatementFailure) {
    let last = step.script.statements.indices.last
    do {
      let tag = try connection.execute("COMMIT").last?.commandTag ?? ""
      if tag == "COMMIT" { return }
      throw StatementFailure(
        reason: .transaction("the server answered COMMIT with \(tag)"), statement: last, atCommit: true)
    } catch let error as PostgresError {
      throw StatementFailure(reason: .database(error), statement: last, atCommit: true)
    } catch let failure as StatementFailure {
      throw failure
    } catch {
      throw StatementFailure(reason: .transaction("\(error)"), statement: last, atCommit: true)
    }
  }

  private func rollBack() throws(RunnerError) {
    if connection.transactionStatus != .idle { try session.query("ROLLBACK") }
    try session.resetSettings()
  }

  private func told(_ failure: StatementFailure, attempts: Int) -> MigrationFailure {
    var help =
      step.direction == .up
      ? "correct `\(step.migration.fileName)` and run the command again"
      : "correct the DOWN of `\(step.migration.fileName)` and run the command again, which says how to accept the edit"
    if failure.isTransient {
      help = "another session holds a lock: `SELECT pid, query FROM pg_stat_activity WHERE state <> 'idle'` shows who"
    } else if failure.statement == nil {
      help = "a migration has to leave `\(HistoryTable.name)` as it is"
    }
    let tries = attempts > 1 ? ", after \(attempts) attempts" : ""
    let outcome = step.direction == .up ? "nothing of this migration was kept" : "the migration is applied as before"
    return MigrationFailure(failure, step, outcome: "it was rolled back: \(outcome)\(tries)", help: help)
  }

  /// Twice as long before each retry, with up to a quarter more by chance: two runs shouldn't meet again.
  private func pause(before attempt: Int) {
    let base = Double(runner.options.retryDelay.milliseconds) / 1000 * pow(2, Double(attempt - 2))
    Thread.sleep(forTimeInterval: base * Double.random(in: 1...1.25))
  }
}
