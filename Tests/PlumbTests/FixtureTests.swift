import Foundation
import Testing

@testable import plumb

@Suite("The fixtures, at the command line")
struct FixtureTests {
  /// A row of the fixtures' README.
  struct Row: CustomTestStringConvertible {
    var name: String
    var command: String
    /// `UP: 42P07` or `DOWN: 2BP01`, where PostgreSQL refuses something.
    var server: String
    var testDescription: String { name }
  }

  static let rows: [Row] = {
    let text = (try? String(contentsOfFile: Program.fixture("README.md"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
      }
      guard line.hasPrefix("| `"), cells.count > 3 else { return nil }
      return Row(name: cells[0], command: cells[2], server: cells[3])
    }
  }()

  @Test("are linted as `expected.txt` says, and the exit code says whether something is wrong", arguments: rows)
  func lint(row: Row) throws {
    let expected = try String(contentsOfFile: Program.fixture(row.name) + "/expected.txt", encoding: .utf8)
    let result = try Program.plumb("lint", in: Program.fixture(row.name))
    #expect(result.output == expected)
    #expect(result.error == "")
    let isWrong = expected.contains(/(?m)^(error|warning)\[/)
    #expect(result.code == (isWrong ? 1 : 0))
  }

  /// Oracles 2 and 3: what `test:migrations` does with a server of its own, on one that these tests share.
  @Test("are the same to the simulation and to PostgreSQL, after every migration", arguments: rows)
  func agreement(row: Row) throws {
    let options = try ProjectOptions.parse(["--migrations", Program.fixture(row.name) + "/migrations"])
    let project = try Project(options)
    if row.name == "duplicate-version" {
      #expect(throws: CommandFailure.self) { try project.readableFolder() }
      return
    }
    let server = RehearsalServer(try TestServer.plain.get())
    let test = try MigrationTest(of: try project.readableFolder(), project, on: server)
    #expect(!test.entries.isEmpty)
    for entry in test.entries { #expect(entry.disagreements == []) }
    let results = test.entries.map(\.result)
    if let state = row.server.firstMatch(of: /^(?<script>UP|DOWN): (?<state>\w{5})$/)?.output {
      let found = results.map { state.script == "UP" ? $0.up.word : $0.down.word }
      // What can't be read is never sent, and CONCURRENTLY runs without a transaction.
      if !["22021", "25001"].contains(state.state) { #expect(found.contains(String(state.state))) }
    }
    if row.command == "plumb test:migrations" {
      let isProved = ["down-column-order", "down-irreversible"].contains(row.name)
      #expect(test.status == (isProved ? .clean : .findings))
    }
  }

  @Test("show as JSON what of a migration is left")
  func json() throws {
    let result = try Program.plumb(
      "test:migrations", "--format", "json", in: Program.fixture("down-leaves-index"))
    #expect(result.code == 1)
    let json = try result.json()
    #expect(Set(json.keys) == ["version", "mode", "migrations", "summary"])
    #expect(json["mode"] as? String == "rehearsal")
    let migrations = try #require(json["migrations"] as? [[String: Any]])
    #expect(migrations.map { $0["reverses"] as? String } == ["yes", "no"])
    for migration in migrations {
      let keys = ["version", "name", "up", "down", "redo", "reverses", "residue", "disagreements"]
      #expect(Set(migration.keys).isSuperset(of: keys))
    }
    let residue = try #require(migrations.last?["residue"] as? [[String: Any]])
    #expect(residue.map { $0["change"] as? String } == ["left"])
    #expect(residue.map { $0["object"] as? String } == ["index `idx_notes_title`"])
  }

  @Test("refuse to go on after an applied migration was edited or is gone")
  func applied() throws {
    for name in ["edited-after-apply", "missing-after-apply"] {
      let row = try #require(Self.rows.first { $0.name == name })
      let result = try Program.shell(row.command, in: Program.fixture(name))
      #expect(result.code == 1)
      #expect(result.output.contains("  ✅ Applied 001: notes"))
      let message =
        name == "edited-after-apply"
        ? "error[edited-after-apply]: `001_notes.sql` was edited after it was applied\n"
        : "error[applied-file-missing]: migration 001 (`notes`) is applied, and its file is missing\n"
      #expect(result.error.hasPrefix(message))
    }
  }

  @Test("hold an app whose every migration is proved")
  func resumeBuilder() throws {
    let result = try Program.plumb("validate:all", in: Program.fixture("resume-builder"))
    #expect(result.code == 0)
    #expect(
      result.output == """
        Lint

        no findings in 6 files

        Testing 6 migrations: UP, DOWN, UP (simulated, and rehearsed on an embedded PostgreSQL server)

          ✅ 001 user_profile_resume        up ok · down ok · up ok  → reversed by DOWN
          ✅ 002 fix_rls_policies           up ok · down ok · up ok  → reversed by DOWN
          ✅ 003 chat_interactions          up ok · down ok · up ok  → reversed by DOWN
          ✅ 004 job_scrapings              up ok · down ok · up ok  → reversed by DOWN
          ✅ 005 schema_validation_helpers  up ok · down ok · up ok  → reversed by DOWN
          ✅ 006 user_preferences           up ok · down ok · up ok  → reversed by DOWN

        6 reversed by DOWN

        Schema: not validated, no database was given (`--database-url` or DATABASE_URL)

        """)
  }
}
