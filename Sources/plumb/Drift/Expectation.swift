import CatalogModel
import Drift
import EphemeralPostgres
import Foundation
import Migrations
import Rehearsal

/// The schema that migrations promise, and where that is known from.
struct Expectation {
  /// How it came to be known.
  enum Source: Equatable {
    /// The migrations ran on an embedded server of this `server_version_num`, now or before.
    case rehearsed(server: Int, isCached: Bool)
    /// No server was asked; `reason` where one would have been.
    case simulated(reason: String?)
  }

  var contents: CatalogContents
  var source: Source
  /// What a simulation isn't sure of.
  var uncertainty = Uncertainty()
  /// The whole catalog, where it was made now.
  var catalog: Catalog?

  /// The schema after migrations: rehearsed on a server of the live one's major version where that is installed, else
  /// on another, or simulated where there is none.
  ///
  /// `needsCatalog` says that the contents alone, which are kept from one run to the next, aren't enough.
  init(
    _ migrations: [Migration], _ project: Project, simulates: Bool, liveVersion: Int, needsCatalog: Bool = false
  ) throws {
    guard !simulates else {
      self = try Expectation(simulating: migrations, project, reason: nil)
      return
    }
    let programs: ServerPrograms
    do {
      programs = try ServerPrograms.find(major: liveVersion / 10_000)
    } catch {
      // Where the user named programs, they are meant to be used.
      guard ProcessInfo.processInfo.environment["PLUMBLINE_POSTGRES_BIN"]?.isEmpty ?? true else {
        throw CommandFailure(.impossible, error.description)
      }
      self = try Expectation(simulating: migrations, project, reason: "no server programs of PostgreSQL were found")
      return
    }
    self = try Expectation(rehearsing: migrations, project, on: programs, needsCatalog: needsCatalog)
  }

  /// The schema as an embedded server makes it, from the cache where it is there.
  private init(
    rehearsing migrations: [Migration], _ project: Project, on programs: ServerPrograms, needsCatalog: Bool
  ) throws {
    let key = SchemaCache.key(migrations, preset: project.surroundings, server: programs.version ?? programs.folder)
    let cache = SchemaCache()
    if !needsCatalog, let saved = cache?.value(key).flatMap(SavedSchema.init), let version = saved.serverVersion {
      self.init(contents: saved.contents, source: .rehearsed(server: version, isCached: true))
      return
    }
    let server = try RehearsalServer(programs)
    defer { server.server.stop() }
    let version = server.server.serverVersion
    switch try Schemas.rehearsed(
      migrations, preset: project.surroundings, on: server, keepsText: needsCatalog)
    {
    case .success(let catalog):
      var contents = CatalogContents(catalog)
      contents.leaveOutUnsaid(try project.timeline().presetCatalog)
      self.init(contents: contents, source: .rehearsed(server: version, isCached: false))
      self.catalog = catalog
      cache?.store(SavedSchema(contents, serverVersion: version).json, for: key)
    case .failure(let failure) where failure.error.lacksExtension:
      let place = Schemas.place(failure.migration, failure.range)
      self = try Expectation(
        simulating: migrations, project, reason: "the embedded server lacks an extension (\(place))")
    case .failure(let failure): throw Schemas.failure(failure)
    }
  }

  private init(simulating migrations: [Migration], _ project: Project, reason: String?) throws {
    let simulated = try SimulatedSchema(migrations, startingWith: try project.timeline())
    self.init(contents: CatalogContents(simulated.catalog), source: .simulated(reason: reason))
    uncertainty = simulated.uncertainty
    catalog = simulated.catalog
  }

  private init(contents: CatalogContents, source: Source) {
    self.contents = contents
    self.source = source
  }

  /// The version of the server that printed the expressions in it; `nil` of a simulation.
  var serverVersion: Int? { if case .rehearsed(let version, _) = source { version } else { nil } }

  /// One line of where the expectation is from.
  var description: String {
    switch source {
    case .rehearsed(let version, let isCached):
      "rehearsed on PostgreSQL \(version / 10_000)" + (isCached ? ", kept from an earlier run" : "")
    case .simulated(let reason): "simulated" + (reason.map { ", as \($0)" } ?? "")
    }
  }
}
