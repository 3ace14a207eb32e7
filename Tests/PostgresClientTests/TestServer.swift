import EphemeralPostgres
import Foundation
import PostgresClient

/// The server that the tests of this binary share; a test makes a database of its own in it.
enum TestServer {
  static let shared = Result { try EphemeralServer.start() }

  /// A connection to a new database.
  static func connect() throws -> Connection {
    let server = try shared.get()
    let name = "t" + UUID().uuidString
    return try Connection(try server.createDatabase(named: name))
  }
}

/// Runs `body` with a new folder for caches and servers, which is removed afterwards.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = "/tmp/pt-\(UUID().uuidString.prefix(8))"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// The environment of this process with a private cache and temporary folder.
func environment(in folder: String) -> [String: String] {
  ProcessInfo.processInfo.environment.merging(["XDG_CACHE_HOME": folder + "/cache", "TMPDIR": folder]) { $1 }
}

/// Waits until a condition holds, for a minute at most; whether it did.
func eventually(_ condition: () -> Bool) -> Bool {
  for _ in 0..<6000 {
    if condition() { return true }
    usleep(10_000)
  }
  return condition()
}

/// The error that `body` throws, where it is a `PostgresError`.
func postgresError(_ body: () throws -> Void) -> PostgresError? {
  do {
    try body()
    return nil
  } catch {
    return error as? PostgresError
  }
}
