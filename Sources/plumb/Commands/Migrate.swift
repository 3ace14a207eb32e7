import ArgumentParser
import Diagnostics
import Dispatch
import Foundation
import Migrations
import PostgresClient
import Reporting
import Runner

/// `plumb migrate:up [VERSION]`.
struct MigrateUp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate:up", abstract: "Apply the pending migrations, each in one transaction with its record.")

  @Argument(help: "The last version to apply; without it all that are pending.")
  var version: String?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try MigrateRun(project, database).run { runner throws(RunnerError) in try runner.up(to: version) }
  }
}

/// `plumb migrate:down VERSION`.
struct MigrateDown: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate:down", abstract: "Roll back every migration above a version, the newest first.")

  @Argument(help: "The version to go back to, which stays applied; 000 rolls back everything.")
  var version: String
  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try MigrateRun(project, database).run { runner throws(RunnerError) in try runner.down(to: version) }
  }
}

/// `plumb migrate:status`.
struct MigrateStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate:status", abstract: "Show which migrations are applied and which are pending.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let run = try MigrateRun(project, database)
    let status: MigrationStatus
    do {
      status = try MigrationRunner(migrations: run.migrations, parameters: run.database.parameters).status()
    } catch {
      throw CommandFailure(.impossible, error.description)
    }
    Output.write(format.format == .json ? status.json.text + "\n" : status.text + "\n")
    let isBroken = status.count(.failed, .changed, .missing) > 0
    try (isBroken ? ExitStatus.findings : .clean).end()
  }
}

extension MigrationStatus {
  fileprivate var json: JSONValue {
    [
      "version": 1, "files": JSONValue(fileCount), "applied": JSONValue(count(.applied, .changed, .missing)),
      "pending": JSONValue(count(.pending)),
      "migrations": JSONValue(entries) { entry in
        [
          "version": JSONValue(entry.version), "name": JSONValue(entry.name),
          "state": JSONValue(entry.state.rawValue.lowercased()), "appliedAt": JSONValue(entry.appliedAt),
          "executionTimeMs": JSONValue(entry.executionTimeMs), "note": JSONValue(entry.note),
        ]
      },
      "invalidIndexes": JSONValue(invalidIndexes),
    ]
  }
}

/// What the commands that run migrations share: the files, the database, what is shown meanwhile.
struct MigrateRun {
  var migrations: [Migration]
  var database: Database

  init(_ project: ProjectOptions, _ database: DatabaseOptions) throws {
    let folder = try Project(project).readableFolder()
    guard folder.layout == .plumbline else {
      throw CommandFailure(
        .wrongUse,
        "the migrations in `\(folder.path)` are of the layout \(folder.layout.rawValue), and \(folder.layout.tool) runs "
          + "them\nhelp: `plumb` runs its own format alone, and records it in its own table; here use `plumb lint`, "
          + "`plumb test:migrations` and `plumb validate:schema`")
    }
    migrations = folder.migrations()
    self.database = try Database.required(database, to: "migrate")
  }

  /// Runs migrations, lets SIGINT and SIGTERM cancel the running one, and ends with what came of it.
  func run(_ body: (MigrationRunner) throws(RunnerError) -> RunReport) throws {
    let runner = MigrationRunner(migrations: migrations, parameters: database.parameters) { MigrateRun.show($0) }
    let signals = SignalWatch { _ in runner.cancellation.cancel() }
    defer { signals.stop() }
    do {
      let report = try body(runner)
      Output.write(report.summary + "\n")
    } catch {
      if let signal = signals.received {
        StandardError.write("error: \(error.description)")
        throw ForeignExitStatus(signal)
      }
      throw CommandFailure(error.status, error.description, diagnostics: error.diagnostics)
    }
  }

  private static func show(_ event: RunnerEvent) {
    switch event {
    case .waitingForLock(let holder):
      StandardError.write("waiting for another runner" + (holder.map { ": \($0)" } ?? ""))
    case .started: break
    case .finished(let step, let milliseconds):
      let word = step.direction == .up ? "Applied" : "Rolled back"
      Output.write("  ✅ \(word) \(step.migration.version): \(step.migration.name) (\(milliseconds) ms)\n")
    case .retrying(let step, let attempt, let reason):
      StandardError.write("\(step.migration.version): attempt \(attempt), after: \(reason)")
    case .notice(let step, let text):
      for line in TerminalText.lines(text) { StandardError.write("\(step.migration.version): \(line)") }
    }
  }
}

extension RunnerError {
  /// What is wrong with files is a finding; a version that there isn't is a wrong argument.
  fileprivate var status: ExitStatus {
    switch self {
    case .refused(let refusal) where refusal.isAboutTheVersion: .wrongUse
    case .refused, .failed: .findings
    default: .impossible
    }
  }
}

extension PlanRefusal {
  fileprivate var isAboutTheVersion: Bool {
    reasons.allSatisfy { if case .unknownVersion = $0 { true } else { false } }
  }
}

/// Hears of SIGINT and SIGTERM on a thread of its own.
final class SignalWatch: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]
  private let lock = NSLock()
  // Guarded by `lock`.
  private var signal: Int32?

  init(_ body: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "plumb.signals")
    let numbers = [SIGINT, SIGTERM]
    sources = numbers.map { DispatchSource.makeSignalSource(signal: $0, queue: queue) }
    for (number, source) in zip(numbers, sources) {
      Foundation.signal(number, SIG_IGN)
      source.setEventHandler { [weak self] in
        self?.lock.withLock { self?.signal = number }
        body(number)
      }
      source.resume()
    }
  }

  /// The signal that came.
  var received: Int32? { lock.withLock { signal } }

  func stop() { for source in sources { source.cancel() } }
}

/// Ends the program with a code that is another's: that of a command, or 128 and the number of a signal.
struct ForeignExitStatus: Error {
  var code: Int32

  init(_ signal: Int32) { code = 128 + signal }
  init(code: Int32) { self.code = code }
}
