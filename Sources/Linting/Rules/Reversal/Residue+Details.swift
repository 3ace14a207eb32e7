import CatalogModel
import SQLSyntax

extension Residue {
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
