extension MigrationFolder {
  /// Where projects keep their migrations, in the order in which they are looked for.
  package static let usualPlaces = [
    "migrations", "db/migrations", "src/lib/migrations", "supabase/migrations", "database/migrations",
    "sql/migrations", "prisma/migrations", "drizzle", "drizzle/migrations", "db/migrate",
    "src/main/resources/db/migration",
    "internal/db/migrations", "hasura/migrations", "schema", "sqitch", "sql",
  ]

  /// The first of the usual places below a folder that has migrations, then the folder itself.
  ///
  /// A folder with a `sqitch.plan` comes first. Where no place has one, what is wrong with a folder in a usual place is
  /// what the error is about.
  package static func find(from folder: String = ".", layout: Layout? = nil) throws(MigrationFolderError)
    -> MigrationFolder
  {
    let contents = try FolderContents(folder.isEmpty ? "." : folder)
    if contents.files.contains("sqitch.plan") { return try MigrationFolder(contents.path, layout: layout) }
    var problem: MigrationFolderError?
    for place in usualPlaces {
      let path = contents.path(of: place)
      guard FolderContents.isFolder(path) else { continue }
      do throws(MigrationFolderError) {
        return try MigrationFolder(path, layout: layout)
      } catch {
        switch error {
        case .empty, .unrecognized: problem = problem ?? error
        default: throw error
        }
      }
    }
    if let chosen = try? Layout.recognized(in: contents, unless: layout), (try? Listing(contents, chosen)) != nil {
      return try MigrationFolder(contents.path, layout: chosen)
    }
    throw problem ?? .notFound(places: usualPlaces.map(contents.path(of:)))
  }
}
