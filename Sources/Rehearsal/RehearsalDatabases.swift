import Diagnostics
import EphemeralPostgres
import Foundation
import Migrations
import PostgresClient
import SQLSyntax

/// The databases of one rehearsal: a template with the preset, and copies.
final class RehearsalDatabases {
  let server: EphemeralServer
  /// What the preset sets for every session.
  private(set) var settings: [(name: String, value: String)] = []
  private let prefix = "rehearsal_" + UUID().uuidString.prefix(8).lowercased()
  private var count = 0
  private var existing: [String] = []

  init(_ server: EphemeralServer) { self.server = server }

  deinit {
    for name in existing { try? server.dropDatabase(name) }
    try? forgetRoleSettings()
  }

  /// What migrations set for the role that runs them isn't for the next rehearsal on this server.
  private func forgetRoleSettings() throws(PostgresError) {
    let connection = try Connection(server.parameters(), applicationName: "plumb rehearsal")
    defer { connection.close() }
    let settings = try connection.query(
      """
      SELECT FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole
      WHERE setdatabase = 0 AND r.rolname = current_user
      """)
    if !settings.isEmpty { try connection.execute("ALTER ROLE CURRENT_USER RESET ALL") }
  }

  /// Makes the database that all others are copies of.
  func createTemplate(_ preset: Preset?) throws(RehearsalError) -> String {
    do {
      let name = try create(from: "template1")
      guard let preset else { return name }
      let connection = try Connection(server.parameters(database: name), applicationName: "plumb preset")
      defer { connection.close() }
      // Roles belong to the server, which may have had the preset before: 42710 is duplicate_object.
      try run(preset.serverSQL, of: preset, connection, passingOver: "42710")
      try run(preset.databaseSQL, of: preset, connection, passingOver: nil)
      for row in try connection.query("SELECT name, setting FROM pg_settings WHERE source = 'session'") {
        settings.append((try row.string("name"), try row.string("setting")))
      }
      return name
    } catch let error as PostgresError {
      throw .server(error)
    } catch let error as RehearsalError {
      throw error
    } catch {
      throw .server(.unsupported("\(error)"))
    }
  }

  private func run(
    _ sql: String, of preset: Preset, _ connection: Connection, passingOver sqlState: String?
  ) throws {
    let script = Script(SourceText(path: preset.name, text: sql))
    let ranges = script.statements.map(\.range) + script.errors.map(\.range)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      do {
        try connection.execute(script.text(range))
      } catch {
        if let sqlState, error.serverError?.sqlState == sqlState { continue }
        let line = script.text(range).split(separator: "\n").first.map(String.init) ?? ""
        throw RehearsalError.preset(name: preset.name, statement: line, error)
      }
    }
  }

  /// A copy of a database to which nobody is connected.
  func create(from template: String) throws(PostgresError) -> String {
    count += 1
    let name = "\(prefix)_\(count)"
    try server.createDatabase(named: name, template: template)
    existing.append(name)
    return name
  }

  func drop(_ name: String) throws(PostgresError) {
    try server.dropDatabase(name)
    existing.removeAll { $0 == name }
  }

  func connect(_ name: String) throws(PostgresError) -> RehearsalSession {
    try RehearsalSession(server.parameters(database: name), settings: settings)
  }
}
