import Drift
import Migrations
import PostgresClient

/// Which migrations a live database has.
struct AppliedFiles {
  /// The applied files; all of them where the database doesn't say it.
  let files: [MigrationFile]
  /// What the role may not see, a sentence each.
  private(set) var notes: [String] = []

  init(_ connection: Connection, _ folder: MigrationFolder) throws {
    let versions = try AppliedFiles.versions(folder.layout, connection, &notes)
    let record = AppliedVersions.record(folder.layout)
    files = versions.flatMap { record?.applied(folder.files, $0) } ?? folder.files
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
