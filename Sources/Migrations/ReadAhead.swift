import Foundation

/// Makes values on all cores ahead of the one who takes them in order, and never more than a window of them.
final class ReadAhead<Value: Sendable>: @unchecked Sendable {
  // Everything below is guarded by `condition`.
  private let condition = NSCondition()
  private var ready: [Int: Value] = [:]
  private var nextToMake = 0
  private var nextToTake = 0
  private var isStopped = false
  private var running = 0

  private let count: Int
  private let window: Int
  private let make: @Sendable (Int) -> Value

  /// Starts threads that make the values 0 up to `count`.
  init(count: Int, window: Int, threads: Int, make: @escaping @Sendable (Int) -> Value) {
    self.count = count
    self.window = window
    self.make = make
    running = min(threads, count)
    for _ in 0..<running {
      let thread = Thread { self.work() }
      thread.stackSize = DeepStack.size
      thread.start()
    }
  }

  /// The next value in order; `nil` after the last.
  func next() -> Value? {
    condition.withLock {
      guard nextToTake < count else { return nil }
      while true {
        if let value = ready.removeValue(forKey: nextToTake) {
          nextToTake += 1
          condition.broadcast()
          return value
        }
        condition.wait()
      }
    }
  }

  /// Lets the threads end, and waits until they have.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
      while running > 0 { condition.wait() }
    }
  }

  private func work() {
    while let index = claim() {
      let value = make(index)
      condition.withLock {
        ready[index] = value
        condition.broadcast()
      }
    }
    condition.withLock {
      running -= 1
      condition.broadcast()
    }
  }

  private func claim() -> Int? {
    condition.withLock {
      while !isStopped, nextToMake < count, nextToMake >= nextToTake + window { condition.wait() }
      guard !isStopped, nextToMake < count else { return nil }
      nextToMake += 1
      return nextToMake - 1
    }
  }
}

extension MigrationFolder {
  /// How many migrations are read before they are asked for, at most.
  package static let lookAhead = 32

  /// Calls the body with every migration in order, on the calling thread, while other threads read the next ones.
  ///
  /// No more than `lookAhead` migrations are in memory besides those that the body keeps.
  package func forEachMigration(_ body: (Migration) throws -> Void) rethrows {
    try MigrationFolder.forEachMigration(of: files, body)
  }

  /// As `forEachMigration(_:)`, of the given files.
  package static func forEachMigration(of files: [MigrationFile], _ body: (Migration) throws -> Void) rethrows {
    if files.count == 1 { return try body(readAlone(files[0])) }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let reading = ReadAhead(count: files.count, window: lookAhead, threads: cores) { files[$0].read() }
    defer { reading.stop() }
    while let migration = reading.next() { try body(migration) }
  }

  /// Calls the body with what two steps make of every migration, in order, each step on a thread of its own.
  ///
  /// `first` and `second` are called with one migration at a time, in order.
  package static func forEachMigration<Middle: Sendable, Value: Sendable>(
    of files: [MigrationFile], first: @escaping @Sendable (Migration) -> Middle,
    second: @escaping @Sendable (Middle) -> Value, _ body: (Value) throws -> Void
  ) rethrows {
    if files.count == 1 { return try body(second(first(readAlone(files[0])))) }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let reading = ReadAhead<Migration>(count: files.count, window: lookAhead, threads: cores) { files[$0].read() }
    let beginning = ReadAhead<Middle?>(count: files.count, window: lookAhead, threads: 1) { _ in
      reading.next().map(first)
    }
    let ending = ReadAhead<Value?>(count: files.count, window: lookAhead, threads: 1) { _ in
      beginning.next().flatMap { $0 }.map(second)
    }
    defer {
      ending.stop()
      beginning.stop()
      reading.stop()
    }
    while case .some(.some(let value)) = ending.next() { try body(value) }
  }

  /// A single file still needs the large stack.
  private static func readAlone(_ file: MigrationFile) -> Migration {
    (try? DeepStack.run { file.read() }) ?? file.read()
  }
}
