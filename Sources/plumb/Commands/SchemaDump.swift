import ArgumentParser
import CatalogModel
import Drift
import Migrations
import Reporting
import SQLSyntax

/// `plumb schema:dump`.
struct SchemaDump: ParsableCommand {
  /// Where the schema comes from.
  enum Source: String, ExpressibleByArgument, CaseIterable {
    /// Simulated: no database.
    case migrations
    /// A live database.
    case database
    /// The migrations, run on an embedded server.
    case rehearsal
  }

  /// How the schema is written.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case json, sql
  }

  static let configuration = CommandConfiguration(
    commandName: "schema:dump", abstract: "Write the schema as JSON or SQL.",
    discussion: """
      The SQL makes the whole schema in an empty database, what a preset supplies included; it may serve as a preset \
      itself. The JSON has `version` (1), `server`, `objects` (`kind`, `schema`, `table`, `name`, `attributes`) and \
      `undecided`. schema:diff reads both. Here --format is json or sql.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("migrations (no database), database, or rehearsal (an embedded server).", valueName: "source"))
  var from: Source = .migrations
  @Option(name: .long, help: ArgumentHelp("json or sql.", valueName: "format"))
  var format: Form = .json
  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    let (catalog, server, undecided) = try load()
    switch format {
    case .json:
      let saved = SavedSchema(CatalogContents(catalog), serverVersion: server, undecided: undecided)
      Output.write(saved.json.text + "\n")
    case .sql: Output.write(SchemaSQL(catalog).text)
    }
    for reason in undecided { StandardError.write("undecided: \(reason)") }
    try (undecided.isEmpty ? ExitStatus.clean : .undecided).end()
  }

  private func load() throws -> (Catalog, server: Int?, undecided: [String]) {
    switch from {
    case .database:
      let database = try Database.required(database, to: "dump")
      let live = try Schemas.introspected(database, keepsText: format == .sql)
      return (live.snapshot.catalog, live.serverVersion, [])
    case .migrations:
      let project = try Project(self.project)
      let migrations = try project.readableFolder().migrations()
      let simulated = try SimulatedSchema(migrations, startingWith: try project.timeline())
      return (simulated.catalog, nil, simulated.uncertainty.reasons.map(\.description))
    case .rehearsal:
      let project = try Project(self.project)
      let live = try Schemas.rehearsed(try project.readableFolder().migrations(), preset: project.surroundings)
      return (live.catalog, live.serverVersion, [])
    }
  }
}
