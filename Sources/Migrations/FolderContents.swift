import Foundation

/// What a folder holds, by name.
struct FolderContents {
  /// The folder's path, as the user should see it.
  let path: String
  /// The names of files, sorted; hidden ones are left out.
  let files: [String]
  /// The names of folders, sorted; hidden ones are left out.
  let folders: [String]

  /// Lists a folder.
  init(_ path: String) throws(MigrationFolderError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path: path) }
    guard isFolder.boolValue else { throw .notAFolder(path: path) }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }
    } catch {
      throw .unreadable(path: path, reason: String(cString: strerror(access(path, R_OK) == 0 ? EIO : errno)))
    }
    var files: [String] = []
    var folders: [String] = []
    // As the tools sort names: byte by byte.
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if !name.hasSuffix(".sql"), FolderContents.isFolder(FolderContents.join(path, name)) {
        folders.append(name)
      } else {
        files.append(name)
      }
    }
    self.path = path
    self.files = files
    self.folders = folders
  }

  /// The path of something in the folder.
  func path(of name: String) -> String { FolderContents.join(path, name) }

  /// Whether there is a file of that name, which may be one in a folder.
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(of: name)) }

  /// The folders that hold a file of that name.
  func folders(with file: String) -> [String] { folders.filter { has($0 + "/" + file) } }

  /// A path below a folder, without a leading `./`.
  static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// Whether a path is that of a folder.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
