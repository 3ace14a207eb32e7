import CLibPQ

/// What one statement gave: its command tag and its rows.
package struct StatementResult: Hashable, Sendable {
  /// The command tag, such as `CREATE TABLE`, `INSERT 0 3`, or `ROLLBACK` for a COMMIT of a failed transaction.
  package var commandTag: String
  /// The rows, none for a statement that returns no rows.
  package var rows: Rows
}

extension Connection {
  /// Runs one or more statements in one message (the simple protocol) and returns a result for each.
  ///
  /// Several statements without BEGIN are one transaction, as the server treats them.
  @discardableResult
  package func execute(_ sql: String) throws(PostgresError) -> [StatementResult] {
    let handle = try openHandle()
    try Self.rejectNUL(in: sql)
    let sent = PQsendQuery(handle, sql) == 1
    return try collectResults(sent: sent)
  }

  /// Runs one statement with parameters `$1`, `$2` … (the extended protocol) and returns its rows.
  @discardableResult
  package func query(_ sql: String, _ parameters: [String?] = []) throws(PostgresError) -> Rows {
    let handle = try openHandle()
    try Self.rejectNUL(in: sql)
    for case let parameter? in parameters { try Self.rejectNUL(in: parameter) }
    let sent = Self.withCStrings(parameters) { values in
      PQsendQueryParams(handle, sql, Int32(parameters.count), nil, values, nil, nil, 0) == 1
    }
    return try collectResults(sent: sent).last?.rows ?? Rows()
  }

  /// Reads all results of what was sent; throws the first error after the last result was read.
  private func collectResults(sent: Bool) throws(PostgresError) -> [StatementResult] {
    let handle = try openHandle()
    guard sent else { throw failureToSend() }
    var results: [StatementResult] = []
    var failure: PostgresError?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: results.append(StatementResult(result: result))
      case PGRES_EMPTY_QUERY: break
      case PGRES_COPY_IN:
        failure = failure ?? Self.copyFromStandardInput
        PQputCopyEnd(handle, "there is no data")
      case PGRES_COPY_OUT: discardCopyData(handle)
      case PGRES_FATAL_ERROR: failure = failure ?? .server(serverError(of: result))
      default:
        close()
        throw .unsupported("the server answered with a result that plumb does not know; the connection was closed")
      }
    }
    if let failure = lostConnection(after: failure) ?? failure { throw failure }
    return results
  }

  /// The error of a result, with libpq's text where the server sent no fields.
  func serverError(of result: OpaquePointer) -> ServerError {
    let fallback = PQresultErrorMessage(result).map { String(cString: $0).trimmed } ?? ""
    return ServerError(result: result, fallback: fallback)
  }

  /// The error for a connection that is gone, after an error that may have announced it.
  func lostConnection(after failure: PostgresError?) -> PostgresError? {
    var last = failure?.serverError
    // After these the server ends the session, which libpq sees only when it next reads.
    let isLastWord = ["FATAL", "PANIC"].contains(last?.severity)
    guard isClosed || isLastWord else { return nil }
    // Without an SQLSTATE the text is libpq's own and not the server's last word.
    let reason = last?.message ?? libpqMessage
    if last?.sqlState.isEmpty == true { last = nil }
    return .lost(reason: reason, lastError: last)
  }

  /// The error for a message that libpq would not or could not send.
  func failureToSend() -> PostgresError {
    lostConnection(after: nil) ?? .unsupported("the statement could not be sent: \(libpqMessage)")
  }

  private var libpqMessage: String {
    guard let handle = try? openHandle(), let message = PQerrorMessage(handle) else { return "it is closed" }
    return String(cString: message).trimmed
  }

  private static let copyFromStandardInput = PostgresError.unsupported(
    "`COPY … FROM STDIN` has no data to read here, so it was stopped\n"
      + "help: write the rows as INSERT statements")

  private func discardCopyData(_ handle: OpaquePointer) {
    var row: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(handle, &row, 0) > 0 {
      PQfreemem(row)
      row = nil
    }
  }

  /// Refuses a text that the protocol would cut at its NUL byte, and so run only in part.
  static func rejectNUL(in text: String) throws(PostgresError) {
    if let offset = text.utf8.firstIndex(of: 0) {
      let before = text.utf8.distance(from: text.utf8.startIndex, to: offset)
      throw .value("the text has a NUL byte at offset \(before), which PostgreSQL can't store; remove it")
    }
  }

  /// Calls `body` with C strings that live as long as the call; `nil` becomes a null pointer.
  private static func withCStrings<Result>(
    _ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
  ) -> Result {
    var bytes: [CChar] = []
    var offsets: [Int?] = []
    for string in strings {
      offsets.append(string == nil ? nil : bytes.count)
      if let string { bytes += string.utf8CString }
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let pointers = offsets.map { offset in offset.flatMap { buffer.baseAddress?.advanced(by: $0) } }
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
