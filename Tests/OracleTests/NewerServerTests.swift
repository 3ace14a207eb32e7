import CatalogModel
import PostgresClient
import SQLSyntax
import Testing

@testable import Introspection

/// What versions after PostgreSQL 15 added: each is read, and gives a difference.
@Suite struct NewerServerTests {
  /// Two states of a database that differ in one thing.
  struct Addition: CustomTestStringConvertible {
    var since: Int
    var kind: ObjectKind
    var before: String
    var after: String
    var testDescription: String { after }
  }

  private static let additions: [Addition] = [
    .init(
      since: 15, kind: .view, before: "CREATE TABLE t (a int); CREATE VIEW w AS SELECT a FROM t",
      after: "CREATE TABLE t (a int); CREATE VIEW w WITH (security_invoker) AS SELECT a FROM t"),
    .init(
      since: 16, kind: .column, before: "CREATE TABLE t (a text)", after: "CREATE TABLE t (a text STORAGE EXTERNAL)"),
    .init(
      since: 17, kind: .table, before: "CREATE TABLE t (a int)",
      after: "CREATE TABLE t (a int); GRANT MAINTAIN ON t TO PUBLIC"),
    .init(
      since: 17, kind: .eventTrigger, before: eventTrigger, after: "\(eventTrigger); ALTER EVENT TRIGGER e DISABLE"),
    .init(
      since: 17, kind: .collation, before: "CREATE COLLATION c (provider = builtin, locale = 'C')",
      after: "CREATE COLLATION c (provider = builtin, locale = 'C.UTF-8')"),
    .init(
      since: 18, kind: .column, before: "CREATE TABLE t (a int NOT NULL)",
      after: "CREATE TABLE t (a int CONSTRAINT given NOT NULL)"),
    .init(
      since: 18, kind: .column, before: "CREATE TABLE t (a int NOT NULL)",
      after: "CREATE TABLE t (a int NOT NULL NO INHERIT)"),
    .init(
      since: 18, kind: .column, before: "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED)",
      after: "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL)"),
    .init(
      since: 18, kind: .constraint, before: "CREATE TABLE t (a int CHECK (a > 0))",
      after: "CREATE TABLE t (a int CHECK (a > 0) NOT ENFORCED)"),
    .init(
      since: 18, kind: .constraint, before: "CREATE TABLE t (a int4range, b int4range, PRIMARY KEY (a, b))",
      after: "CREATE TABLE t (a int4range, b int4range, PRIMARY KEY (a, b WITHOUT OVERLAPS))"),
    .init(
      since: 18, kind: .constraint, before: "\(temporal), FOREIGN KEY (a, PERIOD b) REFERENCES p)",
      after: "\(temporal), FOREIGN KEY (a, PERIOD b) REFERENCES p NOT ENFORCED)"),
    .init(
      since: 18, kind: .publication, before: "CREATE PUBLICATION p",
      after: "CREATE PUBLICATION p WITH (publish_generated_columns = stored)"),
  ]

  private static let eventTrigger = """
    CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON login
    EXECUTE FUNCTION f()
    """

  private static let temporal = """
    CREATE TABLE p (a int4range, b int4range, PRIMARY KEY (a, b WITHOUT OVERLAPS));
    CREATE TABLE c (a int4range, b int4range
    """

  @Test(arguments: additions)
  func itIsRead(_ addition: Addition) throws {
    guard try TestServer.version() / 10_000 >= addition.since else { return }
    let before = try TestServer.catalog(after: addition.before)
    let after = try TestServer.catalog(after: addition.after)
    let kinds = CatalogDiff(from: before, to: after).changes.map(\.object.kind)
    #expect(kinds == [addition.kind], "\(CatalogDiff(from: before, to: after).changes)")
    // What a dump says of a table makes it again.
    guard [.table, .column, .constraint].contains(addition.kind) else { return }
    let copy = try TestServer.catalog(after: SchemaSQL(after).text)
    #expect(CatalogDiff(from: after, to: copy).changes == [])
  }

  @Test func namesThatAServerMadeForNotNullSayNothing() throws {
    let renamed = try TestServer.catalog(after: "CREATE TABLE old (a int NOT NULL); ALTER TABLE old RENAME TO t")
    let made = try TestServer.catalog(after: "CREATE TABLE t (a int NOT NULL)")
    #expect(CatalogDiff(from: renamed, to: made).changes == [])
  }

  @Test func theCatalogsOfEveryServerAreKnown() throws {
    try TestServer.withDatabase { connection in
      // As if it were newer than what is known.
      let rows = try connection.query(UnknownCatalogs.query(version: (KnownCatalogs.newestMajor + 1) * 10_000))
      #expect(rows.count > 500)
      let found = try rows.map { (catalog: try $0.string("catalog"), column: try $0.string("column")) }
      // Columns that went before 18.
      let gone: Set = [
        "pg_attribute.attcacheoff", "pg_collation.colliculocale", "pg_database.daticulocale",
        "pg_database.datlastsysoid",
      ]
      #expect(Set(KnownCatalogs.unknown(found)).subtracting(gone) == [])
      #expect(
        KnownCatalogs.unknown([("pg_class", "relcolour"), ("pg_class", "relname"), ("pg_assertion", "oid")])
          == ["pg_assertion", "pg_class.relcolour"])
    }
  }

  @Test func aServerNewerThanWhatIsKnownIsNamedWithWhatWasNotRead() {
    var snapshot = Introspector.Snapshot(catalog: Catalog(), unmodelled: [:], serverVersion: 180_006)
    #expect(snapshot.warning == nil)
    snapshot.serverVersion = 190_000
    snapshot.unread = ["pg_assertion", "pg_class.relcolour"]
    #expect(
      snapshot.warning == "the server runs PostgreSQL 19; plumb knows up to 18, and did not read "
        + "pg_assertion, pg_class.relcolour")
  }
}
