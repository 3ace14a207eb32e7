import Diagnostics
import Migrations
import SQLSyntax

/// What a plan asks of the folder and the history, and what of it speaks against a run.
struct PlanFacts {
  let migrations: [Migration]
  let history: MigrationHistory
  private let indexes: [String: Int]

  init(migrations: [Migration], history: MigrationHistory) {
    self.migrations = migrations
    self.history = history
    indexes = Dictionary(
      migrations.enumerated().map { (MigrationVersion.number($1.version), $0) }, uniquingKeysWith: { first, _ in first }
    )
  }

  typealias Reason = PlanRefusal.Reason

  /// The migration of a version, compared as a number.
  func migration(_ version: String) -> Migration? {
    indexes[MigrationVersion.number(version)].map { migrations[$0] }
  }

  /// The version that a user means by a version, a name, or both as in the file's name.
  func resolve(_ target: String, allowsBeginning: Bool) throws(PlanRefusal) -> String {
    if MigrationVersion.isVersion(target) {
      if allowsBeginning, MigrationVersion.number(target) == "0" { return MigrationVersion.beginning }
      if let version = migration(target)?.version ?? history[target]?.version { return version }
    }
    let named = migrations.first { $0.name == target || "\($0.version)_\($0.name)" == target }
    if let named { return named.version }
    let nearest =
      MigrationVersion.isVersion(target)
      ? migrations.last?.version : nearest(to: target, in: migrations.map { "\($0.version)_\($0.name)" })
    throw PlanRefusal(reasons: [
      .unknownVersion(target, nearest: nearest, isLast: MigrationVersion.isVersion(target))
    ])
  }

  /// Files that share a version.
  var duplicates: [Reason] {
    zip(migrations, migrations.dropFirst()).compactMap { first, second in
      MigrationVersion.areSame(first.version, second.version)
        ? .duplicateVersion(second.version, first.path, second.path) : nil
    }
  }

  /// Rows of migrations without a transaction that did not finish.
  var unfinished: [Reason] {
    history.rows.filter { $0.state == .running || $0.state == .partlyDone }
      .map { .unfinished($0, invalidatedBy: migration($0.version)) }
  }

  func missing(_ rows: [MigrationHistory.Row]) -> [Reason] {
    rows.filter { migration($0.version) == nil }.map { .missing($0) }
  }

  func edited(_ rows: [MigrationHistory.Row]) -> [Reason] {
    rows.compactMap { row in
      guard let migration = migration(row.version), let recorded = row.checksum, recorded != migration.checksum else {
        return nil
      }
      return .edited(migration, row)
    }
  }

  /// Pending migrations before one that is applied: a branch that was merged later.
  func outOfOrder(_ pending: [Migration]) -> [Reason] {
    guard let last = history.applied.last else { return [] }
    return pending.filter { MigrationVersion.isOrderedBefore($0.version, last.version) }
      .map { .outOfOrder($0, before: last.version) }
  }

  /// Dependencies that are neither applied nor applied by an earlier step.
  func unmetDependencies(_ pending: [Migration]) -> [Reason] {
    var done = Set(history.applied.map { MigrationVersion.number($0.version) })
    var reasons: [Reason] = []
    for migration in pending {
      for dependency in migration.header.dependencies {
        let digits = dependency.value.prefix { $0.isASCII && $0.isNumber }
        let version = digits.isEmpty ? migrations.first { $0.name == dependency.value }?.version : String(digits)
        if let version, done.contains(MigrationVersion.number(version)) { continue }
        let known = version.flatMap { self.migration($0)?.version }
        reasons.append(.unmetDependency(migration, dependency.value, dependency.range, known: known))
      }
      done.insert(MigrationVersion.number(migration.version))
    }
    return reasons
  }

  func irreversible(_ migration: Migration) -> Reason? {
    migration.irreversibility.map { .irreversible(migration, $0) }
  }

  /// A migration that can't be run as it is written.
  func unusable(_ migration: Migration, _ direction: MigrationPlan.Direction) -> Reason? {
    var problems = migration.problems.filter { $0.severity == .error }
    let script = direction == .up ? migration.up : migration.down
    if direction == .down { problems.removeAll { $0.ruleID == "empty-migration" } }
    if let script { problems += ExecutableScript(script).refused }
    return problems.isEmpty ? nil : .unusable(migration, problems)
  }
}
