import Testing

@testable import SQLSyntax

@Suite("PL/pgSQL statements")
struct ProcedureReaderTests {
  private static func kinds(_ body: String) throws -> [ProcedureStatement.Kind] {
    try #require(ProcedureReader.block(body)).body.map(\.kind)
  }

  private static func shown(_ kind: ProcedureStatement.Kind) -> String {
    switch kind {
    case .block(let block): "block of \(block.body.count), handlers \(block.handlers.map(\.conditions))"
    case .choice(let branches, let otherwise):
      "if \(branches.map(\.condition.text)) else \(otherwise.count)"
    case .cases(let operand, let cases, let otherwise):
      "case \(operand?.text ?? "-") \(cases.map { $0.values.map(\.text) }) else \(otherwise?.count ?? -1)"
    case .loop(let loop): "loop \(loop.label ?? "-") \(loop.targets) \(loop.over) of \(loop.body.count)"
    case .leave(let isExit, let label, let condition):
      "\(isExit ? "exit" : "continue") \(label ?? "-") \(condition?.text ?? "-")"
    case .assign(let target, let value): "\(target.joined(separator: ".")) := \(value.text)"
    case .perform(let fragment): "perform \(fragment.text)"
    case .execute(let fragment, let using, let into):
      "execute \(fragment.text) \(using.map(\.text)) \(into?.names ?? [])"
    case .sql(let fragment, let into): "sql \(fragment.text) \(into?.names ?? [])"
    case .raise(let raise):
      "raise \(raise.level) \(raise.condition ?? "-") \(raise.format ?? "-") \(raise.arguments.map(\.text)) "
        + "\(raise.options.mapValues(\.text))"
    case .returnValue(let value): "return \(value?.text ?? "-")"
    case .returnRows(let query, let command): "rows \(query?.text ?? "-") \(command?.text ?? "-")"
    case .commit(let isRollback): isRollback ? "rollback" : "commit"
    case .diagnostics(let names): "diagnostics \(names)"
    case .null: "null"
    case .other(let words): "other \(words)"
    }
  }

