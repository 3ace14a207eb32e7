import EphemeralPostgres
import Foundation
import PostgresClient
import Testing

@Suite struct EphemeralServerTests {
  @Test func nothingIsLeftAfterStop() throws {
    let server = try EphemeralServer.start()
    let process = try postmaster(of: server)
    #expect(try permissions(of: server.folder) == 0o700)
    server.stop()
    server.stop()
    #expect(!FileManager.default.fileExists(atPath: server.folder))
    #expect(!isRunning(process))
    #expect(throws: PostgresError.self) { try Connection(server.parameters()) }
  }

  @Test func nothingIsLeftWhenItIsForgotten() throws {
    var server: EphemeralServer? = try EphemeralServer.start()
    let folder = try #require(server?.folder)
    server = nil
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func twoServersRunAtOnce() throws {
    let first = try EphemeralServer.start()
    let second = try EphemeralServer.start()
    try first.createDatabase(named: "only_here")
    #expect(throws: PostgresError.self) { try Connection(second.parameters(database: "only_here")) }
    first.stop()
    #expect(try Connection(second.parameters()).query("SELECT 1 AS one").count == 1)
  }

  @Test func databasesAreCopiedAndDropped() throws {
    let server = try TestServer.shared.get()
    let template = try Connection(server.createDatabase(named: "Some \"template\""))
    try template.execute("CREATE TABLE kept (a int); INSERT INTO kept VALUES (7)")
    template.close()
    let copy = try Connection(server.createDatabase(named: "copy", template: "Some \"template\""))
    #expect(try copy.query("SELECT a FROM kept").first?.int("a") == 7)
    try server.dropDatabase("copy")
    try server.dropDatabase("copy")
    #expect(throws: PostgresError.self) { try copy.query("SELECT 1") }
  }

  @Test func theServerIsDeterministicAndPrivate() throws {
    let server = try EphemeralServer.start(settings: ["work_mem": "5MB"])
    let connection = try Connection(server.parameters())
    func setting(_ name: String) throws -> String? { try connection.query("SHOW \(name)").first?.string(name) }
    let collation = "SELECT datcollate::text AS name FROM pg_database WHERE datname = current_database()"
    #expect(try connection.query(collation).first?.string("name") == "C")
    #expect(try setting("server_encoding") == "UTF8")
    #expect(try setting("listen_addresses")?.isEmpty == true)
    #expect(try setting("fsync") == "off")
    #expect(try setting("work_mem") == "5MB")
    #expect(server.serverVersion == connection.serverVersion)
  }

  @Test func aDamagedCacheIsMadeAgain() throws {
    try withTemporaryFolder { folder in
      try EphemeralServer.start(environment: environment(in: folder)).stop()
      let cache = folder + "/cache/plumbline"
      let name = try #require(try FileManager.default.contentsOfDirectory(atPath: cache).first)
      let sum = try String(contentsOfFile: "\(cache)/\(name)/sum", encoding: .utf8)
      // One byte of a catalog: the server would start, and be wrong.
      let file = try #require(FileHandle(forUpdatingAtPath: "\(cache)/\(name)/data/base/1/1259"))
      try file.seek(toOffset: 5000)
      try file.write(contentsOf: [0x5A])
      try file.close()
      let server = try EphemeralServer.start(environment: environment(in: folder))
      #expect(try Connection(server.parameters()).query("SELECT FROM pg_class").count > 100)
      #expect(try String(contentsOfFile: "\(cache)/\(name)/sum", encoding: .utf8) != sum)
      #expect(try FileManager.default.contentsOfDirectory(atPath: cache) == [name])
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(cache)/\(name)").sorted() == ["data", "sum"])
      #expect(try permissions(of: cache) == 0o700)
    }
  }

  @Test func serversThatStartTogetherShareOneNewCache() async throws {
    try await withThrowingTaskGroup(of: Int.self) { group in
      let folder = "/tmp/pt-\(UUID().uuidString.prefix(8))"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      for _ in 0..<3 {
        group.addTask { try EphemeralServer.start(environment: environment(in: folder)).serverVersion }
      }
      for try await version in group { #expect(version >= Connection.minimumServerVersion) }
      let cache = folder + "/cache/plumbline"
      let names = try FileManager.default.contentsOfDirectory(atPath: cache)
      #expect(names.count == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(cache)/\(names[0])").sorted() == ["data", "sum"])
    }
  }

  @Test func aLongTemporaryPathFallsBackToTmp() throws {
    try withTemporaryFolder { folder in
      var variables = environment(in: folder)
      let long = folder + "/" + String(repeating: "long", count: 25)
      try FileManager.default.createDirectory(atPath: long, withIntermediateDirectories: false)
      variables["TMPDIR"] = long
      #expect(try EphemeralServer.start(environment: variables).folder.hasPrefix("/tmp/plumb-"))
    }
  }

  @Test func missingProgramsSayHowToInstallThem() {
    #expect(
      throws: EphemeralPostgresError.notInstalled(
        "PLUMBLINE_POSTGRES_BIN names `/nowhere`, which does not hold them")
    ) { try EphemeralServer.start(environment: ["PLUMBLINE_POSTGRES_BIN": "/nowhere"]) }
    #expect(EphemeralPostgresError.notInstalled("").description.contains("apt-get install postgresql"))
  }

  @Test func aServerThatDoesNotStartShowsItsLogAndLeavesNothing() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: EphemeralPostgresError.self) {
        try EphemeralServer.start(settings: ["no_such_setting": "1"], environment: environment(in: folder))
      }
      #expect(error?.description.contains("unrecognized configuration parameter \"no_such_setting\"") == true)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left == ["cache"])
    }
  }

  @Test func aServerThatDiesIsCleanedUpAndSaysSo() throws {
    let server = try EphemeralServer.start()
    let connection = try Connection(server.parameters())
    #expect(server.logAfterUnexpectedEnd() == nil)
    kill(try postmaster(of: server), SIGKILL)
    #expect(eventually { !FileManager.default.fileExists(atPath: server.folder) })
    #expect(server.logAfterUnexpectedEnd() != nil)
    guard case .lost = postgresError({ try connection.execute("SELECT 1") }) else {
      Issue.record("the connection survived")
      return
    }
  }

  private func permissions(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

/// The process that the lock file of a server's data folder names.
func postmaster(of server: EphemeralServer) throws -> pid_t {
  let text = try String(contentsOfFile: server.folder + "/data/postmaster.pid", encoding: .utf8)
  return try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
}

/// Whether a process exists and is no zombie.
func isRunning(_ process: pid_t) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
  return !status.contains(") Z ")
}
