import EphemeralPostgres
import Migrations
import Rehearsal

/// An embedded server for one command, with its errors put into the command's words.
struct RehearsalServer {
  let server: EphemeralServer

  /// A server that is there already.
  init(_ server: EphemeralServer) { self.server = server }

  /// A new one, of the given programs or those that are found.
  init(_ programs: ServerPrograms? = nil) throws {
    do {
      server = try EphemeralServer.start(programs)
    } catch {
      throw CommandFailure(.impossible, "can't start an embedded PostgreSQL server\n\(error)")
    }
  }

  /// A rehearsal on a database of its own.
  func rehearsal(preset: Preset?, seed: Seed? = nil) throws -> Rehearsal {
    do {
      return try Rehearsal(on: server, preset: preset, seed: seed)
    } catch {
      throw CommandFailure(.impossible, error.description)
    }
  }
}
