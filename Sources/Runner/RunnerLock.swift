import Foundation
import PostgresClient

/// The advisory lock that lets one runner at a time change a database.
///
/// Polled, never waited for within a statement: a statement that waits holds a snapshot, and CREATE INDEX CONCURRENTLY
/// waits for every snapshot (40P01).
struct RunnerLock {
  var connection: Connection

  // "plum", 1: two integers, which pg_locks shows as classid and objid with objsubid 2.
  private static let key = "1886156141, 1"
  private static let condition =
    "l.locktype = 'advisory' AND l.classid = 1886156141 AND l.objid = 1 AND l.objsubid = 2 AND l.granted"
    + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"

  /// Takes the lock, or throws when `wait` is over.
  func take(
    wait: Duration, _ cancellation: RunCancellation, onWait: (String?) -> Void
  ) throws(RunnerError) {
    let deadline = ContinuousClock.now + wait
    var pause = 0.05
    var isFirst = true
    while try !attempt() {
      let holder = isFirst || ContinuousClock.now >= deadline ? try self.holder() : nil
      if cancellation.isCancelled { throw .cancelled(during: nil, note: nil) }
      if ContinuousClock.now >= deadline { throw .locked(holder: holder, waited: wait) }
      if isFirst { onWait(holder) }
      isFirst = false
      Thread.sleep(forTimeInterval: pause)
      pause = min(pause * 2, 0.5)
    }
    try verify()
  }

  /// Throws where this session doesn't hold the lock: through a pooler the next transaction is another session's.
  func verify() throws(RunnerError) {
    let sql = "SELECT 1 FROM pg_catalog.pg_locks l WHERE \(Self.condition) AND l.pid = pg_catalog.pg_backend_pid()"
    if try rows(sql).isEmpty { throw .lockLost }
  }

  /// Lets the next runner in; an error here changes nothing, for the session ends.
  func release() {
    _ = try? connection.query("SELECT pg_catalog.pg_advisory_unlock(\(Self.key))")
  }

  private func attempt() throws(RunnerError) -> Bool {
    do {
      let rows = try connection.query("SELECT pg_catalog.pg_try_advisory_lock(\(Self.key)) AS taken")
      return try rows.first?.bool("taken") ?? false
    } catch {
      throw .database(error)
    }
  }

  /// Who holds the lock: the process, its program and since when.
  private func holder() throws(RunnerError) -> String? {
    let sql = """
      SELECT 'pid ' || l.pid
        || coalesce(', ' || nullif(a.application_name, ''), '') || coalesce(', user ' || a.usename, '')
        || coalesce(', from ' || host(a.client_addr), '')
        || coalesce(', connected since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ'), '') AS holder
      FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE \(Self.condition)
      """
    do { return try rows(sql).first?.optionalString("holder") } catch { return nil }
  }

  private func rows(_ sql: String) throws(RunnerError) -> Rows {
    do { return try connection.query(sql) } catch { throw .database(error) }
  }
}
