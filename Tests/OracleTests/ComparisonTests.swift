import CatalogModel
import Introspection
import PostgresClient
import Testing

@Suite struct ComparisonTests {
  /// One change of one property gives a difference, in an object of the right kind.
  @Test(arguments: [tableChanges, memberChanges, routineChanges])
  func aChangeOfOnePropertyIsSeen(_ changes: [AttributeChange]) throws {
    let introspector = Introspector(keepsStatements: true)
    try TestServer.withDatabase { connection in
      try connection.execute(AttributeChange.base)
      for change in changes {
        try connection.execute("BEGIN")
        if !change.setup.isEmpty { try connection.execute(change.setup) }
        let before = try introspector.snapshot(of: connection).catalog
        try connection.execute(change.change)
        let diff = try CatalogDiff(from: before, to: introspector.snapshot(of: connection).catalog)
        let kinds = Set(diff.changes.map(\.object.kind))
        #expect(kinds.contains(change.kind), "\(change.change): \(diff.changes)")
        try connection.execute("ROLLBACK")
      }
      #expect(
        try CatalogDiff(
          from: TestServer.catalog(after: AttributeChange.base),
          to: Introspector.catalog(of: connection)
        ).isEmpty)
    }
  }

  /// Two spellings of one thing.
  private static let spellings: [(String, String)] = [
    ("CREATE TABLE t (v text CHECK (v IN ('a', 'b')))", "CREATE TABLE t (v text CHECK (v = ANY (ARRAY['a', 'b'])))"),
    (
      "CREATE TABLE t (v varchar(9) CHECK (v IN ('a', 'b')))",
      "CREATE TABLE t (v varchar(9) CHECK (((v)::text = ANY ((ARRAY['a'::varchar, 'b'::varchar])::text[]))))"
    ),
    (
      "CREATE TABLE t (v varchar(9) CHECK (v IN ('a', 'b')))",
      "CREATE TABLE t (v varchar(5) CHECK (v IN ('a', 'b'))); ALTER TABLE t ALTER v TYPE varchar(9)"
    ),
    (
      "CREATE TABLE t (id serial)",
      """
      CREATE SEQUENCE t_id_seq AS int; CREATE TABLE t (id int NOT NULL DEFAULT nextval('t_id_seq'));
      ALTER SEQUENCE t_id_seq OWNED BY t.id
      """
    ),
    ("CREATE TABLE t (n int CHECK (n BETWEEN 1 AND 5))", "CREATE TABLE t (n int CHECK (n >= 1 AND n <= 5))"),
    (
      "CREATE TABLE t (a text, b int); CREATE VIEW w AS SELECT * FROM t",
      "CREATE TABLE t (a text, b int); CREATE VIEW w AS SELECT t.a, t.b FROM public.t"
    ),
    (
      "CREATE TABLE t (n int8, v varchar(3), at timestamptz)",
      "CREATE TABLE t (n bigint, v character varying(3), at timestamp with time zone)"
    ),
    ("CREATE TABLE t (v text DEFAULT 'x')", "CREATE TABLE t (v text DEFAULT 'x'::text)"),
    ("CREATE TABLE t (v text CHECK (v LIKE 'a%'))", "CREATE TABLE t (v text CHECK (v ~~ 'a%'))"),
    ("CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE t (id int NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (id))"),
    ("CREATE TABLE t (a int); ALTER TABLE t RENAME a TO b", "CREATE TABLE t (b int)"),
    (
      "CREATE TABLE t (a int); CREATE INDEX i ON t USING btree (a int4_ops ASC NULLS LAST)",
      "CREATE TABLE t (a int); CREATE INDEX i ON t (a)"
    ),
    ("CREATE TABLE t (a int, x int, b int); ALTER TABLE t DROP x", "CREATE TABLE t (a int, b int)"),
    (
      "CREATE TYPE e AS ENUM ('a', 'c'); ALTER TYPE e ADD VALUE 'b' BEFORE 'c'", "CREATE TYPE e AS ENUM ('a', 'b', 'c')"
    ),
    (
      "CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC; GRANT INSERT ON t TO pg_monitor",
      "CREATE TABLE t (a int); GRANT INSERT ON t TO pg_monitor; GRANT SELECT ON t TO PUBLIC"
    ),
    ("CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC; REVOKE SELECT ON t FROM PUBLIC", "CREATE TABLE t (a int)"),
    (
      "CREATE TABLE t (a int); CREATE POLICY p ON t TO pg_monitor, pg_signal_backend USING (true)",
      "CREATE TABLE t (a int); CREATE POLICY p ON t TO pg_signal_backend, pg_monitor USING (true)"
    ),
    (
      "CREATE TABLE t (a int) WITH (fillfactor = 70, autovacuum_enabled = false)",
      "CREATE TABLE t (a int) WITH (autovacuum_enabled = false); ALTER TABLE t SET (fillfactor = 70)"
    ),
    (
      "SET search_path = public; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE FUNCTION public.f() RETURNS integer AS 'SELECT 1' LANGUAGE sql VOLATILE"
    ),
  ]

  @Test(arguments: spellings.indices) func twoSpellingsGiveNoDifference(_ index: Int) throws {
    let (first, second) = Self.spellings[index]
    let diff = try CatalogDiff(from: TestServer.catalog(after: first), to: TestServer.catalog(after: second))
    #expect(diff.changes == [], "\(first) | \(second)")
  }

  @Test func nowAndCurrentTimestampAreNotTheSame() throws {
    let first = try TestServer.catalog(after: "CREATE TABLE t (at timestamptz DEFAULT now())")
    let second = try TestServer.catalog(after: "CREATE TABLE t (at timestamptz DEFAULT CURRENT_TIMESTAMP)")
    #expect(!CatalogDiff(from: first, to: second).isEmpty)
  }
}
