import ArgumentParser
import Migrations
import Reporting

/// `plumb test:migrations`.
struct TestMigrations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test:migrations", abstract: "Prove that every DOWN reverses its UP: UP, DOWN, UP of each migration.",
    discussion: """
      Each migration is simulated and, on an embedded PostgreSQL server, rehearsed; where the two disagree, that is an \
      error. With --simulate no server is needed.

      --seed fills tables: each statement of the file runs once, as soon as the tables and columns that it names are \
      there, before the first migration that is tested or after any UP. So every later UP and DOWN meets rows, and the \
      rows after DOWN are compared with those before UP.
      """)

  @Flag(name: .long, help: "Simulate only, without a server.")
  var simulate = false
  @Flag(name: .long, help: "Test the way from the last migration down to zero as well.")
  var chain = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Test only what is new or edited since a git revision, or what comes after a version.", valueName: "rev"))
  var since: String?
  @Option(name: .long, help: ArgumentHelp("An SQL file that fills tables first.", valueName: "file"))
  var seed: String?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let project = try Project(self.project)
    let folder = try project.readableFolder()
    let options = try MigrationTest.Options(
      goesDown: chain, scope: since.map { try TestScope(since: $0, in: folder) }, seed: readSeed())
    let server = simulate ? nil : try RehearsalServer()
    defer { server?.server.stop() }
    let run = try MigrationTest(of: folder, project, on: server, options)
    Output.write(format.format == .json ? run.json.text + "\n" : run.text())
    try run.status.end()
  }

  private func readSeed() throws -> Seed? {
    guard let seed else { return nil }
    guard !simulate else {
      throw CommandFailure(
        .wrongUse, "`--seed` needs a server, and `--simulate` starts none\nhelp: leave out one of the two")
    }
    do {
      return try Seed.read(seed)
    } catch {
      throw CommandFailure(.wrongUse, error.description)
    }
  }
}
