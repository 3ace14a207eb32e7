package import CatalogModel
package import SQLSyntax

extension LintContext {
  /// The schema before the migration: what DOWN is to bring back.
  package var beforeMigration: Catalog { migration.simulated.up.before }

  /// Whether a table was there before the migration, in UP and in DOWN.
  package func isOlderThanMigration(_ table: QualifiedName) -> Bool {
    isEstablished(table) && (direction == .up || beforeMigration.tables[table] != nil)
  }

  /// Whether this is DOWN and brings back a policy of that name.
  package func restoresPolicy(_ name: String, on table: QualifiedName) -> Bool {
    direction == .down && beforeMigration.tables[table]?.policy(name) != nil
  }
}
