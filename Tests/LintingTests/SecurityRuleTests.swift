import Testing

@Suite("Rules about security, functions and data")
struct SecurityRuleTests {
  private static let scene = """
    CREATE TABLE n (id uuid PRIMARY KEY, user_id uuid, title text);
    ALTER TABLE n ENABLE ROW LEVEL SECURITY;
    CREATE POLICY old ON n FOR UPDATE TO service_role USING (true);
    """

  private static func check(_ rule: String, _ statement: String, _ expected: String...) throws {
    try RuleCase(statement, [scene, statement], finds: expected.map { "002:1 " + $0 }).check(rule, preset: "supabase")
  }

  @Test(
    "policy-always-true is silent",
    arguments: [
      "CREATE POLICY p ON n FOR SELECT USING (true)", "CREATE POLICY p ON n TO service_role USING (true)",
      "CREATE POLICY p ON n AS RESTRICTIVE FOR UPDATE USING (true)",
      "CREATE POLICY p ON n FOR DELETE USING (user_id IS NULL OR title = title)",
      "ALTER POLICY old ON n USING (1 = 1)", "ALTER POLICY old ON n TO authenticated",
      "DROP POLICY old ON n;\n-- DOWN\nCREATE POLICY old ON n USING (true)",
    ])
  func closed(statement: String) throws { try Self.check("policy-always-true", statement) }

  @Test("policy-always-true says who may do what")
  func open() throws {
    func check(_ policy: String, _ what: String) throws {
      try Self.check("policy-always-true", policy, "policy `\(policy.split(separator: " ")[2])` lets \(what)")
    }
    try check("CREATE POLICY p ON n USING (true)", "everybody change any row of `n`")
    try check("CREATE POLICY p ON n FOR DELETE TO anon USING (1 = 1 OR id IS NULL)", "`anon` delete any row of `n`")
    try check("CREATE POLICY p ON n FOR INSERT WITH CHECK ('t'::boolean)", "everybody insert any row into `n`")
    try check(
      "CREATE POLICY p ON n FOR UPDATE TO authenticated USING (id IS NULL) WITH CHECK (true)",
      "`authenticated` give rows of `n` any content")
    try check(
      "ALTER POLICY old ON n TO anon, authenticated USING (true)", "`anon` and `authenticated` update any row of `n`")
  }

  @Test("auth-function-per-row looks outside sub-selects")
  func perRow() throws {
    let silent = [
      "(SELECT auth.uid()) = user_id", "EXISTS (SELECT 1 FROM n m WHERE m.user_id = auth.uid())",
      "(SELECT auth.jwt()) ->> 'a' = 'b'", "lower(title) = 'x'",
    ]
    for condition in silent {
      try Self.check("auth-function-per-row", "CREATE POLICY p ON n FOR SELECT USING (\(condition))")
    }
    let loud = [
      ("auth.uid() = user_id", "auth.uid"), ("auth.uid() IN (SELECT user_id FROM n)", "auth.uid"),
      ("user_id = current_setting('a (')::uuid", "current_setting"),
      ("pg_catalog.current_setting('a') = title", "current_setting"),
      ("((auth.jwt() ->> 'sub'))::uuid = id", "auth.jwt"),
    ]
    for (condition, function) in loud {
      try Self.check(
        "auth-function-per-row", "CREATE POLICY p ON n FOR SELECT USING (\(condition))",
        "policy `p` calls `\(function)()` for every row of `n`")
    }
  }

  @Test(
    "broad-grant is silent",
    arguments: [
      "GRANT SELECT ON n TO anon", "GRANT INSERT (title) ON n TO anon", "GRANT ALL ON n TO authenticated",
      "GRANT INSERT, UPDATE ON n TO authenticated", "GRANT ALL ON n TO service_role", "REVOKE ALL ON n FROM anon",
      "GRANT USAGE ON SCHEMA public TO anon", "GRANT EXECUTE ON FUNCTION auth.uid() TO PUBLIC",
      "GRANT SELECT ON ALL TABLES IN SCHEMA public TO anon",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO anon",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon",
      "REVOKE ALL ON n FROM anon;\n-- DOWN\nGRANT ALL ON n TO anon",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon;\n-- DOWN\n"
        + "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon",
    ])
  func narrow(statement: String) throws { try Self.check("broad-grant", statement) }

