import CatalogModel
import Migrations
import Rehearsal
import Simulation

/// The way back from the last migration: every DOWN, the newest first, each compared with the schema before its UP.
struct ChainTest {
  /// A migration that is applied, with the schema before it.
  private struct Step {
    var migration: Migration
    var simulated: Catalog
    var rehearsed: Catalog?
  }

  /// What one DOWN of the way came to.
  struct Link {
    var version: String
    var name: String
    var down: TestResult.Outcome
    /// `yes`, `column-order`, `no` or `undecided`.
    var reverses: String
    /// What differs from the schema before UP, and didn't after the DOWN above.
    var residue: [CatalogDiff.Change] = []
    var disagreements: [String] = []
  }

  private var steps: [Step] = []
  private(set) var links: [Link] = []
  /// The statements behind what is left.
  private(set) var causes: [CatalogDiff.Change: Residue.Cause] = [:]
  /// The version of the newest migration that is still applied at the end; 000 where none is.
  private(set) var reached = MigrationVersion.beginning
  /// Why the way ends above where it should.
  private(set) var stop: (version: String, reason: String, isDeclared: Bool)?
  /// What differs at the end from the schema at the beginning.
  private(set) var residue: [CatalogDiff.Change] = []
  /// Where the simulated schema differs from the server's, as far as that has been told.
  private var schemaDisagreements: Set<CatalogDiff.Change> = []

  /// Takes note of the next migration. Those below the first that is tested stay as they are.
  mutating func add(_ simulated: SimulatedMigration, _ rehearsed: RehearsedMigration?, isTested: Bool) {
    guard rehearsed.map({ $0.afterUp != nil }) ?? simulated.up.succeeds else { return }
    guard isTested || !steps.isEmpty else {
      reached = simulated.migration.version
      return
    }
    var before = rehearsed?.before
    // Catalogs of the simulation share what they have in common, so that a long way needs no more memory.
    if let catalog = before, CatalogDiff(from: simulated.up.before, to: catalog).isEmpty {
      before = simulated.up.before
    }
    steps.append(Step(migration: simulated.migration, simulated: simulated.up.before, rehearsed: before))
  }

  /// Goes down as far as there is a way, after a test that found `causes` and told of `schemaDisagreements`.
  mutating func descend(
    _ timeline: inout Timeline, _ rehearsal: Rehearsal?, causes: [CatalogDiff.Change: Residue.Cause],
    schemaDisagreements: Set<CatalogDiff.Change>
  ) throws {
    self.causes = causes
    self.schemaDisagreements = schemaDisagreements
    let bottom = reached
    for step in steps.reversed() {
      reached = step.migration.version
      if let reason = step.migration.irreversibleReason {
        stop = (reached, reason, step.migration.goesForwardOnly)
        return
      }
      let link = try link(step, &timeline, rehearsal)
      links.append(link)
      guard link.down == .ok else {
        stop = (reached, link.down == .undecided ? "DOWN is undecided" : "DOWN fails", false)
        return
      }
    }
    reached = bottom
  }

  private mutating func link(_ step: Step, _ timeline: inout Timeline, _ rehearsal: Rehearsal?) throws -> Link {
    let migration = step.migration
    let run = timeline.descend(migration)
    var link = Link(
      version: migration.version, name: migration.name, down: run.map { TestResult.Outcome($0) } ?? .notRun,
      reverses: "no")
    var diff = run.map { CatalogDiff(from: step.simulated, to: $0.after) }
    if let rehearsal, let before = step.rehearsed {
      let outcome = TestResult.Outcome(try rehearsal.descend(migration), migration.down ?? migration.up)
      if link.down.word != outcome.word, link.down != .undecided, !outcome.dependsOnRows {
        link.disagreements.append(
          "down: the simulation says \(link.down.word), the server says \(outcome.word)")
      } else if timeline.isCertain, outcome == .ok, let run {
        let changes = CatalogDiff(from: run.after, to: rehearsal.catalog).changes
        link.disagreements += changes.filter { !schemaDisagreements.contains($0) }.map {
          "schema after DOWN: \($0.object) differs (\($0.kind.rawValue) on the server)"
        }
        schemaDisagreements = Set(changes)
      }
      link.down = outcome
      diff = CatalogDiff(from: before, to: rehearsal.catalog)
    }
    guard link.down == .ok, let diff else {
      if link.down == .undecided { link.reverses = "undecided" }
      return link
    }
    let known = Set(residue.map(\.object))
    residue = diff.changes
    link.residue = diff.changes.filter { !known.contains($0.object) }
    let new = CatalogDiff(changes: link.residue)
    link.reverses = new.isEmpty ? "yes" : new.isColumnOrderOnly ? "column-order" : "no"
    return link
  }

  /// How the command ends for the way back alone.
  var status: ExitStatus {
    if links.contains(where: { $0.reverses == "no" || !$0.disagreements.isEmpty }) { return .findings }
    if let stop, !stop.isDeclared { return links.last?.down == .undecided ? .undecided : .findings }
    return .clean
  }
}
