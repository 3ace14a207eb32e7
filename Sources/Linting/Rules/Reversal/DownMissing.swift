/// A migration without a DOWN script.
struct DownMissing: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let migration = context.migration
    // A misspelt marker and an empty file have findings of their own; a declared way of no return needs no marker.
    guard migration.downMarker == nil, migration.header.irreversible == nil,
      !migration.problems.contains(where: { ["down-marker-malformed", "empty-migration"].contains($0.ruleID) })
    else { return [] }
    return [
      Finding(
        "the migration has no `-- DOWN`", at: context.start, label: "can't be rolled back",
        help: "add a line `-- DOWN` and the rollback script below it, or say why there is none with "
          + "`-- Irreversible: reason` in the header")
    ]
  }
}
