import CatalogModel
import Introspection
import Linting
import Migrations
import PostgresClient
import Rehearsal
import Simulation

/// Where catalogs come from.
enum Schemas {
  /// The catalog of a live database, read in a read-only transaction.
  static func introspected(_ database: Database) throws -> Catalog {
    let connection = try database.connect()
    defer { connection.close() }
    do {
      return try Introspector.catalog(of: connection)
    } catch {
      throw CommandFailure(.impossible, "can't read the schema of the database\n\(error)")
    }
  }

  /// The catalog that migrations make, rehearsed on an embedded server.
  static func rehearsed(_ migrations: [Migration], preset: Preset?) throws -> Catalog {
    let server = try RehearsalServer()
    defer { server.server.stop() }
    let rehearsal = try server.rehearsal(preset: preset)
    for migration in migrations {
      do {
        let result = try rehearsal.apply(migration)
        if case .failed(let error, let range) = result.up {
          let line = migration.source.position(at: range.lowerBound).line
          throw CommandFailure(.findings, "\(migration.path):\(line): UP fails on the embedded server\n\(error)")
        }
      } catch let error as RehearsalError {
        throw CommandFailure(.impossible, error.description)
      }
    }
    return rehearsal.catalog
  }

  /// Objects that no comparison with a live database looks at: what the runner and the platform keep there.
  static func withoutBookkeeping(_ diff: CatalogDiff) -> CatalogDiff {
    var diff = diff
    diff.changes.removeAll { change in
      let table = change.object.parent ?? change.object.ownName
      return table?.name == "schema_migrations"
        || (change.object.schema ?? change.object.parent?.schema) == "supabase_migrations"
    }
    return diff
  }
}
