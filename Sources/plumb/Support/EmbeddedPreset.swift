import EphemeralPostgres
import Migrations
import PostgresClient

/// A preset in the main database of an embedded server.
enum EmbeddedPreset {
  static func apply(_ name: String, to server: EphemeralServer) throws {
    do {
      let preset = try Preset.named(name)
      let connection = try Connection(server.parameters())
      defer { connection.close() }
      _ = try connection.execute(preset.serverSQL)
      _ = try connection.execute(preset.databaseSQL)
      // What the preset sets for its session every session of the database finds.
      let path = try connection.query("SELECT current_setting('search_path') AS path, current_database() AS name")
      guard let row = path.first else { return }
      _ = try connection.execute(
        "ALTER DATABASE \(Connection.quoted(identifier: try row.string("name"))) SET search_path = "
          + (try row.string("path")))
    } catch let error as PresetError {
      throw CommandFailure(.wrongUse, error.description)
    } catch let error as PostgresError {
      throw CommandFailure(.impossible, "the preset `\(name)` can't be applied\n\(error)")
    }
  }
}
