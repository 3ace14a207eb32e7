import Foundation
import Testing

@testable import plumb

@Suite("the record of another tool")
struct RecordTableTests {
  /// A migration that names its tool's record, in a file of the tool's.
  struct Case: CustomTestStringConvertible, Sendable {
    var layout: String
    var file: String
    var text: String
    var testDescription: String { "\(layout) \(file)" }
  }

  @Test(
    "is there for the migrations that name it, simulated and rehearsed",
    arguments: [
      Case(layout: "flyway", file: "V1__a.sql", text: "REVOKE ALL ON TABLE flyway_schema_history FROM PUBLIC;"),
      Case(layout: "sqlx", file: "1_a.sql", text: "DELETE FROM public._sqlx_migrations WHERE version IN (7, 8);"),
      Case(
        layout: "diesel", file: "2024-01-01-000000_a/up.sql",
        text: "COMMENT ON COLUMN __diesel_schema_migrations.run_on IS 'when';"),
      Case(layout: "prisma", file: "20240101000000_a/migration.sql", text: "SELECT logs FROM \"_prisma_migrations\";"),
      Case(
        layout: "golang-migrate", file: "1_a.up.sql",
        text: "CREATE SCHEMA IF NOT EXISTS auth;\nCOMMENT ON COLUMN auth.schema_migrations.dirty IS 'failed';"),
      Case(
        layout: "goose", file: "1_a.sql", text: "-- +goose Up\nALTER TABLE goose_db_version ALTER tstamp SET NOT NULL;"),
      Case(layout: "dbmate", file: "1_a.sql", text: "-- migrate:up\nGRANT SELECT ON schema_migrations TO PUBLIC;"),
      Case(
        layout: "supabase", file: "20240101000000_a.sql",
        text: "SELECT name FROM supabase_migrations.schema_migrations;"),
      Case(
        layout: "drizzle", file: "0000_a.sql", text: "COMMENT ON TABLE drizzle.__drizzle_migrations IS 'drizzle''s';"),
      Case(layout: "tern", file: "001_a.sql", text: "SELECT version FROM schema_version;"),
      Case(layout: "node-pg-migrate", file: "1_a.sql", text: "-- Up Migration\nSELECT run_on FROM pgmigrations;"),
      Case(layout: "sql-migrate", file: "1_a.sql", text: "-- +migrate Up\nSELECT applied_at FROM gorp_migrations;"),
    ])
  func record(_ one: Case) throws {
    try Program.withFolder { folder in
      try write("migrations: migrations\nlayout: \(one.layout)\n", to: folder + "/plumbline.yml")
      try write(one.text + "\n", to: folder + "/migrations/" + one.file)
      let json = try Program.plumb("test:migrations", "--format", "json", in: folder).json()
      let migration = try #require((json["migrations"] as? [[String: Any]])?.first)
      #expect(migration["up"] as? String == "ok", "\(migration)")
      #expect(migration["disagreements"] as? [String] == [])
      #expect((migration["simulation"] as? [String: Any])?["compared"] as? Bool == true)
    }
  }

  @Test("is none where the migrations make the table themselves")
  func ownTable() throws {
    try Program.withFolder { folder in
      try write("CREATE TABLE schema_migrations (id int);\n", to: folder + "/migrations/1_a.up.sql")
      try write("DROP TABLE schema_migrations;\n", to: folder + "/migrations/1_a.down.sql")
      let json = try Program.plumb("test:migrations", "--format", "json", in: folder).json()
      let migration = try #require((json["migrations"] as? [[String: Any]])?.first)
      #expect(migration["reverses"] as? String == "yes", "\(migration)")
    }
  }

  private func write(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
