import CLibPQ

/// One connection to a PostgreSQL server, synchronous and used by one thread at a time.
package final class Connection {
  /// The oldest server that is supported, as `server_version_num`.
  package static let minimumServerVersion = 130_000

  /// What the connection was made from.
  package let parameters: ConnectionParameters
  /// The server's `server_version_num`: 150018 is 15.18.
  package let serverVersion: Int
  /// Stops the running statement from elsewhere.
  package let cancelHandle: CancelHandle

  private var handle: OpaquePointer?
  private let noticeLog: NoticeLog

  /// Connects, or says why that was not possible.
  ///
  /// `applicationName` is what `pg_stat_activity` shows unless the parameters or `PGAPPNAME` say otherwise.
  package init(
    _ parameters: ConnectionParameters, applicationName: String = "plumb"
  ) throws(PostgresError) {
    let completed = Self.completed(parameters, applicationName: applicationName)
    if completed.conninfo.utf8.contains(0) { throw .invalidParameters("it contains a NUL byte") }
    let connection = PQconnectdb(completed.conninfo)
    guard let connection, PQstatus(connection) == CONNECTION_OK, let cancel = PQgetCancel(connection) else {
      let reason = PQerrorMessage(connection).map { String(cString: $0).trimmed } ?? "out of memory"
      PQfinish(connection)
      throw .connection(
        reason: "could not connect to \(parameters): \(reason)",
        help: PostgresError.help(forConnectionFailure: reason))
    }
    self.parameters = parameters
    handle = connection
    serverVersion = Int(PQserverVersion(connection))
    cancelHandle = CancelHandle(cancel)
    noticeLog = NoticeLog()
    noticeLog.receiveNotices(of: connection)
  }

  deinit { PQfinish(handle) }

  /// Ends the connection; a transaction that is open is rolled back by the server.
  package func close() {
    PQfinish(handle)
    handle = nil
  }

  /// Throws where the server is older than PostgreSQL 13.
  package func requireSupportedVersion() throws(PostgresError) {
    if serverVersion < Self.minimumServerVersion {
      // Before 10 the middle digits are part of the major version: 90624 is 9.6.24.
      let isOldScheme = serverVersion < 100_000
      let version =
        isOldScheme ? "\(serverVersion / 10_000).\(serverVersion / 100 % 100)" : "\(serverVersion / 10_000)"
      throw .unsupported(
        "the server at \(parameters) runs PostgreSQL \(version); plumb supports PostgreSQL 13 and newer\n"
          + "help: upgrade the server, or check that this is the server you mean")
    }
  }

  /// Whether a transaction is open on a connection, and whether it can go on.
  package enum TransactionStatus: Hashable, Sendable {
    /// No transaction is open.
    case idle
    /// A statement is running.
    case active
    /// A transaction is open and valid.
    case inTransaction
    /// A transaction is open and failed: all that it can do is ROLLBACK.
    case failed
    /// The connection is gone.
    case unknown
  }

  /// Whether a transaction is open.
  package var transactionStatus: TransactionStatus {
    switch PQtransactionStatus(handle) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_ACTIVE: .active
    case PQTRANS_INTRANS: .inTransaction
    case PQTRANS_INERROR: .failed
    default: .unknown
    }
  }

  /// Whether the connection is closed or was lost.
  package var isClosed: Bool { PQstatus(handle) != CONNECTION_OK }

  /// The notices and warnings since the connection was made or they were last taken.
  package var notices: [Notice] { noticeLog.notices }

  /// Returns the notices so far and forgets them.
  package func takeNotices() -> [Notice] {
    defer { noticeLog.notices = [] }
    return noticeLog.notices
  }

  /// The libpq connection, where it is usable.
  func openHandle() throws(PostgresError) -> OpaquePointer {
    guard let handle else { throw .lost(reason: "it was closed before", lastError: nil) }
    return handle
  }

  private static func completed(
    _ parameters: ConnectionParameters, applicationName: String
  ) -> ConnectionParameters {
    var completed = parameters.with("client_encoding", "UTF8")
    if parameters["fallback_application_name"] == nil {
      completed = completed.with("fallback_application_name", applicationName)
    }
    // A service may set these itself, and what is given here would win over it.
    guard parameters["service"] == nil else { return completed }
    if parameters["connect_timeout"] == nil, ConnectionParameters.defaultValue(of: "connect_timeout") == nil {
      completed = completed.with("connect_timeout", "10")
    }
    // A server that vanishes during a long statement is noticed after a minute, not after the system's two hours.
    for (keyword, value) in [("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3")]
    where parameters[keyword] == nil {
      completed = completed.with(keyword, value)
    }
    return completed
  }
}

/// Collects what libpq would otherwise print to standard error.
private final class NoticeLog {
  var notices: [Notice] = []

  /// The connection must not outlive the log.
  func receiveNotices(of connection: OpaquePointer) {
    let receiver: PQnoticeReceiver = { log, result in
      guard let log else { return }
      let fallback = PQresultErrorMessage(result).map { String(cString: $0).trimmed } ?? ""
      Unmanaged<NoticeLog>.fromOpaque(log).takeUnretainedValue().notices
        .append(ServerError(result: result, fallback: fallback))
    }
    PQsetNoticeReceiver(connection, receiver, Unmanaged.passUnretained(self).toOpaque())
  }
}
