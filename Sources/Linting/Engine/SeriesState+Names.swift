import Simulation

extension SeriesState {
  /// Notes the names that a migration would have made, where it fails: what misses them later is a consequence.
  mutating func loseNames(of simulated: SimulatedMigration) {
    let up = simulated.up
    if !simulated.migration.isReadable { hasUnreadableFile = true }
    guard !up.succeeds else { return }
    for step in up.steps {
      if step.outcome.error == nil {
        lostNames.formUnion(step.outcome.created.map { String($0.name.prefix { $0 != "(" }) })
      } else {
        lostNames.formUnion(SeriesState.names(in: up.script.text(step.statement.range)))
      }
    }
    for error in up.script.errors { lostNames.formUnion(SeriesState.names(in: up.script.text(error.range))) }
  }

  /// The words of a statement or of an error's message that may be names: those that aren't part of the language.
  package static func names(in text: String) -> Set<String> {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    return Set(words.map { $0.lowercased() }.filter { !ordinaryWords.contains($0) })
  }

  /// The words of PostgreSQL's messages about missing and present objects, and of the statements that they are about.
  private static let ordinaryWords: Set<String> = [
    "a", "add", "aggregate", "already", "alter", "and", "as", "because", "cannot", "column", "constraint", "create",
    "depend", "depends", "does", "domain", "drop", "enum", "exist", "exists", "extension", "for", "foreign", "function",
    "if", "index", "is", "it", "key", "label", "materialized", "not", "null", "objects", "of", "on", "other", "policy",
    "primary", "procedure", "public", "references", "relation", "requires", "role", "schema", "sequence", "table",
    "text",
    "to", "trigger", "type", "uuid", "view",
  ]
}
