import ArgumentParser
import Diagnostics
import Linting
import Reporting

/// `plumb rules`.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules, each with what it says of the example on its page.")

  @OptionGroup var format: FormatOptions

  func run() throws {
    let pages = RulePage.all.sorted { ($0.category.rawValue, $0.id) < ($1.category.rawValue, $1.id) }
    if format.format == .json {
      let rules = JSONValue(pages) { page in
        [
          "id": JSONValue(page.id), "severity": JSONValue(page.severity.rawValue),
          "category": JSONValue(page.category.rawValue), "fix": JSONValue(page.fix.rawValue),
          "since": JSONValue(page.since), "aliases": JSONValue(page.aliases), "summary": JSONValue(page.summary),
          "example": JSONValue(page.example),
        ]
      }
      return Output.write((["version": 1, "rules": rules] as JSONValue).text + "\n")
    }
    let width = pages.map(\.id.count).max() ?? 0
    var category: RuleCategory?
    for page in pages {
      if page.category != category {
        Output.write("\(category == nil ? "" : "\n")\(page.category.rawValue)\n")
        category = page.category
      }
      let id = page.id.padding(to: width)
      Output.write("  \(id)  \(page.severity.rawValue.padding(to: 7))  \(page.example)\n")
    }
    Output.write("\n`plumb explain RULE` shows a rule's page.\n")
  }
}

/// `plumb explain RULE`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explain", abstract: "Show a rule's page.")

  @Argument(help: "The rule's id, or its name in another linter.")
  var rule: String

  func run() throws {
    let page = RulePage.all.first { $0.id == rule || $0.aliases.contains { $0 == rule || $0.hasSuffix(":" + rule) } }
    guard let page else {
      let near = nearest(to: rule, in: RulePage.all.map(\.id))
      throw CommandFailure(
        .wrongUse,
        "there is no rule `\(rule)`\nhelp: " + (near.map { "did you mean `\($0)`?" } ?? "`plumb rules` lists them"))
    }
    var text = "# \(page.id)\n\n\(page.severity.rawValue), \(page.category.rawValue), since \(page.since)"
    if !page.aliases.isEmpty { text += "\nalso known as \(page.aliases.joined(separator: ", "))" }
    Output.write(text + "\n\n\(page.text)\n")
  }
}

extension RulePage {
  /// What the rule says of the example on its page: shorter than why it does, and never out of date.
  var example: String {
    let lines = text.split(separator: "\n")
    let start = "\(severity.rawValue)[\(id)]: "
    return lines.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) } ?? summary
  }
}

extension String {
  /// The text with spaces up to a width.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
