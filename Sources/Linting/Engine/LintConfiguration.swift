package import Diagnostics

/// What `plumbline.yml` says to the linter.
package struct LintConfiguration: Hashable, Sendable {
  /// The schemas whose tables an API shows to the world.
  package var exposedSchemas: Set<String>
  /// Severities in place of the rules' own, by id.
  package var severities: [String: Severity] = [:]
  /// Options of rules, by id.
  package var options: [String: [String: [String]]] = [:]

  package init(exposedSchemas: Set<String> = []) { self.exposedSchemas = exposedSchemas }

  /// A rule's severity: the configuration's, or else the page's.
  package func severity(_ rule: String) -> Severity { severities[rule] ?? RulePage.byID[rule]?.severity ?? .warning }

  /// The values of a rule's option, or those that it has without being set.
  package func option(_ name: String, of rule: String, default values: [String]) -> [String] {
    options[rule]?[name] ?? values
  }
}

extension RulePage {
  /// The pages by id.
  package static let byID: [String: RulePage] = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The option names of each rule, as its page lists them under `## Options`: a table whose first column is the name.
  package var optionNames: Set<String> {
    guard let section = text.range(ofSection: "## Options") else { return [] }
    var names: Set<String> = []
    for line in text[section].split(separator: "\n") where line.hasPrefix("| `") {
      names.insert(String(line.dropFirst(3).prefix { $0 != "`" }))
    }
    return names
  }

  /// The first paragraph of `## Why`, on one line: what the rule is about.
  package var summary: String {
    guard let section = text.range(ofSection: "## Why") else { return "" }
    let lines = text[section].split(separator: "\n", omittingEmptySubsequences: false).drop(while: \.isEmpty)
    return lines.prefix { !$0.isEmpty }.joined(separator: " ")
  }
}

extension String {
  /// The text below a heading of a page, up to the next.
  fileprivate func range(ofSection heading: String) -> Range<String.Index>? {
    var start: String.Index?
    var position = startIndex
    while position < endIndex {
      let end = self[position...].firstIndex(of: "\n") ?? endIndex
      let line = self[position..<end]
      if let start, line.hasPrefix("## ") { return start..<position }
      if line == heading { start = end }
      position = end < endIndex ? index(after: end) : endIndex
    }
    return start.map { $0..<endIndex }
  }
}
