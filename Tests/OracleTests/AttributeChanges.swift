import Foundation
import PostgresClient
import Testing

/// A change of one property, and the kinds of the objects in which a comparison has to see it.
struct AttributeChange: Sendable {
  var title: String
  /// The kinds, and no others.
  var kinds: Set<String>
  /// What comes before the change, on top of `base`.
  var setup: String
  var change: String

  /// The files of the battery.
  static let files = [
    "schemas", "tables", "columns", "constraints", "relations", "types", "routines", "others",
  ]

  /// What every change starts from.
  static let base = text("base")

  /// The changes of one file: a line `-- kind, kind: property` before each, and `-- change` after its setup.
  static func read(_ file: String) -> [AttributeChange] {
    SQLCases.read(text(file), divider: "-- change").map { title, setup, change in
      let kinds = title.prefix { $0 != ":" }.split(separator: ", ").map(String.init)
      return AttributeChange(title: title, kinds: Set(kinds), setup: setup, change: change)
    }
  }

  /// The changes of one file without those that need what the server lacks.
  static func possible(_ file: String) throws -> [AttributeChange] {
    try read(file).filter { change in
      let sql = change.setup + change.change
      return try ServerParts.withoutMissing(sql) == sql
    }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Attributes").path

  static func text(_ file: String) -> String {
    (try? String(contentsOfFile: folder + "/\(file).sql", encoding: .utf8)) ?? ""
  }
}

/// A file of cases in SQL: a comment that is the title, and two parts with a divider between them.
enum SQLCases {
  /// The cases; the first part is empty where there is no divider.
  static func read(_ text: String, divider: String) -> [(title: String, first: String, second: String)] {
    var cases: [(title: String, first: String, second: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == divider, let last = cases.last {
        cases[cases.count - 1] = (last.title, last.second, "")
      } else if line.hasPrefix("-- ") {
        cases.append((String(line.dropFirst(3)), "", ""))
      } else if !cases.isEmpty {
        cases[cases.count - 1].second += line + "\n"
      }
    }
    return cases
  }
}
