/// Why something asked of a database did not succeed.
package enum PostgresError: Error, Hashable, Sendable {
  /// The connection string can't be understood; the text says what is wrong with it.
  case invalidParameters(String)
  /// No connection could be made: libpq's reason, and what to do.
  case connection(reason: String, help: String)
  /// The connection ended before the answer came, with the server's last words where it had any.
  ///
  /// Whether the statement took effect is unknown.
  case lost(reason: String, lastError: ServerError?)
  /// The server refused a statement.
  case server(ServerError)
  /// The server is too old, or was asked for what this client does not do.
  case unsupported(String)
  /// A value is not what the caller took it for: a missing column, NULL, another type.
  case value(String)

  /// What the server itself reported, also where the connection was lost after it.
  package var serverError: ServerError? {
    switch self {
    case .server(let error): error
    case .lost(_, let error): error
    case .invalidParameters, .connection, .unsupported, .value: nil
    }
  }
}

extension PostgresError: CustomStringConvertible {
  /// What was being done, what was found, and what to do next.
  package var description: String {
    switch self {
    case .invalidParameters(let text): "the connection string is invalid: \(text)"
    case .connection(let reason, let help): "\(reason)\nhelp: \(help)"
    case .lost(let reason, let error):
      "the connection to the database was lost: \(error?.description ?? reason)\n"
        + "help: whether the last statement took effect is unknown; look before running it again"
    case .server(let error): error.description
    case .unsupported(let text): text
    case .value(let text): text
    }
  }
}

extension PostgresError {
  /// What to do about libpq's reason for not connecting.
  static func help(forConnectionFailure reason: String) -> String {
    if reason.contains("No such file or directory") || reason.contains("Connection refused") {
      return "start the server, or check the host and port"
    }
    if reason.contains("password") || reason.contains("pg_hba.conf") {
      return "set PGPASSWORD or add a line to ~/.pgpass, and check the user and pg_hba.conf"
    }
    if reason.contains("does not exist") {
      return "check the names of the database and the user, or create them with `createdb` and `createuser`"
    }
    if reason.contains("timeout expired") {
      return "check that the host can be reached, or raise connect_timeout"
    }
    if reason.contains("could not translate host name") {
      return "check the host's name"
    }
    return "try `psql` with the same connection string"
  }
}