  @Test("broad-grant says who may do what where")
  func broad() throws {
    try Self.check("broad-grant", "GRANT ALL ON n TO anon", "`anon` is granted ALL on `n`")
    try Self.check(
      "broad-grant", "GRANT SELECT, UPDATE, TRUNCATE ON n TO PUBLIC", "`PUBLIC` is granted UPDATE, TRUNCATE on `n`")
    try Self.check(
      "broad-grant", "GRANT ALL ON ALL TABLES IN SCHEMA public TO authenticated",
      "`authenticated` is granted ALL on every table of `public`")
    try Self.check(
      "broad-grant", "ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO anon",
      "`anon` is granted DELETE on every new table")
    try Self.check(
      "broad-grant", "GRANT SELECT ON n TO anon WITH GRANT OPTION", "`anon` may hand on what it is granted on `n`")
    try Self.check(
      "broad-grant", "GRANT ALL ON SCHEMA public TO PUBLIC", "`PUBLIC` may create objects in schema `public`")
    try RuleCase(
      "more than there was",
      ["CREATE TABLE n (id int); REVOKE ALL ON n FROM anon", "SELECT 1;\n-- DOWN\nGRANT ALL ON n TO anon"],
      finds: ["002:3 `anon` is granted ALL on `n`"]
    ).check("broad-grant", preset: "supabase")
  }

  @Test("definer-without-search-path looks at the end of the script")
  func definer() throws {
    let create = "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql SECURITY DEFINER"
    let message = "SECURITY DEFINER function `f(integer)` has no search path of its own"
    let rule = "definer-without-search-path"
    try Self.check(rule, "\(create) AS 'SELECT 1'", message)
    try Self.check(rule, "\(create) SET work_mem = '1MB' AS 'SELECT 1'", message)
    try Self.check(rule, "\(create) SET search_path = '' AS 'SELECT 1'")
    try Self.check(rule, "\(create) SET search_path FROM CURRENT AS 'SELECT 1'")
    try Self.check(rule, "\(create) RETURN 1")
    try Self.check(rule, "\(create) AS 'SELECT 1'; ALTER FUNCTION f(int) SET search_path = ''")
    try Self.check(rule, "\(create) AS 'SELECT 1'; ALTER FUNCTION f SECURITY INVOKER")
    try Self.check(rule, "\(create) AS 'SELECT 1'; DROP FUNCTION f")
    try RuleCase(
      "ALTER",
      ["CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "ALTER FUNCTION f SECURITY DEFINER"],
      finds: ["002:1 " + message]
    ).check(rule)
    let replace = create.replacing("CREATE", with: "CREATE OR REPLACE")
    let down = "ALTER FUNCTION f SET search_path = '';\n-- DOWN\n\(replace) AS 'SELECT 1'"
    try RuleCase("DOWN brings it back", ["\(create) AS 'SELECT 1'", down], finds: ["001:1 " + message]).check(rule)
  }

  @Test("rules about policies at the end of the series look at what is left")
  func series() throws {
    let table = "CREATE TABLE s.n (id int); CREATE POLICY p ON s.n USING (id > 0)"
    let message = "`s.n` has policies, and its row-level security is off"
    try RuleCase("off", ["CREATE SCHEMA s;\n\(table)"], finds: ["001:2 " + message]).check("policy-without-rls")
    try RuleCase("on later", ["CREATE SCHEMA s; \(table)", "ALTER TABLE s.n ENABLE ROW LEVEL SECURITY"])
      .check("policy-without-rls")
    try RuleCase("no policy left", ["CREATE SCHEMA s; \(table)", "DROP POLICY p ON s.n"]).check("policy-without-rls")
  }

  @Test("update-without-where asks whether the table may have rows")
  func update() throws {
    let rule = "update-without-where"
    try Self.check(rule, "UPDATE n SET title = ''", "UPDATE of `n` has no WHERE")
    try Self.check(rule, "DELETE FROM n WHERE 1 = 1", "DELETE from `n` has a WHERE that is true")
    try Self.check(rule, "TRUNCATE n", "TRUNCATE empties `n`")
    try Self.check(rule, "UPDATE n SET title = '' WHERE id IS NULL")
    try Self.check(rule, "CREATE TABLE m (id int); DELETE FROM m; TRUNCATE m")
    try Self.check(rule, "CREATE TABLE m (id int); INSERT INTO m VALUES (1);\n-- DOWN\nDELETE FROM m; DROP TABLE m")
    try Self.check(rule, "SELECT 1;\n-- DOWN\nTRUNCATE n")
    let down = "SELECT 1;\n-- DOWN\nDELETE FROM n"
    try RuleCase("DOWN", [Self.scene, down], finds: ["002:3 DELETE from `n` has no WHERE"])
      .check(rule, preset: "supabase")
  }

  @Test("data-change-with-schema-change leaves comments and temporary tables out")
  func data() throws {
    let rule = "data-change-with-schema-change"
    let message = "the migration changes rows of `n`, and the schema too"
    let insert = "INSERT INTO n SELECT gen_random_uuid()"
    try Self.check(rule, "\(insert); UPDATE n SET title = ''; CREATE INDEX ON n (title)", message)
    try Self.check(rule, "\(insert); COMMENT ON TABLE n IS 'x'; GRANT SELECT ON n TO anon")
    try Self.check(rule, "CREATE TEMP TABLE w (id uuid); INSERT INTO w VALUES (NULL); \(insert)")
    try Self.check(rule, "CREATE TABLE m (id int); CREATE TEMP TABLE w (id int); INSERT INTO w VALUES (1)")
  }
}
