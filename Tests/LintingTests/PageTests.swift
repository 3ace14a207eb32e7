import Diagnostics
import Foundation
import Linting
import Migrations
import Testing

@Suite("The rules' pages")
struct PageTests {
  static let ids = Repository.names(in: "rules").filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }

  /// A page's lines as they are on disk.
  static func lines(of id: String) throws -> [Substring] {
    try Repository.text("rules/\(id).md").split(separator: "\n", omittingEmptySubsequences: false)
  }

  static func example(_ id: String, _ heading: String) throws -> PageExample {
    PageExample(page: id, section: heading, of: try lines(of: id))
  }

  @Test("show what is flagged, and by nothing else", arguments: ids)
  func bad(id: String) throws {
    let example = try Self.example(id, "## Bad")
    try #require(!example.questions.isEmpty, "there is no example under Bad")
    let findings = try example.findings()
    #expect(Set(findings.map(\.ruleID)) == [id], "\(findings.map { "\($0.ruleID): \($0.message)" })")
    #expect(findings.allSatisfy { $0.severity == RulePage.byID[id]?.severity || id == "ignored-file" })
  }

  @Test("show what is printed", arguments: ids)
  func output(id: String) throws {
    let output = try Self.example(id, "## Bad").output()
    let lines = try Self.lines(of: id)
    let blocks = PageExample.blocks(of: lines, in: "## Bad")
    let shown = blocks.last.flatMap { $0.block.words == ["text"] ? $0 : nil }
    guard Repository.updatesSnapshots, shown?.block.text != output, let last = blocks.last else {
      #expect(shown?.block.text == output, "UPDATE_SNAPSHOTS=1 writes it")
      return
    }
    let block = ("```text\n" + output + "```").split(separator: "\n", omittingEmptySubsequences: false)
    var rewritten = lines
    if let shown {
      rewritten.replaceSubrange(shown.lines, with: block)
    } else {
      rewritten.insert(contentsOf: [Substring("")] + block, at: last.lines.upperBound)
    }
    try Repository.write(rewritten.joined(separator: "\n"), to: "rules/\(id).md")
  }

  @Test("show a way without a warning or an error", arguments: ids)
  func good(id: String) throws {
    let example = try Self.example(id, "## Good")
    #expect(!example.questions.isEmpty, "there is no example under Good")
    let findings = try example.findings().filter { $0.severity >= .warning || $0.ruleID == id }
    #expect(findings.map { "\($0.ruleID): \($0.message)" } == [])
  }

  @Test("are there for every rule")
  func rules() {
    for rule in BuiltInRules.all { #expect(RulePage.byID[type(of: rule).id] != nil, "\(type(of: rule)) has no page") }
    let ids = BuiltInRules.all.map { type(of: $0).id }
    #expect(ids == ids.sorted(), "the rules are in alphabetical order")
    #expect(Set(ids).count == ids.count)
  }

  @Test("are there for every id that the sources report")
  func reported() throws {
    let folders = ["Sources/Migrations", "Sources/Linting/Engine"]
    for folder in folders {
      for name in Repository.names(in: folder) where name.hasSuffix(".swift") {
        for match in try Repository.text("\(folder)/\(name)").matches(of: /ruleID: "([a-z-]+)"/) {
          #expect(RulePage.byID[String(match.output.1)] != nil, "`\(match.output.1)` of \(name) has no page")
        }
      }
    }
  }

  /// Words with which a message may begin although they aren't lower case: names, and SQL's keywords.
  private static let names = ["PostgreSQL", "PL/pgSQL"]

  @Test("have messages in one style", arguments: ids)
  func messages(id: String) throws {
    for finding in try Self.example(id, "## Bad").findings() {
      let first = finding.message.prefix { $0 != " " }
      let isName = Self.names.contains(String(first)) || (first.count > 1 && first == first.uppercased())
      #expect(isName || first.first?.isUppercase == false, "\(finding.message)")
      for text in [finding.message, finding.label, finding.help ?? ""] {
        #expect(!text.hasSuffix("."), "\(text)")
        #expect(text.count { $0 == "`" }.isMultiple(of: 2), "a backtick is open: \(text)")
      }
      // What a misspelt statement was meant to be isn't known.
      #expect(finding.help != nil || id == "syntax-error", "\(id) doesn't say what to do")
    }
  }
}
