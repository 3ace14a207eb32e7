import CatalogModel
import Introspection
import PostgresClient
import SQLSyntax
import Testing

@Suite struct IntrospectionTests {
  @Test func anEmptyDatabaseIsTheEmptyCatalog() throws {
    let catalog = try TestServer.catalog()
    #expect(CatalogDiff(from: .empty, to: catalog).changes == [])
    #expect(catalog.schemas == Catalog.empty.schemas)
    #expect(catalog.others.isEmpty)
  }

  @Test func readingTwiceGivesTheSame() throws {
    try TestServer.withDatabase { connection in
      try connection.execute(Samples.everyKind())
      let first = try Introspector().snapshot(of: connection)
      let second = try Introspector().snapshot(of: connection)
      #expect(first.catalog == second.catalog)
      #expect(first.unmodelled == [:])
    }
  }

  @Test func anOpenTransactionIsReadAsItSeesItself() throws {
    try TestServer.withDatabase { connection in
      try connection.execute("BEGIN; CREATE TABLE uncommitted (id int); SET LOCAL search_path TO public")
      let catalog = try Introspector.catalog(of: connection)
      #expect(catalog.tables[QualifiedName(schema: "public", name: "uncommitted")] != nil)
      #expect(try connection.query("SHOW search_path").first?.string("search_path") == "public")
      try connection.execute("ROLLBACK")
      #expect(try Introspector.catalog(of: connection) == Introspector.catalog(of: connection))
    }
  }

  @Test func everyKindIsRead() throws {
    let catalog = try TestServer.catalog(after: Samples.everyKind())
    let kinds = Set(catalog.objects.keys.map(\.kind))
    let expected: Set<ObjectKind> = [
      .schema, .table, .foreignTable, .column, .constraint, .index, .sequence, .view, .materializedView, .type, .domain,
      .domainConstraint, .attribute, .function, .procedure, .aggregate, .trigger, .policy, .extension, .rule,
      .statistics, .collation, .cast, .operator, .publication, .eventTrigger, .textSearchConfiguration, .server,
      .foreignDataWrapper, .other,
    ]
    #expect(expected.subtracting(kinds) == (try ServerParts.anExtension() == nil ? [.extension] : []))
  }

  @Test func whatAnExtensionBringsIsItsOwn() throws {
    guard let name = try ServerParts.anExtension() else { return print("• not tested: what an extension brings") }
    let catalog = try TestServer.catalog(after: "CREATE SCHEMA app; CREATE EXTENSION \(name) SCHEMA app")
    #expect(catalog.routines.isEmpty && catalog.types.isEmpty && catalog.others.isEmpty)
    #expect(catalog.extensions[name]?.schema == "app")
    #expect(catalog.extensions[name]?.comment == nil)
  }

  @Test func whatPartitionsHaveOfTheirParentIsMarkedOrLeftOut() throws {
    let sql = """
      CREATE TABLE one (id int PRIMARY KEY);
      CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TABLE parted (id int PRIMARY KEY, one_id int REFERENCES one) PARTITION BY RANGE (id);
      CREATE TRIGGER trg AFTER INSERT ON parted FOR EACH ROW EXECUTE FUNCTION g();
      CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (9);
      CREATE TABLE pointer (id int REFERENCES parted);
      """
    let catalog = try TestServer.catalog(after: sql)
    func table(_ name: String) -> Table? { catalog.tables[QualifiedName(schema: "public", name: name)] }
    #expect(table("parted")?.triggers.map(\.name) == ["trg"])
    #expect(table("part")?.triggers == [])
    #expect(table("part")?.constraints.map(\.isInherited) == [true, true])
    #expect(table("pointer")?.constraints.map(\.name) == ["pointer_id_fkey"])
    #expect(catalog.indexes[QualifiedName(schema: "public", name: "part_pkey")]?.parent?.name == "parted_pkey")
  }

  @Test func preparedStatementsGiveTheSame() throws {
    try TestServer.withDatabase { connection in
      try connection.execute(Samples.everyKind())
      let plain = try Introspector.catalog(of: connection)
      let introspector = Introspector(keepsStatements: true)
      #expect(try introspector.snapshot(of: connection).catalog == plain)
      #expect(try introspector.snapshot(of: connection).catalog == plain)
      try connection.execute("DISCARD ALL")
      #expect(try introspector.snapshot(of: connection).catalog == plain)
    }
  }
}
