import Foundation
import Testing

@testable import plumb

@Suite("test:migrations")
struct TestMigrationsTests {
  /// Writes migrations of the document's own format, their UP and their DOWN, into a new folder.
  private func withMigrations<Value>(
    _ scripts: [(up: String, down: String)], _ body: (String) throws -> Value
  ) throws -> Value {
    try Program.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/migrations", withIntermediateDirectories: false)
      for (number, script) in zip(1..., scripts) {
        try write(
          "-- Migration: m\n-- Version: 00\(number)\n-- Date: 2025-02-03\n\n\(script.up)\n\n-- DOWN\n\(script.down)\n",
          to: folder + "/migrations/00\(number)_m.sql")
      }
      return try body(folder)
    }
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func migrations(_ json: [String: Any]) throws -> [[String: Any]] {
    try #require(json["migrations"] as? [[String: Any]])
  }

  // MARK: - Extensions

  @Test(
    "simulates what needs an extension that the server lacks, be the error handled or not",
    arguments: [
      "CREATE EXTENSION vector;",
      "DO $$ BEGIN CREATE EXTENSION vector; EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no vector'; END $$;",
    ])
  func missingExtension(_ up: String) throws {
    let scripts = [
      (up: up, down: "DROP EXTENSION IF EXISTS vector;"), (up: "CREATE TABLE t (v vector(3));", down: "DROP TABLE t;"),
    ]
    try withMigrations(scripts) { folder in
      for migration in try migrations(Program.plumb("test:migrations", "--format", "json", in: folder).json()) {
        #expect(migration["disagreements"] as? [String] == [])
        #expect(migration["up"] as? String == "ok")
        // A server that has the extension judges it.
        let isCompared = (migration["simulation"] as? [String: Any])?["compared"] as? Bool ?? false
        let reasons = migration["reasons"] as? [String]
        #expect(isCompared || reasons == ["simulated only: extension \"vector\" is not available"])
      }
    }
  }

  // MARK: - Residue

  @Test("names the statement that made what is left, and the one that should have undone it", arguments: [true, false])
  func cause(isSimulated: Bool) throws {
    let words = ["test:migrations", "--format", "json"] + (isSimulated ? ["--simulate"] : [])
    let json = try Program.shell(
      "plumb " + words.joined(separator: " "), in: Program.fixture("down-leaves-index")
    ).json()
    let residue = try #require(try migrations(json).last?["residue"] as? [[String: Any]])
    let cause = try #require(residue.first?["cause"] as? [String: Any])
    #expect(cause["script"] as? String == "up")
    #expect(cause["missing"] as? String == "DROP INDEX")
    #expect(cause["remedy"] as? String == "DROP INDEX IF EXISTS idx_notes_title;")
    let statement = try #require(cause["statement"] as? [String: Any])
    #expect(statement["file"] as? String == "migrations/002_note_titles.sql")
    #expect(statement["line"] as? Int == 10)
    #expect(statement["text"] as? String == "CREATE INDEX IF NOT EXISTS idx_notes_title ON notes(title)")
  }

  @Test(
    "explains each residue in a sentence",
    arguments: [
      ("down-leaves-index", "sql:10; no `DROP INDEX` takes it back"),
      ("down-loses-grant", "in DOWN; no `GRANT` after it restores it"),
      ("down-loses-comment", "in DOWN; no `COMMENT ON` after it restores it"),
      ("down-loses-policy", "sql:7; no `CREATE POLICY` brings it back"),
      ("down-enum-value-stays", "sql:7; no statement takes a value out of an enum"),
      ("down-drops-too-much", "in DOWN; UP didn't make it; `IF NOT EXISTS` at migrations/002_ensure_notes.sql:7"),
      ("down-wrong-function", "sql:7; DOWN makes it something else at migrations/002_better_slugs.sql:19"),
      ("down-column-order", "the schema returns, the rows do not"),
    ])
  func sentences(fixture: String, sentence: String) throws {
    let result = try Program.plumb("test:migrations", "--simulate", in: Program.fixture(fixture))
    #expect(result.output.contains(sentence), "\(result.output)")
  }

  // MARK: - The chain

