extension MigrationFolder {
  /// How a folder arranges its migrations.
  ///
  /// Other tools' layouts are further cases.
  package enum Layout: String, Hashable, Sendable, CaseIterable {
    /// `001_name.sql`, one file with UP, `-- DOWN` and DOWN.
    case plumbline

    /// The layout that a folder's file names show.
    package static func recognized(in fileNames: [String]) -> Layout { .plumbline }

    /// The version and the name in a file's name; `nil` where it isn't a migration's.
    package func parts(of fileName: String) -> (version: String, name: String)? {
      switch self {
      case .plumbline:
        guard fileName.hasSuffix(".sql"), let underscore = fileName.firstIndex(of: "_") else { return nil }
        let version = fileName[..<underscore]
        let name = fileName[fileName.index(after: underscore)...].dropLast(4)
        guard MigrationVersion.isVersion(version), !name.isEmpty else { return nil }
        return (String(version), String(name))
      }
    }

    /// What a migration's file name looks like.
    package var pattern: String {
      switch self {
      case .plumbline: "001_name.sql"
      }
    }
  }
}
