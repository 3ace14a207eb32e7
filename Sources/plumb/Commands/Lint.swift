import ArgumentParser
import Diagnostics
import Foundation
import Linting
import Migrations
import Simulation

/// `plumb lint [PATH…]`.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check migrations, with knowledge of the schema that the earlier ones built.",
    discussion: "A file is checked with the migrations before it in its folder; findings are shown for the file alone.")

  @Argument(help: "Files or folders; without any the project's migrations.")
  var paths: [String] = []
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    var diagnostics: [Diagnostic] = []
    var count = 0
    let (requests, missing) = requests()
    for request in requests {
      let result = try request.lint(project)
      diagnostics += result.diagnostics
      count += result.checkedFiles
    }
    let status = requests.isEmpty ? .clean : Output.write(diagnostics, format.format, checkedFiles: count)
    for path in missing {
      StandardError.write(
        "error: can't lint `\(path)`: there is no such file or folder"
          + (Files.nearest(to: path).map { "\nhelp: did you mean `\($0)`?" } ?? ""))
    }
    try status.or(missing.isEmpty ? .clean : .impossible).end()
  }

  /// What to lint, the files of one folder together, and the paths where nothing is.
  private func requests() -> (requests: [LintRequest], missing: [String]) {
    if paths.isEmpty { return ([LintRequest(folder: nil, files: nil)], []) }
    var requests: [LintRequest] = []
    var missing: [String] = []
    for path in paths {
      guard let isFolder = Files.isFolder(path) else {
        missing.append(path)
        continue
      }
      let folder = isFolder ? path : LintRequest.folder(of: path)
      if isFolder {
        requests.append(LintRequest(folder: path, files: nil))
      } else if let index = requests.firstIndex(where: { $0.folder == folder && $0.files != nil }) {
        requests[index].files?.append(path)
      } else {
        requests.append(LintRequest(folder: folder, files: [path]))
      }
    }
    return (requests, missing)
  }
}

/// A folder to lint, or some of its files.
struct LintRequest {
  /// `nil` is the project's own.
  var folder: String?
  /// `nil` is all of them.
  var files: [String]?

  func lint(_ options: ProjectOptions) throws -> (diagnostics: [Diagnostic], checkedFiles: Int) {
    var options = options
    if let folder { options.migrations = folder }
    let project = try Project(options)
    let folder = try listed(project)
    let wanted = files.map { Set($0.map(LintRequest.resolved)) }
    var check = SeriesCheck(folder: folder, project: project, timeline: try project.timeline())
    let last = wanted.flatMap { wanted in folder.files.lastIndex { LintRequest.isOne(of: wanted, $0) } }
    let relevant = last.map { Array(folder.files[...$0]) } ?? folder.files
    check.add(relevant)
    check.finish()
    guard let wanted else { return (check.diagnostics, folder.files.count) }
    let found = check.diagnostics.filter { diagnostic in
      diagnostic.location.map { wanted.contains(LintRequest.resolved($0.source.path)) } ?? false
    }
    return (found, wanted.count)
  }

  /// The folder; a file that isn't one of its migrations stands alone.
  private func listed(_ project: Project) throws -> MigrationFolder {
    let listed = try project.folder()
    guard let files, let folder else { return listed }
    let alone = files.filter { file in
      !listed.files.contains { LintRequest.isOne(of: [LintRequest.resolved(file)], $0) }
    }
    if let file = alone.first {
      throw CommandFailure(
        .wrongUse,
        "can't lint `\(file)`: it isn't named like a migration\n"
          + "help: name it like `\(listed.layout.pattern)`, so that its place among the others in `\(folder)` is known")
    }
    return listed
  }

  /// The folder of the migrations that a file is one of: where each has a folder, the one around that.
  static func folder(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    let hasFolder = ["up.sql", "down.sql", "migration.sql"].contains(name)
    let folder = Files.folder(of: path)
    return hasFolder ? Files.folder(of: folder) : folder
  }

  private static func isOne(of wanted: Set<String>, _ file: MigrationFile) -> Bool {
    wanted.contains(resolved(file.path)) || file.downPath.map { wanted.contains(resolved($0)) } ?? false
  }

  private static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).standardized.path }
}
