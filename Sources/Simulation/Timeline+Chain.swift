import CatalogModel
package import Migrations
package import SQLSyntax

extension Timeline {
  /// Applies the next migration alone, whose DOWN nobody asks about.
  package mutating func apply(_ migration: Migration) -> SimulatedMigration {
    session.catalog.setMark()
    guard migration.isReadable else { return SimulatedMigration(unreadable: migration, session.catalog) }
    return SimulatedMigration(
      migration: migration, up: ScriptRun(migration.up, in: migration.transaction, &session, doubts: &doubts))
  }

  /// Runs the DOWN of the newest migration that is applied, as the way back to zero does; `nil` where there is none.
  package mutating func descend(_ migration: Migration) -> ScriptRun? {
    guard let script = migration.down, migration.irreversibility == nil else { return nil }
    return ScriptRun(script, in: migration.downTransaction, &session, doubts: &doubts)
  }

  /// Notes that a statement put rows into tables, so that what depends on rows is left open.
  package mutating func fill(_ statement: Statement) { _ = session.apply(statement) }
}
