import CatalogModel
import Simulation

/// A statement of UP that PostgreSQL refuses.
struct StatementRefused: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let up = context.simulated.up
    guard up.failure != nil else { return [] }
    var lost = context.series.lostNames
    var errors = up.script.errors[...]
    var findings: [Finding] = []
    for step in up.steps {
      // What can't be read may have made what is missing here.
      while let error = errors.first, error.range.lowerBound < step.statement.range.lowerBound {
        lost.formUnion(SeriesState.names(in: up.script.text(error.range)))
        errors = errors.dropFirst()
      }
      // Within a transaction: `concurrently-in-transaction`.
      guard let error = step.outcome.error, error.sqlState != "25001" else { continue }
      let isConsequence =
        !lost.isDisjoint(with: SeriesState.names(in: error.message))
        || (context.series.hasUnreadableFile && StatementRefused.missing.contains(error.sqlState))
      lost.formUnion(SeriesState.names(in: up.script.text(step.statement.range)))
      // The rows below a COPY have a finding of their own, with the way out.
      let hasRows = errors.first.map { isBelow($0.range, step, up) } ?? false
      if !isConsequence, !hasRows { findings.append(StatementRefused.finding(error, step)) }
    }
    return findings
  }

  /// Whether what can't be read begins right below a COPY.
  private func isBelow(_ range: Range<Int>, _ step: ScriptRun.Step, _ up: ScriptRun) -> Bool {
    guard case .dataChange(let change) = step.statement.value, change.kind == .copy,
      step.statement.range.upperBound <= range.lowerBound
    else { return false }
    return up.script.text(step.statement.range.upperBound..<range.lowerBound).allSatisfy {
      $0 == ";" || $0.isWhitespace
    }
  }

  /// The SQLSTATEs of what is used and isn't there.
  private static let missing: Set<String> = ["42P01", "42703", "42704", "42883", "3F000"]

  private static func finding(_ error: CatalogError, _ step: ScriptRun.Step) -> Finding {
    Finding(
      "PostgreSQL refuses this statement: \(error.message) (\(error.sqlState))", at: step.statement.range,
      label: "stops the migration here", notes: error.detail.map { [$0] } ?? [],
      help: help(error))
  }

  private static func help(_ error: CatalogError) -> String {
    switch error.sqlState {
    case _ where missing.contains(error.sqlState):
      "make it before it is used, or name the preset that has it in `plumbline.yml`"
    case "42P07", "42701", "42710", "42723", "42P06": "choose another name, or drop what has it first"
    case "2BP01": "drop what depends on it first"
    default: "write a statement that PostgreSQL accepts in the schema as it is here"
    }
  }
}
