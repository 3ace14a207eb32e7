import Foundation

/// The repository that these tests belong to, read from disk.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The names in a folder that don't start with a dot, sorted.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The folders in a folder, sorted.
  static func folders(in folder: String) throws -> [String] {
    try names(in: folder).filter { isFolder("\(folder)/\($0)") }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Every Swift file below the given folders, sorted by path.
  static func swiftFiles(in folders: String...) throws -> [SwiftFile] {
    var paths: [String] = []
    for folder in folders {
      let below = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      paths += below.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }
    return try paths.sorted().map { SwiftFile(path: $0, lines: try text(of: $0).components(separatedBy: "\n")) }
  }
}

/// A Swift file of the repository.
struct SwiftFile {
  /// The path from the repository's root.
  var path: String
  var lines: [String]

  /// How many lines the file has; the empty text after the last line break is none.
  var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// `path:line: text` of each line that has a match.
  func places(of pattern: some RegexComponent) -> [String] {
    zip(1..., lines).compactMap { $1.contains(pattern) ? "\(path):\($0): \($1)" : nil }
  }
}
