import CatalogModel
import Diagnostics
import Drift
import Foundation
import Linting
import Migrations
import Reporting
import SQLSyntax
import Simulation

/// What a command works on: the configuration, the migrations' folder, the preset.
struct Project {
  var configuration: Configuration
  var preset: Preset?
  /// The folder of the migrations, as it was named or configured; `nil` means the usual places.
  private var migrationsPath: String?
  private let record = Record()

  /// The names that a configuration may use.
  private static var vocabulary: Configuration.Vocabulary {
    let rules = RulePage.all.map { ($0.id, $0.optionNames) }
    return .init(
      rules: Dictionary(rules, uniquingKeysWith: { first, _ in first }),
      presets: Preset.builtIn.map(\.name) + [noPreset])
  }

  init(_ options: ProjectOptions, startingAt folder: String? = nil) throws {
    do {
      configuration = try Configuration.load(
        named: options.config, startingAt: folder ?? options.migrations ?? ".", vocabulary: Project.vocabulary)
    } catch {
      throw CommandFailure(.wrongUse, error.description, diagnostics: error.diagnostics)
    }
    migrationsPath = options.migrations ?? configuration.migrations
    let name = options.preset ?? configuration.preset?.name ?? Project.presetName(ofFolder: migrationsPath)
    if let name, name != Project.noPreset { preset = try Project.preset(name) }
  }

  /// What says that there is no preset, whatever the folder is.
  private static let noPreset = "none"

  /// The preset that goes with where the migrations are: the Supabase CLI finds them in `supabase/migrations` alone.
  private static func presetName(ofFolder path: String?) -> String? {
    let isFolder = { FileManager.default.fileExists(atPath: $0 + "/.") }
    guard let path = path ?? MigrationFolder.usualPlaces.first(where: isFolder) else { return nil }
    let names = URL(fileURLWithPath: path).standardized.pathComponents
    return names.suffix(2) == ["supabase", "migrations"] ? "supabase" : nil
  }

  private static func preset(_ name: String) throws -> Preset {
    do {
      return try Preset.named(name)
    } catch {
      throw CommandFailure(.wrongUse, error.description)
    }
  }

  /// The migrations' folder, listed.
  func folder() throws -> MigrationFolder {
    do {
      if let migrationsPath { return try MigrationFolder(migrationsPath, layout: configuration.layout) }
      return try MigrationFolder.find(layout: configuration.layout)
    } catch {
      throw CommandFailure(.impossible, error.description)
    }
  }

  /// The folder's migrations, where nothing is wrong with the folder.
  func readableFolder() throws -> MigrationFolder {
    let folder = try folder()
    let errors = folder.problems.filter { $0.severity == .error }
    guard errors.isEmpty else { throw CommandFailure(.findings, "the folder is not in order", diagnostics: errors) }
    return folder
  }

  /// What the migrations find in the database: the preset, and their tool's own record where they name it.
  var surroundings: Preset? {
    guard let recordTable else { return preset }
    return Preset(name: preset?.name ?? recordTable.name, sql: (preset.map { $0.sql + "\n" } ?? "") + recordTable.sql)
  }

  private var recordTable: RecordTable? {
    if let known = record.table { return known }
    let table = (try? folder())?.recordTable
    record.table = .some(table)
    return table
  }

  /// The tool's record, once the files have been searched for it.
  private final class Record {
    var table: RecordTable??
  }

  /// A simulation that starts with what the migrations find.
  func timeline() throws -> Timeline {
    do {
      return try Timeline(preset: surroundings)
    } catch {
      throw CommandFailure(.wrongUse, error.description)
    }
  }

  /// What comparisons look at.
  func scope(onlySecurity: Bool = false) throws -> Scope {
    do {
      return Scope(
        configuration.drift, claims: try preset?.claims() ?? [],
        preset: try preset.map { try Timeline(preset: $0).presetCatalog },
        record: recordTable.map { QualifiedName(schema: $0.schema, name: $0.name) }, onlySecurity: onlySecurity)
    } catch let error as PresetError {
      throw CommandFailure(.wrongUse, error.description)
    } catch let error as TimelineError {
      throw CommandFailure(.wrongUse, error.description)
    }
  }

  /// Whether a comparison may leave out tables and views that are known to be the same: to find the partitions that are
  /// data it has to know all of them.
  var leavesOutAlike: Bool { configuration.drift.dataParents.isEmpty }

  /// The differences that the team has accepted.
  func acceptedDrift() throws -> AcceptedDrift? {
    guard let path = configuration.drift.acceptedFile else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(
        .wrongUse, "can't read the accepted differences in `\(path)`\nhelp: `drift: accepted:` names the file")
    }
    do {
      let today = String(Date().ISO8601Format().prefix(10))
      return AcceptedDrift(
        try ConfigurationReader.accepted(String(decoding: data, as: UTF8.self), path: path, today: today))
    } catch {
      throw CommandFailure(.wrongUse, error.description, diagnostics: error.diagnostics)
    }
  }

  /// What the configuration says to the linter.
  var lintConfiguration: LintConfiguration {
    let exposed = configuration.exposedSchemas ?? (preset == nil ? [] : ["public"])
    var result = LintConfiguration(exposedSchemas: Set(exposed))
    for (id, rule) in configuration.rules {
      result.severities[id] = rule.severity
      result.options[id] = rule.options
    }
    return result
  }
}

extension Configuration.Preset {
  /// The name or the path, as `Preset.named` takes it.
  var name: String {
    switch self {
    case .named(let name): name
    case .file(let path): path
    }
  }
}
