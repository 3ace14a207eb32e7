import Foundation

/// The folder in which plumb keeps what it need not make again.
package enum CacheFolder {
  /// The folder, made where it isn't there: `$XDG_CACHE_HOME/plumbline`, else `~/.cache/plumbline`, else one beside
  /// temporary files; `nil` where there is none that only this user can put files into.
  package static func path(
    environment: [String: String] = ProcessInfo.processInfo.environment, temporary: String = "/tmp"
  ) -> String? {
    var candidates: [String] = []
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { candidates.append(folder + "/plumbline") }
    // Not into another user's home, as under sudo: what root leaves there the user can't remove.
    if let home = environment["HOME"], home.hasPrefix("/"), isOwn(home) {
      candidates.append(home + "/.cache/plumbline")
    }
    candidates.append("\(temporary)/plumbline-cache-\(geteuid())")
    return candidates.first { folder in
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      return isPrivate(folder)
    }
  }

  private static func isOwn(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_uid == geteuid()
  }

  /// Whether only this user can put files there: a server runs what a cached `postgresql.conf` says, and a comparison
  /// believes what a cached schema says.
  private static func isPrivate(_ folder: String) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
    return status.st_uid == geteuid() && status.st_mode & 0o022 == 0 && access(folder, W_OK | X_OK) == 0
  }
}
