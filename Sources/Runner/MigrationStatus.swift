package import Migrations

/// Every migration that has a file or a row, with its state.
package struct MigrationStatus: Hashable, Sendable {
  /// In the order of the versions.
  package var entries: [Entry]
  /// How many files the folder has.
  package var fileCount: Int
  /// Indexes that a failed CREATE INDEX CONCURRENTLY or REINDEX left: they are kept up to date and never read.
  package var invalidIndexes: [String]

  /// One migration.
  package struct Entry: Hashable, Sendable {
    package var state: State
    package var version: String
    package var name: String
    /// What the row says besides: an error.
    package var note: String?
    package var appliedAt: String?
    package var executionTimeMs: Int?
  }

  /// A migration's state, by the word that the status shows.
  package enum State: String, Hashable, Sendable, CaseIterable {
    case applied = "Applied"
    case pending = "Pending"
    case failed = "Failed"
    /// Applied, and its file was edited since.
    case changed = "Changed"
    /// Applied, and there is no file.
    case missing = "Missing"

    /// The sign before the word, and the spaces after it that its width on a terminal needs.
    var sign: String {
      switch self {
      case .applied: "✅ "
      case .pending: "⏳ "
      case .failed: "❌ "
      case .changed, .missing: "⚠️  "
      }
    }
  }

  /// Compares a folder's files with a database's rows.
  package init(migrations: [Migration], history: MigrationHistory, invalidIndexes: [String] = []) {
    let files = migrations.map { migration in
      let row = history[migration.version]
      let state = MigrationStatus.state(of: row, checksum: row?.success == true ? migration.checksum : nil)
      return Entry(migration.version, migration.name, state, row)
    }
    let numbers = Set(migrations.map { MigrationVersion.number($0.version) })
    let withoutFile = history.rows.filter { !numbers.contains(MigrationVersion.number($0.version)) }
    let others = withoutFile.map { Entry($0.version, $0.name, $0.success ? .missing : .failed, $0) }
    entries = (files + others).sorted { MigrationVersion.isOrderedBefore($0.version, $1.version) }
    fileCount = migrations.count
    self.invalidIndexes = invalidIndexes
  }

  /// How many migrations have a state.
  package func count(_ states: State...) -> Int { entries.count { states.contains($0.state) } }

  private static func state(of row: MigrationHistory.Row?, checksum: String?) -> State {
    guard let row else { return .pending }
    guard row.success else { return .failed }
    return row.checksum == nil || row.checksum == checksum ? .applied : .changed
  }
}

extension MigrationStatus.Entry {
  fileprivate init(
    _ version: String, _ name: String, _ state: MigrationStatus.State, _ row: MigrationHistory.Row?
  ) {
    self.init(
      state: state, version: version, name: name, note: row?.errorMessage, appliedAt: row?.appliedAt,
      executionTimeMs: row?.executionTimeMs)
  }
}

extension MigrationStatus {
  /// The text of `migrate:status`, without a line end after the last line.
  package var text: String {
    var lines = [
      "📋 Database Migration Status", "============================", "Total migration files: \(fileCount)",
      "Applied migrations: \(count(.applied, .changed, .missing))", "Pending migrations: \(count(.pending))",
    ]
    if count(.failed) > 0 { lines.append("Failed migrations: \(count(.failed))") }
    lines += ["", "Migration Details:"]
    for entry in entries {
      lines.append("  \(entry.state.sign)\(entry.state.rawValue) \(entry.version): \(entry.name)")
      let note = (entry.note ?? "").split(separator: "\n")
      lines += note.map { "     \($0)" }
    }
    if !invalidIndexes.isEmpty {
      lines += ["", "Invalid indexes:"] + invalidIndexes.map { "  ⚠️  \($0): drop it and build it again" }
    }
    return lines.joined(separator: "\n")
  }
}
