import CatalogModel
import Diagnostics
import EphemeralPostgres
import Foundation
import Migrations
import PostgresClient
import Rehearsal
import SQLSyntax
import Testing

@Suite struct RehearsalTests {
  /// Rehearses migrations that are given as texts.
  private func rehearse(_ texts: String...) throws -> [RehearsedMigration] {
    var results: [RehearsedMigration] = []
    let migrations = texts.enumerated().map { index, text in
      Migration(
        version: "00\(index + 1)", name: "m", source: SourceText(path: "00\(index + 1)_m.sql", text: text))
    }
    try Rehearsal(on: TestServer.running()).forEach(migrations) { results.append($0) }
    return results
  }

  private func sqlState(_ outcome: RehearsedMigration.Outcome) -> String? {
    if case .failed(let error, _) = outcome { error.sqlState } else { nil }
  }

  /// Whether two states of a database are equal: roles apart, which are the server's and which other tests make meanwhile.
  private func areEqual(_ before: Catalog, _ after: Catalog?) throws -> Bool {
    try CatalogDiff(from: before, to: #require(after)).isEmpty
  }

  @Test func theResumeBuilderGoesUpAndStraightDown() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = try MigrationFolder(root.appendingPathComponent("fixtures/resume-builder/migrations").path)
    let rehearsal = try Rehearsal(on: TestServer.running(), preset: ServerParts.preset(named: "supabase"))
    var count = 0
    try rehearsal.forEach(folder.migrations()) { result in
      count += 1
      #expect([result.up, result.down, result.redo] == [.ok, .ok, .ok], "\(result.migration.path)")
      let afterDown = try #require(result.afterDown)
      let afterUp = try #require(result.afterUp)
      #expect(CatalogDiff(from: result.before, to: afterDown).changes == [], "\(result.migration.path)")
      #expect(try CatalogDiff(from: afterUp, to: #require(result.afterRedo)).isEmpty)
      #expect(!CatalogDiff(from: result.before, to: afterUp).isEmpty)
    }
    #expect(count == 6)
  }

  @Test func whatDownLeavesIsSeenAndTheNextMigrationFindsTheFirstUp() throws {
    let results = try rehearse(
      "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n-- DOWN\nDROP TABLE b;",
      "ALTER TABLE b ADD COLUMN x int;\n-- DOWN\nALTER TABLE b DROP COLUMN x;")
    #expect(results[0].down == .ok)
    #expect(sqlState(results[0].redo) == "42P07")
    #expect(results[1].up == .ok)
    #expect(results[1].redo == .ok)
    #expect(try areEqual(results[1].before, results[0].afterUp))
  }

