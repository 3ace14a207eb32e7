import CatalogModel
import Introspection
import PostgresClient
import Testing

/// What a comparison of two databases sees, and at what it is silent.
@Suite struct ComparisonTests {
  /// One change of one property gives a difference in the objects of the right kinds, and in no others.
  @Test(arguments: AttributeChange.files)
  func aChangeOfOnePropertyIsSeen(_ file: String) throws {
    let introspector = Introspector(keepsStatements: true)
    let changes = try AttributeChange.possible(file)
    #expect(changes.count > 20)
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      try connection.execute(AttributeChange.base)
      let start = try introspector.snapshot(of: connection).catalog
      for change in changes {
        do {
          try connection.execute("BEGIN")
          var before = start
          if !change.setup.isEmpty {
            try connection.execute(change.setup)
            before = try introspector.snapshot(of: connection).catalog
          }
          try connection.execute(change.change)
          let diff = try CatalogDiff(from: before, to: introspector.snapshot(of: connection).catalog)
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