  @Test(arguments: [
    ("a := 1;", "a := 1"),
    ("a.b=-1;", "a.b := -1"),
    ("a[1] := b[2];", "a. := b[2]"),
    (
      "IF a THEN NULL; ELSIF b OR (c) THEN NULL; ELSEIF d THEN NULL; ELSE NULL; NULL; END IF;",
      #"if ["a", "b OR (c)", "d"] else 2"#
    ),
    ("CASE x WHEN 1, 2 THEN NULL; ELSE NULL; END CASE;", #"case x [["1", "2"]] else 1"#),
    ("CASE WHEN f(a, b) THEN NULL; END CASE;", #"case - [["f(a, b)"]] else -1"#),
    ("EXIT outer WHEN a > 1;", "exit outer a > 1"),
    ("CONTINUE;", "continue - -"),
    ("PERFORM f(1);", "perform f(1)"),
    (
      "EXECUTE format('%s', a) INTO STRICT b, c.d USING e, f(g, h);",
      #"execute format('%s', a) ["e", "f(g, h)"] [["b"], ["c", "d"]]"#
    ),
    ("EXECUTE a USING b INTO c;", #"execute a ["b"] [["c"]]"#),
    ("SELECT a INTO b FROM c;", #"sql SELECT a FROM c [["b"]]"#),
    ("INSERT INTO a VALUES (1) RETURNING id INTO b;", #"sql INSERT INTO a VALUES (1) RETURNING id [["b"]]"#),
    ("CREATE TABLE a AS SELECT 1;", "sql CREATE TABLE a AS SELECT 1 []"),
    (
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;",
      "sql CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END []"
    ),
    ("RAISE NOTICE 'a % b', c, d(e, f);", #"raise notice - a % b ["c", "d(e, f)"] [:]"#),
    ("RAISE unique_violation USING MESSAGE = 'x';", #"raise exception unique_violation - [] ["message": "\'x\'"]"#),
    ("RAISE SQLSTATE '22012';", "raise exception 22012 - [] [:]"),
    ("RETURN;", "return -"),
    ("RETURN QUERY EXECUTE a USING b;", "rows - a"),
    ("RETURN QUERY SELECT 1;", "rows SELECT 1 -"),
    ("GET DIAGNOSTICS a = ROW_COUNT;", #"diagnostics ["a"]"#),
    ("OPEN c FOR SELECT 1;", "other OPEN C"),
    (
      "BEGIN NULL; EXCEPTION WHEN a OR SQLSTATE '22012' THEN NULL; WHEN OTHERS THEN NULL; END;",
      #"block of 1, handlers [["a", "22012"], ["others"]]"#
    ),
    ("ROLLBACK;", "rollback"),
  ])
  func statement(_ text: String, _ expected: String) throws {
    let kinds = try Self.kinds("DECLARE\n declare x int; BEGIN -- begin\n \(text) NULL; END")
    #expect(kinds.map(Self.shown) == [expected, "null"])
  }

  @Test func loops() throws {
    let kinds = try Self.kinds(
      """
      BEGIN
        <<l>> FOR i IN REVERSE 1..f(a.b) BY 2 LOOP NULL; END LOOP l;
        FOR r IN SELECT a FROM b LOOP NULL; END LOOP;
        FOR a, b IN EXECUTE q USING c LOOP NULL; END LOOP;
        FOREACH e SLICE 1 IN ARRAY x LOOP NULL; END LOOP;
        WHILE a < 1 LOOP NULL; END LOOP;
      END
      """)
    var found: [String] = []
    for case .loop(let loop) in kinds {
      switch loop.over {
      case .numbers(let lower, let upper, let step, let isReverse):
        found.append("\(loop.label ?? "") \(lower.text) \(upper.text) \(step?.text ?? "") \(isReverse)")
      case .query(let query): found.append(query.text)
      case .command(let command, let using): found.append("\(command.text) \(using.map(\.text)) \(loop.targets)")
      case .array(let array, let slice): found.append("\(array.text) \(slice)")
      case .condition(let condition): found.append(condition.text)
      case .forever: found.append("forever")
      }
    }
    #expect(
      found == ["l 1 f(a.b) 2 true", "SELECT a FROM b", #"q ["c"] [["a"], ["b"]]"#, "x 1", "a < 1"])
  }

  @Test func declarations() throws {
    let block = try #require(
      ProcedureReader.block(
        """
        #variable_conflict use_column
        <<b>>
        DECLARE
          a CONSTANT text COLLATE "C" NOT NULL := 'x;y';
          n numeric(10, 2) = 1; t notes.title%TYPE; p ALIAS FOR $1; r record DEFAULT f(1, 2);
        BEGIN
        END b;
        """))
    #expect(block.label == "b")
    #expect(block.nameConflict == "use_column")
    #expect(block.variables.map(\.name) == ["a", "n", "t", "p", "r"])
    #expect(block.variables.map(\.type) == ["text", "numeric(10, 2)", "notes.title%TYPE", "", "record"])
    #expect(block.variables.map { $0.value?.text } == ["'x;y'", "1", nil, nil, "f(1, 2)"])
    #expect(block.variables[3].alias == "$1")
  }

  /// Whatever the text is, reading ends.
  @Test(arguments: [
    "", "BEGIN", "BEGIN END", "DECLARE", "BEGIN IF END", "BEGIN IF a THEN", "BEGIN FOR", "BEGIN FOR a IN LOOP",
    "BEGIN <<",
    "BEGIN CASE", "BEGIN EXECUTE", "BEGIN RAISE", "BEGIN a :=", "BEGIN RETURN", "BEGIN EXCEPTION WHEN", "BEGIN (((",
    "<<",
    "BEGIN LOOP END", "BEGIN ELSE; END", "BEGIN WHEN; END; x", "#", "BEGIN $a$", "BEGIN a[", "BEGIN GET", "DECLARE a",
  ])
  func broken(_ text: String) { _ = ProcedureReader.block(text) }

  @Test func deep() {
    let count = 5000
    let ifs = String(repeating: "IF a THEN ", count: count) + String(repeating: "END IF; ", count: count)
    let blocks = String(repeating: "BEGIN ", count: count) + String(repeating: "END; ", count: count)
    _ = ProcedureReader.block("BEGIN \(ifs) END")
    _ = ProcedureReader.block("BEGIN \(blocks) END")
    let parentheses = String(repeating: "(", count: 3000) + "1" + String(repeating: ")", count: 3000)
    _ = SelectQuery(expression: parentheses)
    _ = SelectQuery(expression: (0..<3000).map { "a\($0)" }.joined(separator: " || "))
    _ = SelectQuery(expression: String(repeating: "NOT ", count: 3000) + "a")
    _ = SelectQuery(expression: String(repeating: "f(", count: 500) + "1" + String(repeating: ")", count: 500))
  }
}
