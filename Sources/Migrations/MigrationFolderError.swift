/// Why there are no migrations to work with.
package enum MigrationFolderError: Error, Hashable, Sendable {
  /// The folder that was asked for isn't there.
  case missing(path: String)
  case notAFolder(path: String)
  case unreadable(path: String, reason: String)
  /// The folder has no migration; `others` are the files in it that aren't named like one.
  case empty(path: String, pattern: String, others: [String])
  /// No folder was asked for, and none of the usual places has migrations.
  case notFound(places: [String])
}

extension MigrationFolderError: CustomStringConvertible {
  /// What was looked for, what was found, and what to do next.
  package var description: String {
    switch self {
    case .missing(let path):
      "there is no folder `\(path)`\nhelp: give the migrations folder with `--migrations DIR`, or make it with "
        + "`plumb migrate:new NAME`"
    case .notAFolder(let path):
      "`\(path)` is a file, and a folder of migrations was expected\nhelp: give the folder that it is in"
    case .unreadable(let path, let reason):
      "can't list the folder `\(path)`: \(reason)\nhelp: check its permissions"
    case .empty(let path, let pattern, let others):
      "the folder `\(path)` has no migration; they are named like `\(pattern)`"
        + (others.isEmpty ? "" : "\nfound: " + others.prefix(5).map { "`\($0)`" }.joined(separator: ", "))
        + "\nhelp: make the first with `plumb migrate:new NAME`"
    case .notFound(let places):
      "found no migrations folder; looked in " + places.map { "`\($0)`" }.joined(separator: ", ")
        + "\nhelp: give it with `--migrations DIR`, or make the first migration with `plumb migrate:new NAME`"
    }
  }
}
