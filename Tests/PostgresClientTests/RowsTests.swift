import PostgresClient
import Testing

@Suite struct RowsTests {
  @Test(arguments: [
    ("{}", [String?]()), ("{a,b}", ["a", "b"]), ("{NULL,\"NULL\",null}", [nil, "NULL", nil]),
    (#"{"a b","say \"hi\"","back\\slash","{}",",",""}"#, ["a b", #"say "hi""#, #"back\slash"#, "{}", ",", ""]),
    ("[0:1]={é,🐘}", ["é", "🐘"]),
  ])
  func arraysAreRead(text: String, elements: [String?]) {
    #expect(TextArray.elements(of: text) == elements)
  }

  @Test(arguments: ["", "{", "a", "{a", "{a,}", "{,a}", "{{a},{b}}", "{\"a}", "{a}b", "{\"a\"b}", "[0:1]", "{\"\\"])
  func whatIsNoArrayIsRefused(text: String) {
    #expect(TextArray.elements(of: text) == nil)
  }

  @Test func arraysOfTheServerAreRead() throws {
    let connection = try TestServer.connect()
    let odd = [#"a"b"#, #"c\d"#, "", "NULL", "x,y", "{z}", "né", " "]
    let literals = odd.map { Connection.quoted(literal: $0) }.joined(separator: ",")
    let row = try #require(
      try connection.query("SELECT ARRAY[\(literals)] AS a, ARRAY['x', NULL] AS n, NULL::text[] AS missing").first)
    #expect(try row.stringArray("a") == odd)
    #expect(try row.nullableStringArray("n") == ["x", nil])
    #expect(try row.optionalStringArray("missing") == nil)
    #expect(throws: PostgresError.self) { try row.stringArray("n") }
    #expect(throws: PostgresError.self) { try row.stringArray("missing") }
  }

  @Test func typedValuesAreRead() throws {
    let connection = try TestServer.connect()
    let row = try #require(
      try connection.query("SELECT true AS yes, false AS no, -42::bigint AS n, 'x' AS t, NULL AS nothing").first)
    #expect(try row.bool("yes"))
    #expect(try !row.bool("no"))
    #expect(try row.int("n") == -42)
    #expect(try row.optionalInt("nothing") == nil)
    #expect(try row.optionalBool("nothing") == nil)
    #expect(try row.optionalString("nothing") == nil)
  }

  @Test func mistakesNameTheColumn() {
    let row = Rows(columns: ["a", "b"], rows: [["x", nil]])[0]
    #expect(
      postgresError { _ = try row.int("a") }?.description == "column `a` is `x` in row 1, where an integer was expected"
    )
    #expect(
      postgresError { _ = try row.string("b") }?.description
        == "column `b` is NULL in row 1, where a value was expected")
    #expect(postgresError { _ = try row.bool("c") }?.description == "the result has no column `c`; it has `a`, `b`")
    #expect(throws: PostgresError.self) { try row.stringArray("a") }
    #expect(throws: PostgresError.self) { try Rows(columns: ["a"])[3].string("a") }
  }
}