  @Test func aFailingUpIsTakenBack() throws {
    let results = try rehearse(
      "CREATE TABLE a (id int);\nSELECT é FROM a;\nCREATE TABLE c (id int);\n-- DOWN\nDROP TABLE a;",
      "CREATE TABLE a (id int);\n-- DOWN\nDROP TABLE nothing;", "DROP TABLE a;")
    #expect(sqlState(results[0].up) == "42703")
    if case .failed(_, let range) = results[0].up { #expect(results[0].migration.source[range].hasPrefix("SELECT")) }
    #expect(results[0].down == .notRun)
    #expect(results[1].up == .ok)
    #expect(sqlState(results[1].down) == "42P01")
    #expect(results[1].redo == .notRun)
    #expect(results[2].up == .ok)
    #expect(results[2].down == .notRun)
  }

  @Test func whatRefusesATransactionIsRunOutsideAndTakenBackAllTheSame() throws {
    let results = try rehearse(
      "CREATE TABLE a (id int);\n-- DOWN\nDROP TABLE a;",
      "CREATE INDEX CONCURRENTLY i ON a (id);\nSELECT 1 / 0;\n-- DOWN\nDROP INDEX CONCURRENTLY i;",
      "CREATE INDEX CONCURRENTLY i ON a (id);\n-- DOWN\nDROP INDEX CONCURRENTLY i;",
      "CREATE INDEX j ON a (id);\n-- DOWN\nDROP INDEX CONCURRENTLY j;\nSELECT 1 / 0;", "DROP INDEX i; DROP INDEX j;")
    #expect(results[0].redo == .ok)
    #expect(sqlState(results[1].up) == "22012")
    #expect([results[2].up, results[2].down, results[2].redo] == [.ok, .ok, .ok])
    #expect(try areEqual(results[2].before, results[2].afterDown))
    #expect(sqlState(results[3].down) == "22012")
    #expect(results[4].up == .ok)
  }

  /// No copy of the database holds on to the role meanwhile.
  @Test func aRoleIsDroppedByAScriptWithoutATransaction() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plumb-roles-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [
      "sqitch.plan": """
      %syntax-version=1.0.0
      %project=roles

      made 2025-01-01T00:00:00Z A <a@b.c> # one
      dropped 2025-01-02T00:00:00Z A <a@b.c> # two

      """,
      "deploy/made.sql": "CREATE ROLE plumb_passing; GRANT USAGE ON SCHEMA public TO plumb_passing;",
      "revert/made.sql": "REVOKE USAGE ON SCHEMA public FROM plumb_passing; DROP ROLE plumb_passing;",
      "deploy/dropped.sql": "REVOKE USAGE ON SCHEMA public FROM plumb_passing; DROP ROLE plumb_passing;",
      "revert/dropped.sql": "CREATE ROLE plumb_passing; GRANT USAGE ON SCHEMA public TO plumb_passing;",
    ]
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let migrations = try MigrationFolder(folder.path).migrations()
    #expect(migrations.map(\.transaction) == [.own, .own])
    var results: [RehearsedMigration] = []
    try Rehearsal(on: TestServer.running()).forEach(migrations) { results.append($0) }
    for result in results { #expect([result.up, result.down, result.redo] == [.ok, .ok, .ok]) }
  }

  @Test func aNewEnumValueIsCommittedBeforeItIsUsed() throws {
    let results = try rehearse(
      "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE a (m mood);\n-- DOWN\nDROP TABLE a; DROP TYPE mood;",
      "ALTER TYPE mood ADD VALUE 'ok';\n-- DOWN\nSELECT 1;",
      "ALTER TABLE a ALTER m SET DEFAULT 'ok';\n-- DOWN\nALTER TABLE a ALTER m DROP DEFAULT;",
      "ALTER TYPE mood ADD VALUE 'new'; ALTER TABLE a ALTER m SET DEFAULT 'new';\n-- DOWN\nSELECT 1;")
    #expect(results[1].up == .ok)
    #expect(sqlState(results[1].redo) == "42710")
    #expect(results[2].redo == .ok)
    #expect(sqlState(results[3].up) == "55P04")
  }

  @Test func aProcedureThatCommitsRunsOutsideATransactionEveryTime() throws {
    let up = """
      -- +goose NO TRANSACTION
      -- +goose Up
      CREATE OR REPLACE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
      CALL p();
      -- +goose Down
      DROP PROCEDURE p();
      """
    let migration = Migration(version: "1", name: "p", layout: .goose, source: SourceText(path: "1_p.sql", text: up))
    let result = try Rehearsal(on: TestServer.running()).rehearse(migration)
    #expect([result.up, result.down, result.redo] == [.ok, .ok, .ok])
    #expect(try areEqual(result.before, result.afterDown))
  }

  @Test func settingsEndWithTheirScript() throws {
    let results = try rehearse(
      "CREATE SCHEMA app; SET search_path = app; CREATE TABLE a (id int);\n-- DOWN\nDROP SCHEMA app CASCADE;",
      "CREATE TABLE b (id int);\n-- DOWN\nDROP TABLE public.b;")
    #expect(results[1].afterUp?.tables[QualifiedName(schema: "public", name: "b")] != nil)
    #expect(results[1].redo == .ok)
  }

  @Test func aDeferredConstraintFailsAtTheScriptsEnd() throws {
    let up = """
      CREATE TABLE p (id int PRIMARY KEY);
      CREATE TABLE c (id int REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);
      -- DOWN
      DELETE FROM p;
      """
    let results = try rehearse(up, "INSERT INTO c VALUES (7);")
    #expect(sqlState(results[0].down) == "23503")
    #expect(sqlState(results[1].up) == "23503")
  }

  @Test func textsThatAreNoSQLFailWithTheServersError() throws {
    let results = try rehearse("CREATE TABL a (id int);\n-- DOWN\nDROP TABLE a;", "CREATE TABLE a (id int);")
    #expect(sqlState(results[0].up) == "42601")
    #expect(results[1].up == .ok)
  }
}
