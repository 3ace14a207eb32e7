import CatalogModel
import Diagnostics
import EphemeralPostgres
import Foundation
import Linting
import Migrations
import Rehearsal
import SQLSyntax
import Simulation
import Testing

/// Oracles 1, 2 and 3: over every fixture and every rule's page, each script is accepted or refused by the server as the
/// simulation says, the schema after UP is the simulated one, and so is the verdict on DOWN.
@Suite struct AgreementTests {
  /// A series of migrations with the preset that it needs.
  struct Series: CustomTestStringConvertible {
    var testDescription: String
    var preset: String?
    var migrations: @Sendable () throws -> [Migration]
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let fixtures: [Series] = {
    let folder = root.appending(path: "fixtures").path
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    return names.compactMap { name in
      let path = "\(folder)/\(name)/migrations"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      let settings = (try? String(contentsOfFile: "\(folder)/\(name)/plumbline.yml", encoding: .utf8)) ?? ""
      let preset = settings.contains("preset: supabase") ? "supabase" : nil
      return Series(testDescription: name, preset: preset) { try MigrationFolder(path).migrations() }
    }
  }()

  static let pages: [Series] = RulePage.all.flatMap { page in
    ["Bad", "Good"].map { section in
      let preset = page.category == .security ? "supabase" : nil
      return Series(testDescription: "\(page.id) \(section)", preset: preset) {
        blocks(of: page.text, in: "## \(section)").enumerated().map { number, block in
          let version = "00\(number + 1)"
          return Migration(
            version: version, name: "example", source: SourceText(path: "\(version)_example.sql", text: block))
        }
      }
    }
  }

  private static func blocks(of text: String, in heading: String) -> [String] {
    var blocks: [String] = []
    var isInSection = false
    var open: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = open {
        if line == "```" {
          if isInSection, lines[0].hasPrefix("```sql") {
            blocks.append(lines.dropFirst().joined(separator: "\n") + "\n")
          }
          open = nil
        } else {
          open = lines + [line]
        }
      } else if line.hasPrefix("```") {
        open = [line]
      } else if line.hasPrefix("## ") {
        isInSection = line == Substring(heading)
      }
    }
    return blocks
  }

  @Test(arguments: fixtures)
  func fixturesAreWhatTheServerSays(_ series: Series) throws { try check(series) }

  @Test(arguments: pages)
  func pagesAreWhatTheServerSays(_ series: Series) throws { try check(series) }

  private func check(_ series: Series) throws {
    let preset = try series.preset.map { try ServerParts.preset(named: $0) }
    var timeline = try Timeline(preset: preset)
    let migrations = try series.migrations()
    // Roles belong to the server: what makes one needs a server of its own.
    let makesRoles = migrations.contains {
      $0.up.statements.contains { if case .createRole = $0.value { true } else { false } }
    }
    let server = try makesRoles ? EphemeralServer.start() : TestServer.running()
    let rehearsal = try Rehearsal(on: server, preset: preset)
    for migration in migrations {
      let simulated = timeline.append(migration)
      let rehearsed = try rehearsal.rehearse(migration)
      let name = migration.version
      // What the simulation leaves open it has said; what it says must be so.
      if simulated.up.undecided.isEmpty {
        #expect(simulated.migration.isReadable == false || state(simulated.up) == state(rehearsed.up), "UP of \(name)")
      }
      if timeline.isCertain, simulated.up.succeeds, let afterUp = rehearsed.afterUp {
        let diff = CatalogDiff(from: simulated.up.after, to: afterUp)
        #expect(diff.isEmpty, "after UP of \(name): \(diff.changes)")
      }
      guard let down = simulated.down, down.undecided.isEmpty, simulated.up.undecided.isEmpty else { continue }
      #expect(state(down) == state(rehearsed.down), "DOWN of \(name)")
      if let afterDown = rehearsed.afterDown, timeline.isCertain {
        let changes = CatalogDiff(from: rehearsed.before, to: afterDown).changes.compactMap(\.followed)
        #expect(changes == CatalogDiff(from: simulated.up.before, to: down.after).changes, "verdict on \(name)")
      }
    }
  }

  /// `ok`, or the SQLSTATE of the first statement that is refused.
  private func state(_ run: ScriptRun) -> String {
    if let error = run.failure?.outcome.error { return error.sqlState }
    return run.script.errors.isEmpty ? "ok" : "42601"
  }

  private func state(_ outcome: RehearsedMigration.Outcome) -> String {
    switch outcome {
    case .ok: "ok"
    case .failed(let error, _): error.sqlState
    case .notRun: "not run"
    }
  }
}
