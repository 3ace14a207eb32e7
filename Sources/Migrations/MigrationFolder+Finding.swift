import Foundation

extension MigrationFolder {
  /// Where projects keep their migrations, in the order in which they are looked for.
  package static let usualPlaces = [
    "migrations", "db/migrations", "src/lib/migrations", "supabase/migrations", "database/migrations",
    "sql/migrations",
  ]

  /// The first of the usual places below a folder that has migrations, then the folder itself.
  ///
  /// Where none has one, an empty folder in a usual place is what the error is about.
  package static func find(from folder: String = ".") throws(MigrationFolderError) -> MigrationFolder {
    var emptyFolder: MigrationFolderError?
    for place in usualPlaces {
      let path = join(folder, place)
      guard isFolder(path) else { continue }
      do {
        return try MigrationFolder(path)
      } catch .empty(let path, let pattern, let others) {
        emptyFolder = emptyFolder ?? .empty(path: path, pattern: pattern, others: others)
      }
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    if names.contains(where: { Layout.recognized(in: names).parts(of: $0) != nil }) {
      return try MigrationFolder(folder.isEmpty ? "." : folder)
    }
    throw emptyFolder ?? .notFound(places: usualPlaces.map { join(folder, $0) })
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
