import CatalogModel
import Rehearsal
import Reporting
import SQLSyntax
import Simulation

/// What becomes of rows in one migration: the schema may return, and they don't.
struct RowReport: Equatable {
  /// The statements that change rows of tables that are there before and after.
  var effects: [RowEffect] = []
  /// The tables whose rows after DOWN aren't those before UP; `nil` where no rows were rehearsed.
  var changed: [ChangedRows]?
  /// The tables whose rows DOWN was seen to bring back.
  var returned: Set<QualifiedName> = []

  init(effects: [RowEffect] = [], _ rehearsed: RehearsedMigration? = nil) {
    self.effects = effects
    guard let rehearsed else { return }
    changed = rehearsed.changedRows
    returned = Set(effects.map(\.table).filter(rehearsed.returnsRows))
  }

  /// Whether the rows are the same after DOWN; `nil` where only the rows themselves can tell.
  var areReturned: Bool? {
    if changed?.isEmpty == false || effects.contains(where: \.isLost) { return false }
    return effects.allSatisfy { returned.contains($0.table) } ? true : nil
  }

  /// A line for each statement and each table.
  var lines: [String] {
    effects.map { "rows: \(sentence($0))" }
      + (changed ?? []).map { change in
        let after = change.before == change.after ? "\(change.after) others" : "\(change.after)"
        return "rows: `\(change.table.short)` has \(change.before) before UP and \(after) after DOWN"
      }
  }

  private func sentence(_ effect: RowEffect) -> String {
    let table = effect.table.short
    let place = "`\(effect.statement.excerpt)` at \(effect.statement.description)"
    let what =
      switch effect.kind {
      case .deleted: "deletes rows of `\(table)`"
      case .columnDropped: "takes the values of `\(table).\(Identifier.quoted(effect.column ?? ""))` along"
      case .changed: "changes rows of `\(table)`"
      case .added: "adds rows to `\(table)`"
      }
    if effect.script == .down { return "\(place), in DOWN, \(what), which UP left alone" }
    guard let answer = effect.answer else { return "\(place) \(what); \(RowReport.missing(effect.kind))" }
    let end =
      returned.contains(effect.table)
      ? "DOWN brings back what was there before, as the seed's rows show"
      : "whether `\(answer.excerpt)` at \(answer.description) takes that back, `--seed` can show"
    return "\(place) \(what); \(end)"
  }

  private static func missing(_ kind: RowEffect.Kind) -> String {
    switch kind {
    case .deleted, .columnDropped: "nothing in DOWN brings them back"
    case .changed: "nothing in DOWN changes them back"
    case .added: "nothing in DOWN takes them out"
    }
  }

  var json: JSONValue {
    [
      "returned": JSONValue(areReturned),
      "statements": JSONValue(effects) { effect in
        [
          "effect": JSONValue(effect.kind.rawValue), "table": JSONValue(effect.table.short),
          "column": JSONValue(effect.column), "script": JSONValue(effect.script.rawValue.lowercased()),
          "statement": effect.statement.json, "answer": effect.answer?.json ?? nil,
        ]
      },
      "tables": changed.map { changed in
        JSONValue(changed) {
          ["table": JSONValue($0.table.short), "before": JSONValue($0.before), "after": JSONValue($0.after)]
        }
      } ?? nil,
    ]
  }
}

extension StatementPlace {
  var json: JSONValue {
    ["file": JSONValue(source.path), "line": JSONValue(line), "text": JSONValue(statement)]
  }
}
