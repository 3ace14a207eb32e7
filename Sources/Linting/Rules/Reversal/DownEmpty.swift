import CatalogModel
import SQLSyntax
import Simulation

/// A DOWN script that does nothing, although UP did something.
struct DownEmpty: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let migration = context.migration
    guard DownEmpty.applies(to: context.simulated), let start = context.downStart, let down = migration.down else {
      return []
    }
    return [
      Finding(
        down.statements.isEmpty ? "DOWN has no statement" : "DOWN changes nothing", at: start.range,
        of: start.source, label: "UP can't be taken back",
        notes: DownEmpty.whatUpDoes(context.simulated.up),
        help: "write what takes UP back, or say why that can't be with `-- Irreversible: reason` in the header")
    ]
  }

  /// Whether DOWN has no statement that could change anything, and UP has.
  static func applies(to simulated: SimulatedMigration) -> Bool {
    let migration = simulated.migration
    guard let down = migration.down, down.errors.isEmpty, migration.header.irreversible == nil else { return false }
    return down.statements.allSatisfy { !canChange($0.value) }
      && migration.up.statements.contains { canChange($0.value) }
  }

  private static func canChange(_ statement: Statement) -> Bool {
    switch statement {
    case .select, .transaction, .setVariable: false
    case .doBlock(let block): !onlySpeaks(block)
    case .other("VariableShowStmt"), .other("ExplainStmt"): false
    default: true
    }
  }

  /// Whether a block has no statement but RAISE and NULL.
  static func onlySpeaks(_ block: DoBlock) -> Bool {
    let bytes = Array(block.body.utf8)
    let parts = Lexer.scan(bytes, in: 0..<bytes.count).statements.map { part in
      String(decoding: bytes[part], as: UTF8.self).split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    }
    let words = parts.map { $0.first == "begin" ? Array($0.dropFirst()) : $0 }
    return !words.isEmpty && words.allSatisfy { ["raise", "null", "end"].contains($0.first ?? "") }
  }

  /// The objects that UP makes, changes and drops, as far as they have names.
  private static func whatUpDoes(_ up: ScriptRun) -> [String] {
    let kinds: [(String, [String])] = [
      (
        "makes",
        up.steps.flatMap(\.outcome.created).filter { $0.parent == nil || !isMade($0.parent, up) }.map(\.description)
      ),
      ("changes", up.steps.flatMap(\.outcome.changed).filter { !hasNewMember($0, up) }.map(\.description)),
      ("drops", up.steps.flatMap(\.outcome.dropped).map(\.description)),
    ]
    return kinds.compactMap { verb, objects in
      let unique = objects.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      guard !unique.isEmpty else { return nil }
      let rest = unique.count > 5 ? " and \(unique.count - 5) more" : ""
      return "UP \(verb) " + unique.prefix(5).joined(separator: ", ") + rest
    }
  }

  /// Whether a table changes in no other way than by what it gets.
  private static func hasNewMember(_ object: ObjectIdentity, _ up: ScriptRun) -> Bool {
    up.steps.contains { step in
      step.outcome.created.contains { $0 == object || ($0.parent != nil && $0.parent == object.ownName) }
    }
  }

  private static func isMade(_ name: QualifiedName?, _ up: ScriptRun) -> Bool {
    up.steps.contains { $0.outcome.created.contains { $0.ownName == name } }
  }
}
