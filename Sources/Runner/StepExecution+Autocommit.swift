import Migrations
import PostgresClient
import SQLSyntax

extension StepExecution {
  /// Runs a migration with statements that refuse a transaction block: each commits by itself.
  ///
  /// The row says `running` before the first, so that a killed run is seen by the next one.
  func withoutTransaction() throws(RunnerError) -> Int {
    let before = Set(try session.invalidIndexes().map(\.oid))
    try recordStart()
    let start = ContinuousClock.now
    do {
      // CREATE INDEX CONCURRENTLY waits for transactions by design, and leaves an invalid index when it may not.
      try send("SET lock_timeout = 0")
      try send("SET statement_timeout = 0")
      try sendStatements(expecting: .idle)
      let broken = try brokenIndexes(before)
      if !broken.isEmpty {
        throw StatementFailure(reason: .invalidIndexes(broken), statement: step.script.statements.indices.last)
      }
      let milliseconds = milliseconds(since: start)
      try finish(milliseconds)
      return milliseconds
    } catch let failure as StatementFailure {
      throw try settle(failure, before, milliseconds: milliseconds(since: start))
    } catch let error as RunnerError {
      throw error
    } catch {
      throw .database(.value("\(error)"))
    }
  }

  private func recordStart() throws(RunnerError) {
    let rows =
      step.direction == .up
      ? try session.query(HistoryTable.write, row(success: false, error: RecordedMessage.running, milliseconds: nil))
      : try session.query(HistoryTable.mark, [step.recordedVersion, "false", RecordedMessage.rollingBack])
    if rows.isEmpty { throw .database(.value("the row of \(step.title) was changed by somebody else meanwhile")) }
  }

  private func finish(_ milliseconds: Int) throws(RunnerError) {
    do {
      try session.resetSettings()
      try recordSuccess(milliseconds: milliseconds)
    } catch let failure as StatementFailure {
      if failure.isLost { throw lost(failure) }
      throw .failed(MigrationFailure(failure, step, outcome: "its statements are done", help: repair(failure, [])))
    } catch let error as RunnerError {
      throw error
    } catch {
      throw .database(.value("\(error)"))
    }
  }

  /// The indexes that the migration builds and that are invalid now; IF NOT EXISTS takes an old invalid one for good.
  private func brokenIndexes(_ before: Set<Int>) throws(RunnerError) -> [String] {
    var names: Set<String> = []
    var tables: Set<String> = []
    for statement in step.script.statements {
      switch statement.value {
      case .createIndex(let index):
        if let name = index.name { names.insert(name) }
        tables.insert(index.table.name)
      case .maintenance(let maintenance):
        names.formUnion(maintenance.relations.map(\.name))
        tables.formUnion(maintenance.relations.map(\.name))
      case .drop(let drop): names.formUnion(drop.objects.map(\.name.name))
      default: break
      }
    }
    return try session.invalidIndexes().filter { index in
      names.contains(index.name) || (tables.contains(index.table) && !before.contains(index.oid))
    }.map(\.qualifiedName)
  }

  /// Says in the row and in the error what a failure left.
  private func settle(
    _ failure: StatementFailure, _ before: Set<Int>, milliseconds: Int
  ) throws(RunnerError) -> RunnerError {
    if failure.isLost || connection.isClosed { return lost(failure) }
    if connection.transactionStatus != .idle { try session.query("ROLLBACK") }
    try session.resetSettings()
    let broken = try brokenIndexes(before)
    let leftNothing = failure.statement == 0 && broken.isEmpty && isAllOrNothing
    if leftNothing {
      if step.direction == .down { try session.query(HistoryTable.mark, [step.recordedVersion, "true", nil]) }
      recordFailure(failure, milliseconds: milliseconds)
    } else {
      let count = step.script.statements.count
      let place = failure.statement.map { "statement \($0 + 1) of \(count): " } ?? ""
      try session.query(
        HistoryTable.mark, [step.recordedVersion, "false", RecordedMessage.partlyDone + place + failure.recorded])
    }
    let outcome =
      leftNothing
      ? step.direction == .up ? "nothing of this migration was kept" : "the migration is applied as before"
      : leftBehind(failure, broken)
    if runner.cancellation.isCancelled { return .cancelled(during: step.title, note: outcome) }
    let help = leftNothing ? "correct the cause and run the command again" : repair(failure, broken)
    return .failed(MigrationFailure(failure, step, outcome: outcome, help: help))
  }

  /// Whether the first statement leaves nothing when it fails, but for an invalid index.
  private var isAllOrNothing: Bool {
    switch step.script.statements.first?.value {
    case .createIndex, .drop, .dataChange, .select, .setVariable, .createTable: true
    default: false
    }
  }

  private func leftBehind(_ failure: StatementFailure, _ broken: [String]) -> String {
    let count = step.script.statements.count
    let done = failure.statement ?? count
    let what = done == 0 ? "its first statement may have left something" : "\(done) of its \(count) statements are done"
    var parts = ["it ran outside a transaction: \(what)"]
    if !broken.isEmpty { parts.append("the invalid index \(broken.joined(separator: ", ")) is left") }
    return parts.joined(separator: "; ")
  }

  /// How to get the next run to start: what to drop, and the row.
  private func repair(_ failure: StatementFailure, _ broken: [String]) -> String {
    let drops = broken.map { "`DROP INDEX CONCURRENTLY IF EXISTS \($0);`" }
    let undo = drops.isEmpty ? "undo what is done" : drops.joined(separator: " ")
    let row =
      step.direction == .up
      ? "`\(HistoryTable.forget(step.recordedVersion))`"
      : "`\(HistoryTable.markApplied(step.recordedVersion, checksum: nil))`"
    return "correct the cause, then \(step.direction == .up ? undo : "redo what is undone") and \(row), and run the "
      + "command again"
  }
}
