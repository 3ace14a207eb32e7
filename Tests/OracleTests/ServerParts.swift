import EphemeralPostgres
import Foundation
import Migrations
import PostgresClient
import Testing

/// What tests need of a server beside itself, and servers may be built without: extensions, ICU and XML.
///
/// What a server lacks is printed, and fails a test; not where `make test-servers` says with PLUMBLINE_OTHER_SERVER that
/// it is another server's turn.
enum ServerParts {
  private static let needed = [
    "btree_gist", "citext", "hstore", "icu", "intarray", "pg_stat_statements", "pg_trgm", "pgcrypto", "uuid-ossp",
    "xml",
  ]

  /// The parts that the server has.
  private static let available: Result<Set<String>, any Error> = Result {
    try TestServer.withDatabase { connection in
      let rows = try connection.query(
        """
        SELECT name FROM pg_available_extensions
        UNION ALL SELECT 'icu' FROM pg_config WHERE name = 'CONFIGURE' AND setting NOT LIKE '%--without-icu%'
          AND (setting LIKE '%--with-icu%' OR current_setting('server_version_num')::int >= 160000)
        UNION ALL SELECT 'xml' FROM pg_config WHERE name = 'CONFIGURE' AND setting LIKE '%--with-libxml%'
        """)
      let available = try Set(rows.map { try $0.string("name") })
      let missing = needed.filter { !available.contains($0) }
      if !missing.isEmpty {
        let version = connection.serverVersion
        print("• PostgreSQL \(version / 10_000).\(version % 10_000) has no \(missing.joined(separator: ", "))")
      }
      return available
    }
  }

  /// The parts that the server lacks.
  static func missing() throws -> Set<String> { Set(needed).subtracting(try available.get()) }

  /// Whether the server has some parts; where it hasn't, what is not tested is printed.
  static func has(_ parts: [String], for what: String) throws -> Bool {
    let lacking = try missing().intersection(parts).sorted()
    if lacking.isEmpty { return true }
    print("• not tested without \(lacking.joined(separator: ", ")): \(what)")
    return false
  }

  /// An extension that the server has, named like a type of its own; some have none but PL/pgSQL.
  static func anExtension() throws -> String? { try ["citext", "vector"].first(where: available.get().contains) }

  /// A preset without the extensions that the server lacks.
  static func preset(named name: String) throws -> Preset {
    var preset = try Preset.named(name)
    preset.sql = try withoutMissing(preset.sql) { $0.hasPrefix("CREATE EXTENSION") }
    return preset
  }

  /// SQL without the lines that name a part that the server lacks.
  static func withoutMissing(_ sql: String, where isConcerned: (Substring) -> Bool = { _ in true }) throws -> String {
    let missing = try missing()
    return sql.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      let words = line.split { !($0.isLetter || $0.isNumber || "_-".contains($0)) }.map(String.init)
      return !isConcerned(line) || missing.isDisjoint(with: words)
    }.joined(separator: "\n")
  }
}

@Suite struct ServerPartsTests {
  @Test func theServerHasAllThatTestsNeed() throws {
    let missing = try ServerParts.missing()
    if ProcessInfo.processInfo.environment["PLUMBLINE_OTHER_SERVER"] == nil { #expect(missing == []) }
  }
}
