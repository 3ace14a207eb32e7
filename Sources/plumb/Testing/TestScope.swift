import Migrations

/// The migrations that are tested where not all are: those that are new since a git revision or a version.
///
/// The others are applied, so that the new ones find what they need.
struct TestScope {
  /// The revision or the version, as it was given.
  let since: String
  /// The paths of UP's files.
  private let paths: Set<String>

  /// A version of the folder is that version, everything else a revision of git.
  init(since: String, in folder: MigrationFolder) throws {
    self.since = since
    if let files = TestScope.files(after: since, in: folder) {
      paths = Set(files.map(\.path))
      return
    }
    let changed = try GitRevision(since, in: folder.path).changedFiles()
    paths = Set(folder.files.filter { file in changed.contains { file.consists(of: $0) } }.map(\.path))
  }

  func contains(_ migration: Migration) -> Bool { paths.contains(migration.path) }

  /// The migrations after one; `nil` where none has the version. 000 is before the first.
  private static func files(after version: String, in folder: MigrationFolder) -> ArraySlice<MigrationFile>? {
    let isNumber = MigrationVersion.isVersion(version)
    if version == MigrationVersion.beginning { return folder.files[...] }
    let place = folder.files.lastIndex { file in
      file.version == version
        || (isNumber && MigrationVersion.isVersion(file.version) && MigrationVersion.areSame(file.version, version))
    }
    return place.map { folder.files[($0 + 1)...] }
  }
}

extension MigrationFile {
  /// Whether a file is one of the migration's: that of UP, of DOWN, or one beside them in the migration's own folder.
  fileprivate func consists(of changed: String) -> Bool {
    if changed == path || changed == downPath || changed == path + ".conf" { return true }
    guard [.diesel, .hasura, .prisma].contains(layout), let slash = path.lastIndex(of: "/") else { return false }
    return changed.hasPrefix(path[...slash])
  }
}
