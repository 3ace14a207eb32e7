import CLibPQ

extension Connection {
  /// Runs several statements in one round trip (libpq's pipeline mode) and returns the rows of each.
  ///
  /// Outside a transaction block they are one transaction: the first error undoes all of them, and is thrown.
  package func queryAll(_ batch: [String]) throws(PostgresError) -> [Rows] {
    var answers: [Rows] = []
    try queryAll(batch) { _, rows in answers.append(rows) }
    return answers
  }

  /// Runs several statements in one round trip, and hands over each one's rows with its number as soon as they are there.
  ///
  /// What was handed over before an error is of no use.
  package func queryAll(_ batch: [String], receive: (Int, Rows) -> Void) throws(PostgresError) {
    if batch.isEmpty { return }
    let handle = try openHandle()
    for sql in batch { try Self.rejectNUL(in: sql) }
    guard PQenterPipelineMode(handle) == 1 else { throw failureToSend() }
    var sent = true
    for sql in batch where sent { sent = PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 0) == 1 }
    guard sent, PQpipelineSync(handle) == 1 else {
      let failure = failureToSend()
      close()
      throw failure
    }
    try collectPipeline(count: batch.count, handle, receive)
  }

  private func collectPipeline(
    count: Int, _ handle: OpaquePointer, _ receive: (Int, Rows) -> Void
  ) throws(PostgresError) {
    var answers = 0
    var failure: PostgresError?
    for _ in 0..<count {
      // Each statement's results end with a null pointer.
      while let result = PQgetResult(handle) {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
          receive(answers, Rows(result: result))
          answers += 1
        case PGRES_FATAL_ERROR: failure = failure ?? .server(serverError(of: result))
        case PGRES_PIPELINE_ABORTED: break
        default:
          close()
          throw .unsupported("a statement such as COPY can't run in a pipeline; the connection was closed")
        }
      }
      if isClosed { break }
    }
    PQclear(PQgetResult(handle))  // The pipeline's end: PGRES_PIPELINE_SYNC.
    if let failure = lostConnection(after: failure) { throw failure }
    let isLeft = PQexitPipelineMode(handle) == 1
    if let failure { throw failure }
    guard isLeft, answers == count else {
      close()
      throw .unsupported("the server answered \(answers) of \(count) statements; the connection was closed")
    }
  }
}
