import Foundation
import Testing

@Suite("The DOWNs that are written")
struct WriteDownTests {
  /// Calls `body` with a folder of files.
  private func withFiles(_ files: [String: String], _ body: (String) throws -> Void) throws {
    try Program.withFolder { folder in
      for (name, text) in files {
        let url = URL(fileURLWithPath: folder + "/migrations/" + name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      try body(folder)
    }
  }

  private func text(_ name: String, in folder: String) throws -> String {
    try String(contentsOfFile: folder + "/migrations/" + name, encoding: .utf8)
  }

  private static let notes = [
    "001_notes.sql":
      "-- Migration: Notes\n-- Version: 001\n-- Date: 2025-01-01\n\n"
      + "CREATE TABLE notes (id int PRIMARY KEY, title text);\n",
    "002_views.sql": """
    -- Migration: Views
    -- Version: 002
    -- Date: 2025-01-02

    ALTER TABLE notes DROP COLUMN title;
    CREATE INDEX idx_notes_id ON notes (id);

    -- DOWN
    -- Rollback script for migration 002

    """,
  ]

  @Test("are shown as a diff, and written where that is asked for")
  func diff() throws {
    try withFiles(Self.notes) { folder in
      let result = try Program.plumb("migrate:write-down", "002", in: folder)
      #expect(result.code == 0)
      #expect(
        result.output == """
          ✅ 002 views: DOWN takes UP back (simulated)
             note: `notes.title` comes back empty

          --- a/migrations/002_views.sql
          +++ b/migrations/002_views.sql
          @@ -7,3 +7,8 @@
           
           -- DOWN
           -- Rollback script for migration 002
          +
          +DROP INDEX IF EXISTS idx_notes_id;
          +
          +-- Note: `notes.title` comes back empty.
          +ALTER TABLE notes ADD COLUMN IF NOT EXISTS title text;

          Proved 1 DOWN; `--write` writes it

          """)
      #expect(try text("002_views.sql", in: folder) == Self.notes["002_views.sql"])
      let patched = try Program.shell("plumb migrate:write-down --all | patch -p1", in: folder)
      #expect(patched.code == 0, "\(patched.output)")
      let byPatch = try text("002_views.sql", in: folder)
      let again = try Program.plumb("migrate:write-down", "--all", "--replace", "--write", in: folder)
      #expect(again.code == 0)
      #expect(again.output.hasSuffix("\nWrote 2 DOWNs\n"))
      #expect(try text("002_views.sql", in: folder) == byPatch)
      #expect(
        try text("001_notes.sql", in: folder).hasSuffix(
          """
          title text);

          -- DOWN
          -- Rollback script for migration 001

          -- Note: the rows of `notes` are lost.
          DROP TABLE IF EXISTS notes;

          """))
      let tested = try Program.plumb("test:migrations", "--simulate", in: folder)
      #expect(tested.code == 0, "\(tested.output)")
      let all = try Program.plumb("migrate:write-down", "--all", in: folder)
      #expect(all.output == "Nothing to write: every migration has a DOWN, or says that there is none\n")
    }
  }

