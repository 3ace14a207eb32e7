import CatalogModel
import Migrations
import Rehearsal
import Reporting
import SQLSyntax
import Simulation

/// What UP, DOWN and UP again of one migration came to, whoever ran them.
struct TestResult: Equatable {
  /// What became of one script.
  enum Outcome: Equatable {
    case ok
    case failed(sqlState: String, message: String, line: Int)
    /// There was nothing to run, or what comes before it failed.
    case notRun
    /// The simulation can't tell.
    case undecided
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
  /// What UP after DOWN makes otherwise than UP alone.
  var redoResidue: [CatalogDiff.Change] = []
  /// Why the verdict is `undecided` or `irreversible`.
  var reasons: [String] = []

  /// Whether the migration passes: everything ran, and DOWN reverses UP but for the order of columns.
  var passes: Bool {
    let ran = [up, down, redo].allSatisfy { if case .failed = $0 { false } else { true } }
    return ran && (reverses == "yes" || reverses == "column-order" || isDeclaredIrreversible) && redoResidue.isEmpty
  }

  /// Whether the header says that there is no way back.
  var isDeclaredIrreversible = false
  /// Whether UP fails on the server, and may do so for want of the rows that psql would have copied.
  var lacksRows = false
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
    residue = simulated.reversal.residue?.changes ?? []
    redoResidue = simulated.redoDifference?.changes ?? []
    switch simulated.reversal {
    case .undecided(let open):
      reasons =
        !migration.isReadable
        ? open.map(\.reason)
        : open.map { open in
          let line = open.source.position(at: open.range.lowerBound).line
          let file = open.source.path == migration.path ? "" : " of \(open.source.path)"
          return "line \(line)\(file): \(open.reason)"
        }
    case .irreversible(let why): setIrreversible(why, migration.layout)
    default: break
    }
  }

  /// What the rehearsal says.
  init(_ rehearsed: RehearsedMigration) {
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
          ? "the file can't be read" : migration.up.copiesRows ? "UP fails without the rows of `\\copy`" : "UP fails"
      ]
      lacksRows = migration.up.copiesRows
    } else if let why = migration.irreversibility {
      reverses = "irreversible"
      setIrreversible(why, migration.layout)
    } else if let afterDown = rehearsed.afterDown {
      let diff = CatalogDiff(from: rehearsed.before, to: afterDown)
      reverses = diff.isEmpty ? "yes" : diff.isColumnOrderOnly ? "column-order" : "no"
      residue = diff.changes
    }
  }

  private mutating func setIrreversible(_ why: Migration.Irreversibility, _ layout: Layout) {
    switch why {
    case .declared(let reason):
      isDeclaredIrreversible = true
      reasons = ["declared: \(reason)"]
    case .noMarker where !layout.hasDown:
      // The tool goes forward alone, as a declaration says of a single migration.
      isDeclaredIrreversible = true
      reasons = ["\(layout.tool) has no DOWN"]
    case .noMarker: reasons = [layout == .plumbline ? "there is no `-- DOWN`" : "there is no DOWN"]
    case .noStatement: reasons = ["DOWN has no statement"]
    }
  }

  /// Where the simulation and the server say different things of the same migration; what the simulation leaves open is
  /// no disagreement.
  func disagreements(with server: TestResult) -> [String] {
    var found: [String] = []
    func compare(_ what: String, _ mine: String, _ theirs: String) {
      if mine != theirs, mine != Outcome.undecided.word {
        found.append("\(what): the simulation says \(mine), the server says \(theirs)")
      }
    }
    guard reverses != "undecided" || up != .ok, !server.lacksRows else { return [] }
    compare("up", up.word, server.up.word)
    compare("down", down.word, server.down.word)
    compare("redo", redo.word, server.redo.word)
    compare("reverses", reverses, server.reverses)
    if reverses == server.reverses, residue != server.residue {
      let mine = Set(residue)
      let theirs = Set(server.residue)
      for change in residue where !theirs.contains(change) {
        found.append("residue: only the simulation has \(change.summary)")
      }
      for change in server.residue where !mine.contains(change) {
        found.append("residue: only the server has \(change.summary)")
      }
    }
    return found
  }
}

extension TestResult.Outcome {
  init(_ run: ScriptRun) {
    if let step = run.failure, let error = step.outcome.error {
      let line = run.script.source.position(at: step.statement.range.lowerBound).line
      self = .failed(sqlState: error.sqlState, message: error.message, line: line)
    } else if let error = run.script.errors.first {
      let line = run.script.source.position(at: error.offset).line
      self = .failed(sqlState: "42601", message: error.message, line: line)
    } else {
      self = run.undecided.isEmpty ? .ok : .undecided
    }
  }

  init(_ outcome: RehearsedMigration.Outcome, _ script: Script) {
    switch outcome {
    case .ok: self = .ok
    case .failed(let error, let range):
      let line = script.source.position(at: range.lowerBound).line
      self = .failed(sqlState: error.sqlState, message: error.message, line: line)
    case .notRun: self = .notRun
    }
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

  var json: JSONValue {
    switch self {
    case .ok: "ok"
    case .failed(let sqlState, let message, let line):
      ["sqlState": JSONValue(sqlState), "message": JSONValue(message), "line": JSONValue(line)]
    case .notRun: nil
    case .undecided: "undecided"
    }
  }
}

extension TestResult {
  var json: JSONValue {
    [
      "version": JSONValue(version), "name": JSONValue(name), "up": up.json, "down": down.json, "redo": redo.json,
      "reverses": JSONValue(reverses), "residue": JSONValue(residue) { $0.json(asResidue: true) },
      "redoResidue": JSONValue(redoResidue) { $0.json(asResidue: true) }, "reasons": JSONValue(reasons),
    ]
  }
}
