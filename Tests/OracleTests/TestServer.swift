import CatalogModel
import EphemeralPostgres
import Foundation
import Introspection
import PostgresClient

/// The server that all oracle tests share. Nothing is skipped where there is none: the tests fail.
enum TestServer {
  private static let shared = Result { () throws(EphemeralPostgresError) in try EphemeralServer.start() }

  static func running() throws -> EphemeralServer { try shared.get() }

  /// Calls `body` with a connection to a new database, which is dropped afterwards.
  static func withDatabase<Value>(_ body: (Connection) throws -> Value) throws -> Value {
    let server = try running()
    let name = "oracle_" + UUID().uuidString.lowercased()
    let connection = try Connection(try server.createDatabase(named: name))
    defer {
      connection.close()
      try? server.dropDatabase(name)
    }
    return try body(connection)
  }

  /// The server's `server_version_num`.
  static func version() throws -> Int { try running().serverVersion }

  /// The catalog of a new database after some SQL; `keepsText` keeps what the server prints.
  static func catalog(after sql: String..., keepsText: Bool = false) throws -> Catalog {
    var introspector = Introspector()
    introspector.keepsText = keepsText
    return try withDatabase { connection in
      for part in sql { try connection.execute(part) }
      return try introspector.snapshot(of: connection).catalog
    }
  }

  /// A tablespace that needs no folder of its own; it stays with the server.
  static func makePlace(_ connection: Connection) throws {
    let existing = try connection.query("SELECT 1 AS one FROM pg_tablespace WHERE spcname = 'place'")
    guard existing.isEmpty else { return }
    try connection.execute("SET allow_in_place_tablespaces = on")
    _ = try? connection.execute("CREATE TABLESPACE place LOCATION ''")
  }
}
