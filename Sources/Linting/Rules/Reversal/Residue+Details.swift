import CatalogModel
import SQLSyntax
import Simulation

extension Residue {
  /// The statement that did it last, in UP or in DOWN.
  func cause(of change: CatalogDiff.Change, in run: ScriptRun) -> ScriptRun.Step? {
    let object = change.object
    let names = Set(change.attributes.map(\.name))
    func differs(_ step: ScriptRun.Step) -> Bool {
      let (before, after) = (step.before.objects[object], step.after.objects[object])
      guard let before, let after, change.kind == .changed else { return before != after }
      return before.filter { names.contains($0.name) } != after.filter { names.contains($0.name) }
    }
    let steps = run.steps.reversed()
    let touching = steps.filter { Residue.touches($0.outcome, object) }
    return touching.first(where: differs) ?? touching.first ?? steps.first(where: differs)
  }

  /// Whether a statement is about an object or about the table that it is in.
  private static func touches(_ outcome: Outcome, _ object: ObjectIdentity) -> Bool {
    (outcome.created + outcome.changed + outcome.dropped).contains {
      $0 == object || (object.parent != nil && $0.parent == nil && $0.ownName == object.parent)
    }
  }

  /// Where a statement is, for a sentence: `on line 7`.
  func place(_ step: ScriptRun.Step) -> String {
    "on line \(simulated.migration.source.position(at: step.statement.range.lowerBound).line)"
  }

  /// The properties that differ, a line each: before UP → after DOWN.
  func values(_ change: CatalogDiff.Change) -> String {
    change.attributes.map { attribute in
      let before = Residue.shown(attribute.before)
      if change.kind == .removed { return "\n\(attribute.name): \(before)" }
      return "\n\(attribute.name): \(before) → \(Residue.shown(attribute.after))"
    }.joined()
  }

  /// A value on one line, not too long.
  private static func shown(_ value: String?) -> String {
    guard let value else { return "none" }
    let line = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "`" + (line.count > 120 ? line.prefix(119) + "…" : line) + "`"
  }

  /// The DROP … IF EXISTS of DOWN that finds nothing to drop, where it may be meant.
  func misses(_ change: CatalogDiff.Change) -> String {
    let names = down.steps.filter(\.outcome.isNoOp).compactMap { step -> String? in
      guard case .drop(let drop) = step.statement.value, drop.kind == change.object.kind else { return nil }
      let text = down.script.text(step.statement.range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return "\n`\(text)` \(place(step)) finds nothing"
    }
    return names.joined()
  }

  /// The CREATE … IF NOT EXISTS of UP that found the object there.
  func found(_ change: CatalogDiff.Change) -> String {
    let step = up.steps.first { step in
      step.outcome.isNoOp && change.object.ownName.map(step.outcome.uses.contains) ?? false
    }
    return step.map { "\n`IF NOT EXISTS` \(place($0)) found it there" } ?? ""
  }
}