  @Test("goes down to zero, and tells what is left on the way", arguments: [true, false])
  func chain(isSimulated: Bool) throws {
    let scripts = [
      (up: "CREATE TABLE a (id int);", down: "DROP TABLE a;"),
      (up: "CREATE TABLE b (id int);\nCREATE TABLE c (id int);", down: "DROP TABLE b;"),
      (up: "ALTER TABLE b ADD x int;", down: "ALTER TABLE b DROP x;"),
    ]
    try withMigrations(scripts) { folder in
      let words = ["plumb test:migrations --chain --format json"] + (isSimulated ? ["--simulate"] : [])
      let result = try Program.shell(words.joined(separator: " "), in: folder)
      #expect(result.code == 1)
      let chain = try #require(try result.json()["chain"] as? [String: Any])
      #expect(chain["reached"] as? String == "000")
      let steps = try #require(chain["steps"] as? [[String: Any]])
      #expect(steps.map { $0["version"] as? String } == ["003", "002", "001"])
      #expect(steps.map { $0["reverses"] as? String } == ["yes", "no", "yes"])
      #expect(steps.map { ($0["disagreements"] as? [String])?.count } == [0, 0, 0])
      let residue = try #require(chain["residue"] as? [[String: Any]])
      #expect(residue.map { $0["object"] as? String } == ["table `c`", "column `c.id`"])
    }
  }

  @Test("ends the way down where there is none")
  func chainStops() throws {
    let declared = try Program.plumb(
      "test:migrations", "--chain", "--format", "json", in: Program.fixture("down-irreversible"))
    #expect(declared.code == 0)
    let chain = try #require(try declared.json()["chain"] as? [String: Any])
    #expect(chain["reached"] as? String == "002")
    #expect((chain["stop"] as? [String: Any])?["version"] as? String == "002")
    let failing = try Program.plumb("test:migrations", "--chain", in: Program.fixture("down-wrong-order"))
    #expect(failing.code == 1)
    #expect(failing.output.contains("The way ends at 001: DOWN fails\n"))
  }

  // MARK: - Since

  @Test("tests only what git does not know of a revision, or what comes after a version")
  func since() throws {
    let scripts = (1...4).map { (up: "CREATE TABLE t\($0) (id int);", down: "DROP TABLE t\($0);") }
    try withMigrations(scripts) { folder in
      let file = folder + "/migrations/00"
      let outside = try Program.plumb("test:migrations", "--simulate", "--since", "HEAD", in: folder)
      #expect(outside.code == 3)
      #expect(outside.error.hasPrefix("error: can't look for `HEAD`: `migrations` is in no git repository"))
      let commit =
        "git init -q -b trunk && git add migrations/001* migrations/002* && "
        + "git -c user.name=a -c user.email=a@b -c commit.gpgsign=false commit -qm first"
      #expect(try Program.shell(commit, in: folder).code == 0)
      try write(String(contentsOfFile: file + "2_m.sql", encoding: .utf8) + "-- edited\n", to: file + "2_m.sql")
      #expect(try Program.shell("git add migrations/003_m.sql", in: folder).code == 0)
      func tested(_ revision: String) throws -> [String?] {
        let json = try Program.plumb(
          "test:migrations", "--simulate", "--format", "json", "--since", revision, in: folder
        ).json()
        return try migrations(json).map { $0["version"] as? String }
      }
      #expect(try tested("trunk") == ["002", "003", "004"])
      #expect(try tested("003") == ["004"])
      #expect(try tested("000").count == 4)
      let none = try Program.plumb("test:migrations", "--simulate", "--since", "4", in: folder)
      #expect(none.output == "No migration is new since `4`: 4 applied, none tested\n")
      let unknown = try Program.plumb("test:migrations", "--simulate", "--since", "trunc", in: folder)
      #expect(unknown.code == 2)
      #expect(unknown.error.hasSuffix("help: did you mean `trunk`?\n"))
    }
  }

  // MARK: - Rows

  private static let scripts = [
    (up: "CREATE TABLE notes (id int PRIMARY KEY, title text, nick text);", down: "DROP TABLE notes;"),
    (up: "ALTER TABLE notes DROP COLUMN nick;", down: "ALTER TABLE notes ADD COLUMN nick text;"),
    (
      up: "CREATE TABLE tags (id int PRIMARY KEY, note_id int REFERENCES notes, tag varchar(9));",
      down: "DROP TABLE tags;"
    ),
    (up: "DELETE FROM tags WHERE tag = 'b';", down: "INSERT INTO tags VALUES (2, 1, 'b');"),
    (up: "ALTER TABLE tags ALTER tag TYPE text;", down: "ALTER TABLE tags ALTER tag TYPE varchar(5);"),
    (up: "ALTER TABLE tags ADD must int NOT NULL;", down: "ALTER TABLE tags DROP must;"),
  ]

