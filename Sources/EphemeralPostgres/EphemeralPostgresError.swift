package import PostgresClient

/// Why there is no private server.
package enum EphemeralPostgresError: Error, Hashable, Sendable {
  /// PostgreSQL's programs were not found; the text says where they were looked for.
  case notInstalled(String)
  /// There is no folder, or no unprivileged user, to run a server with.
  case environment(String)
  /// The server did not start; what was tried, and the end of its log.
  case startFailed(String, log: String)
  /// The server started and refused the first connection, or is too old.
  case database(PostgresError)
}

extension EphemeralPostgresError: CustomStringConvertible {
  /// What was being done, what was found, and what to do next.
  package var description: String {
    switch self {
    case .notInstalled(let text):
      "PostgreSQL's programs `initdb` and `postgres` were not found: \(text)\n"
        + "help: install the server (Debian: `apt-get install postgresql`, macOS: `brew install postgresql`), "
        + "or set PLUMBLINE_POSTGRES_BIN to the folder that holds them"
    case .environment(let text): text
    case .startFailed(let text, let log):
      "could not start a private PostgreSQL server: \(text)"
        + (log.isEmpty ? "" : "\nthe end of its log:\n\(log)")
        + (["No space left on device", "Check free disk space"].contains { log.contains($0) }
          ? "\nhelp: free space there, or set TMPDIR to another folder" : "")
    case .database(let error): "the private PostgreSQL server is of no use: \(error)"
    }
  }
}
