import ArgumentParser
import Diagnostics
import Foundation
import Linting
import Migrations
import Simulation

/// `plumb lint [PATH…]`.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check migrations, with knowledge of the schema that the earlier ones built.",
    discussion: "A file is checked with the migrations before it in its folder; findings are shown for the file alone.")

  @Argument(help: "Files or folders; without any the project's migrations.")
  var paths: [String] = []
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    var diagnostics: [Diagnostic] = []
    var count = 0
    for request in try requests() {
      let result = try request.lint(project)
      diagnostics += result.diagnostics
      count += result.checkedFiles
    }
    try Output.write(diagnostics, format.format, checkedFiles: count).end()
  }

  private func requests() throws -> [LintRequest] {
    if paths.isEmpty { return [LintRequest(folder: nil, files: nil)] }
    var requests: [LintRequest] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw CommandFailure(.impossible, "can't lint `\(path)`: there is no such file or folder")
      }
      if isFolder.boolValue {
        requests.append(LintRequest(folder: path, files: nil))
        continue
      }
      let parent = LintRequest.folder(of: path)
      if let index = requests.firstIndex(where: { $0.folder == parent && $0.files != nil }) {
        requests[index].files?.append(path)
      } else {
        requests.append(LintRequest(folder: parent, files: [path]))
      }
    }
    return requests
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
    MigrationFolder.forEachMigration(of: relevant) { _ = check.add($0) }
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
    func parent(_ path: String) -> String {
      guard let slash = path.lastIndex(of: "/") else { return path == "." ? ".." : "." }
      return slash == path.startIndex ? "/" : String(path[..<slash])
    }
    let name = path.split(separator: "/").last ?? ""
    let hasFolder = ["up.sql", "down.sql", "migration.sql"].contains(name)
    return hasFolder ? parent(parent(path)) : parent(path)
  }

  private static func isOne(of wanted: Set<String>, _ file: MigrationFile) -> Bool {
    wanted.contains(resolved(file.path)) || file.downPath.map { wanted.contains(resolved($0)) } ?? false
  }

  private static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).standardized.path }
}
