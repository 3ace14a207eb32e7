package import Migrations
package import PostgresClient

/// Applies and rolls back a folder's migrations in a database, one runner at a time.
package struct MigrationRunner: Sendable {
  /// The folder's migrations, in order.
  package var migrations: [Migration]
  package var parameters: ConnectionParameters
  package var options: RunnerOptions
  /// Stops a run from another thread.
  package let cancellation: RunCancellation
  /// Hears what the run is doing, on the thread of the run.
  package var report: @Sendable (RunnerEvent) -> Void

  package init(
    migrations: [Migration], parameters: ConnectionParameters, options: RunnerOptions = RunnerOptions(),
    cancellation: RunCancellation = RunCancellation(), report: @escaping @Sendable (RunnerEvent) -> Void = { _ in }
  ) {
    self.migrations = migrations
    self.parameters = parameters
    self.options = options
    self.cancellation = cancellation
    self.report = report
  }

  /// Applies what is pending, up to a version and including it (`migrate:up [VERSION]`).
  package func up(to target: String? = nil) throws(RunnerError) -> RunReport {
    try run(.up, to: target) { history throws(PlanRefusal) in try MigrationPlan.up(migrations, history, to: target) }
  }

  /// Rolls back everything above a version, the newest first (`migrate:down VERSION`); `000` is everything.
  package func down(to target: String) throws(RunnerError) -> RunReport {
    try run(.down, to: target) { history throws(PlanRefusal) in try MigrationPlan.down(migrations, history, to: target)
    }
  }

  /// Compares the folder with the database (`migrate:status`).
  ///
  /// Only reads, and waits for no other runner.
  package func status() throws(RunnerError) -> MigrationStatus {
    let session = try RunnerSession(parameters, writes: false)
    defer { session.connection.close() }
    // Not by SET: behind a pooler that would reach other clients.
    try session.query("BEGIN TRANSACTION READ ONLY")
    let history = try MigrationHistory.read(session.connection)
    return MigrationStatus(
      migrations: migrations, history: history, invalidIndexes: try session.invalidIndexes().map(\.qualifiedName))
  }

  private func run(
    _ direction: MigrationPlan.Direction, to target: String?,
    _ plan: (MigrationHistory) throws(PlanRefusal) -> MigrationPlan
  ) throws(RunnerError) -> RunReport {
    let session = try RunnerSession(parameters, writes: true)
    defer { session.connection.close() }
    cancellation.use(session.connection.cancelHandle)
    let lock = RunnerLock(connection: session.connection)
    try lock.take(wait: options.lockWait, cancellation) { report(.waitingForLock(holder: $0)) }
    defer { lock.release() }
    try session.resetSettings()
    // Read under the lock: what another runner has just done is in it.
    let steps = try planned(plan, session)
    try session.createTable()
    var result = RunReport(direction: direction, target: target)
    for step in steps.steps {
      if cancellation.isCancelled { throw .cancelled(during: nil, note: nil) }
      try lock.verify()
      let milliseconds = try perform(step, session)
      result.steps.append(.init(version: step.migration.version, name: step.migration.name, milliseconds: milliseconds))
    }
    for version in steps.forgotten { try session.query(HistoryTable.delete, [version]) }
    return result
  }

  private func planned(
    _ plan: (MigrationHistory) throws(PlanRefusal) -> MigrationPlan, _ session: RunnerSession
  ) throws(RunnerError) -> MigrationPlan {
    let history = try MigrationHistory.read(session.connection)
    do { return try plan(history) } catch { throw .refused(error) }
  }

  private func perform(_ step: MigrationPlan.Step, _ session: RunnerSession) throws(RunnerError) -> Int {
    report(.started(step))
    let execution = StepExecution(step: step, session: session, runner: self)
    let milliseconds = try step.script.isTransactional ? execution.inTransaction() : execution.withoutTransaction()
    for notice in session.connection.takeNotices() {
      report(.notice(step, "\(notice.severity.lowercased()): \(notice.message)"))
    }
    report(.finished(step, milliseconds: milliseconds))
    return milliseconds
  }
}
