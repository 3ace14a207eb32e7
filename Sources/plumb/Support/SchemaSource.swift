import CatalogModel
import Diagnostics
import Drift
import Foundation
import Introspection
import Migrations
import Reporting
import SQLSyntax
import Simulation

/// Something that a schema can be read from.
enum SchemaSource {
  case database(String)
  case folder(String)
  case file(String)

  init(_ text: String) throws {
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || text.contains("=") {
      self = .database(text)
    } else if let isFolder = Files.isFolder(text) {
      self = isFolder ? .folder(text) : .file(text)
    } else {
      throw CommandFailure(
        .wrongUse,
        "`\(text)` is neither a connection URL nor a folder or file that is there"
          + (Files.nearest(to: text).map { "\nhelp: did you mean `\($0)`?" } ?? ""))
    }
  }

  /// A schema that was read, and the migrations that it is from.
  struct Loaded {
    var side: SchemaComparison.Side
    var migrations: [Migration] = []
    /// What the migrations start with.
    var start: Timeline?
    var fingerprints: [QualifiedName: Fingerprint] = [:]
    /// The tables and views that were left out, because the other schema has the same.
    var alike: Set<QualifiedName> = []
  }

  /// Reads two schemas that are to be compared; `isExact` has an embedded server make them of SQL.
  ///
  /// What a database and the other side have alike, by the fingerprints that both have, isn't read further.
  static func load(
    _ first: SchemaSource, _ second: SchemaSource, _ options: ProjectOptions, isExact: Bool, leavesOutAlike: Bool
  ) throws -> (Loaded, Loaded) {
    let none: [QualifiedName: Fingerprint]? = leavesOutAlike ? [:] : nil
    switch (first, second) {
    case (.database, .file(let path)):
      let expected = try first.load(options, isExact, known: none.map { _ in try fingerprints(path) })
      return (expected, try second.load(options, isExact, leavingOut: expected.alike))
    case (.file(let path), .database):
      let actual = try second.load(options, isExact, known: none.map { _ in try fingerprints(path) })
      return (try first.load(options, isExact, leavingOut: actual.alike), actual)
    case (.database, .database):
      var expected = try first.load(options, isExact, known: none)
      let actual = try second.load(options, isExact, known: none.map { _ in expected.fingerprints })
      expected.side.contents.leaveOut(actual.alike)
      return (expected, actual)
    default: return (try first.load(options, isExact), try second.load(options, isExact))
    }
  }

  /// Reads the schema.
  private func load(
    _ options: ProjectOptions, _ isExact: Bool, known: [QualifiedName: Fingerprint]? = nil,
    leavingOut alike: Set<QualifiedName> = []
  ) throws -> Loaded {
    switch self {
    case .database(let url):
      var database = DatabaseOptions()
      database.databaseURL = url
      let live = try Schemas.introspected(try Database.required(database, to: "compare"), known: known)
      return Loaded(
        side: .init(
          contents: CatalogContents(live.catalog), serverVersion: live.serverVersion, notCompared: live.unmodelled,
          description: "database"), fingerprints: live.fingerprints, alike: live.alike)
    case .folder(let path):
      var options = options
      options.migrations = path
      let project = try Project(options)
      return try SchemaSource.made(
        by: try project.readableFolder().migrations(), of: "migrations", project.surroundings, isExact: isExact)
    case .file(let path): return try SchemaSource.read(path, options, isExact: isExact, leavingOut: alike)
    }
  }

  /// The bytes of a file.
  private static func bytes(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(.impossible, "can't read `\(path)`")
    }
    return Array(data)
  }

  private static func isJSON(_ utf8: [UInt8]) -> Bool {
    utf8.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
  }

  /// The fingerprints in a file, none where it isn't a saved schema.
  private static func fingerprints(_ path: String) throws -> [QualifiedName: Fingerprint] {
    let utf8 = try bytes(path)
    return isJSON(utf8) ? SavedSchema.fingerprints(utf8) : [:]
  }

  private static func read(
    _ path: String, _ options: ProjectOptions, isExact: Bool, leavingOut alike: Set<QualifiedName>
  ) throws -> Loaded {
    let utf8 = try bytes(path)
    if isJSON(utf8) { return try saved(path, utf8, leavingOut: alike) }
    let text = withoutRestrictions(String(decoding: utf8, as: UTF8.self))
    // One that makes its own roles, as a preset or a dump does, finds no preset before it.
    let isWhole = !Preset(name: path, sql: text).serverSQL.isEmpty
    if isWhole, isExact {
      let live = try Schemas.rehearsed([], preset: Preset(name: path, sql: text))
      return Loaded(
        side: .init(
          contents: CatalogContents(live.catalog), serverVersion: live.serverVersion, description: "SQL, rehearsed"))
    }
    let migration = Migration(version: "1", name: path, source: SourceText(path: path, utf8: Array(text.utf8)))
    return try made(by: [migration], of: "SQL", isWhole ? nil : try Project(options).preset, isExact: isExact)
  }

  /// A dump's text without the lines `\restrict` and `\unrestrict` of newer versions of pg_dump, which are for psql; each
  /// character keeps its place.
  private static func withoutRestrictions(_ text: String) -> String {
    text.replacing(/(?m)^\\(un)?restrict .*$/) { String(repeating: " ", count: $0.output.0.utf8.count) }
  }

  /// A schema that `schema:dump` wrote as JSON.
  private static func saved(
    _ path: String, _ utf8: [UInt8], leavingOut alike: Set<QualifiedName>
  ) throws -> Loaded {
    let saved: SavedSchema?
    do {
      saved = try SavedSchema(utf8, leavingOut: alike)
    } catch {
      let line = SourceText(path: path, utf8: utf8).position(at: error.offset).line
      throw CommandFailure(.wrongUse, "\(path):\(line): this isn't JSON: expected \(error.expected)")
    }
    guard let saved else {
      throw CommandFailure(
        .wrongUse,
        "`\(path)` isn't a schema of version \(SavedSchema.version)\n"
          + "help: `plumb schema:dump --format json` writes one")
    }
    return Loaded(
      side: .init(
        contents: saved.contents, serverVersion: saved.serverVersion, reasons: saved.undecided,
        description: "saved schema"))
  }

  private static func made(
    by migrations: [Migration], of what: String, _ preset: Preset?, isExact: Bool
  ) throws -> Loaded {
    let start: Timeline
    do {
      start = try Timeline(preset: preset)
    } catch {
      throw CommandFailure(.wrongUse, error.description)
    }
    if isExact {
      let live = try Schemas.rehearsed(migrations, preset: preset)
      let side = SchemaComparison.Side(
        contents: CatalogContents(live.catalog), serverVersion: live.serverVersion, description: "\(what), rehearsed")
      return Loaded(side: side, migrations: migrations, start: start)
    }
    let simulated = try SimulatedSchema(migrations, startingWith: start)
    var contents = CatalogContents(simulated.catalog)
    contents.leaveOutUnsaid(start.presetCatalog)
    let side = SchemaComparison.Side(
      contents: contents, uncertainty: simulated.uncertainty,
      description: "\(what), simulated")
    return Loaded(side: side, migrations: migrations, start: start)
  }
}
