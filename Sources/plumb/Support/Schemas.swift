import CatalogModel
import Introspection
import Linting
import Migrations
import PostgresClient
import Rehearsal
import SQLSyntax

/// Where catalogs come from.
enum Schemas {
  /// What a live database holds, read in a read-only transaction; `owners` count as the role that runs migrations, and
  /// `keepsText` keeps what the server prints, so that it can be written down. Tables and views that are `known` to be the
  /// same where they are compared are left out.
  static func introspected(
    _ connection: Connection, owners: Set<String> = [], keepsText: Bool = false,
    known: [QualifiedName: Fingerprint]? = nil
  ) throws -> Introspector.Snapshot {
    do {
      var introspector = Introspector(ownRoles: owners)
      introspector.keepsText = keepsText
      introspector.known = known
      let snapshot = try introspector.snapshot(of: connection)
      if let warning = snapshot.warning { StandardError.write("warning: \(warning)") }
      return snapshot
    } catch .lost(let reason, let last) {
      throw CommandFailure(
        .impossible,
        "the connection was lost while the schema was read: \(last?.message ?? reason)\n"
          + "help: nothing was changed; run it again")
    } catch {
      throw CommandFailure(.impossible, "can't read the schema of the database\n\(error)")
    }
  }

  /// What a live database holds.
  static func introspected(
    _ database: Database, keepsText: Bool = false, known: [QualifiedName: Fingerprint]? = nil
  ) throws -> Introspector.Snapshot {
    let connection = try database.connect()
    defer { connection.close() }
    return try introspected(connection, keepsText: keepsText, known: known)
  }

  /// What migrations make, rehearsed on an embedded server.
  static func rehearsed(
    _ migrations: [Migration], preset: Preset?, on server: RehearsalServer, keepsText: Bool = false
  ) throws -> Result<Introspector.Snapshot, Rehearsal.FailedMigration> {
    do {
      return try server.rehearsal(preset: preset).schema(after: migrations, keepsText: keepsText)
    } catch let error as RehearsalError {
      throw CommandFailure(.impossible, error.description)
    }
  }

  /// As above, on a server of its own, with a migration that is refused as an error.
  static func rehearsed(_ migrations: [Migration], preset: Preset?) throws -> Introspector.Snapshot {
    let server = try RehearsalServer()
    defer { server.server.stop() }
    do {
      return try rehearsed(migrations, preset: preset, on: server).get()
    } catch let failed as Rehearsal.FailedMigration {
      throw failure(failed)
    }
  }

  /// The error of a command whose migrations an embedded server refuses.
  static func failure(_ failed: Rehearsal.FailedMigration) -> CommandFailure {
    // 42704 is undefined_object.
    let lacksRole = failed.error.sqlState == "42704" && failed.error.message.hasPrefix("role ")
    return CommandFailure(
      .findings,
      "\(place(failed.migration, failed.range)): UP fails on the embedded server\n\(failed.error)"
        + (lacksRole
          ? "\nhelp: make the role in a preset, an SQL file with CREATE ROLE: `preset: db/platform.sql`" : ""))
  }

  /// `migrations/003_x.sql:7`.
  static func place(_ migration: Migration, _ range: Range<Int>) -> String {
    "\(migration.path):\(migration.source.position(at: range.lowerBound).line)"
  }
}
