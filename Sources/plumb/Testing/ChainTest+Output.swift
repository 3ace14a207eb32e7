import CatalogModel
import Migrations
import Reporting
import Simulation

extension ChainTest {
  var json: JSONValue {
    [
      "reached": JSONValue(reached),
      "stop": stop.map { ["version": JSONValue($0.version), "reason": JSONValue($0.reason)] } ?? nil,
      "steps": JSONValue(links) { link in
        [
          "version": JSONValue(link.version), "name": JSONValue(link.name), "down": link.down.json,
          "reverses": JSONValue(link.reverses), "residue": JSONValue(link.residue) { $0.json(causes[$0]) },
          "disagreements": JSONValue(link.disagreements),
        ]
      },
      "residue": JSONValue(residue) { $0.json(causes[$0]) },
    ]
  }

  /// The report for people, a line each.
  var lines: [String] {
    let width = links.map(\.name.count).max() ?? 0
    let goal = stop == nil ? reached : MigrationVersion.beginning
    var lines = ["The way down, from the last migration to \(goal):"] + (links.isEmpty ? [] : [""])
    for link in links {
      let isWrong = link.reverses == "no" || !link.disagreements.isEmpty
      let sign = isWrong ? "❌" : link.reverses == "undecided" ? "❔" : "✅"
      lines.append(
        "  \(sign) \(link.version) \(link.name.padding(to: width))  down \(link.down.word)  → \(ChainTest.verdict(link))"
      )
      if case .failed(let sqlState, let message, let place) = link.down {
        lines += TerminalText.lines("\(sqlState): \(message) (\(place))").map { "       \($0)" }
      }
      lines += details(link.residue) + link.disagreements.map { "       disagreement: \($0)" }
    }
    return (lines + [""] + end).flatMap { TerminalText.lines($0) }
  }

  /// What the migration's own test has told is only named again.
  private func details(_ changes: [CatalogDiff.Change]) -> [String] {
    CatalogDiff(changes: changes).groups.flatMap { group in
      let details = causes[group.change] == nil ? group.details : []
      return ["       \(group.change.summary)"] + details.map { "         \($0)" }
    }
  }

  private static func verdict(_ link: Link) -> String {
    switch (link.down, link.reverses) {
    case (.ok, "yes"): "the schema before UP"
    case (.ok, "column-order"): "the schema before UP but for the order of columns"
    case (.ok, _): "not the schema before UP"
    case (.undecided, _): "undecided"
    default: "the way ends here"
    }
  }

  /// Where the way ended, and what is left there.
  private var end: [String] {
    if let stop {
      return links.last?.version == stop.version
        ? ["The way ends at \(stop.version): \(stop.reason)"]
        : ["The way ends above \(stop.version): \(stop.reason)"]
    }
    let place = reached == MigrationVersion.beginning ? "before the first migration" : "after \(reached)"
    guard !residue.isEmpty else { return ["At \(reached) the schema is the one \(place)"] }
    return ["At \(reached) the schema isn't the one \(place):"]
      + CatalogDiff(changes: residue).groups.map { "  \($0.change.summary)" }
  }
}
