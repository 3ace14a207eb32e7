import Diagnostics

/// A migration's file as a folder lists it, not read yet.
package struct MigrationFile: Hashable, Sendable {
  /// The path, as the user should see it.
  package var path: String
  /// The version from the file's name: `001`.
  package var version: String
  /// The name from the file's name: `user_profile_resume`.
  package var name: String

  package init(path: String, version: String, name: String) {
    self.path = path
    self.version = version
    self.name = name
  }

  /// A file by its path, where its name is that of a migration.
  package init?(path: String) {
    let fileName = path.split(separator: "/").last.map(String.init) ?? path
    guard let parts = MigrationFolder.Layout.plumbline.parts(of: fileName) else { return nil }
    self.init(path: path, version: parts.version, name: parts.name)
  }

  /// The file's name in its folder.
  package var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Reads the file.
  ///
  /// One that can't be read is a migration without statements that says so.
  package func read() -> Migration {
    do {
      let source = SourceText(path: path, utf8: try FileBytes.read(path))
      return Migration(version: version, name: name, source: source)
    } catch {
      let source = SourceText(path: path, utf8: [])
      let problem = Diagnostic(
        ruleID: "unreadable-file", severity: .error, message: "can't read the file: \(error.reason)",
        location: .init(source: source, range: 0..<0), help: "check that it is a file that you may read")
      return Migration(unreadable: problem, version: version, name: name, source: source)
    }
  }

  /// Whether a file comes before another: by version as a number, then by path.
  package static func isOrderedBefore(_ left: MigrationFile, _ right: MigrationFile) -> Bool {
    if MigrationVersion.areSame(left.version, right.version) { return left.path < right.path }
    return MigrationVersion.isOrderedBefore(left.version, right.version)
  }
}
