package import Diagnostics
import Foundation

/// A folder of migrations, listed and not read: the files in the order of their versions.
package struct MigrationFolder: Sendable {
  /// The path, as the user should see it.
  package let path: String
  package let layout: Layout
  /// The migrations' files, in order.
  package let files: [MigrationFile]
  /// What is wrong with the folder: `duplicate-version`, and `ignored-file` for what isn't a migration.
  package let problems: [Diagnostic]

  /// Lists a folder.
  package init(_ path: String) throws(MigrationFolderError) {
    let names = try MigrationFolder.fileNames(in: path)
    let layout = Layout.recognized(in: names)
    var files: [MigrationFile] = []
    var problems: [Diagnostic] = []
    for name in names {
      let file = MigrationFolder.join(path, name)
      if let parts = layout.parts(of: name), MigrationVersion.number(parts.version) != "0" {
        files.append(MigrationFile(path: file, version: parts.version, name: parts.name))
      } else if let problem = MigrationFolder.ignored(name, at: file, layout) {
        problems.append(problem)
      }
    }
    if files.isEmpty { throw .empty(path: path, pattern: layout.pattern, others: problems.compactMap(\.fileName)) }
    files.sort(by: MigrationFile.isOrderedBefore)
    self.path = path
    self.layout = layout
    self.files = files
    self.problems = problems + MigrationFolder.duplicates(files)
  }

  /// The files of a folder in order, without their contents.
  package static func list(_ path: String) throws(MigrationFolderError) -> [MigrationFile] {
    try MigrationFolder(path).files
  }

  /// All migrations in order, read on all cores.
  ///
  /// What a thousand files hold is in memory then.
  package func migrations() -> [Migration] {
    var migrations: [Migration] = []
    forEachMigration { migrations.append($0) }
    return migrations
  }

  // MARK: - Listing

  private static func fileNames(in path: String) throws(MigrationFolderError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path: path) }
    guard isFolder.boolValue else { throw .notAFolder(path: path) }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw .unreadable(path: path, reason: String(cString: strerror(access(path, R_OK) == 0 ? EIO : errno)))
    }
  }

  static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// What is said of a file that isn't a migration; nothing of hidden files, READMEs and folders.
  private static func ignored(_ name: String, at path: String, _ layout: Layout) -> Diagnostic? {
    if name.hasPrefix(".") || name.lowercased().hasPrefix("readme") { return nil }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return nil }
    let location = Diagnostic.Location(source: SourceText(path: path, utf8: []), range: 0..<0)
    if layout.parts(of: name) != nil {
      return Diagnostic(
        ruleID: "ignored-file", severity: .error, message: "`\(name)` has the version 0, which means no migration",
        location: location, help: "number it from `001`: `migrate:down 000` rolls back every migration")
    }
    return Diagnostic(
      ruleID: "ignored-file", severity: .info, message: "`\(name)` isn't named like a migration and is ignored",
      location: location, help: "name migrations like `\(layout.pattern)`")
  }

  private static func duplicates(_ files: [MigrationFile]) -> [Diagnostic] {
    zip(files, files.dropFirst()).compactMap { first, second in
      guard MigrationVersion.areSame(first.version, second.version) else { return nil }
      let source = SourceText(path: second.path, utf8: (try? FileBytes.read(second.path)) ?? [])
      return Diagnostic(
        ruleID: "duplicate-version", severity: .error,
        message: "`\(first.fileName)` and `\(second.fileName)` have the same version \(second.version)",
        location: .init(source: source, range: 0..<0),
        label: "which of the two comes first isn't defined",
        help: "give the one that was applied nowhere yet the next free number, in its name and its header")
    }
  }
}

extension Diagnostic {
  /// The name of the file that this is about.
  fileprivate var fileName: String? { location?.source.path.split(separator: "/").last.map(String.init) }
}
