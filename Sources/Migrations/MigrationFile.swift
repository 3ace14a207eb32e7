import Diagnostics

/// A migration's file as a folder lists it, not read yet.
package struct MigrationFile: Hashable, Sendable {
  /// The path of the file of UP, as the user should see it.
  package var path: String
  /// The path of the file of DOWN, where it has one of its own.
  package var downPath: String?
  /// The version from the file's name: `001`.
  package var version: String
  /// The name from the file's name: `user_profile_resume`.
  package var name: String
  package var layout: Layout
  /// Whether the folder has no DOWN at all, where its tool could have some.
  var folderGoesForward = false

  package init(path: String, downPath: String? = nil, version: String, name: String, layout: Layout = .plumbline) {
    self.path = path
    self.downPath = downPath
    self.version = version
    self.name = name
    self.layout = layout
  }

  /// The file's name; with its folder's, where each migration has a folder.
  package var fileName: String {
    let names = path.split(separator: "/").map(String.init)
    let isFolder = ["up.sql", "migration.sql"].contains(names.last)
    return names.suffix(isFolder ? 2 : 1).joined(separator: "/")
  }

  /// Reads the file, and that of DOWN.
  ///
  /// One that can't be read is a migration without statements that says so.
  package func read() -> Migration {
    var path = path
    do {
      let source = SourceText(path: path, utf8: try FileBytes.read(path))
      var downSource: SourceText?
      if let downPath {
        path = downPath
        downSource = SourceText(path: path, utf8: try FileBytes.read(path))
      }
      var migration = Migration(
        version: version, name: name, layout: layout, source: source, downSource: downSource,
        runsWithoutTransaction: runsWithoutTransaction)
      migration.folderGoesForward = folderGoesForward
      return migration
    } catch {
      let source = SourceText(path: path, utf8: [])
      let problem = Diagnostic(
        ruleID: "unreadable-file", severity: .error, message: "can't read the file: \(error.reason)",
        location: .init(source: source, range: 0..<0), help: "check that it is a file that you may read")
      return Migration(
        unreadable: problem, version: version, name: name, layout: layout, source: SourceText(path: self.path, utf8: [])
      )
    }
  }

  /// Whether a file beside the migration's says that it runs without a transaction.
  var runsWithoutTransaction: Bool {
    func says(_ key: String, in file: String) -> Bool {
      guard let bytes = try? FileBytes.read(file) else { return false }
      return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).contains { line in
        let parts = line.split { $0 == "=" || $0.isWhitespace }
        return parts.first == Substring(key) && parts.dropFirst().first == "false"
      }
    }
    switch layout {
    case .diesel:
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      return says("run_in_transaction", in: folder + "/metadata.toml")
    case .golangMigrate: return path.hasSuffix(Dialect.autocommit + ".up.sql")
    case .flyway: return says("executeInTransaction", in: path + ".conf")
    default: return false
    }
  }
}
