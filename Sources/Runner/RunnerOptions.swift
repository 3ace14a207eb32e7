/// How patient a run is.
package struct RunnerOptions: Hashable, Sendable {
  /// How long to wait for another runner.
  package var lockWait: Duration = .seconds(10)
  /// `lock_timeout` of each statement within a transaction; zero waits without end.
  package var lockTimeout: Duration = .seconds(5)
  /// How often a migration is tried again that waited too long for a lock or was a deadlock's victim.
  package var retries = 3
  /// The pause before the first retry; each further one is twice as long.
  package var retryDelay: Duration = .milliseconds(500)

  package init() {}
}

/// What a run is doing, for whoever shows it.
package enum RunnerEvent: Sendable {
  /// Another runner has the lock; who it is, where that can be seen.
  case waitingForLock(holder: String?)
  case started(MigrationPlan.Step)
  case finished(MigrationPlan.Step, milliseconds: Int)
  /// The migration was rolled back and is tried again, the attempt counted from 2.
  case retrying(MigrationPlan.Step, attempt: Int, reason: String)
  /// A notice or a warning of the server.
  case notice(MigrationPlan.Step, String)
}

/// What a run has done.
package struct RunReport: Hashable, Sendable {
  package var direction: MigrationPlan.Direction
  /// The version that was named: that up to which migrations are applied, or that to which it goes back.
  package var target: String?
  package var steps: [Step] = []

  /// One migration that was applied or rolled back.
  package struct Step: Hashable, Sendable {
    package var version: String
    package var name: String
    package var milliseconds: Int
  }

  /// One line that says what was done.
  package var summary: String {
    let count = steps.count == 1 ? "1 migration" : "\(steps.count) migrations"
    return switch direction {
    case .up where steps.isEmpty: "Nothing to apply: no migration\(target.map { " up to \($0)" } ?? "") is pending"
    case .up: "Applied \(count)"
    case .down: steps.isEmpty ? "Nothing to roll back" : "Rolled back \(count)"
    }
  }
}
