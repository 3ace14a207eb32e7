import ArgumentParser
import CatalogModel
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
      itself. Here --format is json or sql.
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
    let (catalog, undecided) = try load()
    switch format {
    case .json: Output.write(SchemaDump.json(catalog).text + "\n")
    case .sql: Output.write(SchemaSQL(catalog).text)
    }
    for reason in undecided { StandardError.write("undecided: \(reason)") }
    try (undecided.isEmpty ? ExitStatus.clean : .undecided).end()
  }

  private func load() throws -> (Catalog, [String]) {
    switch from {
    case .database:
      return (try Schemas.introspected(try Database.required(database, to: "dump")), [])
    case .migrations:
      let project = try Project(self.project)
      return try SchemaSource.simulated(try project.readableFolder(), project)
    case .rehearsal:
      let project = try Project(self.project)
      return (try Schemas.rehearsed(try project.readableFolder().migrations(), preset: project.preset), [])
    }
  }

  static func json(_ catalog: Catalog) -> JSONValue {
    let objects = catalog.objects.sorted { $0.key < $1.key }
    return [
      "version": 1,
      "objects": JSONValue(objects) { identity, attributes in
        [
          "kind": JSONValue(identity.kind.rawValue), "schema": JSONValue(identity.parent?.schema ?? identity.schema),
          "table": JSONValue(identity.parent?.name), "name": JSONValue(identity.name),
          "attributes": .object(attributes.map { .init($0.name, JSONValue($0.value)) }),
        ]
      },
    ]
  }
}
