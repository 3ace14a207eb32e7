import CatalogModel
import Testing

@testable import SQLSyntax

/// What an extension may bring of which nothing is known, no statement is refused for.
@Suite struct UnknownExtensionTests {
  private func outcome(of statements: [String]) throws -> Outcome {
    var session = Session()
    var outcome = Outcome()
    for text in statements { outcome = session.apply(try #require(Statement(parsing: text), "\(text)")) }
    return outcome
  }

  @Test(arguments: ["SELECT * FROM nosuch.rows", "CREATE TABLE nosuch.t ()", "CALL refresh_it('t', NULL)"])
  func whatItMayHaveIsOpen(_ text: String) throws {
    #expect(try outcome(of: ["CREATE EXTENSION citext", text]).error != nil)
    let open = try outcome(of: ["CREATE EXTENSION timescaledb", text])
    #expect(open.error == nil)
    #expect(!open.undecided.isEmpty)
  }

  @Test func whatItMakesIsOpen() throws {
    let table = "CREATE TABLE t (at timestamptz)"
    let call = "SELECT create_hypertable('t', 'at')"
    let open = try outcome(of: ["CREATE EXTENSION timescaledb", table, call])
    #expect(open.isOpenEverywhere)
    let own = "CREATE FUNCTION create_hypertable(a text, b text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'"
    #expect(try outcome(of: ["CREATE EXTENSION timescaledb", table, own, call]).undecided.isEmpty)
  }
}
