import CatalogModel
import Drift
import EphemeralPostgres
import Foundation
import Introspection
import Migrations
import Rehearsal
import SQLSyntax

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
  /// How many objects it has, those too that are left out because the database has the same.
  private(set) var objectCount: Int
  var source: Source
  /// What a simulation isn't sure of.
  var uncertainty = Uncertainty()
  /// The whole catalog, where it was made now.
  var catalog: Catalog?

  /// The schema after migrations: rehearsed on a server of the live one's major version where that is installed, else
  /// on another, or simulated where there is none. `needsCatalog` says that a repair is to be written.
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

  /// The schema as an embedded server makes it; with what the server prints where the catalog itself is needed.
  private init(
    rehearsing migrations: [Migration], _ project: Project, on programs: ServerPrograms, needsCatalog: Bool
  ) throws {
    let server = try RehearsalServer(programs)
    defer { server.server.stop() }
    let version = server.server.serverVersion
    switch try Schemas.rehearsed(migrations, preset: project.surroundings, on: server, keepsText: needsCatalog) {
    case .success(let snapshot):
      var contents = CatalogContents(snapshot.catalog)
      contents.leaveOutUnsaid(try project.timeline().presetCatalog)
      self.init(contents: contents, source: .rehearsed(server: version, isCached: false))
      catalog = snapshot.catalog
      SchemaCache()?.store(
        SavedSchema(contents, serverVersion: version, fingerprints: snapshot.fingerprints).json,
        for: KeptExpectation.key(migrations, project, programs))
    case .failure(let failure) where failure.error.isOfMissingPart:
      let place = Schemas.place(failure.migration, failure.range)
      self = try Expectation(
        simulating: migrations, project, reason: "the embedded server lacks an extension or a locale (\(place))")
    case .failure(let failure): throw Schemas.failure(failure)
    }
  }

  private init(simulating migrations: [Migration], _ project: Project, reason: String?) throws {
    let start = try project.timeline()
    let simulated = try SimulatedSchema(migrations, startingWith: start)
    var contents = CatalogContents(simulated.catalog)
    contents.leaveOutUnsaid(start.presetCatalog)
    self.init(contents: contents, source: .simulated(reason: reason))
    uncertainty = simulated.uncertainty
    catalog = simulated.catalog
  }

  fileprivate init(contents: CatalogContents, objectCount: Int? = nil, source: Source) {
    self.contents = contents
    self.objectCount = objectCount ?? contents.objects.count
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

/// A schema that was rehearsed in an earlier run: its contents alone, without a catalog.
struct KeptExpectation {
  /// What tells which tables and views of the database are the same.
  let fingerprints: [QualifiedName: Fingerprint]
  private let document: [UInt8]

  /// What was kept of migrations, where it was.
  init?(_ migrations: [Migration], _ project: Project, liveVersion: Int) {
    guard let programs = try? ServerPrograms.find(major: liveVersion / 10_000),
      let document = SchemaCache()?.value(KeptExpectation.key(migrations, project, programs))
    else { return nil }
    self.document = document
    fingerprints = SavedSchema.fingerprints(document)
  }

  /// The expectation without what the database has alike; `nil` where the file can't be read.
  func expectation(leavingOut alike: Set<QualifiedName>) -> Expectation? {
    guard let saved = try? SavedSchema(document, leavingOut: alike), let version = saved.serverVersion else {
      return nil
    }
    return Expectation(
      contents: saved.contents, objectCount: saved.objectCount, source: .rehearsed(server: version, isCached: true))
  }

  /// What names the schema in the cache.
  fileprivate static func key(_ migrations: [Migration], _ project: Project, _ programs: ServerPrograms) -> String {
    SchemaCache.key(migrations, preset: project.surroundings, server: programs.version ?? programs.folder)
  }
}
