import ArgumentParser
import EphemeralPostgres
import Foundation

/// `plumb postgres:run -- COMMAND…`.
struct PostgresRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postgres:run",
    abstract: "Run a command with DATABASE_URL set to a fresh embedded server, which is gone when it ends.")

  @Option(
    name: .long,
    help: ArgumentHelp("Apply a preset to the database first: `supabase`, or an SQL file.", valueName: "name"))
  var preset: String?
  @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
  var command: [String] = []

  func run() throws {
    let words = command.first == "--" ? Array(command.dropFirst()) : command
    guard !words.isEmpty else {
      throw CommandFailure(.wrongUse, "no command was given\nhelp: `plumb postgres:run -- psql -c 'SELECT 1'`")
    }
    let server = try RehearsalServer().server
    defer { server.stop() }
    if let preset { try EmbeddedPreset.apply(preset, to: server) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    var environment = ProcessInfo.processInfo.environment
    for name in environment.keys where name.hasPrefix("PG") { environment[name] = nil }
    environment["DATABASE_URL"] = server.url()
    process.environment = environment
    do {
      try process.run()
    } catch {
      throw CommandFailure(.impossible, "can't run `\(words[0])`: \(error.localizedDescription)")
    }
    // The command hears of Ctrl-C itself; the server goes when it has ended.
    let signals = SignalWatch {}
    defer { signals.stop() }
    process.waitUntilExit()
    let code = process.terminationStatus
    guard code == 0 else {
      throw ForeignExitStatus(code: process.terminationReason == .uncaughtSignal ? 128 + code : code)
    }
  }
}
