package import Migrations

extension Timeline {
  /// Applies migrations in order, and calls the body with each.
  ///
  /// While the body looks at one, other threads simulate the next: one its UP, one the DOWN of the migration before.
  package mutating func append(
    _ files: [MigrationFile], _ body: (SimulatedMigration) throws -> Void
  ) rethrows {
    let growing = Growing(self)
    defer { self = growing.timeline }
    try MigrationFolder.forEachMigration(of: files, first: growing.advance, second: { $0.judged() }, body)
  }

  /// A timeline that grows on a thread of its own, and is read when that has ended.
  private final class Growing: @unchecked Sendable {
    private(set) var timeline: Timeline

    init(_ timeline: Timeline) { self.timeline = timeline }

    func advance(_ migration: Migration) -> AppliedMigration { timeline.advance(migration) }
  }
}
