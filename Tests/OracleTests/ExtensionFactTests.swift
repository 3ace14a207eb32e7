import PostgresClient
import Testing

@testable import CatalogModel

/// What is known of extensions is what a server says of them.
@Suite struct ExtensionFactTests {
  @Test func commentsAreThoseOfTheirControlFiles() throws {
    try TestServer.withDatabase { connection in
      var count = 0
      for row in try connection.query("SELECT name, comment FROM pg_available_extensions") {
        let name = try row.string("name")
        guard let known = ExtensionFacts.comments[name] else { continue }
        #expect(try row.string("comment") == known, "\(name)")
        count += 1
      }
      #expect(count > 0)
    }
  }
}
