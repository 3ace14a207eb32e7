import Foundation

/// Threads with room for deep recursion: an expression nested 10,000 deep overflows the usual stack.
package enum DeepStack {
  /// The size of each thread's stack.
  ///
  /// Memory is taken only as deep as it is used.
  package static let size = 64 << 20

  /// Runs the body on a thread with a large stack, and waits for it.
  package static func run<Value>(_ body: () throws -> Value) throws -> Value {
    try withoutActuallyEscaping(body) { escaping in
      let task = Task(body: escaping)
      let thread = Thread { task.run() }
      thread.stackSize = size
      thread.start()
      return try task.wait().get()
    }
  }

  /// What the thread does, and what comes of it.
  ///
  /// The waiting thread does nothing meanwhile.
  private final class Task<Value>: @unchecked Sendable {
    private var body: (() throws -> Value)?
    private var result: Result<Value, any Error>?
    private let finished = NSCondition()

    init(body: @escaping () throws -> Value) { self.body = body }

    func run() {
      let result = body.map { body in Result { try body() } }
      body = nil
      finished.withLock {
        self.result = result
        finished.signal()
      }
    }

    func wait() -> Result<Value, any Error> {
      finished.withLock {
        while true {
          if let result { return result }
          finished.wait()
        }
      }
    }
  }
}
