import CatalogModel
import Diagnostics
import Migrations
import Rehearsal
import SQLSyntax
import Simulation

/// What UP, DOWN and UP again of one migration came to, whoever ran them.
struct TestResult: Equatable {
  /// What became of one script.
  enum Outcome: Equatable {
    case ok
    case failed(sqlState: String, message: String, at: Place)
    /// There was nothing to run, or what comes before it failed.
    case notRun
    /// The simulation can't tell.
    case undecided

    /// Where the statement is that failed.
    struct Place: Equatable, CustomStringConvertible {
      var file: String
      var line: Int
      var description: String { "\(file):\(line)" }

      init(_ source: SourceText, _ offset: Int) {
        file = source.path
        line = source.position(at: offset).line
      }
    }
  }

  var version: String
  var name: String
  var up: Outcome
  var down: Outcome
  var redo: Outcome
  /// `yes`, `column-order`, `no`, `irreversible` or `undecided`.
  var reverses: String
  /// What DOWN leaves, loses or changes.
  var residue: [CatalogDiff.Change] = []
  /// Why: the statements that are to blame, where they can be told.
  var causes: [CatalogDiff.Change: Residue.Cause] = [:]
  /// What UP after DOWN makes otherwise than UP alone.
  var redoResidue: [CatalogDiff.Change] = []
  /// Why the verdict is `undecided` or `irreversible`.
  var reasons: [String] = []
  /// What becomes of rows.
  var rows = RowReport()

  /// Whether the migration passes: everything ran, and DOWN reverses UP but for the order of columns.
  var passes: Bool {
    let ran = [up, down, redo].allSatisfy { if case .failed = $0 { false } else { true } }
    return ran && (reverses == "yes" || reverses == "column-order" || isDeclaredIrreversible) && redoResidue.isEmpty
  }

  /// Whether there is no way back on purpose: the header says so, or the tool has none.
  var isDeclaredIrreversible = false
  /// Whether UP fails on the server, and may do so for want of the rows that psql would have copied.
  var lacksRows = false
  /// Whether rows of a seed made something fail, which the simulation can't know.
  var failsOnRows: Bool {
    isSeeded && [up, down, redo].contains { $0.dependsOnRows }
  }
  /// Whether a seed filled tables.
  var isSeeded = false
}

extension TestResult {
  /// What the simulation says.
  init(_ simulated: SimulatedMigration) {
    let migration = simulated.migration
    let isRun = simulated.down != nil
    self.init(
      version: migration.version, name: migration.name,
      up: migration.isReadable ? Outcome(simulated.up) : .notRun,
      down: simulated.down.map { Outcome($0) } ?? .notRun,
      redo: isRun && simulated.redo != nil ? simulated.redo.map { Outcome($0) } ?? .notRun : .notRun,
      reverses: simulated.reversal.name)
    if redo == .ok, simulated.redoDependsOnRows { redo = .undecided }
    if let diff = simulated.reversal.residue { setResidue(diff, Residue(diff, of: simulated)) }
    rows = RowReport(effects: simulated.rowEffects)
    redoResidue = simulated.redoDifference?.changes ?? []
    switch simulated.reversal {
    case .undecided(let open):
      reasons = migration.isReadable ? open.map { $0.sentence(in: migration) } : migration.problems.map(\.message)
    case .irreversible:
      setIrreversible(migration)
      reasons += simulated.up.undecided.map { $0.sentence(in: migration) }
    default: break
    }
  }

