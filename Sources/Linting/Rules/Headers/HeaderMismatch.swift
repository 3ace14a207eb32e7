import Migrations

/// A header with another version than the file's name.
struct HeaderMismatch: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let version = context.migration.version
    guard let field = context.migration.header.version, MigrationVersion.isVersion(field.value), field.value != version
    else { return [] }
    let isSame = MigrationVersion.areSame(field.value, version)
    return [
      Finding(
        "the header says version `\(field.value)`, the file's name says `\(version)`", at: field.valueRange,
        label: isSame ? "is the same number, written otherwise" : "the file's name counts",
        help: "write `-- Version: \(version)`" + (isSame ? "" : ", or rename the file if the header is right"))
    ]
  }
}
