import ArgumentParser
import CatalogModel
import Diagnostics
import Foundation
import Migrations
import PostgresClient
import Reporting
import SQLSyntax
import Simulation

/// `plumb schema:diff A B`.
struct SchemaDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema:diff", abstract: "Compare two schemas: each a database, a migrations folder or an SQL file.",
    discussion: "Exit code 0 means equal, 1 different, 4 that something could not be decided.")

  @Argument(help: "A connection URL, a migrations folder or an SQL file.")
  var first: String
  @Argument(help: "Another one.")
  var second: String
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let before = try SchemaSource(first).load(project)
    let after = try SchemaSource(second).load(project)
    let diff = Schemas.withoutBookkeeping(CatalogDiff(from: before.catalog, to: after.catalog))
    let undecided = before.undecided + after.undecided
    if format.format == .json {
      let value: JSONValue = [
        "version": 1, "equal": JSONValue(diff.isEmpty),
        "changes": JSONValue(diff.changes) { $0.json(asResidue: false) }, "undecided": JSONValue(undecided),
      ]
      Output.write(value.text + "\n")
    } else {
      Output.write(diff.isEmpty ? "The schemas are equal\n" : diff.text)
      for reason in undecided { Output.write("undecided: \(reason)\n") }
    }
    try (diff.isEmpty ? undecided.isEmpty ? ExitStatus.clean : .undecided : .findings).end()
  }
}

/// Something that a schema can be read from.
enum SchemaSource {
  case database(String)
  case folder(String)
  case file(String)

  init(_ text: String) throws {
    var isFolder: ObjCBool = false
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || text.contains("=") {
      self = .database(text)
    } else if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) {
      self = isFolder.boolValue ? .folder(text) : .file(text)
    } else {
      throw CommandFailure(
        .wrongUse,
        "`\(text)` is neither a connection URL nor a folder or file that is there"
          + (Files.nearest(to: text).map { "\nhelp: did you mean `\($0)`?" } ?? ""))
    }
  }

  func load(_ options: ProjectOptions) throws -> (catalog: Catalog, undecided: [String]) {
    switch self {
    case .database(let url):
      var database = DatabaseOptions()
      database.databaseURL = url
      return (try Schemas.introspected(try Database.required(database, to: "compare")), [])
    case .folder(let path):
      var options = options
      options.migrations = path
      let project = try Project(options)
      return try SchemaSource.simulated(try project.readableFolder(), project)
    case .file(let path):
      return try SchemaSource.simulated(file: path, try Project(options))
    }
  }

  /// A file's schema. One that makes its own roles, as a preset or a dump does, finds no preset before it.
  private static func simulated(file path: String, _ project: Project) throws -> (Catalog, [String]) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(.impossible, "can't read `\(path)`")
    }
    let source = SourceText(path: path, utf8: Array(data))
    let isWhole = !Preset(name: path, sql: String(decoding: data, as: UTF8.self)).serverSQL.isEmpty
    let start = try isWhole ? Timeline() : project.timeline()
    return try simulated([Migration(version: "1", name: path, source: source)], startingWith: start)
  }

  static func simulated(_ folder: MigrationFolder, _ project: Project) throws -> (Catalog, [String]) {
    try simulated(folder.migrations(), startingWith: try project.timeline())
  }

  private static func simulated(
    _ migrations: [Migration], startingWith start: Timeline
  ) throws -> (Catalog, [String]) {
    var timeline = start
    var undecided: [String] = []
    for migration in migrations {
      if let problem = migration.problems.first(where: { $0.severity == .error && $0.ruleID != "empty-migration" }) {
        throw CommandFailure(.findings, problem.message, diagnostics: [problem])
      }
      let up = timeline.append(migration).up
      func place(_ range: Range<Int>) -> String {
        "\(migration.path):\(migration.source.position(at: range.lowerBound).line)"
      }
      if let step = up.failure, let error = step.outcome.error {
        throw CommandFailure(
          .findings,
          "\(place(step.statement.range)): PostgreSQL would refuse this statement "
            + "(\(error.sqlState)): \(error.message)")
      }
      undecided += up.undecided.map { "\(place($0.range)): \($0.reason)" }
    }
    return (timeline.catalog, undecided)
  }
}
