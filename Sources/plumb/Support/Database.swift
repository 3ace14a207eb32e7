import Foundation
import PostgresClient

/// A live database that a command is pointed at.
struct Database {
  var parameters: ConnectionParameters

  /// The database of `--database-url`, `DATABASE_URL` or libpq's own variables; `nil` where none says anything.
  init?(_ options: DatabaseOptions) throws {
    let environment = ProcessInfo.processInfo.environment
    let url: String? = options.databaseURL ?? environment["DATABASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
    let own = ["PGHOST", "PGHOSTADDR", "PGDATABASE", "PGSERVICE", "PGPORT", "PGUSER"]
    guard url != nil || own.contains(where: { environment[$0]?.isEmpty == false }) else { return nil }
    guard let url else {
      parameters = ConnectionParameters()
      return
    }
    do {
      parameters = try ConnectionParameters(url)
    } catch {
      throw CommandFailure(.wrongUse, error.description)
    }
  }

  /// As `init(_:)`, where a database must be given.
  static func required(_ options: DatabaseOptions, to purpose: String) throws -> Database {
    if let database = try Database(options) { return database }
    throw CommandFailure(
      .wrongUse,
      """
      no database was given to \(purpose)
      help: name it with `--database-url postgres://user@host/name`, or set DATABASE_URL, or libpq's own PGHOST, \
      PGDATABASE …
      """)
  }

  /// A connection.
  func connect() throws -> Connection {
    do {
      let connection = try Connection(parameters)
      try connection.requireSupportedVersion()
      return connection
    } catch {
      throw CommandFailure(.impossible, error.description)
    }
  }
}
