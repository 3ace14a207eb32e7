import Migrations
import SQLSyntax
import Testing

@Suite("What a preset's platform owns")
struct PresetClaimTests {
  @Test("is read from comments")
  func comments() throws {
    let preset = Preset(
      name: "ours",
      sql: "-- plumb:owns schema a b_*\n--   a remark\n-- plumb:leaves policy a.t\n-- plumb:database\nSELECT 1;")
    #expect(
      try preset.claims() == [
        .init(.schema, "a"), .init(.schema, "b_*"), .init(.policy, "a.t", isLeft: true),
      ])
  }

  @Test(
    "is an error where it says nothing that is known",
    arguments: [
      (
        "-- plumb:own schema a",
        "the preset `ours`, line 1: unknown comment `plumb:own`\nhelp: did you mean `plumb:owns`?"
      ),
      (
        "\n-- plumb:owns shema a",
        "the preset `ours`, line 2: `plumb:owns` can't be said of `shema`\nhelp: did you mean `schema`?"
      ),
      (
        "-- plumb:owns schema",
        "the preset `ours`, line 1: `plumb:owns schema` names nothing\nhelp: write `-- plumb:owns schema NAME…`, for example"
      ),
    ])
  func mistakes(sql: String, message: String) {
    #expect { try Preset(name: "ours", sql: sql).claims() } throws: { "\($0)" == message }
  }

  /// The roles that a Supabase project has, by its documentation and the lists of its tools.
  @Test("is for Supabase what it manages")
  func supabase() throws {
    let preset = try Preset.named("supabase")
    let claims = try preset.claims()
    func owned(_ kind: ObjectKind) -> Set<String> {
      Set(claims.filter { $0.kind == kind && !$0.isLeft }.map(\.pattern))
    }
    #expect(
      owned(.schema).isSuperset(of: [
        "_analytics", "_realtime", "_supavisor", "auth", "cron", "dbdev", "etl", "extensions", "graphql",
        "graphql_public", "net", "pgbouncer", "pgmq", "pgmq_public", "pgroonga", "pgsodium", "pgsodium_masks", "pgtle",
        "realtime", "repack", "storage", "supabase_functions", "supabase_migrations", "tiger", "tiger_data", "topology",
        "vault", "timescaledb_*", "_timescaledb_*",
      ]))
    #expect(owned(.extension) == ["pg_graphql", "pg_stat_statements", "pgsodium", "supabase_vault", "wrappers"])
    #expect(owned(.publication) == ["supabase_realtime", "supabase_realtime_messages_publication"])
    for role in ["anon", "authenticated", "authenticator", "service_role"] {
      #expect(preset.serverSQL.contains("CREATE ROLE \(role) ") && !owned(.role).contains(role))
    }
    #expect(
      owned(.role).isSuperset(of: [
        "dashboard_user", "cli_login_postgres", "pgbouncer", "pgsodium_keyholder", "pgsodium_keyiduser",
        "pgsodium_keymaker", "pgtle_admin", "supabase_admin", "supabase_auth_admin", "supabase_etl_admin",
        "supabase_functions_admin", "supabase_privileged_role", "supabase_read_only_user", "supabase_realtime_admin",
        "supabase_replication_admin", "supabase_storage_admin", "supabase_superuser",
      ]))
  }
}
