import CatalogModel
import Diagnostics
import SQLSyntax
import Testing

@Suite("Code that is followed")
struct ProcedureTests {
  /// `filled` has rows of which nothing is known.
  private static let start = """
    CREATE TABLE filled (id int); INSERT INTO filled SELECT 1 FROM pg_settings;
    CREATE TABLE empty (id int, name text);
    CREATE TYPE mood AS ENUM ('glad');
    """

  /// The outcome of the last statement of a text, and the session after it.
  private static func apply(_ text: String) throws -> (outcome: Outcome, catalog: Catalog, place: String?) {
    let source = SourceText(path: "a.sql", text: start + "\n" + text)
    let script = Script(source)
    #expect(script.errors.isEmpty)
    var session = Session()
    var outcome = Outcome()
    for statement in script.statements { outcome = session.apply(statement.value) }
    let last = try #require(script.statements.last)
    var place: String?
    if case .doBlock(let block) = last.value, let range = outcome.undecidedPlace {
      place = source[block.place(range, in: last.range, of: source)]
    }
    return (outcome, session.catalog, place)
  }

  @Test(
    "Undecided, with the reason and the place",
    arguments: [
      (
        "EXECUTE version();", "`EXECUTE version()` isn't followed: what `version` returns isn't known",
        "EXECUTE version()"
      ),
      (
        "IF EXISTS (SELECT 1 FROM filled) THEN CREATE TABLE a (); END IF;",
        "whether `IF EXISTS (SELECT 1 FROM filled)` holds isn't known: it depends on the rows of `filled`",
        "IF EXISTS (SELECT 1 FROM filled) THEN CREATE TABLE a (); END IF"
      ),
      (
        "FOR r IN SELECT * FROM filled LOOP EXECUTE 'CREATE TABLE t' || r.id; END LOOP;",
        "`EXECUTE 'CREATE TABLE t' || r.id` isn't followed: it depends on the rows of `filled`",
        "EXECUTE 'CREATE TABLE t' || r.id"
      ),
      ("OPEN c FOR SELECT 1;", "`OPEN C` isn't followed", "OPEN c FOR SELECT 1"),
      (
        "IF (SELECT setting FROM pg_settings LIMIT 1) = 'x' THEN DROP TABLE empty; END IF;",
        "whether `IF (SELECT setting FROM pg_settings LIMIT 1) = 'x'` holds isn't known: "
          + "the rows of `pg_settings` aren't known",
        "IF (SELECT setting FROM pg_settings LIMIT 1) = 'x' THEN DROP TABLE empty; END IF"
      ),
      (
        "LOOP EXECUTE 'CREATE TABLE IF NOT EXISTS a ()'; END LOOP;",
        "code of more than 10000 steps isn't followed", "LOOP EXECUTE 'CREATE TABLE IF NOT EXISTS a ()'; END LOOP"
      ),
    ])
  func undecided(_ body: String, _ reason: String, _ place: String) throws {
    let result = try Self.apply("DO 'DECLARE r record; c refcursor; BEGIN \(body.replacing("'", with: "''")) END';")
    #expect(result.outcome.undecided.first == reason)
    #expect(result.place?.replacing("''", with: "'").hasPrefix(place) ?? false, "\(result.place ?? "no place")")
  }

  @Test(
    "Either way the schema is the same",
    arguments: [
      "IF EXISTS (SELECT 1 FROM filled) THEN RAISE NOTICE 'rows'; END IF;",
      "IF (SELECT count(*) FROM filled) > 5 THEN UPDATE filled SET id = 2; ELSE DELETE FROM filled; END IF;",
      "IF version() LIKE '%15%' THEN PERFORM 1; END IF; CREATE TABLE IF NOT EXISTS a ();",
      "FOR r IN SELECT * FROM filled LOOP INSERT INTO empty (id) VALUES (r.id); END LOOP;",
      "LOOP DELETE FROM filled WHERE id IN (SELECT id FROM filled LIMIT 10); EXIT WHEN NOT FOUND; END LOOP;",
      "IF EXISTS (SELECT 1 FROM filled) THEN RETURN; END IF; INSERT INTO filled VALUES (2);",
      "SELECT id INTO n FROM filled; WHILE n > 0 LOOP n := n - 1; END LOOP;",
      "IF current_database() = 'prod' THEN RAISE NOTICE 'careful'; END IF;",
      "FOR r IN SELECT * FROM empty LOOP EXECUTE 'DROP TABLE ' || r.name; END LOOP;",
      "EXECUTE format('GRANT CONNECT ON DATABASE %I TO postgres', current_database());",
      "PERFORM pg_sleep(0), set_config('a.b', 'c', false);",
    ])
  func decided(_ body: String) throws {
    let result = try Self.apply("DO $do$ DECLARE r record; n int; BEGIN \(body) END $do$;")
    #expect(result.outcome.undecided == [])
    #expect(result.outcome.error == nil)
  }

  @Test func anErrorThatDependsOnRows() throws {
    let result = try Self.apply(
      "DO $$ BEGIN IF EXISTS (SELECT 1 FROM filled) THEN RAISE EXCEPTION 'no'; END IF; CREATE TABLE a (); END $$;")
    #expect(result.outcome.undecided == [])
    #expect(result.outcome.rowDependent.count == 1)
    #expect(result.catalog.tables[QualifiedName(schema: "public", name: "a")] != nil)
  }

  /// Rules see what the statements in a block do.
  @Test func outcomes() throws {
    let result = try Self.apply(
      """
      DO $$ BEGIN
        ALTER TABLE empty ADD COLUMN more int;
        EXECUTE 'CREATE TABLE a ()';
        DELETE FROM filled;
        BEGIN
          CREATE TABLE undone ();
          RAISE EXCEPTION 'x';
        EXCEPTION WHEN OTHERS THEN NULL;
        END;
      END $$;
      """)
    let outcome = result.outcome
    #expect(outcome.created.map(\.description) == ["column `empty.more`", "table `a`"])
    #expect(outcome.dataChanges.map(\.name) == ["filled"])
    #expect(outcome.locks.contains { $0.relation.name == "empty" && $0.mode == .accessExclusive })
  }

  /// A routine that calls itself for ever, text that is nested without end: nothing crashes.
  @Test func depth() throws {
    let endless = """
      CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN PERFORM f(); END $f$;
      SELECT f();
      """
    #expect(try Self.apply(endless).outcome.undecided.count == 1)
    let count = 3000
    let ifs = String(repeating: "IF true THEN ", count: count) + String(repeating: "END IF; ", count: count)
    _ = try Self.apply("DO $$ BEGIN \(ifs) END $$;")
    let text = (0..<3000).map { "'\($0)'" }.joined(separator: " || ")
    _ = try Self.apply("DO $$ BEGIN EXECUTE \(text); END $$;")
    let twice = "DO $a$ BEGIN EXECUTE $b$DO $c$ BEGIN EXECUTE 'CREATE TABLE a ()'; END $c$ $b$; END $a$;"
    #expect(try Self.apply(twice).catalog.tables[QualifiedName(schema: "public", name: "a")] != nil)
  }
}
