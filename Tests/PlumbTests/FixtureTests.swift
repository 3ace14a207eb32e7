import Foundation
import Testing

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

  /// Oracles 2 and 3, as a user meets them.
  @Test("are the same to the simulation and to PostgreSQL, after every migration", arguments: rows)
  func agreement(row: Row) throws {
    let result = try Program.plumb("test:migrations", "--format", "json", in: Program.fixture(row.name))
    if row.name == "duplicate-version" {
      #expect(result.code == 1)
      #expect(result.error.hasPrefix("error[duplicate-version]: "))
      return
    }
    let migrations = try #require(try result.json()["migrations"] as? [[String: Any]], "\(result.error)")
    #expect(!migrations.isEmpty)
    for migration in migrations {
      #expect(migration["disagreements"] as? [String] == [])
      let keys = ["version", "name", "up", "down", "redo", "reverses", "residue"]
      #expect(Set(migration.keys).isSuperset(of: keys))
      let verdicts = ["yes", "column-order", "no", "irreversible", "undecided"]
      #expect(verdicts.contains(migration["reverses"] as? String ?? ""))
    }
    if let state = row.server.firstMatch(of: /^(?<script>UP|DOWN): (?<state>\w{5})$/)?.output {
      let script = state.script.lowercased()
      let found = migrations.map { ($0[script] as? [String: Any])?["sqlState"] as? String }
      // What can't be read is never sent.
      if state.state != "22021" { #expect(found.contains(String(state.state))) }
    }
    if row.command == "plumb test:migrations", row.name.hasPrefix("down-") {
      let isProved = ["down-column-order", "down-irreversible"].contains(row.name)
      #expect(result.code == (isProved ? 0 : 1))
    }
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
