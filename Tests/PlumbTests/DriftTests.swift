import Foundation
import Testing

/// A project of two migrations in a folder of its own, and a database that has them.
enum SmallProject {
  static let migrations = [
    "001_notes.sql": """
    -- Migration: Notes
    -- Version: 001
    -- Date: 2025-01-01
    -- Author: Test

    CREATE TABLE IF NOT EXISTS notes (id integer PRIMARY KEY, title text, state varchar(10));
    CREATE INDEX IF NOT EXISTS idx_title ON notes (title);
    ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
    CREATE POLICY readers ON notes FOR SELECT USING (state = 'open');
    CREATE TABLE events (at date NOT NULL, note text) PARTITION BY RANGE (at);

    -- DOWN
    DROP TABLE IF EXISTS events;
    DROP TABLE IF EXISTS notes;

    """,
    "002_more.sql": """
    -- Migration: More
    -- Version: 002
    -- Date: 2025-01-02
    -- Author: Test
    -- Depends: 001

    ALTER TABLE notes ALTER COLUMN title SET DEFAULT 'untitled';
    CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM notes';

    -- DOWN
    DROP FUNCTION IF EXISTS total();
    ALTER TABLE notes ALTER COLUMN title DROP DEFAULT;

    """,
  ]

  /// Calls `body` with the project's folder and the URL of its database.
  static func with(
    _ configuration: String = "", drift: String = "", _ body: (_ folder: String, _ database: String) throws -> Void
  ) throws {
    try Program.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/migrations", withIntermediateDirectories: false)
      for (name, text) in migrations { try write(text, folder + "/migrations/" + name) }
      try write(configuration, folder + "/plumbline.yml")
      try TestServer.withEmptyDatabase { database in
        #expect(try Program.plumb("migrate:up", in: folder, database: database).code == 0)
        if !drift.isEmpty { try TestServer.execute(drift, in: database) }
        try body(folder, database)
      }
    }
  }

  static func write(_ text: String, _ path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}

@Suite("validate:schema")
struct DriftTests {
  private func validate(_ folder: String, _ database: String, _ arguments: String...) throws -> Program.Result {
    try Program.shell(
      (["plumb", "validate:schema"] + arguments).joined(separator: " "), in: folder, database: database)
  }

  @Test("tells of each property which statement the expectation comes from, matters of security first")
  func places() throws {
    let drift = """
      ALTER TABLE notes ALTER COLUMN title DROP DEFAULT;
      ALTER POLICY readers ON notes USING (true);
      GRANT SELECT ON notes TO PUBLIC;
      ALTER FUNCTION total() STABLE;
      """
    try SmallProject.with(drift: drift) { folder, database in
      let text = try validate(folder, database)
      #expect(text.code == 1)
      let output = text.output
      #expect(output.hasPrefix("Security\n\nerror[schema-drift]: table `notes`"), "\(output)")
      #expect(output.contains("using: expected "))
      #expect(output.contains("┌ migrations/001_notes.sql:9:1"), "\(output)")
      let (policy, column) = (output.firstRange(of: "policy `readers`"), output.firstRange(of: "column `notes.title`"))
      #expect(try #require(policy).lowerBound < #require(column).lowerBound)
      let json = try validate(folder, database, "--format", "json").json()
      let differences = try #require(json["differences"] as? [[String: Any]])
      let title = try #require(differences.first { $0["name"] as? String == "title" })
      let attributes = try #require(title["attributes"] as? [[String: Any]])
      #expect(attributes.first?["name"] as? String == "default")
      #expect(attributes.first?["file"] as? String == "migrations/002_more.sql")
      #expect(attributes.first?["line"] as? Int == 7)
      #expect(title["line"] as? Int == 6)
      let security = try validate(folder, database, "--only", "security")
      #expect(security.code == 1)
      #expect(security.output.contains("policy `readers`") && !security.output.contains("notes.title"))
    }
  }

