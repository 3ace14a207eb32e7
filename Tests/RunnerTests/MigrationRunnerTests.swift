import Diagnostics
import Foundation
import Migrations
import PostgresClient
import Runner
import Testing

@Suite struct MigrationRunnerTests {
  @Test func upDownAndStatus() throws {
    let database = try TestDatabase()
    let runner = database.runner([table("001_a", "a"), table("002_b", "b"), table("003_c", "c")])
    #expect(try runner.status().text.contains("Pending migrations: 3"))
    #expect(try database.column("SELECT to_regclass('public.schema_migrations')::text") == [nil])
    #expect(try runner.up(to: "002").steps.map(\.version) == ["001", "002"])
    #expect(try database.tables() == ["a", "b"])
    #expect(try runner.up(to: "002").summary == "Nothing to apply: no migration up to 002 is pending")
    #expect(try runner.up().summary == "Applied 1 migration")
    #expect(try runner.up().summary == "Nothing to apply: no migration is pending")
    #expect(try database.history() == ["001 true", "002 true", "003 true"])
    #expect(
      try database.column(
        "SELECT count(*)::text FROM public.schema_migrations WHERE checksum ~ '^[0-9a-f]{64}$' AND applied_at <= now()"
          + " AND execution_time_ms >= 0 AND error_message IS NULL AND id IS NOT NULL") == ["3"])
    #expect(try runner.down(to: "001").steps.map(\.version) == ["003", "002"])
    #expect(try runner.status().entries.map(\.state) == [.applied, .pending, .pending])
    #expect(try runner.down(to: "000").summary == "Rolled back 1 migration")
    #expect(try runner.down(to: "000").summary == "Nothing to roll back")
    #expect(try database.tables().isEmpty)
    #expect(try runner.up().steps.count == 3)
  }

  @Test func aFailureIsToldRecordedAndRolledBack() throws {
    let database = try TestDatabase()
    let bad = migration("002_b", "-- é\r\nCREATE TABLE b (id int);\r\nSELECT 'é',\r\n  nothing FROM b;\r\n")
    let runner = database.runner([table("001_a", "a"), bad, table("003_c", "c")])
    let error = try #require(runnerError { _ = try runner.up() })
    guard case .failed(let failure) = error else { throw error }
    #expect(failure.serverError?.sqlState == "42703")
    #expect(failure.diagnostic.ruleID == "migration-failed")
    #expect(failure.diagnostic.message == "`002_b` failed: column \"nothing\" does not exist")
    #expect(failure.diagnostic.label == "SQLSTATE 42703")
    #expect(failure.diagnostic.location?.start == .init(line: 4, column: 3))
    #expect(failure.diagnostic.location.map { $0.source[$0.range] } == "nothing")
    #expect(try database.tables() == ["a"])
    #expect(
      try database.history() == ["001 true", "002 false ERROR: column \"nothing\" does not exist (SQLSTATE 42703)"])
    #expect(try runner.status().entries.map(\.state) == [.applied, .failed, .pending])
    // The same row, once the file is right.
    #expect(try database.runner([table("001_a", "a"), table("002_b", "b")]).up().steps.map(\.version) == ["002"])
    #expect(try database.history() == ["001 true", "002 true"])
  }

  @Test func aFailedRollbackLeavesTheMigrationApplied() throws {
    let database = try TestDatabase()
    let runner = database.runner([migration("001_a", "CREATE TABLE a (id int);\n-- DOWN\nDROP TABLE a;\nDROP TABLE b;")]
    )
    _ = try runner.up()
    let error = try #require(runnerError { _ = try runner.down(to: "000") })
    #expect(error.diagnostics.first?.message == "`001_a` could not be rolled back: table \"b\" does not exist")
    #expect(error.diagnostics.first?.notes == ["it was rolled back: the migration is applied as before"])
    #expect(try database.tables() == ["a"])
    #expect(
      try database.history() == ["001 true rollback failed: ERROR: table \"b\" does not exist (SQLSTATE 42P01)"])
    #expect(try runner.status().entries.map(\.state) == [.applied])
  }

  @Test func editedAndMissingFilesAreRefusedBeforeAnythingRuns() throws {
    let database = try TestDatabase()
    _ = try database.runner([table("001_a", "a"), table("002_b", "b")]).up()
    let changed = [migration("001_a", "SELECT 1;"), table("003_c", "c")]
    let error = try #require(runnerError { _ = try database.runner(changed).up() })
    #expect(error.diagnostics.map(\.ruleID) == ["applied-file-missing", "edited-after-apply"])
    #expect(try database.tables() == ["a", "b"])
  }

  @Test func aDeferredConstraintFailsAtCommit() throws {
    let database = try TestDatabase()
    let text = """
      CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO a VALUES (1, 2);
      """
    let error = try #require(runnerError { _ = try database.runner([migration("001_a", text)]).up() })
    #expect(error.diagnostics.first?.label == "at COMMIT, after this statement: SQLSTATE 23503")
    #expect(error.diagnostics.first?.location?.start.line == 2)
    #expect(try database.tables().isEmpty)
    #expect(try database.history().first?.hasPrefix("001 false ERROR: insert or update on table \"a\"") == true)
  }

  @Test func settingsAndRolesDoNotReachTheNextMigration() throws {
    let database = try TestDatabase()
    let role = "r" + UUID().uuidString.prefix(8).lowercased()
    let runner = database.runner([
      migration(
        "001_a",
        """
        CREATE ROLE \(role); CREATE SCHEMA s; CREATE TABLE s.t (id int);
        SELECT pg_catalog.set_config('search_path', '', false); SET ROLE \(role);
        SET check_function_bodies = off; SET idle_in_transaction_session_timeout = '1h';
        """),
      migration(
        "002_b",
        """
        CREATE TABLE b AS SELECT current_user::text AS who, current_setting('search_path') AS path,
          current_setting('check_function_bodies') AS bodies, current_setting('lock_timeout') AS lock_timeout,
          current_setting('idle_in_transaction_session_timeout') AS idle_timeout;
        """),
    ])
    #expect(try runner.up().steps.count == 2)
    #expect(
      try database.column(
        "SELECT who || '|' || path || '|' || bodies || '|' || lock_timeout || '|' || idle_timeout FROM public.b")
        == ["postgres|\"$user\", public|on|300ms|0"])
    try database.execute("DROP SCHEMA s CASCADE; DROP ROLE \(role)")
  }

  @Test func anOuterTransactionIsTakenOff() throws {
    let database = try TestDatabase()
    let text = "BEGIN;\nCREATE TABLE a (id int);\nSELECT 1/0;\nCOMMIT;"
    #expect(runnerError { _ = try database.runner([migration("001_a", text)]).up() } != nil)
    #expect(try database.tables().isEmpty)
    _ = try database.runner([migration("001_a", "BEGIN; CREATE TABLE a (id int); END;")]).up()
    #expect(try database.history() == ["001 true"])
  }

  @Test func aReadOnlyDatabaseIsSaidFirst() throws {
    let database = try TestDatabase()
    let name = try #require(database.parameters["dbname"])
    try database.execute("ALTER DATABASE \"\(name)\" SET default_transaction_read_only = on")
    let error = try #require(runnerError { _ = try database.runner([table("001_a", "a")]).up() })
    #expect(error.description.hasPrefix("the database takes no changes: `default_transaction_read_only` is on"))
  }

  @Test func anotherToolsTableIsLeftAlone() throws {
    let database = try TestDatabase()
    try database.execute("CREATE TABLE schema_migrations (version varchar PRIMARY KEY)")
    let error = try #require(runnerError { _ = try database.runner([table("001_a", "a")]).up() })
    #expect(error.description.hasPrefix("the table `public.schema_migrations` isn't plumb's: it has no column `name`"))
  }

  @Test func aDownThatDropsTheHistoryIsRolledBack() throws {
    let database = try TestDatabase()
    let runner = database.runner([
      migration("001_a", "CREATE TABLE a (id int);\n-- DOWN\nDROP SCHEMA public CASCADE;")
    ])
    _ = try runner.up()
    let error = try #require(runnerError { _ = try runner.down(to: "000") })
    #expect(error.diagnostics.first?.help == "a migration has to leave `public.schema_migrations` as it is")
    #expect(try database.tables() == ["a"])
  }
}
