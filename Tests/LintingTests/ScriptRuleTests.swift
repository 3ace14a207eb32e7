import Diagnostics
import Testing

@Suite("Rules about reversal, idempotence and refusals")
struct ScriptRuleTests {
  private static let table = "CREATE TABLE IF NOT EXISTS a (b int);\n"

  @Test(
    "down-missing",
    arguments: [
      RuleCase("declared", ["-- Irreversible: the rows are gone\nDROP TABLE IF EXISTS a;"]),
      RuleCase("nothing to take back", ["-- only a comment"]),
      RuleCase("misspelt", ["SELECT 1;\n-- down\nSELECT 2;"]),
    ])
  func missing(_ one: RuleCase) throws { try one.check("down-missing") }

  @Test(
    "down-empty",
    arguments: [
      RuleCase("no statement", [table + "-- DOWN\n"], finds: ["001:2 DOWN has no statement"]),
      RuleCase("a constant", [table + "-- DOWN\nSELECT 1;"], finds: ["001:2 DOWN changes nothing"]),
      RuleCase(
        "a block that speaks", [table + "-- DOWN\nDO $$ BEGIN RAISE NOTICE 'no; way'; END $$;"],
        finds: ["001:2 DOWN changes nothing"]),
      RuleCase("a block that acts", [table + "-- DOWN\nDO $$ BEGIN DROP TABLE a; END $$;"]),
      RuleCase("rows", [table, "DELETE FROM a WHERE b = 1;\n-- DOWN\n"], finds: ["002:2 DOWN has no statement"]),
      RuleCase("nothing to take back", ["SELECT 1;\n-- DOWN\n"]),
      RuleCase("declared", ["-- Irreversible: why not\n" + table + "-- DOWN\n"]),
    ])
  func empty(_ one: RuleCase) throws { try one.check("down-empty") }

  @Test(
    "down-does-not-reverse",
    arguments: [
      RuleCase(
        "a table and all that is in it",
        [
          "CREATE TABLE a (b int PRIMARY KEY, c serial);\nCREATE INDEX a_c ON a (c);\n-- DOWN\nDROP TABLE IF EXISTS other;"
        ], finds: ["001:3 DOWN leaves table `a`"]),
      RuleCase("nothing done at all", [table + "-- DOWN\nSELECT 1;"]),
      RuleCase("declared", ["-- Irreversible: why not\n" + table + "-- DOWN\nDROP TABLE IF EXISTS other;"]),
      RuleCase(
        "more than there was", [table, "SELECT 1;\n-- DOWN\nDROP TABLE a;"], finds: ["002:2 DOWN loses table `a`"]),
      RuleCase("something new", ["SELECT 1;\n-- DOWN\n" + table], finds: ["001:2 DOWN leaves table `a`"]),
      RuleCase(
        "row-level security",
        [table, "ALTER TABLE a ENABLE ROW LEVEL SECURITY;\n-- DOWN\nCOMMENT ON TABLE a IS NULL;"],
        finds: ["002:2 DOWN doesn't restore `row level security` of table `a`"]),
      RuleCase(
        "what the simulation can't follow", [table, "DO $$ BEGIN EXECUTE version(); END $$;\n-- DOWN\nDROP TABLE a;"]),
    ])
  func reversal(_ one: RuleCase) throws { try one.check("down-does-not-reverse") }

