import ArgumentParser
import CatalogModel
import Drift
import Reporting

/// `plumb schema:diff A B`.
struct SchemaDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema:diff",
    abstract: "Compare two schemas: each a database, a migrations folder, an SQL file or a saved dump.",
    discussion: """
      The first is what is expected, the second what is there. Migrations and SQL files are simulated; with --exact \
      an embedded server runs them. A saved dump is what schema:dump writes, as JSON or as SQL. What plumbline.yml \
      ignores and what the preset's platform owns is left out.

      Exit code 0 means equal, 1 different, 4 that something could not be decided.

      The JSON has `version` (1), `equal`, `expected` and `actual` (`source`, `server`), `differences`, `undecided` \
      (reasons), `accepted`, `notCompared` (`kind` and `count`), `problems` and `summary`. A difference has `object`, `kind`, `schema`, `table`, `name`, \
      `change` (missing, unmanaged, changed, moved), `security`, `severity`, `undecided` (why it may be none), \
      `accepted` (why it is), `file` and `line` of the statement that the expectation is from, and `attributes`: \
      `name`, `expected`, `actual`, `file`, `line`.
      """)

  @Argument(help: "A connection URL, a migrations folder, an SQL file or a saved dump.")
  var first: String
  @Argument(help: "Another one.")
  var second: String
  @Flag(name: .long, help: "Run migrations and SQL files on an embedded server.")
  var exact = false
  @Option(name: .long, help: ArgumentHelp("Compare one aspect alone: security.", valueName: "aspect"))
  var only: ValidateSchema.Aspect?
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let configured = try Project(project)
    let (expected, actual) = try SchemaSource.load(
      try SchemaSource(first), try SchemaSource(second), project, isExact: exact,
      leavesOutAlike: configured.leavesOutAlike)
    let scope = try configured.scope(onlySecurity: only == .security)
    var comparison = SchemaComparison(from: expected.side, to: actual.side, scope)
    let source = expected.migrations.isEmpty ? actual : expected
    if let start = source.start { comparison.trace(source.migrations, startingWith: start) }
    if format.format == .json {
      Output.write(comparison.json().text + "\n")
    } else {
      Output.write(comparison.diffText)
    }
    try comparison.status.end()
  }
}

extension SchemaComparison {
  /// The comparison in short: `+` is only in the second, `-` only in the first, `~` differs.
  var diffText: String {
    let reasons = undecided.map { "undecided: \($0)\n" }.joined() + notComparedText
    if findings.isEmpty { return "The schemas are equal\n" + reasons }
    let (security, others) = (drift.filter(\.isSecurity), drift.filter { !$0.isSecurity })
    func section(_ title: String, _ findings: [Finding]) -> String {
      findings.isEmpty ? "" : title + CatalogDiff(changes: findings.map(\.change)).groups.map(diffText).joined()
    }
    return section("Security\n", security) + section(security.isEmpty ? "" : "Everything else\n", others)
      + section("Undecided\n", open) + reasons
  }

  private func diffText(_ group: CatalogDiff.Group) -> String {
    let change = group.change
    let sign =
      switch change.kind {
      case .added: "+"
      case .removed: "-"
      case .changed, .moved: "~"
      }
    let place = provenance.dropPlace(of: change.object) ?? provenance.place(of: change.object)
    let details =
      change.kind == .changed
      ? change.attributes.map { difference in
        let (title, before, after) = difference.shown
        let own = provenance.place(of: change.object, difference.name).flatMap { $0 == place ? nil : $0 }
        return "\(title): \(before) → \(after)" + (own.map { "  (\($0.description))" } ?? "")
      } : group.details
    let lines =
      ["\(sign) \(change.object)" + (place.map { "  (\($0.description))" } ?? "")] + details.map { "    \($0)" }
    return lines.map { TerminalText.line($0) }.joined(separator: "\n") + "\n"
  }
}
