import CLibPQ

/// Stops the statement that a connection is running, from another thread or a signal handler.
///
/// It stays valid after the connection was closed, and then does nothing of consequence.
package final class CancelHandle: @unchecked Sendable {
  // PQcancel only reads the PGcancel object, and is documented as safe in signal handlers.
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQfreeCancel(handle) }

  /// Asks the server to stop the running statement; whether the request could be sent.
  ///
  /// The statement then fails with SQLSTATE 57014 (`query_canceled`), unless it ended before.
  @discardableResult
  package func cancel() -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      PQcancel(handle, buffer.baseAddress, Int32(buffer.count)) == 1
    }
  }
}
