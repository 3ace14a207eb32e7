import Diagnostics
import Testing

@testable import SQLSyntax

@Suite("PL/pgSQL bodies")
struct PLpgSQLBodyTests {
  /// Declarations and parameters that the statements below share.
  private static let head = """
    #variable_conflict use_column
    <<outer>>
    DECLARE
      s text := 'SELECT 1';
      v CONSTANT text := quote_ident(q);
      k bigint := 3; r record; tbl text; c refcursor;
    BEGIN
    """

  /// The dynamic statements of a body, each as its text in the file and the unquoted part of it.
  private static func found(_ statement: String, quote: (String) -> String = { "$f$\($0)$f$" }) throws -> [String] {
    let body = "\(head)\n  \(statement)\nEND outer;"
    let signature = "f(q text, t regclass, n int, cols text[]) RETURNS void LANGUAGE plpgsql"
    let text = "-- é\nCREATE FUNCTION \(signature) AS \(quote(body))"
    let source = SourceText(path: "f.sql", text: text)
    let located = try #require(Script(source).statements.first)
    guard case .createFunction(let create) = located.value, let text = create.attributes.body?.first else { return [] }
    #expect(text == body)
    let read = PLpgSQLBody(text, in: located.range, of: source, parameters: create.parameters)
    return (read?.dynamicStatements ?? []).map { dynamic in
      let part = read?.unquotedPart(of: dynamic).map { $0.name ?? "a value" } ?? "nothing"
      return "\(source[dynamic.range]) → \(part)"
    }
  }

  @Test(
    "run strings that are constant, quoted or harmless",
    arguments: [
      "EXECUTE 'SELECT 1' USING 'a' || q;",
      "EXECUTE 'SELECT * FROM ' || t || ' LIMIT ' || n;",
      "EXECUTE 'SELECT ' || quote_ident(q) || ' = ' || quote_literal(q);",
      "EXECUTE format('SELECT %I, %L, %%s, %s', q, q, n);",
      "EXECUTE format('SELECT %2$s, %1$L', q, n);",
      "EXECUTE s || v;",
      "EXECUTE q;",
      "EXECUTE s INTO r;",
      "s := 'SELECT ' || v; s := s || ' FROM x'; EXECUTE s;",
      "FOR i IN REVERSE 10..1 LOOP EXECUTE 'SELECT ' || i; END LOOP;",
      "EXECUTE 'SELECT ' || (SELECT string_agg(quote_ident(c), ', ') FROM unnest(cols) c);",
      "EXECUTE 'SELECT ' || coalesce(quote_literal(q), 'NULL') || CASE WHEN n > 3 THEN ' LIMIT 1' ELSE '' END;",
      "EXECUTE concat('a', n + 1, now()::text, k);",
      "SELECT format('%I', q) INTO STRICT tbl; EXECUTE tbl;",
      "EXECUTE 'a' || TG_OP || (q::uuid);",
    ])
  func harmless(statement: String) throws {
    let found = try Self.found(statement)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.hasSuffix(" → nothing") }, "\(found)")
  }

  @Test(
    "run strings with an unquoted part",
    arguments: [
      ("RETURN QUERY EXECUTE 'x' || q;", "EXECUTE 'x' || q → q"),
      ("FOR r IN EXECUTE format('SELECT %s', q) LOOP NULL; END LOOP;", "EXECUTE format('SELECT %s', q) → q"),
      ("OPEN c FOR EXECUTE concat('a', q);", "EXECUTE concat('a', q) → q"),
      ("OPEN c NO SCROLL FOR EXECUTE concat_ws(' ', lower(q)) USING 1;", "EXECUTE concat_ws(' ', lower(q)) → lower(…)"),
      ("IF q = 'a' THEN EXECUTE 'SELECT ' || q::text; END IF;", "EXECUTE 'SELECT ' || q::text → q"),
      ("s := s || q; EXECUTE s;", "EXECUTE s → q"),
      ("SELECT 'DROP ' || q INTO s; EXECUTE s;", "EXECUTE s → q"),
      ("SELECT relname INTO tbl FROM pg_class; EXECUTE 'DROP TABLE ' || tbl;", "EXECUTE 'DROP TABLE ' || tbl → tbl"),
      ("FOR tbl IN SELECT 'a' LOOP EXECUTE 'x' || tbl; END LOOP;", "EXECUTE 'x' || tbl → tbl"),
      ("EXECUTE 'a' || (SELECT x FROM y);", "EXECUTE 'a' || (SELECT x FROM y) → a value"),
      ("EXECUTE format($q$TRUNCATE %I.%s$q$, 'public', q);", "EXECUTE format($q$TRUNCATE %I.%s$q$, 'public', q) → q"),
      ("r.a := 1; EXECUTE 'x' || r.a;", "EXECUTE 'x' || r.a → r.a"),
      ("BEGIN EXECUTE -- why\n 'é' || q; EXCEPTION WHEN OTHERS THEN NULL; END;", "EXECUTE -- why\n 'é' || q → q"),
      ("EXECUTE 'a' || $1;", "EXECUTE 'a' || $1 → a value"),
    ])
  func unquoted(statement: String, expected: String) throws {
    #expect(try Self.found(statement) == [expected])
  }

  @Test(
    "have words EXECUTE that aren't theirs",
    arguments: [
      "-- EXECUTE 'a' || q;", "/* /* */ EXECUTE 'a' || q; */ NULL;", "RAISE NOTICE 'EXECUTE %', 'a' || q;",
      "GRANT EXECUTE ON FUNCTION g() TO PUBLIC;", "REVOKE EXECUTE ON FUNCTION g() FROM PUBLIC;",
      "CREATE TRIGGER tt BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION g();",
      "CREATE TRIGGER tt BEFORE UPDATE ON x FOR EACH ROW WHEN (q = 'a') EXECUTE PROCEDURE g();",
      "SELECT \"execute\" || q INTO s;",
    ])
  func others(statement: String) throws {
    #expect(try Self.found(statement) == [])
  }

  @Test("stand in strings with doubled quotes, too")
  func doubledQuotes() throws {
    let found = try Self.found("PERFORM 'it''s'; EXECUTE 'a' || q;", quote: Identifier.literal)
    #expect(found == ["EXECUTE ''a'' || q → q"])
  }

  @Test("may break off anywhere")
  func truncated() {
    let body = Self.head + "FOR r IN EXECUTE 'a' || q LOOP s := E'\\'' || $a$x$a$; SELECT 1 INTO STRICT s, r; END LOOP;"
    let bytes = Array(body.utf8)
    let source = SourceText(path: "f.sql", text: "DO $$\(body)$$")
    for length in bytes.indices {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      let read = PLpgSQLBody(text, in: 0..<source.utf8.count, of: source)
      for dynamic in read?.dynamicStatements ?? [] { _ = read?.unquotedPart(of: dynamic) }
    }
  }

  @Test("may have very long strings")
  func long() throws {
    let chain = Array(repeating: "quote_ident(q)", count: 5000).joined(separator: " || ")
    let found = try Self.found("EXECUTE \(chain) || q;")
    #expect(found.map { $0.hasSuffix(" → q") } == [true])
  }
}
