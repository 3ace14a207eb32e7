package import Diagnostics

/// A folder of migrations, listed and not read: the files in the order of their versions.
package struct MigrationFolder: Sendable {
  /// The path, as the user should see it.
  package let path: String
  package let layout: Layout
  /// The migrations' files, in order.
  package let files: [MigrationFile]
  /// What is wrong with the folder: `duplicate-version`, `version-outlier`, `down-without-up`, and `ignored-file` for
  /// what isn't a migration.
  package let problems: [Diagnostic]

  /// Lists a folder, as the layout says or as its files show by themselves.
  ///
  /// A folder that has no migrations, and one folder with some, stands for that one; where it has several, for the one
  /// that is named like PostgreSQL.
  package init(_ path: String, layout: Layout? = nil) throws(MigrationFolderError) {
    try self.init(path, layout: layout, descends: true)
  }

  private init(_ path: String, layout given: Layout?, descends: Bool) throws(MigrationFolderError) {
    let contents = try FolderContents(path)
    do throws(MigrationFolderError) {
      let layout = try Layout.recognized(in: contents, unless: given)
      let listing = try Listing(contents, layout)
      self.path = path
      self.layout = layout
      files = listing.files
      problems = listing.problems
    } catch {
      guard descends, let inner = try MigrationFolder.inner(of: contents, layout: given, error) else { throw error }
      self = inner
    }
  }

  /// The folder below one without migrations of its own.
  private static func inner(
    of contents: FolderContents, layout: Layout?, _ error: MigrationFolderError
  ) throws(MigrationFolderError) -> MigrationFolder? {
    switch error {
    case .unrecognized, .empty: break
    default: return nil
    }
    let inner = contents.folders.compactMap {
      try? MigrationFolder(contents.path(of: $0), layout: layout, descends: false)
    }
    if inner.count <= 1 { return inner.first }
    func name(_ folder: MigrationFolder) -> String { String(folder.path.split(separator: "/").last ?? "") }
    let ours = inner.filter { ["postgres", "postgresql", "pg", "psql", "pgsql"].contains(name($0).lowercased()) }
    if ours.count == 1 { return ours[0] }
    throw .several(path: contents.path, inner.map { .init(layout: $0.layout, name: name($0)) })
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
}
