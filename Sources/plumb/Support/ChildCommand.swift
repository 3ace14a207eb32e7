import Foundation

/// A command that runs as a shell would run it: in this program's process group, so that it has the terminal.
struct ChildCommand: Sendable {
  private let process: pid_t

  init(_ words: [String], environment: [String: String]) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores or hears of the command decides for itself.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, words[0], nil, &attributes, argv, envp)
    guard code == 0 else {
      throw CommandFailure(.impossible, "can't run `\(words[0])`: \(String(cString: strerror(code)))")
    }
    self.process = process
  }

  /// Waits for the command's end; a signal's number counts from 128, as a shell has it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Sends a signal that this program got, unless it was a terminal's, which sends it to the whole group.
  func forward(_ signal: Int32) {
    if signal == SIGINT {
      let terminal = open("/dev/tty", O_RDONLY | O_CLOEXEC)
      defer { close(terminal) }
      if terminal >= 0, tcgetpgrp(terminal) == getpgrp() { return }
    }
    kill(process, signal)
  }
}
