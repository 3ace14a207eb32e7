import Testing

@Suite("Rules about locks")
struct LockRuleTests {
  private static let scene = """
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE DOMAIN plain AS text;
    CREATE TABLE p (id int PRIMARY KEY);
    CREATE TABLE t (id int PRIMARY KEY, a varchar(50), b int, c text, d text, n numeric(10,2), v varchar(5)[], s timestamptz);
    ALTER TABLE t ADD CONSTRAINT c_there CHECK (c IS NOT NULL);
    ALTER TABLE t ADD CONSTRAINT d_there CHECK (b > 0 AND d IS NOT NULL);
    ALTER TABLE t ADD CONSTRAINT b_there CHECK (b IS NOT NULL) NOT VALID;
    CREATE UNIQUE INDEX t_b ON t (b);
    """

  /// A statement after the scene: what a rule says of it.
  private static func check(_ rule: String, _ statement: String, _ expected: String...) throws {
    try RuleCase(statement, [scene, statement], finds: expected.map { "002:1 " + $0 }).check(rule)
  }

  @Test(
    "constraint-scan is silent",
    arguments: [
      "ALTER TABLE t ADD CHECK (b > 0) NOT VALID",
      "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p NOT VALID",
      "ALTER TABLE t ADD COLUMN x int REFERENCES p",
      "ALTER TABLE t ADD COLUMN x int DEFAULT NULL REFERENCES p",
      "ALTER TABLE t ADD UNIQUE USING INDEX t_b",
      "ALTER TABLE t VALIDATE CONSTRAINT b_there",
      "CREATE TABLE u (id int); ALTER TABLE u ADD CHECK (id > 0); ALTER TABLE u ADD PRIMARY KEY (id)",
      "CREATE TEMP TABLE w (id int); ALTER TABLE w ADD CHECK (id > 0)",
      "CREATE TABLE u (id int REFERENCES p CHECK (id > 0))",
      "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int CHECK (b > 0)",
      "SELECT 1; \n-- DOWN\nALTER TABLE t ADD CHECK (b > 0)",
    ])
  func noScan(statement: String) throws { try Self.check("constraint-scan", statement) }

  @Test("constraint-scan names what waits")
  func scan() throws {
    func check(_ statement: String, _ expected: String) throws {
      try Self.check("constraint-scan", statement, expected)
    }
    try check("ALTER TABLE t ADD CHECK (b > 0)", "a new CHECK reads all of `t`")
    try check("ALTER TABLE t ADD COLUMN x int CHECK (x > 0)", "a new CHECK reads all of `t`")
    try check("ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p", "a new foreign key looks up every row of `t` in `p`")
    try check(
      "ALTER TABLE t ADD COLUMN x int DEFAULT 1 REFERENCES p", "a new foreign key looks up every row of `t` in `p`")
    try check("ALTER TABLE t ADD UNIQUE (c)", "the index of a new UNIQUE constraint is built while `t` is locked")
    try check(
      "ALTER TABLE t ADD COLUMN x int UNIQUE", "the index of a new UNIQUE constraint is built while `t` is locked")
    try check(
      "ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY USING INDEX t_b",
      "the primary key makes a column NOT NULL and reads all of `t` for that")
    try check(
      "ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k",
      "`k` is validated in the transaction that adds it")
    try check("ALTER TABLE t RENAME TO t2; ALTER TABLE t2 ADD CHECK (b > 0)", "a new CHECK reads all of `t2`")
    try check("CREATE TABLE IF NOT EXISTS t (id int); ALTER TABLE t ADD CHECK (b > 0)", "a new CHECK reads all of `t`")
  }

  @Test(
    "set-not-null is silent",
    arguments: [
      "ALTER TABLE t ALTER COLUMN c SET NOT NULL", "ALTER TABLE t ALTER COLUMN d SET NOT NULL",
      "ALTER TABLE t ALTER COLUMN id SET NOT NULL", "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 1",
      "ALTER TABLE t ADD COLUMN x bigserial NOT NULL", "ALTER TABLE t ADD COLUMN IF NOT EXISTS b int NOT NULL",
      "ALTER TABLE t ADD COLUMN x int NOT NULL GENERATED ALWAYS AS IDENTITY",
      "CREATE TABLE u (id int); ALTER TABLE u ALTER COLUMN id SET NOT NULL; ALTER TABLE u ADD COLUMN x int NOT NULL",
    ])
  func noNullScan(statement: String) throws { try Self.check("set-not-null", statement) }

  @Test("set-not-null finds the reading, and what fails")
  func nullScan() throws {
    let reads = "`SET NOT NULL` reads all of `t` to look for nulls in "
    try Self.check("set-not-null", "ALTER TABLE t ALTER COLUMN b SET NOT NULL", reads + "`b`")
    try Self.check("set-not-null", "ALTER TABLE t ALTER c SET NOT NULL, DROP CONSTRAINT c_there", reads + "`c`")
    try Self.check(
      "set-not-null", "ALTER TABLE t ADD COLUMN x int NOT NULL", "the new column `x` is NOT NULL and has no default")
    try RuleCase(
      "a rollback", [Self.scene, "ALTER TABLE t DROP COLUMN a;\n-- DOWN\nALTER TABLE t ADD COLUMN a text NOT NULL"],
      finds: ["002:3 the new column `a` is NOT NULL and has no default"]
    ).check("set-not-null")
  }

