import Foundation

/// The unprivileged user who runs the server where `plumb` itself is root, since PostgreSQL refuses to.
struct ServerUser: Hashable, Sendable {
  /// The owner for `chown`: `user:group` as numbers.
  let owner: String
  /// The words that a command needs before it to run as that user.
  let prefix: String

  /// The user to drop to, or `nil` where this process is not root.
  static func current(environment: [String: String]) throws(EphemeralPostgresError) -> ServerUser? {
    guard geteuid() == 0 else { return nil }
    guard let entry = getpwnam("postgres") ?? getpwnam("nobody") else {
      throw .environment(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it as\n"
          + "help: add one (`useradd --system postgres`), or run plumb as an ordinary user")
    }
    let (user, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init) + ["/usr/bin", "/bin", "/sbin"]
    // The commands that become the program instead of waiting for it, so that a signal reaches the server.
    let commands = [
      ("setpriv", "--reuid=\(user) --regid=\(group) --clear-groups --"),
      ("gosu", "\(user):\(group)"), ("su-exec", "\(user):\(group)"),
    ]
    for (command, arguments) in commands {
      for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(command)") {
        return ServerUser(owner: "\(user):\(group)", prefix: "\(folder)/\(command) \(arguments)")
      }
    }
    throw .environment(
      "PostgreSQL does not run as root, and there is no `setpriv`, `gosu` or `su-exec` to become another user\n"
        + "help: install util-linux, or run plumb as an ordinary user")
  }
}
