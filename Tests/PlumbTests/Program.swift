import EphemeralPostgres
import Foundation
import PostgresClient
import Testing

@testable import plumb

/// The `plumb` that was built beside these tests, run as a user runs it.
enum Program {
  /// What a run came to.
  struct Result {
    var code: Int32
    var output: String
    var error: String

    /// The output as JSON.
    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }
  }

  static let path: String = {
    let bundle = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return bundle.deletingLastPathComponent().appending(path: "plumb").path
  }()

  /// The environment without what changes a run: databases, colours.
  static let environment: [String: String] = {
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
    for name in ["DATABASE_URL", "NO_COLOR", "CLICOLOR_FORCE"] { environment[name] = nil }
    environment["PATH"] =
      URL(fileURLWithPath: path).deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
    return environment
  }()

  /// Runs `plumb` with arguments in a folder, the repository's root by default.
  static func plumb(_ arguments: String..., in folder: String? = nil, database: String? = nil) throws -> Result {
    try run([path] + arguments, in: folder, database: database)
  }

  /// Runs a line of a shell, in which `plumb` is the built one.
  static func shell(_ line: String, in folder: String? = nil, database: String? = nil) throws -> Result {
    try run(["/bin/sh", "-c", line], in: folder, database: database)
  }

  private static func run(_ words: [String], in folder: String?, database: String?) throws -> Result {
    try withFolder { outputs in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: words[0])
      process.arguments = Array(words.dropFirst())
      process.currentDirectoryURL = URL(fileURLWithPath: folder ?? root)
      process.environment = environment.merging(database.map { ["DATABASE_URL": $0] } ?? [:]) { $1 }
      let files = ["out", "err"].map { "\(outputs)/\($0)" }
      for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files[0]))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files[1]))
      try withoutBlockedSignals { try process.run() }
      process.waitUntilExit()
      let isKilled = process.terminationReason == .uncaughtSignal
      return Result(
        code: isKilled ? 128 + process.terminationStatus : process.terminationStatus,
        output: try String(contentsOfFile: files[0], encoding: .utf8),
        error: try String(contentsOfFile: files[1], encoding: .utf8))
    }
  }

  /// Calls `body` while the thread blocks no signals. The threads of tests block them, a process that is started inherits
  /// that, and the `wait` of a shell that doesn't hear of its children's end may never end.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// The repository's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static func fixture(_ name: String) -> String { "\(root)/fixtures/\(name)" }

  /// Calls `body` with a new folder, which is removed afterwards.
  static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plumb-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}

/// The server that these tests share. Nothing is skipped where there is none: the tests fail.
enum TestServer {
  /// A server without anything on it.
  static let plain = Result { try EphemeralServer.start() }

  private static let supabase = Result {
    let server = try EphemeralServer.start()
    try EmbeddedPreset.apply("supabase", to: server)
    // Databases are made through connections to `postgres`, and nobody may be connected to what is copied.
    try server.createDatabase(named: "preset", template: "postgres")
    return server
  }

  /// Calls `body` with the URL of a new database that has what a Supabase project finds.
  static func withDatabase<Value>(_ body: (String) throws -> Value) throws -> Value {
    let server = try supabase.get()
    let name = "plumb_" + UUID().uuidString.lowercased()
    try server.createDatabase(named: name, template: "preset")
    defer { try? server.dropDatabase(name) }
    return try body(server.url(database: name))
  }

  /// Calls `body` with the URL of a new, empty database.
  static func withEmptyDatabase<Value>(_ body: (String) throws -> Value) throws -> Value {
    let server = try supabase.get()
    let name = "plumb_" + UUID().uuidString.lowercased()
    try server.createDatabase(named: name)
    defer { try? server.dropDatabase(name) }
    return try body(server.url(database: name))
  }

  static func execute(_ sql: String, in url: String) throws {
    let connection = try Connection(try ConnectionParameters(url))
    defer { connection.close() }
    _ = try connection.execute(sql)
  }
}