  @Test(
    "column-type-rewrite is silent",
    arguments: [
      "a TYPE varchar(60)", "a TYPE text", "a TYPE text USING a::text", "a TYPE plain", "c TYPE varchar",
      "n TYPE numeric(12,2)", "n TYPE numeric", "v TYPE varchar[]", "s TYPE timestamptz(6)", "b TYPE oid",
      "b TYPE int USING b",
    ])
  func noRewrite(change: String) throws {
    try Self.check("column-type-rewrite", "ALTER TABLE t ALTER COLUMN \(change)")
  }

  @Test(
    "column-type-rewrite finds what is written anew",
    arguments: [
      ("a TYPE varchar(40)", "`a` from `character varying(50)` to `character varying(40)`"),
      ("b TYPE bigint", "`b` from `integer` to `bigint`"),
      ("b TYPE positive", "`b` from `integer` to `public.positive`"),
      ("b TYPE int USING b + 1", "the values of `b`"),
      ("n TYPE numeric(12,3)", "`n` from `numeric(10,2)` to `numeric(12,3)`"),
      ("v TYPE text[]", "`v` from `character varying(5)[]` to `text[]`"),
      ("s TYPE timestamp", "`s` from `timestamp with time zone` to `timestamp without time zone`"),
    ])
  func rewrite(change: String, shown: String) throws {
    let statement = "ALTER TABLE t ALTER COLUMN \(change)"
    // CHECKs and indexes of the columns are no obstacle.
    try Self.check("column-type-rewrite", statement, "changing \(shown) writes all of `t` anew")
  }

  @Test("add-column-rewrite knows what is computed for each row")
  func addColumn() throws {
    let harmless = [
      "int DEFAULT 1", "timestamptz DEFAULT now()", "timestamptz DEFAULT pg_catalog.now()",
      "text[] DEFAULT ARRAY[]::text[]", "plain", "text DEFAULT lower('X')", "date DEFAULT current_date + 1",
    ]
    for column in harmless { try Self.check("add-column-rewrite", "ALTER TABLE t ADD COLUMN x \(column)") }
    func check(_ column: String, _ reason: String) throws {
      try Self.check(
        "add-column-rewrite", "ALTER TABLE t ADD COLUMN x \(column)",
        "the new column `x` writes all of `t` anew: \(reason)")
    }
    try check("uuid DEFAULT gen_random_uuid()", "its default is volatile and computed for every row")
    try check("bigserial", "`bigserial` numbers every row")
    try check("int GENERATED BY DEFAULT AS IDENTITY", "an identity numbers every row")
    try check("int GENERATED ALWAYS AS (b) STORED", "a generated column is computed for every row")
    try check("positive", "its domain has constraints")
  }

  @Test("concurrently-mixed counts what a failure leaves")
  func mixed() throws {
    let message = "`CREATE INDEX CONCURRENTLY` stands beside another statement, and none of them runs in a transaction"
    let index = "CREATE INDEX CONCURRENTLY i ON t (c)"
    try Self.check("concurrently-mixed", "SET lock_timeout = '5s'; DROP INDEX CONCURRENTLY IF EXISTS i; \(index)")
    try Self.check("concurrently-mixed", "\(index); COMMENT ON TABLE t IS 'x'", message)
    try Self.check("concurrently-mixed", "BEGIN; \(index); COMMENT ON TABLE t IS 'x'; COMMIT")
    try Self.check("concurrently-mixed", "\(index);\n-- DOWN\nDROP INDEX CONCURRENTLY i; SELECT 1")
  }

  @Test("concurrently-in-transaction looks at both scripts")
  func inTransaction() throws {
    let down = "CREATE INDEX CONCURRENTLY i ON t (c);\n-- DOWN\nBEGIN;\nDROP INDEX CONCURRENTLY i;\nCOMMIT;"
    try RuleCase("DOWN", [Self.scene, down], finds: ["002:4 `DROP INDEX CONCURRENTLY` can't run in a transaction"])
      .check("concurrently-in-transaction")
    try Self.check("concurrently-in-transaction", "VACUUM t; CREATE INDEX CONCURRENTLY i ON t (c)")
    try RuleCase("VACUUM", [Self.scene, "BEGIN;\nVACUUM t;"], finds: ["002:2 `VACUUM` can't run in a transaction"])
      .check("concurrently-in-transaction")
  }

  @Test("foreign-key-without-index knows which indexes lead to the key")
  func foreignKey() throws {
    let scene = "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (a int, b int, c int"
    let message = "001:1 no index of `t` begins with the foreign key's `a, b`"
    let key = "FOREIGN KEY (a, b) REFERENCES p"
    let covering = [
      "CREATE INDEX ON t (a, b)", "CREATE INDEX ON t (b, a)", "CREATE INDEX ON t (b, a, c)",
      "ALTER TABLE t ADD UNIQUE (a, b)", "CREATE INDEX ON t (a, b) WHERE a IS NOT NULL",
    ]
    for index in covering {
      try RuleCase(index, ["\(scene), \(key));", index]).check("foreign-key-without-index")
    }
    let others = [
      "CREATE INDEX ON t (a)", "CREATE INDEX ON t (a, c, b)", "CREATE INDEX ON t (a, b) WHERE c > 0",
      "CREATE INDEX ON t USING brin (a, b)", "CREATE INDEX ON t (a, b); DROP INDEX t_a_b_idx",
    ]
    for index in others {
      try RuleCase(index, ["\n\(scene), \(key));", index], finds: [message.replacing("001:1", with: "001:2")])
        .check("foreign-key-without-index")
    }
    try RuleCase(
      "added later", ["\(scene));", "\nALTER TABLE t ADD \(key) NOT VALID"],
      finds: ["002:2 no index of `t` begins with the foreign key's `a, b`"]
    ).check("foreign-key-without-index")
  }
}
