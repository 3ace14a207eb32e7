import Diagnostics
import Foundation

extension Configuration {
  /// The name of the file.
  package static let fileName = "plumbline.yml"
  /// Names that somebody may have given to the file, which would otherwise be passed over in silence.
  private static let wrongNames = ["plumbline.yaml", ".plumbline.yml", ".plumbline.yaml", "plumb.yml", "plumb.yaml"]

  /// Reads the file that the user named, or else the nearest one from a folder up to its repository's root.
  ///
  /// Without a file the defaults are returned. Paths in the file are relative to the file's folder; in the result they
  /// are relative to `currentDirectory` where they lie near it, as the user should see them.
  package static func load(
    named file: String?, startingAt folder: String, vocabulary: Vocabulary,
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> Configuration {
    let path: String
    if let file {
      path = absolute(file, in: currentDirectory)
    } else {
      guard let found = try find(startingAt: absolute(folder, in: currentDirectory)) else { return Configuration() }
      path = found
    }
    let shown = file ?? relative(path, to: currentDirectory)
    let text = try read(path, shownAs: shown, wasNamed: file != nil)
    return try Configuration(text: text, path: shown, vocabulary: vocabulary)
  }

  /// The nearest `plumbline.yml` from a folder upwards; the search ends at a folder with `.git`, or at the root.
  static func find(startingAt folder: String) throws(ConfigurationError) -> String? {
    var folder = folder
    while true {
      let path = join(folder, fileName)
      if FileManager.default.fileExists(atPath: path) { return path }
      for name in wrongNames where FileManager.default.fileExists(atPath: join(folder, name)) {
        throw ConfigurationError(
          path: join(folder, name), "`plumb` doesn't read a file of this name, and its settings would not count",
          help: "rename it to `\(fileName)`, or name it with `--config`")
      }
      let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
      if FileManager.default.fileExists(atPath: join(folder, ".git")) || parent == folder { return nil }
      folder = parent
    }
  }

  private static func read(_ path: String, shownAs shown: String, wasNamed: Bool) throws(ConfigurationError) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ConfigurationError(
        path: shown, "this configuration file doesn't exist",
        help: "check the path after `--config`; without `--config`, `plumb` looks for `\(fileName)` by itself")
    }
    guard !isFolder.boolValue else {
      throw ConfigurationError(
        path: shown, "expected a configuration file, found a folder",
        help: wasNamed ? "name the file: `--config \(join(shown, fileName))`" : "rename the folder")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(
        path: shown, "this configuration file can't be read", help: "check its permissions: `ls -l \(shown)`")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError(
        path: shown, "this configuration file isn't UTF-8", help: "save it as UTF-8 in your editor")
    }
    return text
  }
}

extension Configuration {
  /// A path as it is from a folder, unless it is absolute.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder of a file; empty for a file in the current directory.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    URL(fileURLWithPath: join(folder, path)).standardized.path
  }

  /// The path from a folder, with `..` where needed; absolute where the two have nothing in common.
  static func relative(_ path: String, to folder: String) -> String {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let common = zip(target, base).prefix { $0 == $1 }.count
    guard common > 0 || base.isEmpty else { return path }
    return (Array(repeating: "..", count: base.count - common) + target.dropFirst(common)).joined(separator: "/")
  }
}
