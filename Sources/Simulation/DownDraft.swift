package import CatalogModel
package import Migrations
import SQLSyntax

/// The DOWN that takes a migration's UP back, as the simulation of UP shows it.
package struct DownDraft: Sendable {
  /// From the schema after UP back to the one before it.
  package let repair: Repair
  /// What no statement brings back: rows that UP changed, and parts without an inverse.
  package let notes: [RepairNote]
  /// Whether DOWN is to run outside of a transaction, as UP does.
  package let withoutTransaction: Bool

  package init(for up: ScriptRun) {
    withoutTransaction = !up.steps.isEmpty && up.steps.allSatisfy { !$0.isInTransaction }
    // Names without a schema are looked up in `public`, unless the project's sessions start elsewhere.
    let isUsual = up.steps.first?.searchPath.first ?? "public" == "public"
    let applied = up.steps.map {
      AppliedStatement(statement: $0.statement.value, before: $0.before, outcome: $0.outcome, searchPath: $0.searchPath)
    }
    repair = Repair(
      from: up.after, to: up.before, undoing: applied,
      options: .init(names: isUsual ? .short : .qualified, isConcurrent: withoutTransaction))
    notes = repair.notes + DownDraft.rowNotes(up)
  }

  /// Whether there is nothing in the schema to take back.
  package var isEmpty: Bool { repair.statements.isEmpty }

  /// All notes: those of single statements, and the others.
  package var allNotes: [RepairNote] {
    var all: [RepairNote] = []
    for note in notes + repair.statements.flatMap(\.notes) where !all.contains(note) { all.append(note) }
    return all
  }

  /// The DOWN as it is written: the notes as comments above what they are about.
  package var parts: [DownPart] {
    let start = notes.isEmpty ? [] : [DownPart(comments: notes.map(DownDraft.sentence), sql: nil)]
    return start
      + repair.statements.map { DownPart(comments: $0.notes.map(DownDraft.sentence), sql: $0.sql) }
  }

  private static func sentence(_ note: RepairNote) -> String {
    // Two dashes, or a marker's word, begin no comment within a comment.
    let line = note.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "Note: \(line)."
  }

  /// What becomes of the rows that UP changed.
  private static func rowNotes(_ up: ScriptRun) -> [RepairNote] {
    var notes: [RepairNote] = []
    for step in up.steps where step.outcome.error == nil {
      let line = up.script.source.position(at: step.statement.range.lowerBound).line
      for table in step.outcome.dataChanges where up.before.tables[table] != nil && up.after.tables[table] != nil {
        notes.append(RepairNote(.noInverse, DownDraft.rowNote(step.statement.value, table.short, line)))
      }
    }
    return notes
  }

  private static func rowNote(_ statement: Statement, _ table: String, _ line: Int) -> String {
    guard case .dataChange(let change) = statement else {
      return "the rows of `\(table)` that UP changes on line \(line) stay as they are"
    }
    switch change.kind {
    case .delete, .truncate: return "the rows of `\(table)` that UP deletes on line \(line) don't come back"
    case .insert, .copy: return "the rows that UP adds to `\(table)` on line \(line) stay"
    case .update, .merge: return "the rows of `\(table)` that UP changes on line \(line) stay as they are"
    }
  }
}
