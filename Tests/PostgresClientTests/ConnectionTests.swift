import Foundation
import PostgresClient
import Testing

@Suite struct ConnectionTests {
  @Test func itSpeaksUTF8AndNamesItself() throws {
    let connection = try TestServer.connect()
    let row = try #require(
      try connection.query(
        "SELECT current_setting('client_encoding') AS encoding, current_setting('application_name') AS name, $1 AS text",
        ["é🐘"]
      ).first)
    #expect(try row.string("encoding") == "UTF8")
    #expect(try row.string("name") == "plumb")
    #expect(try row.string("text") == "é🐘")
    #expect(connection.serverVersion >= Connection.minimumServerVersion)
    try connection.requireSupportedVersion()
  }

  @Test func everyStatementHasATagAndRows() throws {
    let connection = try TestServer.connect()
    let results = try connection.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT a FROM t; ;")
    #expect(results.map(\.commandTag) == ["CREATE TABLE", "INSERT 0 2", "SELECT 2"])
    #expect(try results[2].rows.map { try $0.int("a") } == [1, 2])
    #expect(try connection.execute("-- nothing") == [])
  }

  @Test func aCommitOfAFailedTransactionIsARollback() throws {
    let connection = try TestServer.connect()
    #expect(connection.transactionStatus == .idle)
    try connection.execute("BEGIN")
    #expect(connection.transactionStatus == .inTransaction)
    #expect(throws: PostgresError.self) { try connection.execute("SELECT 1/0") }
    #expect(connection.transactionStatus == .failed)
    #expect(try connection.execute("COMMIT").map(\.commandTag) == ["ROLLBACK"])
    #expect(connection.transactionStatus == .idle)
    connection.close()
    #expect(connection.transactionStatus == .unknown)
    #expect(postgresError { try connection.execute("SELECT 1") }?.description.contains("closed before") == true)
  }

  @Test func aSyntaxErrorKeepsItsPosition() throws {
    let connection = try TestServer.connect()
    let error = try #require(postgresError { try connection.execute("select 'é🐘'; alter tabel x") }?.serverError)
    #expect(error.sqlState == "42601")
    #expect(error.severity == "ERROR")
    #expect(error.message == "syntax error at or near \"tabel\"")
    #expect(error.position == 20)
    #expect(error.file == "scan.l")
    #expect(error.routine == "scanner_yyerror")
    #expect(error.line != nil)
  }

  @Test func aViolatedConstraintIsNamed() throws {
    let connection = try TestServer.connect()
    try connection.execute("CREATE TABLE t (a int CONSTRAINT positive CHECK (a > 0))")
    let error = try #require(postgresError { try connection.query("INSERT INTO t VALUES ($1)", ["-1"]) }?.serverError)
    #expect(error.sqlState == "23514")
    #expect(error.schemaName == "public")
    #expect(error.tableName == "t")
    #expect(error.constraintName == "positive")
    #expect(error.detail == "Failing row contains (-1).")
    #expect(error.description.contains("(SQLSTATE 23514)\nDETAIL: Failing row"))
  }

  @Test func aFunctionsErrorKeepsItsQueryAndHint() throws {
    let connection = try TestServer.connect()
    let inner = try #require(
      postgresError { try connection.execute("DO $$ BEGIN PERFORM nothing(); END $$") }?.serverError)
    #expect(inner.internalQuery == "SELECT nothing()")
    #expect(inner.internalPosition == 8)
    #expect(inner.context?.contains("inline_code_block line 1 at PERFORM") == true)
    #expect(inner.hint?.contains("No function matches") == true)
    let raised = "RAISE 'no' USING COLUMN = 'c', DATATYPE = 'd', ERRCODE = 'P0042'"
    let error = try #require(postgresError { try connection.execute("DO $$ BEGIN \(raised); END $$") }?.serverError)
    #expect([error.columnName, error.dataTypeName, error.sqlState] == ["c", "d", "P0042"])
  }

  @Test func noticesAreKeptAsValues() throws {
    let connection = try TestServer.connect()
    try connection.execute("DROP TABLE IF EXISTS nowhere; DO $$ BEGIN RAISE WARNING 'careful'; END $$")
    #expect(connection.notices.map(\.severity) == ["NOTICE", "WARNING"])
    #expect(connection.takeNotices().last?.message == "careful")
    #expect(connection.notices.isEmpty)
  }

  @Test func copyIsStoppedAndTheConnectionStaysUsable() throws {
    let connection = try TestServer.connect()
    try connection.execute("CREATE TABLE t (a int)")
    let error = postgresError { try connection.execute("COPY t FROM STDIN; SELECT 1") }
    #expect(error?.description.contains("write the rows as INSERT") == true)
    #expect(try connection.execute("COPY (SELECT 1) TO STDOUT").map(\.commandTag) == ["COPY 1"])
    #expect(try connection.query("SELECT count(*) AS n FROM t").first?.int("n") == 0)
  }

  @Test func aNULByteIsNotCutOff() throws {
    let connection = try TestServer.connect()
    let error = postgresError { try connection.execute("SELECT 1; \0 SELECT 2") }
    #expect(error?.description.contains("NUL byte at offset 10") == true)
    #expect(throws: PostgresError.self) { try connection.query("SELECT $1", ["a\0b"]) }
  }

  @Test func aRunningStatementCanBeCancelledFromAnotherThread() throws {
    let connection = try TestServer.connect()
    let cancel = connection.cancelHandle
    Thread.detachNewThread {
      usleep(200_000)
      cancel.cancel()
    }
    let error = postgresError { try connection.execute("SELECT pg_sleep(20)") }
    #expect(error?.serverError?.sqlState == "57014")
    #expect(try connection.query("SELECT 1 AS one").first?.int("one") == 1)
  }

  @Test func aLostConnectionSaysSoWithTheLastError() throws {
    let connection = try TestServer.connect()
    let error = try #require(
      postgresError { try connection.execute("SELECT pg_terminate_backend(pg_backend_pid())") })
    guard case .lost(_, let last) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(last?.sqlState == "57P01")
    #expect(error.description.contains("the connection to the database was lost: FATAL: terminating connection"))
    #expect(connection.isClosed)
    #expect(connection.transactionStatus == .unknown)
    for again in [postgresError { try connection.query("SELECT 1") }, postgresError { try connection.execute("x") }] {
      guard case .lost = again else {
        Issue.record("\(String(describing: again))")
        return
      }
    }
  }

  @Test func quotingSurvivesTheServer() throws {
    let connection = try TestServer.connect()
    let name = #"it's \ "quoted" é"#
    let sql = "SELECT \(Connection.quoted(literal: name)) AS \(Connection.quoted(identifier: name))"
    #expect(try connection.query(sql).first?.string(name) == name)
  }
}
