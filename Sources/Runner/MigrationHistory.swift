import Migrations

/// What a database says of its migrations: the rows of `schema_migrations`, in the order of their versions.
package struct MigrationHistory: Hashable, Sendable {
  package let rows: [Row]
  private let indexes: [String: Int]

  package init(rows: [Row] = []) {
    let sorted = rows.sorted { MigrationVersion.isOrderedBefore($0.version, $1.version) }
    self.rows = sorted
    indexes = Dictionary(
      sorted.enumerated().map { (MigrationVersion.number($1.version), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// One row of `schema_migrations`.
  package struct Row: Hashable, Sendable {
    /// The version as it is recorded.
    package var version: String
    package var name: String
    /// When the migration was applied, as the server prints it; `nil` where it wasn't.
    package var appliedAt: String?
    package var checksum: String?
    package var success: Bool
    package var errorMessage: String?
    package var executionTimeMs: Int?

    package init(
      version: String, name: String, appliedAt: String? = nil, checksum: String? = nil, success: Bool = true,
      errorMessage: String? = nil, executionTimeMs: Int? = nil
    ) {
      self.version = version
      self.name = name
      self.appliedAt = appliedAt
      self.checksum = checksum
      self.success = success
      self.errorMessage = errorMessage
      self.executionTimeMs = executionTimeMs
    }
  }

  /// The row of a version, compared as a number.
  package subscript(version: String) -> Row? {
    indexes[MigrationVersion.number(version)].map { rows[$0] }
  }

  /// The rows of the migrations that are applied.
  package var applied: [Row] { rows.filter { $0.state == .applied } }
}

extension MigrationHistory.Row {
  /// What the row means for the next run.
  package enum State: Hashable, Sendable {
    case applied
    /// It failed and was rolled back: it can be run again.
    case failed
    /// Without a transaction, it was started and neither finished nor failed: the runner was killed, or still runs.
    case running
    /// Without a transaction, it failed after something of it may have taken effect.
    case partlyDone
  }

  /// The state, as `success` and `error_message` tell it.
  package var state: State {
    if success { return .applied }
    let message = errorMessage ?? ""
    if message == RecordedMessage.running || message == RecordedMessage.rollingBack { return .running }
    return message.hasPrefix(RecordedMessage.partlyDone) ? .partlyDone : .failed
  }
}

/// The texts in `error_message` that the runner itself understands.
enum RecordedMessage {
  /// A migration without a transaction was started.
  static let running = "running"
  /// The DOWN script of one was started.
  static let rollingBack = "running DOWN"
  /// How the message starts where something of a migration may have taken effect.
  static let partlyDone = "partly done: "
  /// How the message of a migration starts that is applied and could not be rolled back.
  static let rollbackFailed = "rollback failed: "
}
