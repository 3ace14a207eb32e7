import CatalogModel
import Drift
import Migrations
import SQLSyntax
import Testing

@Suite("What a comparison looks at")
struct ScopeTests {
  private static let supabase = Result { try Preset.named("supabase") }

  private static func name(_ text: String) -> QualifiedName {
    let parts = text.split(separator: ".").map(String.init)
    return QualifiedName(schema: parts.count > 1 ? parts[0] : "public", name: parts.last ?? "")
  }

  private static func table(_ text: String) -> ObjectIdentity { ObjectIdentity(.table, name(text)) }

  private func found(
    _ objects: [ObjectIdentity: [Attribute]], expected: [ObjectIdentity: [Attribute]] = [:],
    _ change: (inout DriftSettings) -> Void = { _ in }
  ) throws -> [String] {
    var settings = DriftSettings()
    change(&settings)
    let scope = Scope(settings, claims: try Self.supabase.get().claims())
    let (before, after) = (CatalogContents(objects: expected), CatalogContents(objects: objects))
    return scope.difference(from: before, to: after).changes.map {
      "\($0.object) \($0.kind)"
    }
  }

  @Test("leaves out what the platform owns")
  func platform() throws {
    let owned: [ObjectIdentity: [Attribute]] = [
      Self.table("auth.sessions"): [], Self.table("_timescaledb_internal.chunk_1"): [],
      ObjectIdentity(kind: .schema, name: "vault"): [], ObjectIdentity(kind: .extension, name: "pg_graphql"): [],
      ObjectIdentity(kind: .publication, name: "supabase_realtime"): [],
      ObjectIdentity(kind: .eventTrigger, name: "anything"): [Attribute("owner", "supabase_admin")],
      ObjectIdentity(kind: .other, schema: "public", name: "default privileges for tables of supabase_admin"): [],
      ObjectIdentity(.policy, "p", on: Self.name("auth.users")): [],
      ObjectIdentity(.trigger, "t", on: Self.name("storage.objects")): [
        Attribute("definition", "AFTER INSERT FOR EACH ROW EXECUTE FUNCTION storage.delete_prefix()")
      ],
    ]
    #expect(try found(owned) == [])
  }

  @Test("looks at what is the project's within the platform's schemas")
  func exceptions() throws {
    let policy = ObjectIdentity(.policy, "p", on: Self.name("storage.objects"))
    let trigger = ObjectIdentity(.trigger, "t", on: Self.name("auth.users"))
    let publication = ObjectIdentity(kind: .publication, name: "supabase_realtime")
    let own: [ObjectIdentity: [Attribute]] = [
      policy: [], trigger: [Attribute("definition", "AFTER INSERT FOR EACH ROW EXECUTE FUNCTION handle_new_user()")],
      publication: [Attribute("table", "notes")], Self.table("notes"): [],
      ObjectIdentity(kind: .extension, name: "vector"): [],
    ]
    let expected = [publication: [Attribute("table", "other")]]
    #expect(
      try found(own, expected: expected) == [
        "extension `vector` added", "publication `supabase_realtime` changed", "trigger `t` on `auth.users` added",
        "table `notes` added", "policy `p` on `storage.objects` added",
      ])
    // What a migration makes in such a schema has to be there.
    #expect(try found([:], expected: [Self.table("auth.extra"): []]) == ["table `auth.extra` removed"])
  }

  @Test("passes over the privileges of the platform's own roles alone")
  func roles() throws {
    func grants(_ text: String) -> [ObjectIdentity: [Attribute]] { [Self.table("t"): [Attribute("privileges", text)]] }
    #expect(try found(grants("anon SELECT, supabase_admin INSERT+SELECT"), expected: grants("anon SELECT")) == [])
    #expect(
      try found(grants("anon INSERT+SELECT, supabase_admin SELECT"), expected: grants("anon SELECT"))
        == ["table `t` changed"])
  }

  @Test("takes partitions at any depth as data")
  func partitions() throws {
    let day = ObjectIdentity(.column, "at", on: Self.name("events_2025_01"))
    let objects: [ObjectIdentity: [Attribute]] = [
      Self.table("events"): [], Self.table("events_2025"): [Attribute("partition of", "events")],
      Self.table("events_2025_01"): [Attribute("partition of", "events_2025")], day: [],
      Self.table("others_1"): [Attribute("partition of", "others")],
    ]
    #expect(
      try found(objects) { $0.dataParents = [ObjectPattern(.table, "events")] }
        == ["table `events` added", "table `others_1` added"])
  }

  @Test("leaves out a tool's record, unless both sides have it")
  func records() throws {
    let record = Self.table("goose_db_version")
    #expect(try found([record: []]) == [])
    #expect(
      try found([record: [Attribute("comment", "x")]], expected: [record: []]) == ["table `goose_db_version` changed"])
  }

  @Test("tells of security by what it decides")
  func security() {
    func isConcerned(_ object: ObjectIdentity, _ name: String, _ value: String) -> Bool {
      let diff = CatalogDiff(
        from: CatalogContents(objects: [object: []]),
        to: CatalogContents(objects: [object: [Attribute(name, value)]]))
      return diff.changes.contains { Security.isConcerned(by: $0) }
    }
    let view = ObjectIdentity(.view, Self.name("v"))
    #expect(isConcerned(view, "options", "security_invoker=true"))
    #expect(!isConcerned(view, "options", "check_option=local"))
    #expect(isConcerned(Self.table("t"), "force row level security", "yes"))
    #expect(!isConcerned(Self.table("t"), "comment", "x"))
  }
}

@Suite("Text that a server prints")
struct SpellingTests {
  @Test(
    "may mean the same with other casts, parentheses and qualifications",
    arguments: [
      ("(state = 'open'::text)", "state = 'open'", true), ("(t.a + 1)", "a + 1", true),
      ("'a'::character varying", "'a'::text", true), ("lower(a)", "upper(a)", false), ("a > 1", "a > 2", false),
      ("x = 'A'", "x = 'a'", false), ("'1970-01-01 UTC'", "'1970-01-01 00:00:00+00'", true),
      ("coalesce(a, 'now()'::text)", "COALESCE(a, 'now()')", true),
    ])
  func spelling(left: String, right: String, isSame: Bool) {
    #expect(Spelling.mayMeanTheSame(left, right) == isSame)
  }
}
