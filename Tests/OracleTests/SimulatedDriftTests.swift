import CatalogModel
import Diagnostics
import Drift
import Introspection
import Migrations
import PostgresClient
import SQLSyntax
import Simulation
import Testing

/// What a comparison says whose expectation was simulated, after each change of the battery: never that all is well, and
/// never anything of what isn't different.
@Suite struct SimulatedDriftTests {
  private struct Side {
    var contents: CatalogContents
    var certainty: Certainty
  }

  @Test(arguments: AttributeChange.files)
  func everyChangeIsSeenOrUndecided(_ file: String) throws {
    let introspector = Introspector(keepsStatements: true)
    let start = try Simulated().after(AttributeChange.base)
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      try connection.execute(AttributeChange.base)
      func live() throws -> Side {
        Side(
          contents: CatalogContents(try introspector.snapshot(of: connection).catalog),
          certainty: Certainty(serverVersion: connection.serverVersion))
      }
      for change in try AttributeChange.possible(file) {
        do {
          try connection.execute("BEGIN;" + change.setup)
          let before = try live()
          try connection.execute(change.change)
          let after = try live()
          try connection.execute("ROLLBACK")
          let expected = start.after(change.setup)
          if let side = expected.side, Self.canBeKnown(before, after) {
            let found = Self.differences(side, after).sure + Self.differences(side, after).open
            #expect(!found.isEmpty || !expected.isCertain, "passed: \(change.title)")
          }
          // What is written into the catalogs themselves is no migration.
          let made = expected.after(change.change)
          guard let side = made.side, made.isCertain, !change.change.contains("UPDATE pg_") else { continue }
          #expect(Self.differences(side, after).sure == [], "alarmed: \(change.title)")
        } catch {
          Issue.record("\(change.title): \(error)")
          _ = try? connection.execute("ROLLBACK")
        }
      }
    }
  }

  @Test func equivalentsAreNoDrift() throws {
    for (title, first, second) in SQLCases.read(AttributeChange.text("equal"), divider: "-- and")
    where try ServerParts.withoutMissing(first + second) == first + second {
      for (sql, other) in [(first, second), (second, first)] {
        do {
          let simulated = try Simulated().after(sql)
          guard let side = simulated.side, simulated.isCertain else { continue }
          let live = Side(
            contents: CatalogContents(try TestServer.catalog(after: other)),
            certainty: Certainty(serverVersion: try TestServer.version()))
          #expect(Self.differences(side, live).sure == [], "\(title)")
        } catch {
          Issue.record("\(title): \(error)")
        }
      }
    }
  }

  /// What a migration grants on a function of an extension is open, and nothing else is.
  @Test func grantsOnFunctionsOfExtensionsAreOpen() throws {
    guard try ServerParts.has(["hstore"], for: "what is granted on functions of an extension") else { return }
    let sql = """
      CREATE EXTENSION hstore; CREATE TABLE t (a int);
      REVOKE EXECUTE ON FUNCTION hstore(text, text) FROM PUBLIC;
      """
    let simulated = try Simulated().after(sql)
    let live = Side(
      contents: CatalogContents(try TestServer.catalog(after: sql + "ALTER TABLE t ADD b int")),
      certainty: Certainty(serverVersion: try TestServer.version()))
    let found = Self.differences(try #require(simulated.side), live)
    #expect(found.sure.count == 1 && found.sure[0].hasPrefix("column `t.b` added"), "\(found)")
    #expect(found.open.count == 1 && found.open[0].contains("hstore(pg_catalog.text,pg_catalog.text)"), "\(found)")
  }

  /// Migrations that were simulated one after the other; without a schema from the first on that is refused.
  private struct Simulated {
    private var timeline: Timeline?
    private var uncertainty = Uncertainty()

    init() throws { timeline = try Timeline() }

    var isCertain: Bool { uncertainty.isEmpty }

    var side: Side? {
      timeline.map { Side(contents: CatalogContents($0.catalog), certainty: Certainty(uncertainty: uncertainty)) }
    }

    func after(_ sql: String) -> Simulated {
      var copy = self
      let source = SourceText(path: "m.sql", text: sql)
      guard !sql.isEmpty, let up = copy.timeline?.append(Migration(version: "1", name: "m", source: source)).up else {
        return copy
      }
      copy.uncertainty.note(up)
      if !up.succeeds { copy.timeline = nil }
      return copy
    }
  }

  private static func differences(_ expected: Side, _ actual: Side) -> (sure: [String], open: [String]) {
    let changes = CatalogDiff(from: expected.contents, to: actual.contents).changes
    var (sure, open): ([String], [String]) = ([], [])
    for change in changes {
      let owner = expected.contents.owner(of: change.object) ?? actual.contents.owner(of: change.object)
      let doubt = Certainty.doubt(about: change, owner: owner, expected.certainty, actual.certainty)
      let text = "\(change.object) \(change.kind) \(change.attributes)"
      if doubt == nil { sure.append(text) } else { open.append(text) }
    }
    return (sure, open)
  }

  /// Whether somebody who has read the migrations alone can know of a difference: they say nothing of the database as a
  /// whole, and of the schemas of some names.
  private static func canBeKnown(_ before: Side, _ after: Side) -> Bool {
    let unknown: Set<String> = ["collation's schema", "schemas of names", "settings in the database"]
    return CatalogDiff(from: before.contents, to: after.contents).changes.contains { change in
      guard change.object.kind != .database else { return false }
      return change.kind != .changed || change.attributes.contains { !unknown.contains($0.name) }
    }
  }
}
