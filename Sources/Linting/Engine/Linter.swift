package import CatalogModel
package import Diagnostics
import Migrations
import SQLSyntax
package import Simulation

/// A rule that isn't switched off, with its id. An object: every statement goes through all of them.
private final class ActiveRule: Sendable {
  let id: String
  let rule: any Rule

  init(id: String, rule: any Rule) {
    self.id = id
    self.rule = rule
  }
}

/// Runs the rules over simulated migrations, in order, and silences what comments allow.
package struct Linter {
  package let configuration: LintConfiguration
  private let rules: [ActiveRule]
  package private(set) var state: SeriesState
  /// The suppressions of each file, by path, for what is found at the end of the series.
  private var suppressions: [String: [Suppression]] = [:]

  /// A linter for a folder's migrations, whose versions are all known from the start.
  package init(configuration: LintConfiguration, versions: [String]) {
    self.configuration = configuration
    rules = BuiltInRules.all.map { ActiveRule(id: type(of: $0).id, rule: $0) }.filter {
      configuration.severity($0.id) != .off
    }
    state = SeriesState(versions: versions)
  }

  /// What is to be said of the next migration, but for what only the end of the series can tell.
  package mutating func check(_ simulated: SimulatedMigration) -> [Diagnostic] {
    let migration = simulated.migration
    let found = findings(in: simulated)
    for (source, allowed) in Suppression.all(in: migration) { suppressions[source.path] = allowed }
    state.record(simulated)
    return silence(found)
  }

  /// What the rules find; the context shares the state, so it has to be gone before the state changes.
  private func findings(in simulated: SimulatedMigration) -> [Diagnostic] {
    let migration = simulated.migration
    let context = MigrationContext(simulated: simulated, series: state, configuration: configuration)
    var found: [Diagnostic] = migration.problems.compactMap { problem in
      let severity = configuration.severities[problem.ruleID] ?? problem.severity
      var problem = problem
      problem.severity = severity
      return severity == .off ? nil : problem
    }
    guard migration.isReadable else { return found }
    let rules = rules(for: migration.layout)
    for active in rules {
      found += active.rule.check(context).map { diagnostic($0, active.id, migration.source, context.start) }
    }
    check(simulated.up, .up, context, rules, &found)
    if let down = simulated.down { check(down, .down, context, rules, &found) }
    return found
  }

  /// The rules that make sense for a layout: what asks for a header, for its style or for `-- DOWN` is for those that
  /// have them.
  private func rules(for layout: Layout) -> [ActiveRule] {
    if layout.hasHeader { return rules }
    return rules.filter { active in
      switch RulePage.byID[active.id]?.category {
      case .header, .idempotence: false
      case .series: !active.id.hasPrefix("depends-")
      case .reversal: active.id != DownMissing.id || layout.hasDown
      default: true
      }
    }
  }

  private func check(
    _ run: ScriptRun, _ direction: Direction, _ migration: MigrationContext, _ rules: [ActiveRule],
    _ found: inout [Diagnostic]
  ) {
    let source = run.script.source
    for step in run.steps {
      let statement = step.statement
      let context = LintContext(migration: migration, direction: direction, step: step, run: run)
      for active in rules {
        for finding in active.rule.check(statement, in: context) {
          found.append(diagnostic(finding, active.id, source, statement.range))
        }
      }
    }
  }

  /// What is to be said of the series as a whole, and of comments that silence nothing.
  package mutating func finish(_ catalog: Catalog) -> [Diagnostic] {
    let context = SeriesContext(state: state, catalog: catalog, configuration: configuration)
    var found: [Diagnostic] = []
    for active in rules {
      found += active.rule.check(context).map { diagnostic($0.finding, active.id, $0.origin.source, $0.origin.range) }
    }
    return silence(found) + unusedSuppressions()
  }

  private func diagnostic(_ finding: Finding, _ id: String, _ source: SourceText, _ range: Range<Int>) -> Diagnostic {
    Diagnostic(
      ruleID: id, severity: configuration.severity(id), message: finding.message,
      location: .init(source: finding.source ?? source, range: finding.range ?? range), label: finding.label,
      notes: finding.notes,
      help: finding.help)
  }

  // MARK: - Suppressions

  /// Leaves out what comments allow, and notes which of them did.
  private mutating func silence(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !suppressions.isEmpty else { return diagnostics }
    return diagnostics.filter { diagnostic in
      guard let location = diagnostic.location, let comments = suppressions[location.source.path] else { return true }
      var isSilenced = false
      for (index, comment) in comments.enumerated()
      where comment.rule == diagnostic.ruleID && comment.scope.contains(location.range.lowerBound) {
        suppressions[location.source.path]?[index].isUsed = true
        isSilenced = true
      }
      return !isSilenced
    }
  }

  private func unusedSuppressions() -> [Diagnostic] {
    let severity = configuration.severity(UnusedAllow.id)
    guard severity != .off else { return [] }
    return state.entries.flatMap { entry in
      entry.sources.flatMap { source in
        (suppressions[source.path] ?? []).compactMap { comment in
          UnusedAllow.finding(comment).map { diagnostic($0, UnusedAllow.id, source, comment.range) }
        }
      }
    }
  }
}
