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
      try connection.execute(Samples.everyKind)
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
    let catalog = try TestServer.catalog(after: Samples.everyKind)
    let kinds = Set(catalog.objects.keys.map(\.kind))
    let expected: Set<ObjectKind> = [
      .schema, .table, .foreignTable, .column, .constraint, .index, .sequence, .view, .materializedView, .type, .domain,
      .domainConstraint, .attribute, .function, .procedure, .aggregate, .trigger, .policy, .extension, .rule,
      .statistics, .collation, .cast, .operator, .publication, .eventTrigger, .textSearchConfiguration, .server,
      .foreignDataWrapper, .other,
    ]
    #expect(expected.subtracting(kinds) == [])
  }
}
