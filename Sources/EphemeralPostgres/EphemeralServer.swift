import Foundation
import PostgresClient

/// A private PostgreSQL server in a temporary folder, which is gone after every exit of this process.
///
/// It listens on a Unix socket only, in a folder that only this user can enter, and keeps nothing safe from a crash of
/// the machine. Several may run at once.
package final class EphemeralServer: Sendable {
  /// The server's folder, with its socket, its log and its data.
  package let folder: String
  /// The server's `server_version_num`: 150018 is 15.18.
  package let serverVersion: Int
  private let supervisor: Supervisor

  /// Starts a server, of the programs that `ServerPrograms.find` gives where none are given; `settings` are server
  /// parameters beyond those that make it fast and private.
  ///
  /// The first start of a PostgreSQL version runs initdb; later ones copy what that made.
  package static func start(
    _ programs: ServerPrograms? = nil, settings: [String: String] = [:],
    environment: [String: String] = ProcessInfo.processInfo.environment, timeout: Duration = .seconds(30)
  ) throws(EphemeralPostgresError) -> EphemeralServer {
    let programs = if let programs { programs } else { try ServerPrograms.find(environment: environment) }
    let user = try ServerUser.current(environment: environment)
    let folders = try ServerFolders.choose(environment: environment, isRoot: user != nil)
    let options = defaultSettings.merging(settings) { _, given in given }.sorted { $0.key < $1.key }
      .flatMap { ["-c", "\($0)=\($1)"] }
    let supervisor = try Supervisor(
      arguments: [folders.server, programs.folder, folders.cache ?? "", user?.owner ?? "", user?.prefix ?? ""]
        + options,
      environment: childEnvironment(of: environment))
    do {
      let version = try waitUntilReady(folder: folders.server, supervisor, timeout: timeout)
      return EphemeralServer(folder: folders.server, serverVersion: version, supervisor: supervisor)
    } catch {
      supervisor.stop()
      throw error
    }
  }

  private init(folder: String, serverVersion: Int, supervisor: Supervisor) {
    self.folder = folder
    self.serverVersion = serverVersion
    self.supervisor = supervisor
  }

  deinit { stop() }

  /// Ends the server, with all its connections, and waits until its folder is gone.
  package func stop() { supervisor.stop() }

  /// The end of the server's log, where the server has ended on its own; `nil` while it runs.
  package func logAfterUnexpectedEnd() -> String? { supervisor.reportAfterEnd() }

  /// What makes the server fast and keeps it private, and otherwise as near to a real one as can be.
  private static let defaultSettings = [
    "listen_addresses": "", "port": "5432", "unix_socket_permissions": "0700", "max_connections": "50",
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off", "jit": "off",
    "shared_buffers": "32MB", "max_wal_size": "1GB",
    // Files in the data folder, not in /dev/shm, where a killed server would leave them.
    "dynamic_shared_memory_type": "mmap",
    // CREATE PUBLICATION warns under a lower level.
    "wal_level": "logical",
    // A whole schema is made or dropped in one transaction.
    "max_locks_per_transaction": "256",
    "timezone": "UTC", "log_timezone": "UTC", "lc_messages": "C",
  ]

  /// The environment without libpq's and the server's own variables, such as PGDATA and PGPORT.
  private static func childEnvironment(of environment: [String: String]) -> [String: String] {
    var copy = environment.filter { !$0.key.hasPrefix("PG") }
    copy["LC_ALL"] = "C"
    copy["TZ"] = "UTC"
    copy["PATH"] = (copy["PATH"].map { $0 + ":" } ?? "") + "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
    return copy
  }

  /// Tries to connect until the server answers or its supervisor gives up; returns the server's version.
  private static func waitUntilReady(
    folder: String, _ supervisor: Supervisor, timeout: Duration
  ) throws(EphemeralPostgresError) -> Int {
    let deadline = ContinuousClock.now + timeout
    let parameters = parameters(folder: folder, database: "postgres")
    while true {
      if access("\(folder)/.s.PGSQL.5432", F_OK) == 0, let connection = try? Connection(parameters) {
        do { try connection.requireSupportedVersion() } catch { throw .database(error) }
        return connection.serverVersion
      }
      if let report = supervisor.reportAfterEnd() { throw startFailure(report) }
      if ContinuousClock.now > deadline {
        throw .startFailed("it did not answer within \(timeout)", log: supervisor.stop())
      }
      usleep(5000)
    }
  }

  /// The supervisor's first line says what it was doing; the rest is the log.
  private static func startFailure(_ report: String) -> EphemeralPostgresError {
    let isFailure = ["initdb failed", "could not "].contains { report.hasPrefix($0) }
    guard isFailure else { return .startFailed("it ended before it answered", log: report) }
    let lines = report.split(separator: "\n", maxSplits: 1)
    return .startFailed(String(lines.first ?? ""), log: String(lines.dropFirst().first ?? ""))
  }
}
