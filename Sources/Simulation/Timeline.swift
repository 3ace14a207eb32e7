package import CatalogModel
import Diagnostics
package import Migrations
import SQLSyntax

/// The migrations' schema as it grows, with no database: each migration's UP, DOWN and UP again.
package struct Timeline: Sendable {
  /// The session as the next migration finds it.
  var session: Session
  var doubts = Doubts()
  /// The schemas that the preset made, which aren't the migrations' own.
  package let presetCatalog: Catalog

  /// The schema that all migrations so far make.
  package var catalog: Catalog { session.catalog }

  /// Whether the simulation has followed every statement so far.
  package var isCertain: Bool { doubts.isEmpty }

  /// Starts with what the preset makes, in an otherwise empty database.
  ///
  /// - Throws: `TimelineError` where a statement of the preset can't be applied.
  package init(preset: Preset? = nil) throws(TimelineError) {
    session = Session()
    if let preset {
      let script = Script(SourceText(path: preset.name, text: preset.sql))
      if let error = script.errors.first {
        throw TimelineError(preset: preset.name, line: script.line(error.offset), message: error.message)
      }
      for statement in script.statements {
        if let error = session.apply(statement.value).error {
          throw TimelineError(
            preset: preset.name, line: script.line(statement.range.lowerBound), message: error.message)
        }
      }
    }
    session.usualPath = session.searchPath
    presetCatalog = session.catalog
  }

  /// Applies the next migration, and judges its DOWN.
  package mutating func append(_ migration: Migration) -> SimulatedMigration { advance(migration).judged() }

  /// Applies the next migration, whose DOWN is judged later, and perhaps by another thread.
  package mutating func advance(_ migration: Migration) -> AppliedMigration {
    session.catalog.setMark()
    let start = session
    let result =
      migration.isReadable
      ? SimulatedMigration(
        migration: migration, up: ScriptRun(migration.up, in: migration.transaction, &session, doubts: &doubts))
      : SimulatedMigration(unreadable: migration, start.catalog)
    return AppliedMigration(result: result, start: start, end: session, doubts: doubts)
  }

  /// Goes on from the catalog that a server has, where it isn't known what the migrations so far made.
  ///
  /// A server's catalog says no more of roles than their names. What follows is simulated as before.
  package mutating func settle(with catalog: Catalog) {
    var settled = catalog
    settled.isObserved = false
    for role in session.catalog.roles.values { settled.store(role) }
    session.catalog = settled
    doubts = Doubts()
  }

  /// What the scripts themselves come to, whatever the header says.
  fileprivate static func proof(_ up: ScriptRun, _ down: ScriptRun, _ diff: CatalogDiff) -> Reversal {
    let refusal = down.refusal
    // What stands behind the statement that DOWN stops at doesn't matter.
    let open = up.undecided + down.undecided.filter { $0.range.lowerBound < refusal?.range.lowerBound ?? .max }
    if !open.isEmpty { return .undecided(open) }
    if let refusal { return .fails(refusal.error, at: refusal.range) }
    if diff.isEmpty { return .yes }
    return diff.isColumnOrderOnly ? .columnOrder(diff) : .no(diff)
  }
}

/// A migration whose UP is applied and whose DOWN isn't judged yet; no later migration depends on what that comes to.
package struct AppliedMigration: Sendable {
  fileprivate let result: SimulatedMigration
  /// The session before UP and after it.
  fileprivate let start: Session
  fileprivate let end: Session
  fileprivate let doubts: Doubts

  /// Runs DOWN, and UP again, and says what they come to.
  package func judged() -> SimulatedMigration {
    var result = result
    let (migration, up) = (result.migration, result.up)
    guard migration.isReadable else { return result }
    guard up.succeeds, let script = migration.down, !script.statements.isEmpty || !script.errors.isEmpty else {
      result.reversal = verdictWithoutDown
      return result
    }
    var session = end
    var doubts = doubts
    let down = ScriptRun(script, in: migration.downTransaction, &session, doubts: &doubts)
    result.down = down
    let diff = CatalogDiff(from: up.before, to: down.after)
    if down.succeeds {
      result.redo =
        diff.isEmpty && start.isInterchangeable(with: session)
        ? up : ScriptRun(migration.up, in: migration.transaction, &session, doubts: &doubts)
    }
    result.reversal = verdict(down, diff)
    return result
  }

  private var verdictWithoutDown: Reversal {
    if !result.up.succeeds { return .undecided([result.up.failureReason]) }
    return .irreversible(result.migration.irreversibility ?? .noStatement)
  }

  private func verdict(_ down: ScriptRun, _ diff: CatalogDiff) -> Reversal {
    if case .declared? = result.migration.irreversibility {
      return .irreversible(.declared(result.migration.irreversibleReason))
    }
    return Timeline.proof(result.up, down, diff)
  }
}

/// A migration, applied and judged.
package struct SimulatedMigration: Sendable {
  package let migration: Migration
  package let up: ScriptRun
  /// DOWN after UP; `nil` where there is none to run or UP fails.
  package internal(set) var down: ScriptRun?
  /// UP after DOWN.
  package internal(set) var redo: ScriptRun?
  package internal(set) var reversal = Reversal.undecided([])

  init(migration: Migration, up: ScriptRun) {
    self.migration = migration
    self.up = up
  }

  /// A migration whose text can't be read: nothing is known of it.
  init(unreadable migration: Migration, _ catalog: Catalog) {
    self.init(migration: migration, up: ScriptRun(script: migration.up, before: catalog, after: catalog))
    reversal = .undecided([.init(reason: "the file can't be read", source: migration.source, range: 0..<0)])
  }

  /// What the scripts themselves come to, whatever the header says of a way back.
  package var proof: Reversal {
    guard let down else { return reversal }
    return Timeline.proof(up, down, CatalogDiff(from: up.before, to: down.after))
  }

  /// What UP can be run again after DOWN leaves different; `nil` where it can't be, or nothing.
  package var redoDifference: CatalogDiff? {
    guard let redo, redo.succeeds else { return nil }
    let diff = CatalogDiff(from: up.after, to: redo.after)
    return diff.isEmpty || diff.isColumnOrderOnly ? nil : diff
  }
}

/// Why a timeline can't start.
package struct TimelineError: Error, Hashable, Sendable, CustomStringConvertible {
  package var preset: String
  package var line: Int
  package var message: String

  /// Where in the preset, and what.
  package var description: String { "the preset `\(preset)` can't be applied: line \(line): \(message)" }
}

extension ScriptRun {
  fileprivate var failureReason: Undecided {
    Undecided(
      reason: "UP fails: \(refusal?.error.message ?? "")", source: script.source,
      range: refusal?.range ?? script.range)
  }
}

extension Script {
  fileprivate func line(_ offset: Int) -> Int { source.position(at: offset).line }
}

extension Migration {
  fileprivate var irreversibleReason: String { header.irreversible?.value ?? "" }
}
