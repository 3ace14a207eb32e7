import PostgresClient
import Rehearsal
import SQLSyntax
import Testing

@Suite struct LockTests {
  @Test func locksAndRewritesAreObserved() throws {
    try TestServer.withDatabase { connection in
      try connection.execute("CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE b (id int)")
      let table = QualifiedName(schema: "public", name: "a")
      let index = try LockObservation(of: "CREATE INDEX i ON a (n)", on: connection)
      #expect(index.locks.contains(.init(relation: table, mode: "ShareLock", isNew: false)))
      #expect(index.rewritten == [])
      let rewrite = try LockObservation(of: "ALTER TABLE a ALTER n TYPE bigint", on: connection)
      #expect(rewrite.locks.contains(.init(relation: table, mode: "AccessExclusiveLock", isNew: false)))
      #expect(rewrite.rewritten == [table])
      #expect(rewrite.rebuiltIndexes == [QualifiedName(schema: "public", name: "a_pkey")])
      let drop = try LockObservation(of: "DROP TABLE b", on: connection)
      #expect(drop.locks.map(\.relation) == [QualifiedName(schema: "public", name: "b")])
      #expect(throws: PostgresError.self) { try LockObservation(of: "DROP TABLE c", on: connection) }
      #expect(connection.transactionStatus == .idle)
    }
  }
}
