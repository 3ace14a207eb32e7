import Foundation
import Linting
import Migrations
import Reporting
import Testing

@Suite("The fixtures")
struct FixtureTests {
  static let names = Repository.names(in: "fixtures").filter { name in
    FileManager.default.fileExists(atPath: Repository.root + "/fixtures/\(name)/migrations")
  }

  /// The preset and the exposed schemas of a fixture: without a preset no schema is exposed, with one `public`.
  private static func settings(of name: String) -> (preset: String?, exposed: Set<String>) {
    let text = (try? Repository.text("fixtures/\(name)/plumbline.yml")) ?? ""
    let preset = text.firstMatch(of: /(?m)^preset: *(\S+)/).map { String($0.output.1) }
    let exposed = text.firstMatch(of: /(?m)^exposed-schemas: *\[(.*)\]/).map { match in
      match.output.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return (preset, Set(exposed ?? (preset == nil ? [] : ["public"])))
  }

  @Test("are linted as `expected.txt` says", arguments: names)
  func lint(name: String) throws {
    let folder = Repository.root + "/fixtures/\(name)"
    let (preset, exposed) = Self.settings(of: name)
    let run = try LintRun(folder: try MigrationFolder(folder + "/migrations"), preset: preset, exposed: exposed)
    let text = run.text(relativeTo: folder)
    let path = "fixtures/\(name)/expected.txt"
    let expected = try? Repository.text(path)
    if Repository.updatesSnapshots, expected != text {
      try Repository.write(text, to: path)
    } else {
      #expect(expected == text, "UPDATE_SNAPSHOTS=1 writes it")
    }
  }

  @Test("find nothing in the app that a good team wrote")
  func resumeBuilder() throws {
    let folder = try MigrationFolder(Repository.root + "/fixtures/resume-builder/migrations")
    let run = try LintRun(folder: folder, preset: "supabase", exposed: ["public"])
    #expect(run.diagnostics.map { "\($0.ruleID): \($0.message)" } == [])
  }
}
