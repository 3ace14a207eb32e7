import ArgumentParser
import CatalogModel
import Drift
import Introspection
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
      `undecided`; of a server, `fingerprints` too, by which a comparison knows at once which tables and views are \
      the same. schema:diff reads both. Here --format is json or sql.
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
    let (catalog, snapshot, undecided) = try load()
    switch format {
    case .json:
      let saved = SavedSchema(
        CatalogContents(catalog), serverVersion: snapshot?.serverVersion, fingerprints: snapshot?.fingerprints ?? [:],
        undecided: undecided)
      Output.write(saved.json.text + "\n")
    case .sql: Output.write(SchemaSQL(catalog).text)
    }
    for reason in undecided { StandardError.write("undecided: \(reason)") }
    try (undecided.isEmpty ? ExitStatus.clean : .undecided).end()
  }

  private func load() throws -> (Catalog, Introspector.Snapshot?, undecided: [String]) {
    switch from {
    case .database:
      let database = try Database.required(database, to: "dump")
      let live = try Schemas.introspected(database, keepsText: format == .sql, known: format == .json ? [:] : nil)
      return (live.catalog, live, [])
    case .migrations:
      let project = try Project(self.project)
      let migrations = try project.readableFolder().migrations()
      let simulated = try SimulatedSchema(migrations, startingWith: try project.timeline())
      return (simulated.catalog, nil, simulated.uncertainty.reasons.map(\.description))
    case .rehearsal:
      let project = try Project(self.project)
      let live = try Schemas.rehearsed(try project.readableFolder().migrations(), preset: project.surroundings)
      return (live.catalog, live, [])
    }
  }
}
