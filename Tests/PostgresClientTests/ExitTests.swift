import EphemeralPostgres
import Foundation
import PostgresClient
import Testing

/// How a process ends, the server's clean-up being the same.
enum Ending: String, Codable, CaseIterable, Sendable {
  case killed, terminated, interrupted, crashed, exited

  /// Ends this process.
  func happen() {
    switch self {
    case .killed: kill(getpid(), SIGKILL)
    case .terminated: kill(getpid(), SIGTERM)
    case .interrupted: kill(getpid(), SIGINT)
    case .crashed: abort()
    case .exited: exit(1)
    }
    while true { pause() }
  }
}

/// Servers in a child process, which ends without stopping them.
@Suite struct ExitTests {
  @Test(arguments: Ending.allCases)
  func nothingIsLeftHoweverTheProcessEnds(ending: Ending) async throws {
    let note = "/tmp/pt-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: note) }
    await #expect(processExitsWith: .failure) { [ending, note = note as String] in
      // The testing library's own descriptors, which it waits for; what comes later takes care of itself.
      for descriptor in Int32(3)..<256 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      let server = try EphemeralServer.start()
      let other = try EphemeralServer.start()
      let connection = try Connection(server.parameters())
      try connection.execute("BEGIN; CREATE TABLE t AS SELECT generate_series(1, 100000)")
      let processes = [try postmaster(of: server).description, try postmaster(of: other).description]
      let facts: [String] = [server.folder, other.folder] + processes + [try startedChild()]
      let text: String = facts.joined(separator: "\n")
      try text.write(toFile: note, atomically: true, encoding: .utf8)
      ending.happen()
    }
    let facts = try String(contentsOfFile: note, encoding: .utf8).split(separator: "\n").map(String.init)
    try #require(facts.count == 5)
    let numbers = facts[2...].compactMap { pid_t($0) }
    defer { kill(numbers[2], SIGKILL) }
    // The child is alive: had it inherited the pipe, the server would be, too.
    #expect(isRunning(numbers[2]))
    #expect(eventually { !FileManager.default.fileExists(atPath: facts[0]) })
    #expect(eventually { !FileManager.default.fileExists(atPath: facts[1]) })
    #expect(!isRunning(numbers[0]) && !isRunning(numbers[1]))
  }

  @Test func variablesOfTheUserDoNotLeadElsewhere() async throws {
    await #expect(processExitsWith: .success) {
      setenv("PGHOSTADDR", "192.0.2.1", 1)
      setenv("PGOPTIONS", "-c search_path=elsewhere", 1)
      setenv("PGSSLMODE", "verify-full", 1)
      setenv("PGREQUIREPEER", "nobody-at-all", 1)
      setenv("PGDATABASE", "elsewhere", 1)
      setenv("PGPORT", "1", 1)
      let server = try EphemeralServer.start()
      let connection = try Connection(server.parameters())
      let path = try connection.query("SHOW search_path").first?.string("search_path")
      exit(path == "elsewhere" ? 1 : 0)
    }
  }
}

/// A child process that inherits whatever is inheritable; its number. It outlives a test that waits for its turn.
private func startedChild() throws -> String {
  let stream = try #require(popen("sleep 3600 </dev/null >/dev/null 2>&1 & echo $!", "r"))
  defer { pclose(stream) }
  var line = [CChar](repeating: 0, count: 64)
  let text = try #require(fgets(&line, Int32(line.count), stream))
  return String(cString: text).trimmingCharacters(in: .whitespacesAndNewlines)
}