  @Test("writes JSON of a form that stays")
  func form() throws {
    try SmallProject.with(drift: "DROP INDEX idx_title") { folder, database in
      let json = try validate(folder, database, "--format", "json").json()
      #expect(
        Set(json.keys) == [
          "version", "equal", "expected", "actual", "differences", "undecided", "accepted", "problems", "objects",
          "migrations", "pending", "notCompared", "notes", "summary",
        ])
      #expect(json["version"] as? Int == 1)
      let difference = try #require((json["differences"] as? [[String: Any]])?.first)
      #expect(
        Set(difference.keys) == [
          "object", "kind", "schema", "table", "name", "change", "security", "severity", "undecided", "accepted",
          "file",
          "line", "attributes",
        ])
      #expect(difference["object"] as? String == "index `idx_title`")
      #expect(difference["table"] as? String == "notes")
      #expect(difference["change"] as? String == "missing")
      let attribute = try #require((difference["attributes"] as? [[String: Any]])?.first)
      #expect(Set(attribute.keys) == ["name", "expected", "actual", "file", "line"])
      #expect(
        Set((json["summary"] as? [String: Any] ?? [:]).keys) == [
          "error", "warning", "info", "security", "undecided", "accepted",
        ])
    }
  }

  @Test("keeps the expected schema, and makes it anew where the entry is broken")
  func cache() throws {
    try SmallProject.with { folder, database in
      func run() throws -> Program.Result {
        try Program.shell("XDG_CACHE_HOME=\(folder)/cache plumb validate:schema", in: folder, database: database)
      }
      #expect(try run().code == 0)
      let entries = folder + "/cache/plumbline/schemas"
      let names = try FileManager.default.contentsOfDirectory(atPath: entries)
      #expect(names.count == 1)
      let entry = entries + "/" + (names.first ?? "")
      let text = try String(contentsOfFile: entry, encoding: .utf8)
      // What is read is the entry: an object less in it is one too many in the database, where no fingerprint says that
      // the table is the same.
      let changed = text.replacing("\"name\":\"readers\"", with: "\"name\":\"others\"")
      try SmallProject.write(changed, entry)
      #expect(try run().code == 0)
      try SmallProject.write(changed.replacing("\"fingerprints\"", with: "\"unknown\""), entry)
      #expect(try run().output.contains("policy `readers` on `notes` is in the database"))
      try SmallProject.write(String(text.prefix(text.count / 2)), entry)
      #expect(try run().code == 0)
      #expect(try String(contentsOfFile: entry, encoding: .utf8) == text)
      try SmallProject.write(
        "-- Version: 003\nCREATE TABLE other (id integer);\n", folder + "/migrations/003_other.sql")
      #expect(try run().code == 0, "a migration that isn't applied yet changes nothing")
      #expect(try FileManager.default.contentsOfDirectory(atPath: entries).count == 1)
    }
  }

  @Test("simulates on request, and never passes or alarms where that isn't sure")
  func simulation() throws {
    try SmallProject.with { folder, database in
      #expect(try validate(folder, database, "--simulate").code == 0)
      let path = folder + "/migrations/003_code.sql"
      try SmallProject.write(
        "-- Version: 003\nDO $$ BEGIN IF version() LIKE '%x%' THEN CREATE TABLE x (id int); END IF; END $$;\n", path)
      #expect(try Program.plumb("migrate:up", in: folder, database: database).code == 0)
      let open = try validate(folder, database, "--simulate")
      #expect(open.code == 4, "\(open.output)")
      #expect(open.output.contains("undecided: migrations/003_code.sql:2: "), "\(open.output)")
      try TestServer.execute("CREATE TABLE extra (id int)", in: database)
      #expect(try validate(folder, database, "--simulate").code == 4)
      #expect(try validate(folder, database).code == 1)
    }
  }

  @Test("leaves out what the configuration ignores")
  func ignored() throws {
    let drift = """
      CREATE TABLE tmp_a (id int PRIMARY KEY);
      CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      CREATE INDEX ON events_2025 (note);
      CREATE VIEW w AS SELECT 1 AS one;
      """
    let configuration = """
      drift:
        ignore:
          table: [tmp_*]
        partitions-are-data: [events]
        unmanaged: warning
      """
    try SmallProject.with(configuration, drift: drift) { folder, database in
      let result = try validate(folder, database)
      #expect(result.output.hasPrefix("warning[schema-unmanaged]: view `w` is in the database"), "\(result.output)")
      #expect(result.output.contains("1 warning\n"))
      #expect(result.code == 1)
      try SmallProject.write(configuration.replacing("warning", with: "ignore"), folder + "/plumbline.yml")
      #expect(try validate(folder, database).code == 0)
      try SmallProject.write("drift:\n  unmanged: ignore\n", folder + "/plumbline.yml")
      let wrong = try validate(folder, database)
      #expect(wrong.code == 2)
      #expect(wrong.error.contains("did you mean `unmanaged`?"), "\(wrong.error)")
    }
  }

  @Test("accepts what the team has accepted, until its last day")
  func accepted() throws {
    try SmallProject.with("drift:\n  accepted: accepted.yml\n", drift: "DROP INDEX idx_title") { folder, database in
      func accept(_ day: String, _ name: String) throws -> Program.Result {
        try SmallProject.write(
          "- kind: index\n  name: \(name)\n  reason: rebuilt at night\n  expires: \(day)\n", folder + "/accepted.yml")
        return try validate(folder, database)
      }
      #expect(try accept("2999-12-31", "idx_*").code == 0)
      let expired = try accept("2020-01-31", "idx_title")
      #expect(expired.code == 1)
      #expect(
        expired.output.contains(
          "error[accepted-drift-expired]: the acceptance of index `idx_title` ended on 2020-01-31"))
      #expect(expired.output.contains("index `idx_title` is missing from the database"))
      let unused = try accept("2999-12-31", "other")
      #expect(unused.output.contains("info[accepted-drift-unused]: nothing differs that index `other` would accept"))
      let malformed = try accept("soon", "other")
      #expect(malformed.code == 2)
      #expect(malformed.error.contains("`soon` isn't a day"))
    }
  }

  @Test("prints the statements that put everything right, and marks what they cost")
  func repair() throws {
    let drift = """
      ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
      ALTER POLICY readers ON notes USING (true);
      DROP INDEX idx_title;
      GRANT INSERT ON notes TO PUBLIC;
      CREATE TABLE extra (id int);
      ALTER TABLE notes ALTER COLUMN title SET DEFAULT 'x', ADD COLUMN more int;
      CREATE OR REPLACE FUNCTION total() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
      """
    try SmallProject.with(drift: drift) { folder, database in
      let result = try validate(folder, database, "--repair-sql")
      #expect(result.code == 1)
      #expect(result.output.contains("-- DATA LOSS: the rows of `extra` are lost.\nDROP TABLE"), "\(result.output)")
      #expect(result.output.contains("-- DATA LOSS: the values of `notes.more` are lost."))
      #expect(result.output.contains("-- HEAVY LOCK: all of `notes` is read under a SHARE lock"), "\(result.output)")
      #expect(try validate(folder, database).code == 1, "nothing was executed")
      try TestServer.execute(result.output, in: database)
      let clean = try validate(folder, database)
      #expect(clean.code == 0, "\(result.output)\n\(clean.output)")
      #expect(try validate(folder, database, "--repair-sql").output.contains("-- There is nothing to do."))
    }
  }

  @Test("reads which migrations another tool has applied, and calls its table no drift")
  func records() throws {
    try Program.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/migrations", withIntermediateDirectories: false)
      for (number, name) in [(1, "a"), (2, "b")] {
        let path = "\(folder)/migrations/\(number)_\(name)"
        try SmallProject.write("CREATE TABLE \(name) (id integer);\n", path + ".up.sql")
        try SmallProject.write("DROP TABLE \(name) cascad e;\n", path + ".down.sql")
      }
      try TestServer.withEmptyDatabase { database in
        try TestServer.execute(
          """
          CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
          INSERT INTO schema_migrations VALUES (1, false); CREATE TABLE a (id integer);
          """, in: database)
        for mode in ["", "--simulate"] {
          let result = try validate(folder, database, mode)
          #expect(result.code == 0, "\(result.output)\(result.error)")
          #expect(result.output.hasSuffix("; pending and not compared: 2\n"))
        }
        try TestServer.execute("UPDATE schema_migrations SET version = 2", in: database)
        #expect(try validate(folder, database).output.contains("table `b` is missing from the database"))
      }
    }
  }
}
