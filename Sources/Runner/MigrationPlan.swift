package import Migrations

/// What a run will do: the migrations in the order in which they are applied or rolled back.
package struct MigrationPlan: Sendable {
  package var steps: [Step]
  /// Versions whose row records a failure that left nothing, and is removed by rolling back below them.
  package var forgotten: [String] = []

  /// Whether a run goes forward or back.
  package enum Direction: String, Hashable, Sendable {
    case up = "UP"
    case down = "DOWN"
  }

  /// One migration to apply or to roll back.
  package struct Step: Sendable {
    package var migration: Migration
    package var direction: Direction
    package var script: ExecutableScript
    /// The version as `schema_migrations` has it or will have it.
    package var recordedVersion: String

    init(_ migration: Migration, _ direction: Direction, recordedVersion: String) {
      self.migration = migration
      self.direction = direction
      self.recordedVersion = recordedVersion
      script = ExecutableScript(direction == .up ? migration.up : migration.down ?? migration.up)
    }

    /// The migration as people call it: `003_chat_interactions`.
    package var title: String { "\(migration.version)_\(migration.name)" }
  }

  /// Plans to apply what is pending, up to a version and including it.
  package static func up(
    _ migrations: [Migration], _ history: MigrationHistory, to target: String? = nil
  ) throws(PlanRefusal) -> MigrationPlan {
    let facts = PlanFacts(migrations: migrations, history: history)
    let last = try target.map { target throws(PlanRefusal) in try facts.resolve(target, allowsBeginning: false) }
    let pending = migrations.filter { history[$0.version]?.success != true }.filter { migration in
      last.map { !MigrationVersion.isOrderedBefore($0, migration.version) } ?? true
    }
    var reasons = facts.duplicates + facts.unfinished + facts.missing(history.applied) + facts.edited(history.applied)
    reasons += facts.outOfOrder(pending) + facts.unmetDependencies(pending)
    reasons += pending.compactMap { facts.unusable($0, .up) }
    if !reasons.isEmpty { throw PlanRefusal(reasons: reasons) }
    return MigrationPlan(
      steps: pending.map { Step($0, .up, recordedVersion: history[$0.version]?.version ?? $0.version) })
  }

  /// Plans to roll back everything above a version, the newest first; `000` is everything.
  package static func down(
    _ migrations: [Migration], _ history: MigrationHistory, to target: String
  ) throws(PlanRefusal) -> MigrationPlan {
    let facts = PlanFacts(migrations: migrations, history: history)
    let floor = try facts.resolve(target, allowsBeginning: true)
    let rows = history.rows.filter { MigrationVersion.isOrderedBefore(floor, $0.version) }
    let applied = Array(rows.filter(\.success).reversed())
    var reasons = facts.duplicates + facts.unfinished + facts.missing(applied) + facts.edited(applied)
    var steps: [Step] = []
    for row in applied {
      guard let migration = facts.migration(row.version) else { continue }
      if let reason = facts.irreversible(migration) ?? facts.unusable(migration, .down) { reasons.append(reason) }
      steps.append(Step(migration, .down, recordedVersion: row.version))
    }
    if !reasons.isEmpty { throw PlanRefusal(reasons: reasons) }
    return MigrationPlan(steps: steps, forgotten: rows.filter { $0.state == .failed }.map(\.version))
  }
}
