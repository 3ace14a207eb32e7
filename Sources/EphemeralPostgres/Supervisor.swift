import Foundation

/// The shell that owns a server: it lives as long as its standard input is open, which is as long as plumb lives.
final class Supervisor: @unchecked Sendable {
  private let lock = NSLock()
  private let process: pid_t
  // Both are close-on-exec: no child of plumb may hold them, or the supervisor would outlive plumb.
  private var lifeline: Int32
  private var output: Int32
  private var report: String?

  /// Starts the script in a session of its own, which neither Ctrl-C nor a closed terminal reaches.
  init(arguments: [String], environment: [String: String]) throws(EphemeralPostgresError) {
    guard let input = Self.closeOnExecPipe() else { throw Self.failure(errno) }
    guard let output = Self.closeOnExecPipe() else {
      let code = errno
      Self.close(input)
      throw Self.failure(code)
    }
    let words = ["sh", "-c", Self.script, "plumb-supervisor"] + arguments
    let (code, process) = Self.spawn(
      words, environment: environment, standardInput: input.read, standardOutput: output.write)
    _ = Foundation.close(input.read)
    _ = Foundation.close(output.write)
    guard code == 0 else {
      _ = Foundation.close(input.write)
      _ = Foundation.close(output.read)
      throw Self.failure(code)
    }
    self.process = process
    lifeline = input.write
    self.output = output.read
  }

  deinit { stop() }

  /// Ends the server, removes its folder and waits until that is done; returns what the script printed.
  @discardableResult
  func stop() -> String {
    lock.withLock {
      if let report { return report }
      _ = Foundation.close(lifeline)
      return finish()
    }
  }

  /// What the script printed, once the server has ended on its own and its folder is gone; `nil` before.
  func reportAfterEnd() -> String? {
    lock.withLock {
      if let report { return report }
      var status = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      // It prints when the server has ended, and closes the pipe by ending itself soon after.
      guard poll(&status, 1, 0) > 0 else { return nil }
      let report = finish()
      _ = Foundation.close(lifeline)
      return report
    }
  }

  /// Reads until the script ends, and reaps it.
  private func finish() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(output, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
    }
    _ = Foundation.close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    report = text
    return text
  }

  private static func spawn(
    _ words: [String], environment: [String: String], standardInput: Int32, standardOutput: Int32
  ) -> (code: Int32, process: pid_t) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
    posix_spawn_file_actions_adddup2(&actions, standardOutput, 1)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // A SIGCHLD that is ignored would keep the shell from waiting for the server.
    sigaddset(&signals, SIGCHLD)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, argv, envp)
    return (code, process)
  }

  /// POSIX_SPAWN_SETSID, which the headers hide from Swift on Linux.
  #if os(Linux)
    private static let newSession: Int32 = 0x80
  #else
    private static let newSession: Int32 = 0x400
  #endif

  /// A pair of connected descriptors that no child inherits, from their first moment on.
  private static func closeOnExecPipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    #if os(Linux)
      // Sockets, for pipe2 is hidden from Swift, and between pipe and fcntl another thread may start a child.
      let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
    #else
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #endif
    return (ends[0], ends[1])
  }

  private static func close(_ pipe: (read: Int32, write: Int32)) {
    _ = Foundation.close(pipe.read)
    _ = Foundation.close(pipe.write)
  }

  private static func failure(_ code: Int32) -> EphemeralPostgresError {
    .startFailed("could not run /bin/sh: \(String(cString: strerror(code)))", log: "")
  }
}
