import Diagnostics
import EphemeralPostgres
import Foundation
import Migrations
import PostgresClient
import Runner

/// The server that the tests of this binary share; a test makes a database of its own in it.
enum TestServer {
  static let shared = Result { try EphemeralServer.start() }
}

/// A database of its own for one test.
struct TestDatabase: Sendable {
  let parameters: ConnectionParameters

  init() throws {
    parameters = try TestServer.shared.get().createDatabase(named: "t" + UUID().uuidString)
  }

  /// Runs statements on a connection of its own.
  func execute(_ sql: String) throws { try connect().execute(sql) }

  func connect() throws -> Connection { try Connection(parameters) }

  /// The first column of a query's rows.
  func column(_ sql: String) throws -> [String?] {
    let rows = try connect().query(sql)
    return try rows.map { row in try rows.columns.first.flatMap { try row.optionalString($0) } }
  }

  /// The rows of `schema_migrations`: version, success and the first line of the error.
  func history() throws -> [String] {
    try column(
      """
      SELECT version || ' ' || success || coalesce(' ' || split_part(error_message, E'\\n', 1), '')
      FROM public.schema_migrations ORDER BY version
      """
    ).compactMap { $0 }
  }

  func tables() throws -> [String] {
    try column("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").compactMap { $0 }
      .filter { $0 != "schema_migrations" }
  }

  /// A runner of the given migrations that doesn't wait long.
  func runner(_ migrations: [Migration]) -> MigrationRunner {
    var options = RunnerOptions()
    options.lockWait = .seconds(5)
    options.lockTimeout = .milliseconds(300)
    options.retryDelay = .milliseconds(50)
    return MigrationRunner(migrations: migrations, parameters: parameters, options: options)
  }
}

/// A migration by its file name and text.
func migration(_ fileName: String, _ text: String) -> Migration {
  let parts = fileName.split(separator: "_", maxSplits: 1).map(String.init)
  return Migration(
    version: parts[0], name: parts.count > 1 ? parts[1] : "",
    source: SourceText(path: "migrations/\(fileName).sql", text: text))
}

/// A migration that makes a table of that name and drops it.
func table(_ fileName: String, _ name: String) -> Migration {
  migration(fileName, "CREATE TABLE public.\(name) (id int);\n-- DOWN\nDROP TABLE public.\(name);\n")
}

/// What a run on a thread of its own gives, to be waited for.
final class Background<Value: Sendable>: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<Value, any Error>?

  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread {
      self.result = Result { try body() }
      self.done.signal()
    }.start()
  }

  func get() throws -> Value? {
    done.wait()
    defer { done.signal() }
    return try result?.get()
  }
}

/// Waits until a condition holds, for ten seconds at most; whether it did.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<500 {
    if try condition() { return true }
    usleep(20_000)
  }
  return try condition()
}

/// The error that `body` throws, where it is the runner's.
func runnerError(_ body: () throws -> Void) -> RunnerError? {
  do {
    try body()
    return nil
  } catch {
    return error as? RunnerError
  }
}
