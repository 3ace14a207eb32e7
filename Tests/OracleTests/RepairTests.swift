import CatalogModel
import Diagnostics
import Foundation
import Introspection
import Migrations
import PostgresClient
import Rehearsal
import SQLSyntax
import Simulation
import Testing

/// The DOWNs that are written, on the server: they take UP back, and UP can be applied again.
@Suite struct RepairTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  /// The files of the unit tests, so that what is expected there is what PostgreSQL takes.
  static let cases: [String] = {
    let folder = tests.appending(path: "CatalogModelTests/Repairs").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".sql") }.sorted().map { folder + "/" + $0 }
  }()

  /// Writes the DOWNs of migrations, and rehearses them.
  private func rehearse(_ texts: [String], preset: Preset? = nil) throws {
    let rehearsal = try Rehearsal(on: TestServer.running(), preset: preset)
    var timeline = try Timeline(preset: preset)
    for (index, text) in texts.enumerated() {
      let file = MigrationFile(path: "00\(index + 1)_m.sql", version: "00\(index + 1)", name: "m")
      let migration = Migration(version: file.version, name: "m", source: SourceText(path: file.path, text: text))
      var trial = timeline
      let simulated = timeline.append(migration)
      #expect(simulated.up.succeeds, "\(text)")
      let draft = DownDraft(for: simulated.up)
      let edit = try file.writingDown(draft.parts, of: migration, withoutTransaction: draft.withoutTransaction)
      let proof = trial.append(edit.migration).proof
      let result = try rehearsal.rehearse(edit.migration)
      guard result.up == .ok, !draft.isEmpty || !draft.repair.residue.isEmpty else {
        #expect(result.up == .ok)
        continue
      }
      let last = draft.isEmpty ? result.afterUp : result.afterDown
      let rest = CatalogDiff(from: result.before, to: try #require(last, "\(result.down) \(edit.after)"))
      let isExpected = rest.isEmpty || rest.isColumnOrderOnly || rest.changes == draft.repair.residue.changes
      #expect(isExpected, "\(rest.changes) \(edit.after)")
      // The simulation's word is the server's.
      switch proof {
      case .undecided, .irreversible: break
      default: #expect((proof.residue?.changes ?? []) == rest.changes, "\(edit.after)")
      }
      if rest.isEmpty { #expect(result.redo == .ok, "\(edit.after)") }
    }
  }

  @Test(arguments: cases)
  func unitTestsAreWhatTheServerTakes(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard try ServerParts.withoutMissing(text) == text else { return }
    let up = try #require(text.range(of: "-- up\n"))
    let down = try #require(text.range(of: "-- down\n"))
    let before = String(text[..<up.lowerBound])
    try rehearse([before, String(text[up.upperBound..<down.lowerBound])].filter { $0.contains(";") })
  }

  @Test func theResumeBuilderNeedsNoWrittenDown() throws {
    let folder = try MigrationFolder(
      Self.tests.deletingLastPathComponent().appending(path: "fixtures/resume-builder/migrations").path)
    let texts = folder.migrations().map { $0.source[$0.up.range] }
    try rehearse(texts, preset: ServerParts.preset(named: "supabase"))
  }
}
