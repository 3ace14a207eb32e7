import Diagnostics
import Foundation
import Linting
import Migrations
import Reporting
import Simulation

/// What `plumb lint` finds, without the command.
struct LintRun {
  var diagnostics: [Diagnostic]
  var fileCount: Int

  /// Lints migrations in the given order.
  init(
    _ migrations: [Migration], problems: [Diagnostic] = [], preset: String? = nil, exposed: Set<String> = []
  ) throws {
    var timeline = try Timeline(preset: preset.map { name in try Preset.named(name) })
    var linter = Linter(
      configuration: LintConfiguration(exposedSchemas: exposed), versions: migrations.map(\.version))
    var found = problems
    for migration in migrations { found += linter.check(timeline.append(migration)) }
    found += linter.finish(timeline.catalog)
    diagnostics = found.sorted(by: Diagnostic.isOrderedBefore)
    fileCount = migrations.count
  }

  /// Lints a folder.
  init(folder: MigrationFolder, preset: String? = nil, exposed: Set<String> = []) throws {
    try self.init(folder.migrations(), problems: folder.problems, preset: preset, exposed: exposed)
  }

  /// The report as text, with paths relative to a folder.
  func text(relativeTo folder: String) -> String {
    TextReporter().render(Report(diagnostics, checkedFiles: fileCount)).replacing(folder + "/", with: "")
  }
}

/// The repository that the tests are in.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Whether snapshots are to be written rather than compared.
  static let updatesSnapshots = ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  static func write(_ text: String, to path: String) throws {
    try text.write(toFile: root + "/" + path, atomically: true, encoding: .utf8)
  }

  /// The names in a folder, in order.
  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []).sorted()
  }
}
