package import CatalogModel
package import Migrations
package import PostgresClient
package import SQLSyntax

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
  /// The seed's statements that ran between UP and DOWN, since what they name is there only then.
  package var filled: [Located<Statement>] = []
  /// The tables into which those put rows.
  var filledTables: Set<QualifiedName> = []
  /// The rows before UP, where a seed fills tables.
  var rowsBefore: [QualifiedName: TableRows]?
  var rowsAfterDown: [QualifiedName: TableRows]?

  package init(_ migration: Migration, before: Catalog) {
    self.migration = migration
    self.before = before
  }

  /// The server's words, where UP asks for what isn't installed beside it, an extension or a locale: no server without it
  /// can judge the migration, nor those that come later.
  package var missingPart: String? {
    if case .failed(let error, _) = up, error.isOfMissingPart { error.message } else { nil }
  }
}

extension ServerError {
  /// Whether CREATE EXTENSION found no files of the extension beside the server (0A000, before PostgreSQL 15 58P01), or
  /// the operating system has no locale of a collation's name, `de_DE` (42704).
  package var isOfMissingPart: Bool {
    switch sqlState {
    case "0A000": message.hasPrefix("extension ") && message.hasSuffix(" is not available")
    case "58P01": message.hasPrefix("could not open extension control file ")
    case "42704": message.firstMatch(of: /^collation "[a-z]{2,3}_[A-Z]{2}.*" for encoding/) != nil
    default: false
    }
  }
}

extension RehearsedMigration {
  /// The tables whose rows after DOWN aren't those before UP; `nil` where no seed filled any, or DOWN didn't run.
  package var changedRows: [ChangedRows]? {
    guard let rowsBefore, let rowsAfterDown, let afterDown else { return nil }
    let tables = Set(rowsBefore.keys).union(rowsAfterDown.keys)
    return tables.sorted().compactMap { table in
      let (old, new) = (rowsBefore[table], rowsAfterDown[table])
      let isThere = before.tables[table] != nil && afterDown.tables[table] != nil
      guard old != new, isThere, !filledTables.contains(table) else { return nil }
      return ChangedRows(table: table, before: old?.count ?? 0, after: new?.count ?? 0)
    }
  }

  /// Whether a table has rows before UP, and the same after DOWN.
  package func returnsRows(of table: QualifiedName) -> Bool {
    guard let rows = rowsBefore?[table], !filledTables.contains(table) else { return false }
    return rowsAfterDown?[table] == rows
  }
}

/// A table whose rows after DOWN aren't those before UP.
package struct ChangedRows: Hashable, Sendable {
  package var table: QualifiedName
  /// How many there were before UP.
  package var before: Int
  /// How many there are after DOWN; as many may still be others.
  package var after: Int
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
