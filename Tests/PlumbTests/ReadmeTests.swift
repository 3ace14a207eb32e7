import Foundation
import Testing

@testable import plumb

@Suite("The README")
struct ReadmeTests {
  private static let path = Program.root + "/README.md"

  @Test("lists the commands")
  func commands() throws {
    var lines = ["| command | does |", "| --- | --- |"]
    for name in Plumb.commandNames {
      let help = try Program.plumb(name, "--help").output
      let usage = try #require(help.firstMatch(of: /USAGE: plumb (?<usage>.*)/)?.output.usage)
      let positional = usage.replacing(#/ \[--[^\]]*\]/#, with: "").trimmingCharacters(in: .whitespaces)
      let abstract = try #require(help.firstRange(of: "\n\n")).lowerBound
      let words = help[..<abstract].split(whereSeparator: \.isWhitespace).dropFirst().joined(separator: " ")
      lines.append("| `\(positional)` | \(words) |")
    }
    try expect(lines, between: "commands")
  }

  @Test("lists the rules")
  func rules() throws {
    var lines: [String] = []
    var category = ""
    let list = try Program.plumb("rules", "--format", "json").json()["rules"] as? [[String: Any]]
    for rule in try #require(list) {
      let values = rule.compactMapValues { $0 as? String }
      let name = values["category"] ?? ""
      if name != category {
        lines += (category.isEmpty ? [] : [""]) + ["| \(name) | severity | says, for example |", "| --- | --- | --- |"]
        category = name
      }
      let id = values["id"] ?? ""
      lines.append("| [`\(id)`](rules/\(id).md) | \(values["severity"] ?? "") | \(values["example"] ?? "") |")
    }
    try expect(lines, between: "rules")
  }

  /// Compares the lines between two markers; `UPDATE_SNAPSHOTS=1` writes them.
  private func expect(_ lines: [String], between name: String) throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let (start, end) = ("<!-- \(name) -->\n", "<!-- /\(name) -->\n")
    let from = try #require(text.range(of: start)).upperBound
    let to = try #require(text.range(of: end)).lowerBound
    let expected = "\n" + lines.joined(separator: "\n") + "\n\n"
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try text.replacingCharacters(in: from..<to, with: expected)
        .write(toFile: Self.path, atomically: true, encoding: .utf8)
    } else {
      #expect(text[from..<to] == expected, "UPDATE_SNAPSHOTS=1 writes it")
    }
  }
}