  @Test("down-does-not-reverse says which DROP finds nothing, and what comes of it")
  func notes() throws {
    let one = RuleCase(
      "", [Self.table, "CREATE INDEX a_b ON a (b);\n-- DOWN\nDROP INDEX IF EXISTS a_bb;"])
    let finding = try #require(try one.findings(of: "down-does-not-reverse").first)
    #expect(
      finding.notes == [
        """
        index `a_b` is left: UP makes it on line 1, and no `DROP INDEX` takes it back
        `DROP INDEX IF EXISTS a_bb` on line 3 finds nothing
        """, "applying UP again then fails: relation \"a_b\" already exists (42P07)",
      ])
    #expect(finding.help == "add `DROP INDEX IF EXISTS a_b;` to DOWN")
  }

  @Test(
    "down-does-not-reverse gives the statement",
    arguments: [
      ("ALTER TABLE a ALTER COLUMN b SET DEFAULT 2", "ALTER TABLE a ALTER COLUMN b SET DEFAULT 1;"),
      ("ALTER TABLE a ALTER COLUMN b SET NOT NULL", "ALTER TABLE a ALTER COLUMN b DROP NOT NULL;"),
      ("ALTER TABLE a ALTER COLUMN b TYPE bigint", "ALTER TABLE a ALTER COLUMN b TYPE integer;"),
      ("ALTER TABLE a ENABLE ROW LEVEL SECURITY", "ALTER TABLE a DISABLE ROW LEVEL SECURITY;"),
      ("ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)", "ALTER TABLE a DROP CONSTRAINT IF EXISTS c;"),
      ("CREATE POLICY \"P q\" ON a", "DROP POLICY IF EXISTS \"P q\" ON a;"),
      ("COMMENT ON COLUMN a.b IS 'new'", "COMMENT ON COLUMN a.b IS 'it''s old';"),
      ("CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION IF EXISTS f(integer);"),
    ])
  func remedy(statement: String, remedy: String) throws {
    let given = "CREATE TABLE a (b int DEFAULT 1);\nCOMMENT ON COLUMN a.b IS 'it''s old';"
    let one = RuleCase("", [given, "\(statement);\n-- DOWN\nDROP TABLE IF EXISTS other;"])
    #expect(try one.findings(of: "down-does-not-reverse").map(\.help) == ["add `\(remedy)` to DOWN"])
  }

  @Test(
    "statement-refused",
    arguments: [
      RuleCase(
        "a consequence in the script", ["ALTER TABLE n ADD COLUMN a int;\nCREATE INDEX ON n (a);"],
        finds: ["001:1 PostgreSQL refuses this statement: relation \"n\" does not exist (42P01)"]),
      RuleCase(
        "two of their own", ["ALTER TABLE n ADD COLUMN a int;\nDROP TABLE m;"],
        finds: [
          "001:1 PostgreSQL refuses this statement: relation \"n\" does not exist (42P01)",
          "001:2 PostgreSQL refuses this statement: table \"m\" does not exist (42P01)",
        ]),
      RuleCase("after what can't be read", ["CREATE TABEL n (a int);\nCREATE INDEX ON n (a);"]),
      RuleCase(
        "after a migration that fails", ["CREATE TABLE n (a int);\nDROP TABLE m;", "ALTER TABLE n ADD COLUMN b int;"],
        finds: ["001:2 PostgreSQL refuses this statement: table \"m\" does not exist (42P01)"]),
      RuleCase("after a file that can't be read", ["SELECT '\u{0}';", "ALTER TABLE n ADD COLUMN b int;"]),
      RuleCase("in DOWN", [table + "-- DOWN\nDROP TABLE c;"]),
    ])
  func refused(_ one: RuleCase) throws { try one.check("statement-refused") }

  @Test(
    "down-fails",
    arguments: [
      RuleCase(
        "in DOWN", [table + "-- DOWN\nDROP TABLE c;"],
        finds: ["001:3 PostgreSQL refuses a statement of DOWN: table \"c\" does not exist (42P01)"]),
      RuleCase("a syntax error", [table + "-- DOWN\nDROP TABEL a;"]),
      RuleCase("after an UP that fails", ["DROP TABLE m;\n-- DOWN\nDROP TABLE c;"]),
    ])
  func fails(_ one: RuleCase) throws { try one.check("down-fails") }

  @Test(
    "if-not-exists-missing",
    arguments: [
      RuleCase(
        "a column", [table, "ALTER TABLE a ADD c int, ADD d int;"],
        finds: ["002:1 `ADD COLUMN c` fails if it exists already", "002:1 `ADD COLUMN d` fails if it exists already"]),
      RuleCase(
        "a value of an enum", ["CREATE TYPE e AS ENUM ('a');", "ALTER TYPE e ADD VALUE 'b';"],
        finds: ["002:1 `ADD VALUE 'b'` fails if it exists already"]),
      RuleCase("a value with another name", ["CREATE TYPE e AS ENUM ('a');", "ALTER TYPE e RENAME VALUE 'a' TO 'b';"]),
      RuleCase("dropped before", ["DROP TABLE IF EXISTS a;\nCREATE TABLE a (b int);"]),
      RuleCase("temporary", ["CREATE TEMPORARY TABLE a (b int);"]),
      RuleCase(
        "an index", [table, "CREATE INDEX ON a (b);\nCREATE UNIQUE INDEX a_b ON a (b);"],
        finds: ["002:2 `CREATE UNIQUE INDEX a_b` fails if it exists already"]),
      RuleCase("an index concurrently", [table, "CREATE INDEX CONCURRENTLY a_b ON a (b);"]),
      RuleCase("no such form", ["CREATE VIEW v AS SELECT 1;\nSELECT 1 AS b INTO a;\nCREATE TYPE e AS ENUM ();"]),
      RuleCase(
        "tables of queries", ["CREATE TABLE a AS SELECT 1 AS b;\nCREATE MATERIALIZED VIEW m AS SELECT 1 AS b;"],
        finds: [
          "001:1 `CREATE TABLE a` fails if it exists already",
          "001:2 `CREATE MATERIALIZED VIEW m` fails if it exists already",
        ]),
      RuleCase(
        "other kinds", ["CREATE SCHEMA s;\nCREATE SEQUENCE s.q;\nCREATE EXTENSION pgcrypto;"],
        finds: [
          "001:1 `CREATE SCHEMA s` fails if it exists already",
          "001:2 `CREATE SEQUENCE s.q` fails if it exists already",
          "001:3 `CREATE EXTENSION pgcrypto` fails if it exists already",
        ]),
      RuleCase("in DOWN", ["DROP TABLE IF EXISTS c;\n-- DOWN\nCREATE TABLE d (b int);"]),
    ])
  func ifNotExists(_ one: RuleCase) throws { try one.check("if-not-exists-missing") }

  @Test(
    "if-exists-missing",
    arguments: [
      RuleCase("in UP", [table, "DROP TABLE a;"]),
      RuleCase(
        "actions",
        [
          table + "-- DOWN\nALTER TABLE a DROP b;",
          "ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0);\n-- DOWN\n"
            + "ALTER TABLE IF EXISTS a DROP CONSTRAINT c;",
        ],
        finds: [
          "001:3 `DROP COLUMN b` fails if it is gone already", "002:3 `DROP CONSTRAINT c` fails if it is gone already",
        ]),
      RuleCase(
        "members", [table + "CREATE POLICY p ON a;\n-- DOWN\nDROP POLICY p ON a;\nDROP TABLE IF EXISTS a;"],
        finds: ["001:4 `DROP POLICY p ON a` fails if it is gone already"]),
    ])
  func ifExists(_ one: RuleCase) throws { try one.check("if-exists-missing") }

  @Test(
    "not-followed",
    arguments: [
      RuleCase("a block that speaks", ["DO $$ BEGIN RAISE NOTICE 'hello'; END $$;"]),
      RuleCase("a block that is followed", ["DO $$ BEGIN EXECUTE 'CREATE TABLE a ()'; END $$;"]),
      RuleCase(
        "in DOWN too, where it is in the block",
        [table + "-- DOWN\nDO $$\nBEGIN\n  DROP TABLE a;\n  EXECUTE version();\nEND $$;"],
        finds: ["001:6 `EXECUTE version()` isn't followed: what `version` returns isn't known"]),
    ])
  func followed(_ one: RuleCase) throws { try one.check("not-followed") }
}
