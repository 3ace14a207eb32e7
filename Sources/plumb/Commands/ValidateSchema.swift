import ArgumentParser
import CatalogModel
import Diagnostics
import Linting
import Migrations
import PostgresClient
import Reporting
import Runner
import Simulation

/// `plumb validate:schema`.
struct ValidateSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate:schema", abstract: "Compare a live database, object by object, with the migrations' schema.",
    discussion: """
      Only reads, in a read-only transaction. Migrations that the database has not got yet are left out of the \
      comparison; without a table schema_migrations all of them are expected.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let project = try Project(self.project)
    let database = try Database.required(self.database, to: "validate")
    let validation = try SchemaValidation(project, database)
    let status = Output.write(validation.diagnostics, format.format)
    if format.format == .text { Output.write(validation.summary + "\n") }
    try status.end()
  }
}

/// A database compared with what its migrations promise.
struct SchemaValidation {
  private(set) var diagnostics: [Diagnostic] = []
  private var comparedMigrations = 0
  private var pending: [String] = []
  private var comparedObjects = 0

  init(_ project: Project, _ database: Database) throws {
    let folder = try project.readableFolder()
    let live = try Schemas.introspected(database)
    // Other tools' records are of their own form.
    let applied = folder.layout == .plumbline ? try SchemaValidation.appliedVersions(database) : nil
    let files = folder.files.filter { file in
      applied.map { $0.contains { MigrationVersion.areSame($0, file.version) } } ?? true
    }
    pending = folder.files.filter { file in !files.contains { $0.path == file.path } }.map(\.version)
    comparedMigrations = files.count
    var check = SeriesCheck(folder: folder, project: project, timeline: try project.timeline())
    var migrations: [Migration] = []
    var isDecided = true
    MigrationFolder.forEachMigration(of: files) { migration in
      let simulated = check.add(migration)
      migrations.append(migration)
      isDecided = isDecided && simulated.up.succeeds && simulated.up.undecided.isEmpty
    }
    // What the simulation leaves open PostgreSQL itself decides.
    let expected = isDecided ? check.timeline.catalog : try Schemas.rehearsed(migrations, preset: project.preset)
    comparedObjects = expected.objects.count
    let platform = Set(check.timeline.presetCatalog.schemas.keys).subtracting(["public"])
    var diff = Schemas.withoutBookkeeping(CatalogDiff(from: expected, to: live, ignoring: platform))
    diff.changes.removeAll { SchemaValidation.belongsToPlatform($0, project) }
    diagnostics = diff.groups.map { SchemaValidation.diagnostic($0, check.linter.state) }
  }

  /// The versions that the database has, by its table; `nil` without one.
  private static func appliedVersions(_ database: Database) throws -> [String]? {
    let status = MigrationRunner(migrations: [], parameters: database.parameters)
    do {
      let entries = try status.status().entries.filter { $0.state != .pending && $0.state != .failed }
      return entries.isEmpty ? nil : entries.map(\.version)
    } catch {
      throw CommandFailure(.impossible, error.description)
    }
  }

  /// With a preset, the platform's own extensions and default privileges are there without a migration.
  private static func belongsToPlatform(_ change: CatalogDiff.Change, _ project: Project) -> Bool {
    guard project.preset != nil, change.kind == .added else { return false }
    return change.object.kind == .extension || change.object.kind == .other
  }

  private static func diagnostic(_ group: CatalogDiff.Group, _ state: SeriesState) -> Diagnostic {
    let change = group.change
    let (what, help) =
      switch change.kind {
      case .removed: ("is missing from the database", "make it again, or write a migration that drops it")
      case .added: ("is in the database, and no migration makes it", "write a migration that makes it, or drop it")
      case .changed:
        ("is not as the migrations made it", "write a migration that makes the change, or take the change back")
      case .moved:
        ("stands at another place in its table", "nothing has to be done, unless something depends on the order")
      }
    let own = state.origins[change.object]
    let origin = own ?? change.object.parent.flatMap { state.origins[ObjectIdentity(.table, $0)] }
    return Diagnostic(
      ruleID: "schema-drift", severity: change.kind == .moved ? .info : .error, message: "\(change.object) \(what)",
      location: origin.map { .init(source: $0.source, range: $0.range) },
      label: own != nil ? "made here" : origin == nil ? "" : "its table is made here",
      notes: change.kind == .changed || change.kind == .moved ? expectations(change) : group.details, help: help)
  }

  private static func expectations(_ change: CatalogDiff.Change) -> [String] {
    change.attributes.map { difference in
      let (title, expected, found) = difference.shown
      return "\(title): expected \(expected), found \(found)"
    }
  }

  /// One line that says what was compared.
  var summary: String {
    let left = pending.isEmpty ? "" : "; pending and not compared: \(pending.joined(separator: ", "))"
    let verdict = diagnostics.isEmpty ? "The database is what its migrations promise" : "The database has drifted"
    return "\(verdict): \(comparedObjects) objects of \(comparedMigrations) migrations compared\(left)"
  }
}
