import CatalogModel
import Drift
import Introspection
import Migrations
import PostgresClient

/// What one connection tells of a live database: its schema, and which migrations it has.
struct LiveSchema {
  let catalog: Catalog
  let contents: CatalogContents
  let serverVersion: Int
  /// What the database holds and no comparison looks at, counted by kind.
  let notCompared: [String: Int]
  /// The applied files; all of them where the database doesn't say it.
  let applied: [MigrationFile]
  /// What the role may not see, a sentence each.
  private(set) var notes: [String] = []

  init(_ database: Database, _ folder: MigrationFolder, owners: Set<String>, keepsText: Bool = false) throws {
    let connection = try database.connect()
    defer { connection.close() }
    let snapshot = try Schemas.introspected(connection, owners: owners, keepsText: keepsText)
    catalog = snapshot.catalog
    contents = CatalogContents(snapshot.catalog)
    notCompared = snapshot.unmodelled
    serverVersion = connection.serverVersion
    let versions = try LiveSchema.versions(folder.layout, connection, &notes)
    let record = AppliedVersions.record(folder.layout)
    applied = versions.flatMap { record?.applied(folder.files, $0) } ?? folder.files
  }

  /// What a tool's table of applied migrations says; `nil` where there is none, or nothing in it.
  private static func versions(
    _ layout: Layout, _ connection: Connection, _ notes: inout [String]
  ) throws -> [String]? {
    guard let record = AppliedVersions.record(layout) else { return nil }
    let isThere = "SELECT pg_catalog.to_regclass(\(Connection.quoted(literal: record.table)))::text AS name"
    do {
      guard try connection.query(isThere).first?.optionalString("name") != nil else { return nil }
      let versions = try connection.query(record.query).map { try $0.string("version") }
      return versions.isEmpty ? nil : versions
    } catch let error as PostgresError {
      switch error.serverError?.sqlState {
      // insufficient_privilege
      case "42501":
        notes.append("`\(record.table)` can't be read by this role, so all migrations are expected to be applied")
        return nil
      // undefined_column, undefined_table: a table of that name that is somebody else's
      case "42703", "42P01": return nil
      default: throw CommandFailure(.impossible, "can't read `\(record.table)`\n\(error)")
      }
    }
  }
}
