import CatalogModel
import Migrations
import Rehearsal
import Reporting
import Simulation

/// A DOWN that was written, and whether it is proved.
struct WrittenDown {
  /// What became of it.
  enum Verdict {
    /// It takes UP back; `true` where a column comes back at another place.
    case proved(columnOrder: Bool)
    /// It leaves, loses or changes something.
    case remains([CatalogDiff.Change])
    /// A statement of it, or UP after it, is refused.
    case fails(String)
    case undecided([ScriptRun.Undecided])
    /// UP itself is refused.
    case upFails
    /// UP does nothing to the schema.
    case nothing
  }

  let migration: Migration
  let draft: DownDraft
  var edit: DownEdit?
  var verdict = Verdict.nothing
  var isRehearsed = false
  var isWritten = false

  init(_ migration: Migration, _ draft: DownDraft) {
    self.migration = migration
    self.draft = draft
  }

  /// Takes the simulation's word.
  mutating func judge(_ simulated: SimulatedMigration) {
    switch simulated.proof {
    case .yes: verdict = .proved(columnOrder: false)
    case .columnOrder: verdict = .proved(columnOrder: true)
    case .no(let diff): verdict = .remains(diff.changes)
    case .fails(let error, _):
      verdict = .fails("PostgreSQL refuses a statement of it: \(error.message) (\(error.sqlState))")
    case .undecided(let open): verdict = .undecided(open)
    // Nothing to run is nothing that takes the changes back.
    case .irreversible: verdict = .remains(draft.repair.residue.changes)
    }
    guard isProved else { return }
    if let error = simulated.redo?.failure?.outcome.error {
      verdict = .fails("UP can't be applied again after it: \(error.message) (\(error.sqlState))")
    } else if let diff = simulated.redoDifference {
      verdict = .remains(diff.changes)
    }
  }

  /// Takes the server's word, which stands above the simulation's.
  mutating func judge(_ rehearsed: RehearsedMigration) {
    guard let afterUp = rehearsed.afterUp else {
      if case .failed(let error, _) = rehearsed.up {
        verdict = .fails("UP fails: \(error.message) (\(error.sqlState))")
      }
      return
    }
    isRehearsed = true
    if case .failed(let error, _) = rehearsed.down {
      verdict = .fails("PostgreSQL refuses a statement of it: \(error.message) (\(error.sqlState))")
      return
    }
    guard let afterDown = rehearsed.afterDown else { return }
    let diff = CatalogDiff(from: rehearsed.before, to: afterDown)
    if case .failed(let error, _) = rehearsed.redo, diff.isEmpty || diff.isColumnOrderOnly {
      verdict = .fails("UP can't be applied again after it: \(error.message) (\(error.sqlState))")
      return
    }
    let redo = rehearsed.afterRedo.map { CatalogDiff(from: afterUp, to: $0) }
    let changes =
      diff.isEmpty || diff.isColumnOrderOnly ? redo?.isColumnOrderOnly ?? true ? [] : redo?.changes ?? [] : diff.changes
    verdict = changes.isEmpty ? .proved(columnOrder: !diff.isEmpty) : .remains(changes)
  }

  /// Whether it takes UP back.
  var isProved: Bool { if case .proved = verdict { edit != nil } else { false } }

  /// How a command ends that wrote it.
  var status: ExitStatus {
    switch verdict {
    case .proved, .nothing: .clean
    case .remains, .fails, .upFails: .findings
    case .undecided: .undecided
    }
  }

  // MARK: - Output

  /// The word for it in reports.
  private var reverses: String {
    switch verdict {
    case .proved(let columnOrder): columnOrder ? "column-order" : "yes"
    case .remains, .fails: "no"
    case .undecided, .upFails: "undecided"
    case .nothing: "irreversible"
    }
  }

  private var residue: [CatalogDiff.Change] { if case .remains(let changes) = verdict { changes } else { [] } }

  private var reasons: [String] {
    switch verdict {
    case .fails(let reason): [reason]
    case .undecided(let open):
      open.map { "line \($0.source.position(at: $0.range.lowerBound).line): \($0.reason)" }
    case .upFails: ["UP is refused"]
    case .remains:
      draft.repair.refused.sorted { $0.key < $1.key }.map { sql, reason in
        "PostgreSQL would refuse `\(CatalogDiff.shown(sql))`: \(reason)"
      }
    case .proved, .nothing: []
    }
  }

  var json: JSONValue {
    [
      "version": JSONValue(migration.version), "name": JSONValue(migration.name),
      "path": JSONValue(edit?.path ?? migration.path),
      "down": JSONValue(edit == nil ? nil : draft.parts.text() + "\n"), "reverses": JSONValue(reverses),
      "notes": JSONValue(draft.allNotes) { ["kind": JSONValue($0.kind.rawValue), "text": JSONValue($0.text)] },
      "residue": JSONValue(residue) { $0.json }, "reasons": JSONValue(reasons),
      "rehearsed": JSONValue(isRehearsed), "written": JSONValue(isWritten),
    ]
  }

  /// What is said, and the diff.
  var text: String {
    let how = isRehearsed ? "rehearsed" : "simulated"
    let (sign, words) =
      switch verdict {
      case .proved(let columnOrder):
        ("✅", "takes UP back" + (columnOrder ? " but for the order of columns" : "") + " (\(how))")
      case .remains: ("❌", "doesn't take UP back (\(how)), and isn't written")
      case .fails: ("❌", "isn't proved (\(how)), and isn't written")
      case .undecided: ("❔", "isn't proved, and isn't written: --rehearse asks a server")
      case .upFails: ("❌", "can't be written: UP is refused")
      case .nothing: ("✅", "has nothing to take back: UP leaves the schema as it is")
      }
    var lines = ["\(sign) \(migration.version) \(migration.name): DOWN \(words)"]
    for change in residue { lines += ["   \(change.summary)"] + change.details.map { "     \($0)" } }
    lines += reasons.map { "   \($0)" }
    lines += draft.allNotes.map { "   note: \($0.text)" }
    let shown = lines.flatMap { TerminalText.lines($0) }.joined(separator: "\n") + "\n"
    guard let edit else { return shown }
    return shown + "\n" + UnifiedDiff(path: edit.path, before: edit.before, after: edit.after).text
  }
}
