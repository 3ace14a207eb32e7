/// A migration without the header that says what it is.
struct HeaderMissing: Rule {
  func check(_ migration: MigrationContext) -> [Finding] {
    let header = migration.migration.header
    let required: [(name: String, isThere: Bool)] = [
      ("Migration", header.description != nil), ("Version", header.version != nil), ("Date", header.date != nil),
    ]
    let missing = required.filter { !$0.isThere }.map { "`-- \($0.name):`" }
    guard !missing.isEmpty else { return [] }
    let what = missing.count == required.count ? "no header" : "no \(missing.joined(separator: " and "))"
    return [
      Finding(
        "the migration has \(what)", at: migration.start,
        label: "says neither what it does nor when it was written",
        help: "start the file with \(missing.joined(separator: ", "))")
    ]
  }
}
