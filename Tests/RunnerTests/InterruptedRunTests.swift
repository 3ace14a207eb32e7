import Diagnostics
import Foundation
import Migrations
import PostgresClient
import Runner
import Testing

@Suite struct InterruptedRunTests {
  private let slow = [table("001_a", "a"), migration("002_b", "CREATE TABLE b (id int);\nSELECT pg_sleep(60);")]

  /// The process of the runner that sleeps.
  private func sleeper(in database: TestDatabase) throws -> String? {
    try database.column(
      "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'"
        + " AND state = 'active'"
    ).first.flatMap { $0 }
  }

  @Test func twoRunnersApplyEachMigrationOnce() throws {
    let database = try TestDatabase()
    let migrations = (1...6).map {
      migration("00\($0)_m", "CREATE TABLE t\($0) (id int);\nSELECT pg_sleep(0.05);")
    }
    let runs = (0..<3).map { _ in Background { try database.runner(migrations).up().steps.count } }
    let counts = try runs.map { try $0.get() ?? 0 }
    #expect(counts.reduce(0, +) == 6)
    #expect(try database.history() == (1...6).map { "00\($0) true" })
  }

  @Test func theSecondRunnerSaysWhoIsFirst() throws {
    let database = try TestDatabase()
    let first = database.runner(slow)
    let run = Background { runnerError { _ = try first.up() } }
    #expect(try eventually { try sleeper(in: database) != nil })
    var second = database.runner(slow)
    second.options.lockWait = .milliseconds(200)
    let error = try #require(runnerError { _ = try second.up() })
    guard case .locked(let holder, _) = error else { throw error }
    let pid = try #require(try sleeper(in: database))
    #expect(holder?.hasPrefix("pid \(pid), plumb, user postgres") == true)
    #expect(try second.status().entries.map(\.state) == [.applied, .pending])
    first.cancellation.cancel()
    let cancelled = try #require(try run.get() ?? nil)
    guard case .cancelled(let step, _) = cancelled else { throw cancelled }
    #expect(step == "002_b")
    #expect(try database.tables() == ["a"])
    #expect(try database.history() == ["001 true"])
  }

  @Test func aKilledConnectionLeavesNothingHalfRecorded() throws {
    let database = try TestDatabase()
    let run = Background { runnerError { _ = try database.runner(slow).up() } }
    #expect(try eventually { try sleeper(in: database) != nil })
    let pid = try #require(try sleeper(in: database))
    try database.execute("SELECT pg_terminate_backend(\(pid))")
    let error = try #require(try run.get() ?? nil)
    guard case .connectionLost(let step, _, let outcome) = error else { throw error }
    #expect(step == "002_b" && outcome == .rolledBack)
    #expect(try database.tables() == ["a"])
    #expect(try database.history() == ["001 true"])
    _ = try database.runner([slow[0], table("002_b", "b")]).up()
    #expect(try database.history() == ["001 true", "002 true"])
  }

  @Test func aLostLockStopsTheRun() throws {
    let database = try TestDatabase()
    let runner = database.runner([migration("001_a", "SELECT pg_advisory_unlock_all();"), table("002_b", "b")])
    let error = try #require(runnerError { _ = try runner.up() })
    guard case .lockLost = error else { throw error }
    #expect(try database.history() == ["001 true"])
  }

  @Test func aLockThatIsFreedInTimeIsRetried() throws {
    let database = try TestDatabase()
    try database.execute("CREATE TABLE busy (id int)")
    let holder = try database.connect()
    try holder.execute("BEGIN; LOCK TABLE busy")
    let runner = database.runner([migration("001_a", "ALTER TABLE busy ADD COLUMN a int;")])
    let run = Background { try runner.up().steps.count }
    usleep(450_000)
    try holder.execute("COMMIT")
    #expect(try run.get() == 1)
    #expect(try database.history() == ["001 true"])
  }

  @Test func aLockThatIsNotFreedIsAFailure() throws {
    let database = try TestDatabase()
    try database.execute("CREATE TABLE busy (id int)")
    let holder = try database.connect()
    try holder.execute("BEGIN; LOCK TABLE busy")
    var runner = database.runner([migration("001_a", "ALTER TABLE busy ADD COLUMN a int;")])
    runner.options.lockTimeout = .milliseconds(50)
    let error = try #require(runnerError { _ = try runner.up() })
    guard case .failed(let failure) = error else { throw error }
    #expect(failure.serverError?.sqlState == "55P03")
    #expect(failure.diagnostic.notes.last?.hasSuffix("after 4 attempts") == true)
  }
}

