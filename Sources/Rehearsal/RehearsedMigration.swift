package import CatalogModel
package import Migrations
package import PostgresClient

/// What became of one migration: its UP, its DOWN, its UP again, and the catalog after each.
package struct RehearsedMigration: Sendable {
  /// What became of one script.
  package enum Outcome: Hashable, Sendable {
    case ok
    /// The server's error, and the place in the file of the statement that failed.
    case failed(ServerError, Range<Int>)
    /// There was nothing to run, or what comes before it failed.
    case notRun
  }

  package var migration: Migration
  package var up = Outcome.notRun
  package var down = Outcome.notRun
  package var redo = Outcome.notRun
  package var before: Catalog
  /// `nil` where UP failed; the later migrations then find what was there before it.
  package var afterUp: Catalog?
  package var afterDown: Catalog?
  package var afterRedo: Catalog?

  package init(_ migration: Migration, before: Catalog) {
    self.migration = migration
    self.before = before
  }
}

/// Why there is no rehearsal at all.
package enum RehearsalError: Error, Sendable, CustomStringConvertible {
  /// A statement of the preset failed.
  case preset(name: String, statement: String, PostgresError)
  /// The server that the rehearsal runs on was lost, or refused what the rehearsal itself asked for.
  case server(PostgresError)

  /// What was being done, and what the server said.
  package var description: String {
    switch self {
    case .preset(let name, let statement, let error):
      "the preset `\(name)` failed at `\(statement)`\n\(error)\nhelp: run its statements on a new database with `psql`"
    case .server(let error): "the rehearsal's own server failed: \(error)"
    }
  }
}
