import Reporting

extension MigrationTest {
  var json: JSONValue {
    var value: JSONValue = [
      "version": 1, "mode": JSONValue(isRehearsed ? "rehearsal" : "simulation"),
      "migrations": JSONValue(entries) { entry in
        var value = entry.result.json
        value["disagreements"] = JSONValue(entry.disagreements)
        if entry.rehearsed != nil {
          value["simulation"] = [
            "up": entry.simulated.up.json, "reverses": JSONValue(entry.simulated.reverses),
            "reasons": JSONValue(entry.simulated.reasons),
            "compared": JSONValue(entry.isCompared),
          ]
        }
        return value
      },
      "summary": .object(counts.map { .init($0.name, JSONValue($0.count)) }),
    ]
    if let scope = options.scope {
      value["since"] = ["revision": JSONValue(scope.since), "untested": JSONValue(appliedCount)]
    }
    if let chain { value["chain"] = chain.json }
    if options.seed != nil {
      value["seed"] = [
        "refused": JSONValue(refusedRows) {
          [
            "file": JSONValue($0.path), "line": JSONValue($0.line), "sqlState": JSONValue($0.error.sqlState),
            "message": JSONValue($0.error.message),
          ]
        }
      ]
    }
    return value
  }

  private var counts: [(name: String, count: Int)] {
    ["yes", "column-order", "no", "irreversible", "undecided"].map { name in
      (name, entries.count { $0.result.reverses == name })
    }
  }

  /// The report for people.
  func text() -> String {
    guard !entries.isEmpty || options.scope == nil else {
      return "No migration is new since `\(options.scope?.since ?? "")`: \(appliedCount) applied, none tested\n"
    }
    var lines = [heading, ""]
    let width = entries.map { $0.result.name.count }.max() ?? 0
    for entry in entries { lines += MigrationTest.lines(entry, width) }
    if !refusedRows.isEmpty { lines.append("") }
    for rows in refusedRows {
      lines.append("  ❌ \(rows.path):\(rows.line) never ran: \(rows.error.sqlState): \(rows.error.message)")
    }
    // 23505 is unique_violation.
    if refusedRows.contains(where: { $0.error.sqlState == "23505" }) {
      lines.append(
        "       help: `ON CONFLICT DO NOTHING` passes over rows that a migration or a trigger put in already")
    }
    if let chain { lines += [""] + chain.lines }
    let summary = counts.filter { $0.count > 0 }.map { "\($0.count) \(TestResult.phrases[$0.name] ?? $0.name)" }
    return (lines + ["", summary.joined(separator: ", ")]).joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let how = isRehearsed ? "simulated, and rehearsed on an embedded PostgreSQL server" : "simulated"
    let tested = entries.count
    let total = tested + appliedCount
    let what = "\(total) \(total == 1 ? "migration" : "migrations")"
    let scope = options.scope.map { "\(tested) of \(what), new since `\($0.since)`" } ?? what
    return "Testing \(scope): UP, DOWN, UP (\(how)\(options.seed == nil ? "" : " with rows"))"
  }

  private static func lines(_ entry: Entry, _ width: Int) -> [String] {
    let result = entry.result
    let isWrong =
      !entry.disagreements.isEmpty || result.up.word != "ok" || (!result.passes && result.reverses != "undecided")
    let sign = isWrong ? "❌" : result.reverses == "undecided" ? "❔" : "✅"
    let scripts = [("up", result.up), ("down", result.down), ("up", result.redo)].map { "\($0) \($1.word)" }
    let line =
      "  \(sign) \(result.version) \(result.name.padding(to: width))  \(scripts.joined(separator: " · "))  → "
      + result.verdict
    let details = result.details + entry.disagreements.map { "disagreement: \($0)" }
    return ([line] + details.map { "       \($0)" }).flatMap { TerminalText.lines($0) }
  }
}
