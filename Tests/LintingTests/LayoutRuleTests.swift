import Diagnostics
import Linting
import Migrations
import Simulation
import Testing

/// Rules about the document's own form say nothing of other tools' files.
@Suite struct LayoutRuleTests {
  private static let text = "CREATE TABLE notes (id int PRIMARY KEY);\nCOMMENT ON TABLE notes IS 'What people write';\n"

  private func ids(_ layout: Layout) throws -> Set<String> {
    let migration = Migration(
      version: "1", name: "notes", layout: layout, source: SourceText(path: "1_notes.sql", text: Self.text))
    var timeline = try Timeline()
    var linter = Linter(configuration: LintConfiguration(), versions: ["1"])
    let found = linter.check(timeline.append(migration)) + linter.finish(timeline.catalog)
    return Set(found.map(\.ruleID))
  }

  @Test func theDocumentsOwnFormIsAskedFor() throws {
    #expect(try ids(.plumbline) == ["header-missing", "down-missing", "if-not-exists-missing"])
  }

  @Test func otherToolsFormsAreTheirOwn() throws {
    #expect(try ids(.supabase) == [])
    #expect(try ids(.prisma) == [])
  }
}