@Suite struct AutocommitRunTests {
  private let tables = migration("001_t", "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1);")

  @Test func anIndexIsBuiltConcurrently() throws {
    let database = try TestDatabase()
    let runner = database.runner([
      tables,
      migration(
        "002_i",
        """
        SET maintenance_work_mem = '2MB';
        CREATE INDEX CONCURRENTLY i ON t (a);
        -- DOWN
        DROP INDEX CONCURRENTLY i;
        """),
    ])
    _ = try runner.up()
    #expect(try database.column("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'i'::regclass") == ["true"])
    #expect(try database.history() == ["001 true", "002 true"])
    _ = try runner.down(to: "001")
    #expect(try database.column("SELECT to_regclass('i')::text") == [nil])
    #expect(try database.history() == ["001 true"])
  }

  @Test func aFailedBuildNamesTheInvalidIndexAndStopsTheNextRun() throws {
    let database = try TestDatabase()
    let runner = database.runner([
      tables, migration("002_i", "CREATE TABLE u (a int);\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (a);"),
    ])
    let error = try #require(runnerError { _ = try runner.up() })
    let diagnostic = try #require(error.diagnostics.first)
    #expect(diagnostic.location?.start.line == 2)
    #expect(
      diagnostic.notes.last
        == "it ran outside a transaction: 1 of its 2 statements are done; the invalid index public.i is left")
    #expect(diagnostic.help?.contains("`DROP INDEX CONCURRENTLY IF EXISTS public.i;`") == true)
    #expect(
      try database.history()[1].hasPrefix("002 false partly done: statement 2 of 2: ERROR: could not create") == true)
    #expect(try runner.status().invalidIndexes == ["public.i"])
    let next = try #require(runnerError { _ = try runner.up() })
    #expect(next.diagnostics.map(\.ruleID) == ["unfinished-migration"])
    try database.execute("DELETE FROM t; DROP TABLE u")
    try database.execute("DROP INDEX CONCURRENTLY IF EXISTS public.i")
    try database.execute("DELETE FROM public.schema_migrations WHERE version = '002'")
    #expect(try runner.up().steps.map(\.version) == ["002"])
  }

  @Test func anInvalidIndexOfBeforeIsNotTakenForGood() throws {
    let database = try TestDatabase()
    _ = try database.runner([tables]).up()
    _ = runnerError { try database.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)") }
    let runner = database.runner([tables, migration("002_i", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);")])
    let error = try #require(runnerError { _ = try runner.up() })
    #expect(error.diagnostics.first?.message == "`002_i` failed: the index public.i is invalid: its build failed")
  }

  @Test func aFirstStatementThatLeftNothingCanBeRunAgain() throws {
    let database = try TestDatabase()
    let bad = migration("002_i", "CREATE INDEX CONCURRENTLY i ON nothing (a);")
    #expect(runnerError { _ = try database.runner([tables, bad]).up() } != nil)
    let good = migration("002_i", "CREATE INDEX CONCURRENTLY i ON t (a);")
    #expect(try database.runner([tables, good]).up().steps.count == 1)
    #expect(try database.history() == ["001 true", "002 true"])
  }

  @Test func aKilledRunIsSeenByTheNext() throws {
    let database = try TestDatabase()
    let sleeping = migration("002_i", "SELECT pg_sleep(61);\nVACUUM t;")
    let runner = database.runner([tables, sleeping])
    let run = Background { runnerError { _ = try runner.up() } }
    let find = "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%sleep(61)'"
    #expect(try eventually { try database.column(find).first != nil })
    try database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(61)'")
    let error = try #require(try run.get() ?? nil)
    guard case .connectionLost(_, _, let outcome) = error else { throw error }
    #expect(outcome == .unfinished)
    #expect(try database.history() == ["001 true", "002 false running"])
    let next = try #require(runnerError { _ = try runner.up() })
    #expect(next.diagnostics.first?.message.hasSuffix("did not finish") == true)
  }
}