  @Test("fills tables, and says that the schema returns and the rows do not")
  func seed() throws {
    try withMigrations(Self.scripts) { folder in
      let seed = """
        BEGIN;
        SET search_path = public;
        INSERT INTO tags VALUES (1, 1, 'nine long'), (2, 1, 'b');
        INSERT INTO notes (id, title, nick) VALUES (1, 'a', 'n');
        INSERT INTO nowhere VALUES (1);
        COMMIT;

        """
      try write(seed, to: folder + "/seed.sql")
      let result = try Program.plumb("test:migrations", "--seed", "seed.sql", "--format", "json", in: folder)
      #expect(result.code == 1)
      let json = try result.json()
      let migrations = try migrations(json)
      let rows = migrations.map { $0["rows"] as? [String: Any] }
      #expect(rows.map { $0?["returned"] as? Bool } == [true, false, true, true, true, true])
      #expect(migrations.map { ($0["disagreements"] as? [String])?.count } == [0, 0, 0, 0, 0, 0])
      #expect(((migrations[4]["down"]) as? [String: Any])?["sqlState"] as? String == "22001")
      #expect(((migrations[5]["up"]) as? [String: Any])?["sqlState"] as? String == "23502")
      let tables = try #require(rows[1]?["tables"] as? [[String: Any]])
      #expect(tables.map { $0["table"] as? String } == ["notes"])
      let refused = try #require((json["seed"] as? [String: Any])?["refused"] as? [[String: Any]])
      #expect(refused.map { $0["line"] as? Int } == [5])
      #expect(refused.map { $0["sqlState"] as? String } == ["42P01"])
      let text = try Program.plumb("test:migrations", "--seed", "seed.sql", in: folder).output
      #expect(text.contains("→ reversed by DOWN: the schema returns, the rows do not\n"))
      #expect(text.contains("rows: `notes` has 1 before UP and 1 others after DOWN\n"))
      #expect(text.contains("seed.sql:5 never ran: 42P01: relation \"nowhere\" does not exist\n"))
    }
  }

  @Test(
    "says what is wrong with a seed",
    arguments: [
      ("CREATE TABLE x ();", "line 1: `CREATE TABLE x ()` changes the schema"),
      ("\\restrict x\nCOPY a FROM stdin;\n1\n\\.\n", "line 2: `COPY a FROM stdin` waits for rows that follow it"),
      ("INSERT INTO", "line 1: syntax error at end of input"),
    ])
  func badSeed(text: String, message: String) throws {
    try withMigrations(Self.scripts) { folder in
      try write(text, to: folder + "/seed.sql")
      let result = try Program.plumb("test:migrations", "--seed", "seed.sql", in: folder)
      #expect(result.code == 2)
      #expect(result.error.contains(message), "\(result.error)")
      let simulated = try Program.plumb("test:migrations", "--simulate", "--seed", "seed.sql", in: folder)
      #expect(simulated.code == 2)
      #expect(simulated.error.hasPrefix("error: `--seed` needs a server"))
    }
  }

  @Test("leaves open whether rows that UP puts in can be put in again")
  func redo() throws {
    let scripts = [
      (up: "CREATE TABLE a (id int PRIMARY KEY);", down: "DROP TABLE a;"),
      (up: "ALTER TABLE a ADD x int;\nINSERT INTO a SELECT length(version());", down: "ALTER TABLE a DROP x;"),
    ]
    try withMigrations(scripts) { folder in
      let simulated = try Program.plumb("test:migrations", "--simulate", "--format", "json", in: folder).json()
      #expect(try migrations(simulated).map { $0["redo"] as? String } == ["ok", "undecided"])
      let rehearsed = try migrations(try Program.plumb("test:migrations", "--format", "json", in: folder).json())
      #expect((rehearsed[1]["redo"] as? [String: Any])?["sqlState"] as? String == "23505")
      #expect(rehearsed[1]["disagreements"] as? [String] == [])
      #expect((rehearsed[1]["rows"] as? [String: Any])?["returned"] as? Bool == false)
    }
  }

  // MARK: - Order

  @Test("agrees with the server on which of two statements fails first")
  func firstFailure() throws {
    let scripts = [(up: "\\set x 1\nCOPY a FROM stdin;", down: "SELECT 1;")]
    try withMigrations(scripts) { folder in
      let json = try Program.plumb("test:migrations", "--format", "json", in: folder).json()
      #expect(try migrations(json).map { ($0["disagreements"] as? [String])?.count } == [0])
    }
  }
}
