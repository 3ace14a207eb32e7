package import CatalogModel
package import Diagnostics
package import Migrations
package import SQLSyntax
package import Simulation

/// Which of a migration's two scripts a statement is in.
package enum Direction: Hashable, Sendable {
  case up, down
}

/// What a rule may know of the statement that it looks at.
package struct LintContext: Sendable {
  package let migration: MigrationContext
  package let direction: Direction
  /// The statement's place in its script's run: the catalog before and after it, what it did.
  package let step: ScriptRun.Step
  /// The run that the statement is in.
  package let run: ScriptRun

  /// The catalog before the statement.
  package var before: Catalog { step.before }
  /// The catalog after it.
  package var after: Catalog { step.after }
  /// What the statement did.
  package var outcome: Outcome { step.outcome }

  /// The table that a name means before the statement.
  package func table(_ name: ObjectName) -> Table? { resolve(name).flatMap { before.tables[$0] } }

  /// The table, view, index or sequence that a name means before the statement.
  package func resolve(_ name: ObjectName) -> QualifiedName? {
    if let schema = name.schema {
      let qualified = QualifiedName(schema: schema, name: name.name)
      return before.hasRelation(qualified) ? qualified : nil
    }
    return step.searchPath.lazy.map { QualifiedName(schema: $0, name: name.name) }.first(where: before.hasRelation)
  }

  /// Whether a table may hold rows and be in use: it was there before this script, and isn't a temporary one.
  package func isEstablished(_ table: QualifiedName) -> Bool {
    guard let existing = run.before.tables[table] ?? run.before.tables[original(table)] else { return false }
    return existing.persistence != .temporary
  }

  /// The name that a table had when the script began: renames within it are undone.
  private func original(_ table: QualifiedName) -> QualifiedName {
    var name = table
    let place = step.statement.range.lowerBound
    for step in run.tableRenames.reversed() where step.statement.range.lowerBound < place {
      if case .rename(let rename) = step.statement.value, rename.newName == name.name {
        name.name = rename.object.name.name
      }
    }
    return name
  }

  /// The text of a range of the file.
  package func text(_ range: Range<Int>) -> String { run.script.text(range) }
}

/// What a rule may know of a migration; an object, as every statement's context has it.
package final class MigrationContext: Sendable {
  package let simulated: SimulatedMigration
  package let series: SeriesState
  package let configuration: LintConfiguration

  init(simulated: SimulatedMigration, series: SeriesState, configuration: LintConfiguration) {
    self.simulated = simulated
    self.series = series
    self.configuration = configuration
  }

  package var migration: Migration { simulated.migration }

  /// A place for what concerns the file as a whole: its first line.
  package var start: Range<Int> { MigrationContext.firstLine(of: migration.source) }

  /// A place for what concerns DOWN as a whole: its marker, or the first line of its own file; `nil` without a DOWN.
  package var downStart: (source: SourceText, range: Range<Int>)? {
    if let marker = migration.downMarker { return (migration.source, marker) }
    return migration.down.map { ($0.source, MigrationContext.firstLine(of: $0.source)) }
  }

  private static func firstLine(of source: SourceText) -> Range<Int> {
    let utf8 = source.utf8
    let lower = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let end = utf8[lower...].firstIndex { $0 == 10 || $0 == 13 } ?? utf8.count
    return lower..<end
  }
}

/// What a rule may know of the series of migrations at its end.
package struct SeriesContext: Sendable {
  package let state: SeriesState
  /// The schema that all migrations make.
  package let catalog: Catalog
  package let configuration: LintConfiguration

  /// The tables that the migrations made and that are there at the end, by name.
  package var tables: [(table: Table, origin: Origin)] {
    catalog.tables.values.compactMap { table in
      guard table.persistence != .temporary, let origin = state.origins[table.identity] else { return nil }
      return (table, origin)
    }.sorted { $0.0.name < $1.0.name }
  }

  /// Those of them that an API shows to the world.
  package var exposedTables: [(table: Table, origin: Origin)] {
    tables.filter { configuration.exposedSchemas.contains($0.table.name.schema) }
  }
}

/// The statement that made an object.
package struct Origin: Hashable, Sendable {
  package var source: SourceText
  package var version: String
  package var range: Range<Int>

  package init(source: SourceText, version: String, range: Range<Int>) {
    self.source = source
    self.version = version
    self.range = range
  }
}

/// What the migrations before the present one were and did.
package struct SeriesState: Sendable {
  /// One migration's place in the series, with what other migrations' rules ask of it.
  package struct Entry: Sendable {
    package var version: String
    package var name: String
    package var source: SourceText
    package var header: MigrationHeader
    /// The file of DOWN, where it has one of its own.
    package var downSource: SourceText?

    /// The migration's files.
    package var sources: [SourceText] { [source] + (downSource.map { [$0] } ?? []) }
  }

  /// All versions of the folder, in order, those that come later too.
  package let versions: [String]
  private let numbers: Set<String>
  /// The migrations up to the present one.
  package internal(set) var entries: [Entry] = []
  /// Where in `entries` a version is, by its number.
  private(set) var places: [String: Int] = [:]
  /// The statement that made each object.
  package internal(set) var origins: [ObjectIdentity: Origin] = [:]
  /// The version that made each relation, routine and type, by name.
  package internal(set) var makers: [QualifiedName: String] = [:]

  /// The names that failed migrations would have made.
  var lostNames: Set<String> = []
  /// Whether a migration could not be read, so that anything may be missing.
  var hasUnreadableFile = false

  package init(versions: [String]) {
    self.versions = versions
    numbers = Set(versions.map { MigrationVersion.number($0) })
  }

  /// Whether a file of the folder has the version.
  package func hasVersion(_ version: String) -> Bool { numbers.contains(MigrationVersion.number(version)) }

  mutating func record(_ simulated: SimulatedMigration) {
    let migration = simulated.migration
    places[MigrationVersion.number(migration.version)] = entries.count
    entries.append(
      Entry(
        version: migration.version, name: migration.name, source: migration.source, header: migration.header,
        downSource: migration.hasOwnDownFile ? migration.down?.source : nil))
    loseNames(of: simulated)
    for step in simulated.up.steps {
      for identity in step.outcome.created {
        origins[identity] = Origin(source: migration.source, version: migration.version, range: step.statement.range)
        if let name = identity.ownName { makers[name] = migration.version }
      }
      for identity in step.outcome.dropped {
        origins[identity] = nil
        if let name = identity.ownName { makers[name] = nil }
      }
      rename(step, migration)
    }
  }

  /// What is renamed keeps its origin.
  private mutating func rename(_ step: ScriptRun.Step, _ migration: Migration) {
    guard case .rename(let rename) = step.statement.value, rename.object.kind == .table,
      let identity = step.outcome.changed.first, let origin = origins.removeValue(forKey: identity)
    else { return }
    var renamed = identity
    renamed.name = rename.newName
    origins[renamed] = origin
    if let name = renamed.ownName { makers[name] = origin.version }
  }
}
