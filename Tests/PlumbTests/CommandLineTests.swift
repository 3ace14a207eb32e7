import Foundation
import Testing

@testable import plumb

@Suite("The command line")
struct CommandLineTests {
  @Test("says what each command is there for, and what the exit codes mean")
  func help() throws {
    let result = try Program.plumb("--help")
    #expect(result.code == 0)
    for name in Plumb.commandNames { #expect(result.output.contains("\n  \(name) ")) }
    let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains(
        "Exit codes: 0 clean, 1 findings, 2 wrong use or configuration, 3 could not do it (server, file), "
          + "4 nothing wrong found but something undecided."))
    #expect(try Program.plumb().output == result.output)
  }

  @Test("has help for each command", arguments: Plumb.commandNames)
  func help(of command: String) throws {
    let result = try Program.plumb(command, "--help")
    #expect(result.code == 0)
    #expect(result.error == "")
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("USAGE: plumb \(command)"))
  }

  @Test(
    "teaches where it is used wrongly",
    arguments: [
      (["migrate:upp"], "error: there is no command `migrate:upp`\nhelp: did you mean `plumb migrate:up`?\n"),
      (["migrate", "up"], "error: there is no command `migrate`\nhelp: did you mean `plumb migrate:up`?\n"),
      (["xyzzy"], "error: there is no command `xyzzy`\nhelp: `plumb --help` lists the commands\n"),
      (["explain", "set-nut-null"], "error: there is no rule `set-nut-null`\nhelp: did you mean `set-not-null`?\n"),
      (["lint", "--preset", "supabas"], "error: there is no preset `supabas`\nhelp: did you mean `supabase`?\n"),
      (
        ["postgres:run", "--presett", "x", "--", "true"],
        "error: unknown option `--presett`\nhelp: did you mean `--preset`?\n"
      ),
      (["postgres:run"], "error: no command was given\nhelp: `plumb postgres:run -- psql -c 'SELECT 1'`\n"),
      (["migrate:new", "!"], "error: `!` makes no file name\nhelp: use letters and digits: add_user_preferences\n"),
      (
        ["schema:diff", "fixture", "x"],
        "error: `fixture` is neither a connection URL nor a folder or file that is there\n"
          + "help: did you mean `fixtures`?\n"
      ),
      (
        ["validate:schema", "--migrations", "fixtures/resume-builder/migrations"],
        "error: no database was given to validate\nhelp: name it with `--database-url postgres://user@host/name`, "
          + "or set DATABASE_URL, or libpq's own PGHOST, PGDATABASE …\n"
      ),
    ])
  func wrongUse(arguments: [String], message: String) throws {
    let result = try Program.shell("plumb " + arguments.map { "'\($0)'" }.joined(separator: " "))
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.error == message)
  }

  @Test("names the nearest option, and the values that an option has")
  func options() throws {
    let unknown = try Program.plumb("lint", "--formt", "json")
    #expect(unknown.code == 2)
    #expect(unknown.error.hasPrefix("error: Unknown option '--formt'. Did you mean '--format'?\n"))
    let value = try Program.plumb("lint", "--format", "xml")
    #expect(value.code == 2)
    #expect(value.error.contains("Please provide one of 'text' and 'json'."))
  }

  @Test(
    "never shows a password",
    arguments: [
      "migrate:up --database-url 'postgres://bob:s3cret@127.0.0.1:1/app'",
      "validate:schema --database-url 'host=127.0.0.1 port=1 password=s3cret'",
      "schema:diff fixtures 'postgress://bob:s3cret@h/app'", "schema:diff fixtures 'postgres://bob:s3cret@127.0.0.1:1/'",
      "migrate:up --database-url 'postgres://bob:s3cret@h:port/app'", "lint 'postgres://bob:s3cret@h/app'",
    ])
  func passwords(line: String) throws {
    let result = try Program.shell("plumb " + line, in: Program.fixture("resume-builder"))
    #expect(result.code == 2 || result.code == 3)
    #expect(!(result.output + result.error).contains("s3cret"))
    #expect(!result.error.isEmpty)
  }

  @Test("outlives a reader that has seen enough, and says where nobody can read it")
  func closedOutput() throws {
    let read = try Program.shell("plumb rules --format json | head -n 1", in: Program.fixture("resume-builder"))
    #expect(read.output == "{\n")
    #expect(read.error == "")
    // A parent that ignores SIGPIPE, as Node.js does.
    let ignored = try Program.shell("trap '' PIPE; (plumb schema:dump; echo $? >&2) | true", in: resumeBuilder)
    #expect(ignored.error == "0\n")
    let closed = try Program.shell("plumb rules >&-")
    #expect(closed.code == 3)
    #expect(closed.error == "error: can't write to standard output: Bad file descriptor\n")
    #if os(Linux)
      let full = try Program.shell("plumb rules >/dev/full")
      #expect(full.code == 3)
      #expect(full.error == "error: can't write to standard output: No space left on device\n")
    #endif
  }

  @Test("has colours where they are asked for, and none in a pipe")
  func colours() throws {
    let folder = Program.fixture("rls-missing")
    let escape: Character = "\u{1B}"
    #expect(!(try Program.plumb("lint", in: folder)).output.contains(escape))
    #expect((try Program.shell("CLICOLOR_FORCE=1 plumb lint", in: folder)).output.contains(escape))
    #expect(!(try Program.shell("CLICOLOR_FORCE=1 NO_COLOR=1 plumb lint", in: folder)).output.contains(escape))
  }

  @Test("checks what is there, and says what isn't")
  func missingPaths() throws {
    let result = try Program.plumb("lint", "migrations", "migrations/001_user_profile_resum.sql", in: resumeBuilder)
    #expect(result.code == 3)
    #expect(result.output == "no findings in 6 files\n")
    #expect(
      result.error == """
        error: can't lint `migrations/001_user_profile_resum.sql`: there is no such file or folder
        help: did you mean `migrations/001_user_profile_resume.sql`?

        """)
    let other = try Program.plumb("lint", "README.md", in: resumeBuilder)
    #expect(other.code == 2)
    #expect(
      other.error == """
        error: can't lint `README.md`: it isn't named like a migration
        help: name it like `001_name.sql`, so that its place among the others in `.` is known

        """)
  }

  @Test("shows of a file its own findings, with the schema of the files before it")
  func oneFile() throws {
    let folder = Program.fixture("index-without-concurrently")
    let result = try Program.shell("plumb lint --format json migrations/002*.sql", in: folder)
    #expect(result.code == 1)
    let findings = try #require(try result.json()["findings"] as? [[String: Any]])
    #expect(findings.map { $0["rule"] as? String } == ["index-without-concurrently"])
    let keys = [
      "column", "endColumn", "endLine", "file", "help", "label", "line", "message", "notes", "rule", "severity",
    ]
    #expect(findings.allSatisfy { Set($0.keys).isSuperset(of: keys) })
    #expect((try Program.shell("plumb lint migrations/001*.sql", in: folder)).code == 0)
  }

  private var resumeBuilder: String { Program.fixture("resume-builder") }
}
