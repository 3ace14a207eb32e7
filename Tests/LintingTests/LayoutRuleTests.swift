import Diagnostics
import Linting
import Migrations
import Simulation
import Testing

/// Rules about the document's own form say nothing of other tools' files.
@Suite struct LayoutRuleTests {
  private static let text = "CREATE TABLE notes (id int PRIMARY KEY);\nCOMMENT ON TABLE notes IS 'What people write';\n"

  private func ids(_ layout: Layout, version: String = "1") throws -> Set<String> {
    let migration = Migration(
      version: version, name: "notes", layout: layout, source: SourceText(path: "1_notes.sql", text: Self.text))
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
    #expect(try ids(.golangMigrate) == ["down-missing"])
    #expect(try ids(.flyway) == ["down-missing"])
    #expect(try ids(.flyway, version: "R") == [])
  }

  /// What is wrong with a DOWN in a file of its own is found there.
  @Test(arguments: [
    ("DROP TABLE notes;", nil), ("SELECT 1;", "down-empty"), ("CREATE TABLE tags ();", "down-does-not-reverse"),
    ("DROP TABLE notes;\nDROP TABLE tags;", "down-fails"),
  ])
  func aDownOfItsOwn(_ text: String, _ rule: String?) throws {
    let migration = Migration(
      version: "1", name: "notes", layout: .golangMigrate, source: SourceText(path: "1_notes.up.sql", text: Self.text),
      downSource: SourceText(path: "1_notes.down.sql", text: text))
    var timeline = try Timeline()
    var linter = Linter(configuration: LintConfiguration(), versions: ["1"])
    let found = linter.check(timeline.append(migration)).filter { $0.severity == .error }
    #expect(found.map(\.ruleID) == (rule.map { [$0] } ?? []))
    #expect(found.allSatisfy { $0.location?.source.path == "1_notes.down.sql" })
    #expect(found.allSatisfy { $0.location?.start.line == (rule == "down-fails" ? 2 : 1) })
  }
}
