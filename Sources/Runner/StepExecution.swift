import Foundation
import Migrations
import PostgresClient

/// One migration being run: its statements, one by one, and its row.
struct StepExecution {
  var step: MigrationPlan.Step
  var session: RunnerSession
  var runner: MigrationRunner

  var connection: Connection { session.connection }

  // MARK: - Statements

  /// Sends a statement of the runner's own.
  @discardableResult
  func send(_ sql: String, _ parameters: [String?] = []) throws(StatementFailure) -> Rows {
    do {
      return try connection.query(sql, parameters)
    } catch {
      throw StatementFailure(reason: .database(error), statement: nil)
    }
  }

  /// Sends the statements of the script one by one, in messages of their own, and looks after each at the transaction.
  func sendStatements(
    expecting status: Connection.TransactionStatus, from first: Int = 0
  ) throws(StatementFailure) {
    for (index, statement) in step.script.statements.enumerated().dropFirst(first) {
      if runner.cancellation.isCancelled {
        throw StatementFailure(reason: .transaction("cancelled before this statement"), statement: index)
      }
      do {
        try connection.execute(step.script.text(statement))
      } catch {
        throw StatementFailure(reason: .database(error), statement: index)
      }
      if connection.transactionStatus != status {
        throw StatementFailure(
          reason: .transaction("the statement ended the runner's transaction, or started one"), statement: index)
      }
    }
  }

  /// Writes the row of a migration that was applied, or removes that of one that was rolled back.
  func recordSuccess(milliseconds: Int) throws(StatementFailure) {
    let rows =
      step.direction == .up
      ? try send(HistoryTable.write, row(success: true, error: nil, milliseconds: milliseconds))
      : try send(HistoryTable.delete, [step.recordedVersion])
    if rows.isEmpty {
      throw StatementFailure(
        reason: .transaction("its row in \(HistoryTable.name) was changed by somebody else meanwhile"), statement: nil)
    }
  }

  /// The parameters of `HistoryTable.write`.
  func row(success: Bool, error: String?, milliseconds: Int?) -> [String?] {
    [
      step.recordedVersion, step.migration.name, step.migration.checksum, success ? "true" : "false", error,
      milliseconds.map { String(min($0, Int(Int32.max))) },
    ]
  }

  // MARK: - After a failure

  /// Notes in the table that the migration failed.
  ///
  /// What can't be noted changes nothing about the failure.
  func recordFailure(_ failure: StatementFailure, milliseconds: Int?) {
    if step.direction == .up {
      _ = try? session.query(
        HistoryTable.write, row(success: false, error: failure.recorded, milliseconds: milliseconds))
    } else {
      let message = RecordedMessage.rollbackFailed + failure.recorded
      _ = try? session.query(HistoryTable.mark, [step.recordedVersion, "true", message])
    }
  }

  /// Connects again, for the row says whether the COMMIT took effect.
  func outcomeOfLostConnection() -> RunnerError.LostOutcome {
    for attempt in 0..<10 {
      if attempt > 0 { Thread.sleep(forTimeInterval: 0.3) }
      guard let connection = try? Connection(runner.parameters) else { continue }
      defer { connection.close() }
      guard let history = try? MigrationHistory.read(connection) else { continue }
      let row = history[step.recordedVersion]
      if row?.state == .running || row?.state == .partlyDone { return .unfinished }
      return (row?.success ?? false) == (step.direction == .up) ? .committed : .rolledBack
    }
    return .unknown
  }

  /// The error of a connection that is gone.
  func lost(_ failure: StatementFailure) -> RunnerError {
    .connectionLost(during: step.title, reason: failure.message, outcome: outcomeOfLostConnection())
  }

  func milliseconds(since start: ContinuousClock.Instant) -> Int { (ContinuousClock.now - start).milliseconds }
}
