import ArgumentParser
import CatalogModel
import Diagnostics
import Drift
import Introspection
import Migrations
import Reporting
import SQLSyntax

/// `plumb validate:schema`.
struct ValidateSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate:schema", abstract: "Compare a live database, object by object, with the migrations' schema.",
    discussion: """
      Only reads, in a read-only transaction. What is expected is what an embedded server makes of the migrations; it \
      is kept, so that the next run needs no server. Migrations that the database has not got yet are left out; where \
      the table of the tool that runs them doesn't say it, all of them are expected.

      Exit code 0 means equal, 1 different, 4 that something could not be decided. `drift:` in plumbline.yml says \
      what is left out, what is accepted, and whether objects that no migration makes are errors. The JSON is that of \
      `schema:diff`.
      """)

  @Flag(name: .long, help: "Simulate the migrations instead, without a server.")
  var simulate = false
  @Option(name: .long, help: ArgumentHelp("Compare one aspect alone: security.", valueName: "aspect"))
  var only: Aspect?
  @Flag(
    name: .customLong("repair-sql"),
    help: "Print the statements that would bring the database to what is expected; nothing is executed.")
  var repairSQL = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var format: FormatOptions

  /// What a comparison can be narrowed to.
  enum Aspect: String, ExpressibleByArgument, CaseIterable {
    case security
  }

  func run() throws {
    let project = try Project(self.project)
    let database = try Database.required(self.database, to: "validate")
    let validation = try SchemaValidation(
      project, database, simulates: simulate, onlySecurity: only == .security, needsCatalog: repairSQL)
    if repairSQL {
      Output.write(try validation.repairSQL())
      return try validation.comparison.status.end()
    }
    switch format.format {
    case .json: Output.write(validation.json.text + "\n")
    case .text: Output.write(validation.text(.forStandardOutput()))
    }
    try validation.comparison.status.end()
  }
}

/// A database compared with what its migrations promise.
struct SchemaValidation {
  private(set) var comparison: SchemaComparison
  private let expectation: Expectation
  private let live: Introspector.Snapshot
  private let applied: AppliedFiles
  private let pending: [String]

  /// `needsCatalog` says that a repair is to be written.
  init(
    _ project: Project, _ database: Database, simulates: Bool = false, onlySecurity: Bool = false,
    needsCatalog: Bool = false
  ) throws {
    let folder = try project.readableFolder()
    let accepted = try project.acceptedDrift()
    let scope = try project.scope(onlySecurity: onlySecurity)
    let connection = try database.connect()
    defer { connection.close() }
    let applied = try AppliedFiles(connection, folder)
    let migrations = applied.files.map { $0.read() }
    let kept =
      simulates || needsCatalog
      ? nil : KeptExpectation(migrations, project, liveVersion: connection.serverVersion)
    func read(_ known: [QualifiedName: Fingerprint]?) throws -> Introspector.Snapshot {
      try Schemas.introspected(
        connection, owners: project.configuration.drift.owners, keepsText: needsCatalog, known: known)
    }
    var live = try read(project.leavesOutAlike ? kept?.fingerprints : nil)
    let expectation: Expectation
    if let known = kept?.expectation(leavingOut: live.alike) {
      expectation = known
    } else {
      if !live.alike.isEmpty { live = try read(nil) }
      connection.close()
      expectation = try Expectation(
        migrations, project, simulates: simulates, liveVersion: live.serverVersion, needsCatalog: needsCatalog)
    }
    comparison = SchemaComparison(
      from: .init(
        contents: expectation.contents, serverVersion: expectation.serverVersion, uncertainty: expectation.uncertainty,
        description: expectation.description),
      to: .init(
        contents: CatalogContents(live.catalog), serverVersion: live.serverVersion, notCompared: live.unmodelled,
        description: "database"), scope,
      accepted: accepted, unmanaged: project.configuration.drift.unmanaged)
    if !comparison.findings.isEmpty { comparison.trace(migrations, startingWith: try project.timeline()) }
    (self.expectation, self.live, self.applied) = (expectation, live, applied)
    pending = folder.files.filter { file in !applied.files.contains { $0.path == file.path } }.map(\.version)
  }

  /// The report for people.
  func text(_ style: TextStyle) -> String {
    comparison.text(style) + applied.notes.map { "note: \($0)\n" }.joined()
      + comparison.notComparedText + summary + "\n"
  }

  /// The statements that would bring the database to the expectation.
  func repairSQL() throws -> String {
    guard let catalog = expectation.catalog else {
      throw CommandFailure(.impossible, "the expected schema isn't known well enough to repair anything")
    }
    return RepairSQL(comparison, from: live.catalog, to: catalog).text
  }

  /// The report for programs.
  var json: JSONValue {
    comparison.json([
      .init("objects", .integer(expectation.objectCount)),
      .init("migrations", .integer(applied.files.count)), .init("pending", JSONValue(pending)),
      .init("notes", JSONValue(applied.notes)),
    ])
  }

  /// One line that says what was compared.
  var summary: String {
    let left = pending.isEmpty ? "" : "; pending and not compared: \(pending.joined(separator: ", "))"
    let verdict =
      switch comparison.status {
      case .clean: "The database is what its migrations promise"
      case .undecided: "Whether the database is what its migrations promise isn't decided"
      default: "The database has drifted"
      }
    let objects = "\(expectation.objectCount) objects of \(applied.files.count) migrations compared"
    let how =
      switch expectation.source {
      case .simulated(let reason): " (simulated\(reason.map { ": \($0)" } ?? ""))"
      case .rehearsed(let server, _) where server / 10_000 != live.serverVersion / 10_000:
        " (rehearsed on PostgreSQL \(server / 10_000), the database runs \(live.serverVersion / 10_000))"
      case .rehearsed: ""
      }
    return "\(verdict): \(objects)\(how)\(left)"
  }
}
