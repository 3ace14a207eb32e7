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

  /// Simulates and checks migrations in order; the rules look at one while another thread simulates the next.
  mutating func add(_ files: [MigrationFile]) {
    let simulation = Simulation(timeline)
    MigrationFolder.forEachMigration(of: files, transform: simulation.append) { diagnostics += linter.check($0) }
    timeline = simulation.timeline
  }

  /// Checks what only the end of the series tells.
  mutating func finish() { diagnostics += linter.finish(timeline.catalog) }
}

/// A timeline that grows on a thread of its own, and is read when that has ended.
private final class Simulation: @unchecked Sendable {
  private(set) var timeline: Timeline

  init(_ timeline: Timeline) { self.timeline = timeline }

  func append(_ migration: Migration) -> SimulatedMigration { timeline.append(migration) }
}