  /// What the rehearsal says; the statements behind it are those that the simulation saw.
  init(_ rehearsed: RehearsedMigration, explainedBy simulated: SimulatedMigration) {
    let migration = rehearsed.migration
    self.init(
      version: migration.version, name: migration.name, up: Outcome(rehearsed.up, migration.up),
      down: Outcome(rehearsed.down, migration.down ?? migration.up), redo: Outcome(rehearsed.redo, migration.up),
      reverses: "no")
    if let afterUp = rehearsed.afterUp, let afterRedo = rehearsed.afterRedo {
      let diff = CatalogDiff(from: afterUp, to: afterRedo)
      redoResidue = diff.isColumnOrderOnly ? [] : diff.changes
    }
    if rehearsed.afterUp == nil {
      reverses = "undecided"
      reasons = [
        !migration.isReadable
          ? migration.problems.first?.message ?? "the file can't be read"
          : migration.up.copiesRows ? "UP fails without the rows of `\\copy`" : "UP fails"
      ]
      lacksRows = migration.up.copiesRows
    } else if migration.irreversibility != nil {
      reverses = "irreversible"
      setIrreversible(migration)
    } else if let afterDown = rehearsed.afterDown {
      let diff = CatalogDiff(from: rehearsed.before, to: afterDown)
      reverses = diff.isEmpty ? "yes" : diff.isColumnOrderOnly ? "column-order" : "no"
      setResidue(diff, Residue(diff, of: simulated, afterUp: rehearsed.afterUp))
    }
    rows = RowReport(effects: simulated.rowEffects, rehearsed)
  }

  private mutating func setResidue(_ diff: CatalogDiff, _ residue: Residue?) {
    self.residue = diff.changes
    guard let residue else { return }
    for change in diff.changes { causes[change] = residue.cause(of: change) }
  }

  private mutating func setIrreversible(_ migration: Migration) {
    isDeclaredIrreversible = migration.goesForwardOnly
    reasons = migration.irreversibleReason.map { [$0] } ?? []
  }
}

extension ScriptRun.Undecided {
  /// What isn't known, and where.
  fileprivate func sentence(in migration: Migration) -> String {
    let line = source.position(at: range.lowerBound).line
    let file = source.path == migration.path ? "" : " of \(source.path)"
    return "line \(line)\(file): \(reason)"
  }
}

extension Migration {
  /// Why there is no way back, in words; `nil` where there is one.
  var irreversibleReason: String? {
    switch irreversibility {
    case .declared(let reason): "declared: \(reason)"
    case .noMarker where isRepeatable: "\(layout.tool) runs it again when it changes, and never takes it back"
    case .noMarker where !layout.hasDown: "\(layout.tool) has no DOWN"
    case .noMarker where folderGoesForward: "no migration of the folder has a DOWN"
    case .noMarker: layout == .plumbline ? "there is no `-- DOWN`" : "there is no DOWN"
    case .noStatement: "DOWN has no statement"
    case nil: nil
    }
  }
}

extension TestResult.Outcome {
  init(_ run: ScriptRun) {
    let refused = run.failure
    let unreadable = run.script.errors.first
    // A server runs the statements in order, those too that can't be read.
    if let error = unreadable, error.offset < refused?.statement.range.lowerBound ?? Int.max {
      self = .failed(sqlState: "42601", message: error.message, at: Place(run.script.source, error.offset))
    } else if let refused, let error = refused.outcome.error {
      let place = Place(run.script.source, refused.statement.range.lowerBound)
      self = .failed(sqlState: error.sqlState, message: error.message, at: place)
    } else {
      self = run.undecided.isEmpty ? .ok : .undecided
    }
  }

  init(_ outcome: RehearsedMigration.Outcome, _ script: Script) {
    switch outcome {
    case .ok: self = .ok
    case .failed(let error, let range):
      let place = Place(script.source, range.lowerBound)
      self = .failed(sqlState: error.sqlState, message: error.message, at: place)
    case .notRun: self = .notRun
    }
  }

  /// Whether it failed as rows make statements fail: class 22 is a data exception, 23 a violated constraint, and P0001 what
  /// code raises.
  var dependsOnRows: Bool {
    guard case .failed(let sqlState, _, _) = self else { return false }
    return sqlState.hasPrefix("22") || sqlState.hasPrefix("23") || sqlState == "P0001"
  }

  /// `ok`, the SQLSTATE, or `not run`.
  var word: String {
    switch self {
    case .ok: "ok"
    case .failed(let sqlState, _, _): sqlState
    case .notRun: "not run"
    case .undecided: "undecided"
    }
  }
}
