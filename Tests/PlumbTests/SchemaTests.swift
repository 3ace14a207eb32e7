import Foundation
import Testing

@Suite("The commands that look at schemas")
struct SchemaTests {
  private static let app = Program.fixture("resume-builder")

  /// Changes that somebody made by hand, one of a kind.
  private static let drift = """
    DROP INDEX idx_resumes_user_id;
    ALTER TABLE profiles ADD COLUMN nickname text;
    CREATE OR REPLACE FUNCTION validate_policy_count(p_table text, p_schema text DEFAULT 'public') RETURNS integer
      LANGUAGE sql STABLE SET search_path = '' AS 'SELECT 1';
    ALTER TABLE user_preferences DISABLE ROW LEVEL SECURITY;
    ALTER POLICY "Users can read their own profile" ON profiles USING (true);
    GRANT INSERT ON profiles TO anon;
    CREATE TABLE audit (id integer PRIMARY KEY, at timestamptz);
    """

  private func withApp(_ body: (String) throws -> Void) throws {
    try TestServer.withDatabase { database in
      #expect(try Program.plumb("migrate:up", in: Self.app, database: database).code == 0)
      try body(database)
    }
  }

  @Test("find a database that is what its migrations promise, and leave it as it is")
  func noDrift() throws {
    try withApp { database in
      let result = try Program.plumb("validate:schema", in: Self.app, database: database)
      #expect(result.code == 0)
      #expect(
        result.output == """
          no findings
          The database is what its migrations promise: 196 objects of 6 migrations compared

          """)
      #expect(try Program.plumb("migrate:down", "002", in: Self.app, database: database).code == 0)
      let part = try Program.plumb("validate:schema", in: Self.app, database: database)
      #expect(part.code == 0)
      #expect(part.output.hasSuffix("; pending and not compared: 003, 004, 005, 006\n"))
    }
  }

  @Test("say of each drift what a reviewer wants to know")
  func drift() throws {
    try withApp { database in
      try TestServer.execute(Self.drift, in: database)
      let result = try Program.plumb("validate:schema", in: Self.app, database: database)
      #expect(result.code == 1)
      for finding in [
        "error[schema-drift]: index `idx_resumes_user_id` is missing from the database\n"
          + "    ┌ migrations/001_user_profile_resume.sql:53:1\n",
        """
        error[schema-unmanaged]: table `audit` is in the database, and no migration makes it
           = note: columns: at timestamp with time zone, id integer
           = note: with 1 constraint
           = help: write a migration that makes it, or drop it

        """,
        "error[schema-unmanaged]: column `profiles.nickname` is in the database, and no migration makes it\n",
        "= note: privileges that differ: expected none, found anon INSERT\n",
        "error[schema-drift]: function `validate_policy_count(text,text)` is not as the migrations made it\n",
        "= note: row level security: expected yes, found no\n",
        "= note: using: expected (((SELECT auth.uid())) = id), found true\n",
        "\n7 errors in 3 files\nThe database has drifted: 196 objects of 6 migrations compared\n",
      ] {
        #expect(result.output.contains(finding), "\(result.output)")
      }
      let json = try Program.plumb("validate:schema", "--format", "json", in: Self.app, database: database).json()
      let differences = try #require(json["differences"] as? [[String: Any]])
      // The parts of a table stand for themselves here.
      #expect(Set(differences.compactMap { $0["object"] as? String }).count == 10, "\(differences)")
      #expect(differences.first?["security"] as? Bool == true)
      let all = try Program.plumb("validate:all", "--simulate", "--format", "json", in: Self.app, database: database)
      #expect(all.code == 1)
      #expect(Set(try all.json().keys) == ["version", "lint", "test", "schema"])
    }
  }

  @Test(
    "write SQL that an empty database takes, and that makes the same schema", arguments: ["migrations", "rehearsal"])
  func roundTrip(source: String) throws {
    try Program.withFolder { folder in
      let dump = try Program.plumb("schema:dump", "--from", source, "--format", "sql", in: Self.app)
      #expect(dump.code == 0)
      let file = folder + "/dump.sql"
      try dump.output.write(toFile: file, atomically: true, encoding: .utf8)
      // A server of its own, so that not even the roles are there.
      let result = try Program.shell(
        "plumb postgres:run -- sh -c 'psql -q -v ON_ERROR_STOP=1 -f \(file) && plumb schema:diff migrations "
          + "\"$DATABASE_URL\" && plumb schema:diff \(file) \"$DATABASE_URL\" && "
          + "plumb schema:dump --from database --format sql > \(folder)/again.sql && "
          + "plumb schema:diff \(folder)/again.sql \(file)'",
        in: Self.app)
      #expect(result.code == 0, "\(result.error)")
      #expect(result.output == "The schemas are equal\nThe schemas are equal\nThe schemas are equal\n")
    }
  }

  @Test("write JSON with the same objects from every source")
  func json() throws {
    try withApp { database in
      func objects(_ source: String) throws -> Set<String> {
        let result = try Program.plumb("schema:dump", "--from", source, in: Self.app, database: database)
        #expect(result.code == 0)
        let objects = try #require(try result.json()["objects"] as? [[String: Any]])
        let own = objects.filter { ($0["table"] as? String ?? $0["name"] as? String) != "schema_migrations" }
        return Set(
          own.filter { ($0["name"] as? String)?.hasPrefix("schema_migrations") == false }.map { object in
            ["kind", "schema", "table", "name"].map { object[$0] as? String ?? "" }.joined(separator: " ")
          })
      }
      let simulated = try objects("migrations")
      #expect(simulated.contains("column public resumes title"))
      #expect(try objects("rehearsal") == simulated)
      #expect(try objects("database") == simulated)
    }
  }

  @Test("compare databases, folders and files with each other")
  func pairs() throws {
    try withApp { database in
      try Program.withFolder { folder in
        let small = Program.fixture("down-leaves-index") + "/migrations"
        func diff(_ first: String, _ second: String) throws -> Program.Result {
          try Program.plumb("schema:diff", first, second, in: Self.app)
        }
        #expect(try diff("migrations", database).code == 0)
        #expect(try diff(database, database).code == 0)
        #expect(try diff(database, "migrations").output == "The schemas are equal\n")
        try "CREATE TABLE t (a integer, b text);".write(toFile: folder + "/a.sql", atomically: true, encoding: .utf8)
        try "CREATE TABLE t (a bigint);\nCREATE INDEX i ON t (a);".write(
          toFile: folder + "/b.sql", atomically: true, encoding: .utf8)
        let files = try Program.plumb("schema:diff", "a.sql", "b.sql", in: folder)
        #expect(files.code == 1)
        #expect(
          files.output == """
            + index `i`
                definition: ON t USING btree (a)
            ~ column `t.a`  (a.sql:1)
                type: integer → bigint
            - column `t.b`  (a.sql:1)
                type: text

            """)
        #expect(try diff(small, folder + "/a.sql").code == 1)
        let json = try Program.plumb("schema:diff", "a.sql", "b.sql", "--format", "json", in: folder).json()
        #expect(json["equal"] as? Bool == false)
        #expect((json["differences"] as? [[String: Any]])?.count == 3)
        let exact = try Program.plumb("schema:diff", "a.sql", "b.sql", "--exact", in: folder)
        #expect(exact.output == files.output)
        for form in ["json", "sql"] {
          let dump = try Program.plumb("schema:dump", "--from", "rehearsal", "--format", form, in: Self.app)
          try dump.output.write(toFile: "\(folder)/saved.\(form)", atomically: true, encoding: .utf8)
          let same = try diff("\(folder)/saved.\(form)", "migrations")
          #expect(same.output == "The schemas are equal\n", "\(form)")
          #expect(try diff("\(folder)/saved.\(form)", small).code == 1)
        }
        try "CREATE TABLE u (a integr);".write(toFile: folder + "/c.sql", atomically: true, encoding: .utf8)
        let refused = try Program.plumb("schema:diff", "a.sql", "c.sql", in: folder)
        #expect(refused.code == 1)
        #expect(
          refused.error
            == "error: c.sql:1: PostgreSQL would refuse this statement (42704): type \"integr\" does not exist\n")
      }
    }
  }
}
