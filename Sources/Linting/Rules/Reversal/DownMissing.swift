/// A migration without a DOWN script.
struct DownMissing: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let migration = context.migration
    // A misspelt marker and an empty file have findings of their own; a declared way of no return needs no marker.
    guard migration.down == nil, !migration.goesForwardOnly,
      !migration.problems.contains(where: { ["down-marker-malformed", "empty-migration"].contains($0.ruleID) })
    else { return [] }
    let isOwn = migration.layout == .plumbline
    return [
      Finding(
        isOwn ? "the migration has no `-- DOWN`" : "the migration has no DOWN", at: context.start,
        label: "can't be rolled back",
        help: (isOwn
          ? "add a line `-- DOWN` and the rollback script below it"
          : "write it as \(migration.layout.tool) has it; `plumb migrate:write-down \(migration.version)` does")
          + ", or say why there is none with `-- Irreversible: reason` in the header")
    ]
  }
}
