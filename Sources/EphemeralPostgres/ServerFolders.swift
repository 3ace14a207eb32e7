import Foundation

/// Where a server's files go: a private temporary folder, and the cache of freshly made data folders.
struct ServerFolders: Hashable, Sendable {
  /// The server's own folder, which does not exist yet: the supervisor makes it and removes it.
  let server: String
  /// The cache, or `nil` where there is no folder that is safe to keep one in.
  let cache: String?

  /// Chooses the folders for one server.
  static func choose(
    environment: [String: String], isRoot: Bool
  ) throws(EphemeralPostgresError) -> ServerFolders {
    let wanted = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    let candidates = [wanted, "/tmp"].compactMap { $0 }
    guard let temporary = candidates.first(where: { isUsable($0, isRoot: isRoot) }) else {
      throw .environment(
        "found no folder for a private server: \(candidates.joined(separator: " and ")) can't be written"
          + (isRoot ? " or reached by the user that runs it" : "") + ", or the path is too long for a socket\n"
          + "help: set TMPDIR to a writable folder with a short path")
    }
    let characters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    let suffix = String((0..<8).compactMap { _ in characters.randomElement() })
    return ServerFolders(
      server: "\(temporary)/plumb-\(suffix)", cache: CacheFolder.path(environment: environment, temporary: temporary))
  }

  /// Linux allows 107 bytes for a socket's path, macOS 103.
  private static let longestSocketPath = 103

  private static func isUsable(_ folder: String, isRoot: Bool) -> Bool {
    let socketPath = folder.utf8.count + "/plumb-xxxxxxxx/.s.PGSQL.5432".utf8.count
    guard folder.hasPrefix("/"), socketPath <= longestSocketPath, access(folder, W_OK | X_OK) == 0 else { return false }
    return !isRoot || isReachableByEveryone(folder)
  }

  /// Whether a user without rights of their own can pass through a folder and all above it.
  private static func isReachableByEveryone(_ folder: String) -> Bool {
    var path = folder
    while true {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IXOTH != 0 else { return false }
      if path == "/" { return true }
      path = (path as NSString).deletingLastPathComponent
    }
  }
}
