/// Why there are no migrations to work with.
package enum MigrationFolderError: Error, Hashable, Sendable {
  /// The folder that was asked for isn't there.
  case missing(path: String)
  case notAFolder(path: String)
  case unreadable(path: String, reason: String)
  /// The folder has no migration; `others` are the files in it that aren't named like one.
  case empty(path: String, pattern: String, others: [String])
  /// The folder has files, and they fit no layout.
  case unrecognized(path: String, seen: [String])
  /// The folder fits several layouts as well as one.
  case ambiguous(path: String, [Layout.Sighting])
  /// The folder holds several folders of migrations, and nothing tells which is meant.
  case several(path: String, [Layout.Sighting])
  /// A file that lists the migrations, such as `sqitch.plan`, can't be used.
  case badPlan(path: String, line: Int, reason: String)
  /// No folder was asked for, and none of the usual places has migrations.
  case notFound(places: [String])
}

extension Layout {
  /// A layout that was seen, and the file or folder that shows it.
  package struct Sighting: Hashable, Sendable {
    package var layout: Layout
    package var name: String

    package init(layout: Layout, name: String) {
      self.layout = layout
      self.name = name
    }
  }
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
        + (others.isEmpty ? "" : "\nfound: " + MigrationFolderError.listed(others))
        + "\nhelp: make the first with `plumb migrate:new NAME`"
    case .unrecognized(let path, let seen):
      "the files in `\(path)` fit no layout of migrations that `plumb` knows\nfound: "
        + MigrationFolderError.listed(seen)
        + "\nhelp: name the folder that holds the migrations with `--migrations DIR`, or say in plumbline.yml what they "
        + "are: `layout: NAME`, one of " + Layout.allCases.map(\.rawValue).joined(separator: ", ")
    case .ambiguous(let path, let sightings):
      "the folder `\(path)` fits \(sightings.count) layouts: "
        + sightings.map { "\($0.layout.rawValue) (`\($0.name)`)" }.joined(separator: " and ")
        + "\nhelp: say in plumbline.yml which it is, "
        + sightings.map { "`layout: \($0.layout.rawValue)`" }
        .joined(separator: " or ") + "; files of another layout are then left out"
    case .several(let path, let sightings):
      "the folder `\(path)` holds \(sightings.count) folders of migrations: "
        + sightings.map { "`\($0.name)` (\($0.layout.rawValue))" }.joined(separator: ", ")
        + "\nhelp: give one of them with `--migrations DIR`"
    case .badPlan(let path, let line, let reason):
      "can't read the order of the migrations: `\(path)`, line \(line): \(reason)\nhelp: put the line right"
    case .notFound(let places):
      "found no migrations folder; looked in " + places.map { "`\($0)`" }.joined(separator: ", ")
        + "\nhelp: give it with `--migrations DIR`, or make the first migration with `plumb migrate:new NAME`"
    }
  }

  /// A few names, in backticks.
  private static func listed(_ names: [String]) -> String {
    names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }
}