  @Test("take the place of none that is there, unless that is asked for")
  func refusal() throws {
    let resumeBuilder = Program.fixture("resume-builder")
    let result = try Program.plumb("migrate:write-down", "006", in: resumeBuilder)
    #expect(result.code == 2)
    #expect(
      result.error == """
        error: `migrations/006_user_preferences.sql` has a DOWN already
        help: `--replace` writes another in its place

        """)
    for (arguments, message) in [
      ("", "error: no migration was named\nhelp: name one, `plumb migrate:write-down 006`"),
      ("--all 006", "error: migrations were named, and `--all` too\n"),
      ("006_user_preference", "error: there is no migration `006_user_preference` in `migrations`\n"),
    ] {
      let wrong = try Program.shell("plumb migrate:write-down \(arguments)", in: resumeBuilder)
      #expect(wrong.code == 2)
      #expect(wrong.error.hasPrefix(message), "\(wrong.error)")
    }
  }

  @Test("are proved for every migration of an app, by a server too")
  func rehearsal() throws {
    let result = try Program.plumb(
      "migrate:write-down", "--all", "--replace", "--rehearse", "--format", "json",
      in: Program.fixture("resume-builder"))
    #expect(result.code == 0)
    let migrations = try #require(try result.json()["migrations"] as? [[String: Any]])
    #expect(migrations.count == 6)
    for migration in migrations {
      #expect(migration["reverses"] as? String == "yes")
      #expect(migration["rehearsed"] as? Bool == true)
      #expect(migration["written"] as? Bool == false)
      #expect(Set(migration.keys).isSuperset(of: ["version", "name", "path", "down", "notes"]))
    }
    #expect(
      migrations.last?["down"] as? String
        == "-- Note: the rows of `user_preferences` are lost.\nDROP TABLE IF EXISTS user_preferences;\n")
  }

  @Test("aren't written where something remains")
  func remains() throws {
    let files = [
      "001_mood.sql": "CREATE TYPE mood AS ENUM ('glad');\n-- DOWN\nDROP TYPE IF EXISTS mood;\n",
      "002_sad.sql": "ALTER TYPE mood ADD VALUE 'sad';\n",
      "003_gone.sql": "-- Irreversible: the rows are gone\nDROP TYPE mood;\n",
    ]
    try withFiles(files) { folder in
      let result = try Program.plumb("migrate:write-down", "--all", "--write", in: folder)
      #expect(result.code == 1)
      #expect(
        result.output.hasPrefix(
          """
          ❌ 002 sad: DOWN doesn't take UP back (simulated), and isn't written
             changed: type `mood`
               labels: 'glad' → 'glad', 'sad'
             note: `mood` keeps 'sad': PostgreSQL can't take a value out of an enum
          """))
      #expect(try text("002_sad.sql", in: folder) == files["002_sad.sql"])
      let named = try Program.plumb("migrate:write-down", "003", "--write", in: folder)
      #expect(named.code == 0, "\(named.output)")
      #expect(
        try text("003_gone.sql", in: folder)
          == "DROP TYPE mood;\n\n-- DOWN\n-- Rollback script for migration 003\n\nCREATE TYPE mood AS ENUM ('glad', 'sad');\n"
      )
    }
  }

  @Test(
    "stand where the tool looks for them",
    arguments: [
      (["1_a.up.sql": "CREATE TABLE a (id int);\n", "1_a.down.sql": ""], "1_a.down.sql", ""),
      (["2024-01-01-000000_a/up.sql": "CREATE TABLE a (id int);\n"], "2024-01-01-000000_a/down.sql", ""),
      (
        ["1_a.sql": "-- +goose Up\nCREATE TABLE a (id int);\n"], "1_a.sql",
        "-- +goose Up\nCREATE TABLE a (id int);\n\n-- +goose Down\n"
      ),
      (
        ["1_a.sql": "-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\n"], "1_a.sql",
        "-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\n"
      ),
      (
        ["1_a.sql": "-- +migrate Up\nCREATE TABLE a (id int);\n"], "1_a.sql",
        "-- +migrate Up\nCREATE TABLE a (id int);\n\n-- +migrate Down\n"
      ),
      (
        ["001_a.sql": "CREATE TABLE a (id int);\n---- create above / drop below ----\n"], "001_a.sql",
        "CREATE TABLE a (id int);\n\n---- create above / drop below ----\n"
      ),
    ])
  func layouts(files: [String: String], name: String, above: String) throws {
    try withFiles(files) { folder in
      let result = try Program.plumb("migrate:write-down", "--all", "--write", in: folder)
      #expect(result.code == 0, "\(result.error)")
      let down = "-- Note: the rows of `a` are lost.\nDROP TABLE IF EXISTS a;\n"
      #expect(try text(name, in: folder) == above + down)
    }
  }

  @Test("have no place in the layout of a tool without a DOWN")
  func noDown() throws {
    try withFiles(["20240101000000_a/migration.sql": "CREATE TABLE a (id int);\n"]) { folder in
      let result = try Program.plumb("migrate:write-down", "--all", in: folder)
      #expect(result.code == 2)
      #expect(
        result.error == """
          error: the migrations in `migrations` are of the layout prisma, and Prisma has no DOWN
          help: a migration is taken back there by another one

          """)
    }
  }

  @Test("stay outside of a transaction where UP does")
  func concurrently() throws {
    let files = [
      "1_a.sql": "-- +migrate Up\nCREATE TABLE a (id int);\n\n-- +migrate Down\nDROP TABLE a;\n",
      "2_b.sql": "-- +migrate Up notransaction\nCREATE INDEX CONCURRENTLY i ON a (id);\n",
    ]
    try withFiles(files) { folder in
      #expect((try Program.plumb("migrate:write-down", "--all", "--write", in: folder)).code == 0)
      let down = "\n-- +migrate Down notransaction\nDROP INDEX CONCURRENTLY IF EXISTS i;\n"
      let written = try text("2_b.sql", in: folder)
      #expect(written == (files["2_b.sql"] ?? "") + down)
    }
  }
}
