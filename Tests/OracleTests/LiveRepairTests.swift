import CatalogModel
import Drift
import Introspection
import PostgresClient
import Testing

/// The statements that are to bring a drifted database back, executed.
@Suite("A repair of a live schema")
struct LiveRepairTests {
  @Test("takes a single change back", arguments: tableChanges + memberChanges + routineChanges + rareChanges)
  func change(_ change: RepairedChange) throws {
    guard try ServerParts.withoutMissing(change.change) == change.change else { return }
    let base = RepairedChange.base + change.setup + ";"
    let expected = try TestServer.catalog(after: base, keepsText: true)
    try TestServer.withDatabase { connection in
      try connection.execute(base)
      try connection.execute(change.change)
      var introspector = Introspector()
      introspector.keepsText = true
      let live = try introspector.snapshot(of: connection).catalog
      let drift = CatalogDiff(from: expected, to: live)
      #expect(!drift.isEmpty)
      let repair = LiveRepair(from: live, to: expected, undoing: drift.changes)
      for statement in repair.statements {
        do { try connection.execute(statement.sql) } catch { Issue.record("\(statement.sql)\n\(error)") }
      }
      // No statement puts a column at another place, and roles come and go with other tests.
      let rest = CatalogDiff(from: expected, to: try Introspector.catalog(of: connection)).changes.filter {
        $0.kind != .moved && $0.object.kind != .role
      }
      let left = rest.map { "\($0.object) \($0.kind) \($0.attributes)" }
      #expect(left == [], "\(repair.statements.map(\.sql))")
      #expect(repair.rest.filter { $0.kind != .moved }.map(\.object) == rest.map(\.object))
    }
  }

  @Test("leaves alone what it isn't asked to put right")
  func scope() throws {
    let expected = try TestServer.catalog(after: "CREATE TABLE a (id int); CREATE TABLE b (id int)")
    let live = try TestServer.catalog(
      after: "CREATE SCHEMA platform; CREATE TABLE platform.p (id int); CREATE TABLE a (id int, more int)",
      "CREATE TABLE c (id int, at date); CREATE INDEX on_c ON c (at)")
    let drift = CatalogDiff(from: expected, to: live).changes.filter { $0.object.parent?.name == "a" }
    let repair = LiveRepair(from: live, to: expected, undoing: drift)
    #expect(repair.statements.map(\.sql) == ["ALTER TABLE public.a DROP COLUMN IF EXISTS more"])
    #expect(repair.rest.isEmpty)
  }
}
