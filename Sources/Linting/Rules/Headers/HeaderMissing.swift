import Migrations

/// A migration without the header that says what it is.
struct HeaderMissing: Rule {
  private static let required: [MigrationHeader.Name] = [.migration, .version, .date]

  func check(_ context: MigrationContext) -> [Finding] {
    let migration = context.migration
    let header = migration.header
    // An empty file has to be written or removed: `empty-migration` says so.
    let isEmpty = migration.up.statements.isEmpty && migration.up.errors.isEmpty && migration.up.comments.isEmpty
    // A misspelt field is there: `header-malformed` says how it is written.
    let missing = HeaderMissing.required.filter { name in
      header.fields[name] == nil && !header.misspelt.contains { $0.nearest == name }
    }
    guard !isEmpty, !missing.isEmpty else { return [] }
    let fields = missing.map { "`-- \($0.rawValue):`" }
    let isWithoutAny = header.fields.isEmpty && header.misspelt.isEmpty
    return [
      Finding(
        "the migration has no " + (isWithoutAny ? "header" : fields.joined(separator: " and no ")), at: context.start,
        label: HeaderMissing.label(missing), help: "start the file with " + fields.joined(separator: ", "))
    ]
  }

  private static func label(_ missing: [MigrationHeader.Name]) -> String {
    let parts = missing.map { name in
      switch name {
      case .migration: "what it does"
      case .version: "which one it is"
      default: "when it was written"
      }
    }
    guard parts.count > 2 else { return "doesn't say " + parts.joined(separator: " or ") }
    return "doesn't say what it does, which one it is and when it was written"
  }
}
