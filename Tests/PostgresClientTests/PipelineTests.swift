import PostgresClient
import Testing

@Suite struct PipelineTests {
  @Test func everyStatementGetsItsRows() throws {
    let connection = try TestServer.connect()
    let answers = try connection.queryAll([
      "SELECT 1 AS a", "CREATE TABLE t (a int)", "SELECT 2 AS a UNION SELECT 3", "",
    ])
    #expect(answers.map(\.count) == [1, 0, 2, 0])
    #expect(try answers[2].map { try $0.int("a") }.sorted() == [2, 3])
    #expect(try connection.queryAll([]) == [])
    #expect(try connection.query("SELECT 1 AS a").first?.int("a") == 1)
  }

  @Test func theFirstErrorUndoesTheBatchAndIsThrown() throws {
    let connection = try TestServer.connect()
    let error = postgresError {
      _ = try connection.queryAll(["CREATE TABLE t (a int)", "SELECT nothing", "SELECT 1/0"])
    }
    #expect(error?.serverError?.sqlState == "42703")
    #expect(error?.serverError?.position == 8)
    #expect(try connection.query("SELECT to_regclass('t')::text AS t").first?.optionalString("t") == nil)
    #expect(connection.transactionStatus == .idle)
  }

  @Test func bigAnswersAndManyStatementsDoNotBlock() throws {
    let connection = try TestServer.connect()
    let answers = try connection.queryAll(
      (0..<500).map {
        "SELECT repeat('x', 100000) AS text, \($0) AS number /* \(String(repeating: "y", count: 2000)) */"
      })
    #expect(answers.count == 500)
    #expect(try answers.last?.first?.int("number") == 499)
  }

  @Test func aConnectionThatIsLostInAPipelineIsAnError() throws {
    let connection = try TestServer.connect()
    let error = postgresError {
      _ = try connection.queryAll(["SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 2"])
    }
    guard case .lost = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func copyInAPipelineIsAnError() throws {
    let connection = try TestServer.connect()
    let error = postgresError { _ = try connection.queryAll(["COPY (SELECT 1) TO STDOUT"]) }
    #expect(error != nil)
  }
}
