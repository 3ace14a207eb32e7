import Foundation
import PostgresClient

/// Stops a run from another thread: the running statement is cancelled and its transaction rolled back.
package final class RunCancellation: @unchecked Sendable {
  // Guarded by `lock`.
  private var handle: CancelHandle?
  private var wasCancelled = false
  private let lock = NSLock()

  package init() {}

  /// Stops the run.
  ///
  /// Not for a signal handler itself: for a thread that heard of the signal.
  package func cancel() {
    lock.withLock {
      wasCancelled = true
      handle?.cancel()
    }
  }

  /// Whether the run is to stop.
  package var isCancelled: Bool { lock.withLock { wasCancelled } }

  /// Says which connection runs the statements.
  func use(_ handle: CancelHandle) { lock.withLock { self.handle = handle } }
}
