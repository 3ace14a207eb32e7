import CatalogModel
import Introspection
import PostgresClient
import Testing

/// What a comparison of two databases sees, and at what it is silent.
@Suite struct ComparisonTests {
  /// One change of one property gives a difference in the objects of the right kinds, and in no others.
  @Test(arguments: AttributeChange.files)
  func aChangeOfOnePropertyIsSeen(_ file: String) throws {
    var introspector = Introspector(keepsStatements: true)
    introspector.known = [:]
    let changes = try AttributeChange.possible(file)
    #expect(changes.count > 20)
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      try connection.execute(AttributeChange.base)
      let start = try introspector.snapshot(of: connection)
      for change in changes {
        do {
          try connection.execute("BEGIN")
          var before = start
          if !change.setup.isEmpty {
            try connection.execute(change.setup)
            before = try introspector.snapshot(of: connection)
          }
          try connection.execute(change.change)
          let after = try introspector.snapshot(of: connection)
          let diff = CatalogDiff(from: before.catalog, to: after.catalog)
          #expect(
            try ComparisonTests.quickDifference(from: before, connection).changes
              == CatalogDiff(from: CatalogContents(before.catalog), to: CatalogContents(after.catalog)).changes,
            "\(change.title)")
          let kinds = Set(diff.changes.map(\.object.kind.rawValue))
          #expect(kinds == change.kinds, "\(change.title): \(diff.changes)")
        } catch {
          Issue.record("\(change.title): \(error)")
        }
        try connection.execute("ROLLBACK")
      }
      #expect(
        try CatalogDiff(
          from: TestServer.catalog(after: AttributeChange.base),
          to: Introspector.catalog(of: connection)
        ).isEmpty)
    }
  }

  /// The difference where what has the same fingerprint is left out.
  private static func quickDifference(
    from before: Introspector.Snapshot, _ connection: Connection
  ) throws -> CatalogDiff {
    var introspector = Introspector(keepsStatements: true)
    introspector.known = before.fingerprints
    let after = try introspector.snapshot(of: connection)
    #expect(!after.alike.isEmpty)
    var expected = CatalogContents(before.catalog)
    expected.leaveOut(after.alike)
    return CatalogDiff(from: expected, to: CatalogContents(after.catalog))
  }

  /// A fingerprint says nothing of who runs the migrations, nor of numbers that another database has others for.
  @Test func fingerprintsAreThoseOfTheSchema() throws {
    let sql = """
      CREATE TABLE one (id int PRIMARY KEY, name text);
      CREATE TABLE two (id serial, one_id int REFERENCES one, CHECK (one_id > 0));
      CREATE VIEW both_of_them AS SELECT one.name, two.id FROM one JOIN two ON one_id = one.id;
      GRANT SELECT ON one TO PUBLIC;
      """
    var introspector = Introspector(ownRoles: ["plumb_owner"])
    introspector.known = [:]
    let known = try TestServer.withDatabase { connection in
      try connection.execute(sql)
      return try introspector.snapshot(of: connection).fingerprints
    }
    #expect(known.count == 3)
    introspector.known = known
    try TestServer.withDatabase { connection in
      func alike() throws -> Set<String> { Set(try introspector.snapshot(of: connection).alike.map(\.name)) }
      try connection.execute("CREATE SCHEMA before; CREATE TABLE before.other (id serial PRIMARY KEY); BEGIN;" + sql)
      try connection.execute(
        "CREATE ROLE plumb_owner; ALTER TABLE one OWNER TO plumb_owner; ALTER TABLE two OWNER TO plumb_owner")
      #expect(try alike() == ["one", "two", "both_of_them"])
      // The foreign key has the column's number alone, and the view its new name.
      try connection.execute("ALTER TABLE one RENAME id TO number")
      #expect(try alike() == [])
      try connection.execute("ALTER TABLE one RENAME number TO id; ALTER TABLE two ALTER one_id SET NOT NULL")
      #expect(try alike() == ["one", "both_of_them"])
      try connection.execute("ROLLBACK")
    }
  }

  /// Two ways to one schema give no difference, in neither direction.
  @Test func equivalentsGiveNoDifference() throws {
    let pairs = SQLCases.read(AttributeChange.text("equal"), divider: "-- and")
    #expect(pairs.count > 50)
    for (title, first, second) in pairs where try ServerParts.withoutMissing(first + second) == first + second {
      do {
        let (before, after) = (try TestServer.catalog(after: first), try TestServer.catalog(after: second))
        #expect(CatalogDiff(from: before, to: after).changes == [], "\(title)")
        #expect(CatalogDiff(from: after, to: before).changes == [], "\(title)")
      } catch {
        Issue.record("\(title): \(error)")
      }
    }
  }
}
