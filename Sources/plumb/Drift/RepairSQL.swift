import CatalogModel
import Drift
import Reporting

/// What `validate:schema --repair-sql` prints: SQL with what its statements cost as comments.
struct RepairSQL {
  let repair: LiveRepair
  let comparison: SchemaComparison

  /// The SQL of everything that nothing is held against.
  init(_ comparison: SchemaComparison, from live: Catalog, to expected: Catalog) {
    self.comparison = comparison
    repair = LiveRepair(from: live, to: expected, undoing: comparison.drift.map(\.change))
  }

  var text: String {
    var lines = ["-- Brings the database to what its migrations promise. Nothing of this has been executed."]
    if repair.statements.isEmpty { lines.append("-- There is nothing to do.") }
    lines += repair.notes.map { "-- Note: \(RepairSQL.line($0.text))." }
    lines += comparison.open.map { "-- Undecided, and left as it is: \(RepairSQL.line($0.change.object.description))." }
    lines += repair.rest.map { change in
      let names = change.kind == .changed ? " (" + change.attributes.map(\.name).joined(separator: ", ") + ")" : ""
      return "-- Not repaired: \(RepairSQL.line(change.object.description))\(names)."
    }
    // Bodies may name what comes later, as in a dump.
    if repair.statements.contains(where: { [.function, .procedure].contains($0.object.kind) }) {
      lines += ["", "SET check_function_bodies = off;"]
    }
    for statement in repair.statements {
      lines.append("")
      lines += statement.notes.map { "-- \(RepairSQL.mark($0.kind)): \(RepairSQL.line($0.text))." }
      lines.append(statement.sql + ";")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func mark(_ kind: RepairNote.Kind) -> String {
    switch kind {
    case .rowsLost: "DATA LOSS"
    case .heavyLock: "HEAVY LOCK"
    case .mayFail: "MAY FAIL"
    case .empty, .columnOrder, .noInverse: "Note"
    }
  }

  /// A text in one line: what stands behind a line's end would be SQL.
  private static func line(_ text: String) -> String { TerminalText.line(CatalogDiff.line(text)) }
}
