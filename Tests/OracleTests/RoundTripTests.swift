import CatalogModel
import Introspection
import PostgresClient
import Testing

/// A schema written down as SQL and made again is the schema that it was.
@Suite struct RoundTripTests {
  private static func written(_ connection: Connection) throws -> (catalog: Catalog, sql: String) {
    var introspector = Introspector()
    introspector.keepsText = true
    let catalog = try introspector.snapshot(of: connection).catalog
    // The server has the roles already.
    let parts = SchemaSQL(catalog).text.split(separator: "-- plumb:database\n", maxSplits: 1)
    return (catalog, String(parts.last ?? ""))
  }

  private func expectReturn(_ setups: String...) throws {
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      for setup in setups { try connection.execute(setup) }
      let (catalog, sql) = try RoundTripTests.written(connection)
      try TestServer.withDatabase { copy in
        do {
          try copy.execute(sql)
        } catch {
          Issue.record("\(error)\n\(sql)")
          return
        }
        let diff = try CatalogDiff(from: catalog, to: Introspector.catalog(of: copy))
        #expect(diff.changes == [], "\(sql)")
      }
    }
  }

  @Test func everyKindOfTheBatteryReturns() throws {
    try expectReturn(AttributeChange.base, ServerParts.withoutMissing(AttributeChange.text("everything")))
  }

  @Test func theSamplesReturn() throws { try expectReturn(Samples.everyKind()) }

  /// After each change of the battery that a dump can say.
  @Test(arguments: AttributeChange.files)
  func everyChangeReturns(_ file: String) throws {
    var copies = 0
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      try connection.execute(AttributeChange.base)
      try TestServer.withDatabase { copy in
        for change in try AttributeChange.possible(file) {
          do {
            try connection.execute("BEGIN;" + change.setup + ";" + change.change)
            let (catalog, sql) = try RoundTripTests.written(connection)
            try connection.execute("ROLLBACK")
            guard !sql.contains("-- not written:") else { continue }
            // The roles that changes make are gone again.
            let roles = file == "others" ? "CREATE ROLE app; CREATE ROLE super SUPERUSER;" : ""
            try copy.execute("BEGIN;" + roles + sql)
            let diff = try CatalogDiff(from: catalog, to: Introspector.catalog(of: copy))
            let changes = diff.changes.filter { $0.object.kind != .role }
            #expect(changes.isEmpty, "\(change.title): \(changes)\n\(sql)")
            copies += 1
          } catch {
            Issue.record("\(change.title): \(error)")
            _ = try? connection.execute("ROLLBACK")
          }
          _ = try? copy.execute("ROLLBACK")
        }
      }
    }
    #expect(copies > 10)
  }

  @Test func namesThatNeedQuotesReturn() throws {
    let names = [
      "a.b", "c\"d", "e\nf", "g'h", "ü", "🐘", String(repeating: "x", count: 63), "select", "Upper", "1", "a\"\u{301}",
    ]
    let sql = names.enumerated().map { number, name in
      let quoted = Connection.quoted(identifier: name)
      return """
        CREATE SCHEMA \(quoted);
        CREATE TYPE \(quoted).\(quoted) AS ENUM (\(Connection.quoted(literal: name)));
        CREATE TABLE \(quoted).t\(number) (\(quoted) \(quoted).\(quoted) DEFAULT \(Connection.quoted(literal: name)) NOT NULL,
          "k k" serial PRIMARY KEY, CONSTRAINT \(quoted) CHECK (\(quoted)::text <> ''));
        CREATE INDEX \(quoted) ON \(quoted).t\(number) (\(quoted));
        CREATE VIEW \(quoted)."v \(number)" AS SELECT \(quoted) FROM \(quoted).t\(number) AS \(quoted);
        CREATE FUNCTION \(quoted).\(quoted)(\(quoted) \(quoted).\(quoted)) RETURNS text LANGUAGE sql AS \(Connection.quoted(literal: name));
        CREATE POLICY \(quoted) ON \(quoted).t\(number) USING (\(quoted)::text = \(Connection.quoted(literal: name)));
        COMMENT ON COLUMN \(quoted).t\(number).\(quoted) IS \(Connection.quoted(literal: name));
        """
    }
    try expectReturn("SET check_function_bodies = off", sql.joined(separator: "\n"))
  }

  @Test func twoHundredSchemasReturn() throws {
    let sql = (1...200).map { number in
      """
      CREATE SCHEMA s\(number);
      CREATE TABLE s\(number).t (id int PRIMARY KEY, parent int \(number > 1 ? "REFERENCES s\(number - 1).t" : ""));
      CREATE VIEW s\(number).w AS SELECT * FROM s\(number).t;
      """
    }
    try expectReturn(sql.joined(separator: "\n"))
  }
}
