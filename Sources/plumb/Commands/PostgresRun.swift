import ArgumentParser
import Diagnostics
import EphemeralPostgres
import Foundation
import Synchronization

/// `plumb postgres:run -- COMMAND…`.
struct PostgresRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postgres:run",
    abstract: "Run a command with DATABASE_URL set to a fresh embedded server, which is gone when it ends.",
    usage: "plumb postgres:run [--preset <name>] -- <command> ...",
    discussion: """
      The command also finds libpq's own variables (PGHOST, PGDATABASE …), so that `plumb postgres:run -- psql` \
      is at the server's prompt. The exit code is the command's own.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("What the command finds in the database: `supabase`, or an SQL file.", valueName: "name"))
  var preset: String?
  @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
  var command: [String] = []

  func run() throws {
    let words = try words()
    let server = try RehearsalServer().server
    defer { server.stop() }
    if let preset { try EmbeddedPreset.apply(preset, to: server) }
    let child = Mutex<ChildCommand?>(nil)
    let signals = SignalWatch { signal in child.withLock { $0?.forward(signal) } }
    defer { signals.stop() }
    let started = try ChildCommand(words, environment: environment(server))
    child.withLock { $0 = started }
    let code = started.wait()
    child.withLock { $0 = nil }
    if code != 0 { throw ForeignExitStatus(code: code) }
  }

  /// The command; what stands before it and looks like an option is one of plumb's.
  private func words() throws -> [String] {
    let words = command.first == "--" ? Array(command.dropFirst()) : command
    guard let first = words.first else {
      throw CommandFailure(.wrongUse, "no command was given\nhelp: `plumb postgres:run -- psql -c 'SELECT 1'`")
    }
    guard command.first != "--", first.hasPrefix("-") else { return words }
    if ["-h", "--help"].contains(first) { throw CleanExit.helpRequest(self) }
    let near = nearest(to: first, in: ["--preset", "--help"])
    throw CommandFailure(
      .wrongUse,
      "unknown option `\(first)`\nhelp: "
        + (near.map { "did you mean `\($0)`?" } ?? "put `--` before the command: `plumb postgres:run -- COMMAND`"))
  }

  private func environment(_ server: EphemeralServer) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
    environment["DATABASE_URL"] = server.url()
    let variables = ["PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGDATABASE": "dbname"]
    for (variable, keyword) in variables { environment[variable] = server.parameters()[keyword] }
    return environment
  }
}
