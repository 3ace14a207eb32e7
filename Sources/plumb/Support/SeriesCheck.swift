import Diagnostics
import Linting
import Migrations
import Simulation

/// A folder's migrations, each simulated and linted once, in order.
struct SeriesCheck {
  private(set) var timeline: Timeline
  private(set) var linter: Linter
  private(set) var diagnostics: [Diagnostic]

  init(folder: MigrationFolder, project: Project, timeline: Timeline) {
    self.timeline = timeline
    let configuration = project.lintConfiguration
    linter = Linter(configuration: configuration, versions: folder.files.map(\.version))
    diagnostics = folder.problems.compactMap { problem in
      var problem = problem
      problem.severity = configuration.severities[problem.ruleID] ?? problem.severity
      return problem.severity == .off ? nil : problem
    }
  }

  /// Simulates and checks the next migration.
  mutating func add(_ migration: Migration) -> SimulatedMigration {
    let simulated = timeline.append(migration)
    diagnostics += linter.check(simulated)
    return simulated
  }

  /// Simulates and checks migrations in order; the rules look at one while other threads simulate the next.
  mutating func add(_ files: [MigrationFile]) {
    var timeline = timeline
    timeline.append(files) { diagnostics += linter.check($0) }
    self.timeline = timeline
  }

  /// Checks what only the end of the series tells.
  mutating func finish() { diagnostics += linter.finish(timeline.catalog) }
}
