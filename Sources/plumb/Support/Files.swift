import Diagnostics
import Foundation

/// Paths that the user named.
enum Files {
  /// Whether a folder is at the path; `nil` where nothing is.
  static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue
  }

  /// The folder that a path is in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path == "." ? ".." : "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path in the same folder whose name is most like the one that isn't there.
  static func nearest(to path: String) -> String? {
    let folder = folder(of: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let name = String(path.split(separator: "/").last ?? "")
    return Diagnostics.nearest(to: name, in: names.sorted()).map { folder == "." ? $0 : "\(folder)/\($0)" }
  }
}
