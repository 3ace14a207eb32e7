import Migrations

/// A field of the header that can't be read: a date that is none, a list that is none, a name misspelt.
struct HeaderMalformed: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let header = context.migration.header
    let empty = MigrationHeader.Name.allCases.compactMap { name in
      header.fields[name].flatMap { $0.value.isEmpty ? HeaderMalformed.emptiness(of: $0, name) : nil }
    }
    return header.misspelt.map(HeaderMalformed.misspelling) + header.repeated.map(HeaderMalformed.repetition) + empty
      + HeaderMalformed.version(header) + HeaderMalformed.date(header) + HeaderMalformed.dependencies(header)
  }

  private static func misspelling(_ misspelling: MigrationHeader.Misspelling) -> Finding {
    let (name, nearest) = (misspelling.field.name, misspelling.nearest.rawValue)
    return Finding(
      "`\(name)` is no field of the header", at: misspelling.field.range, label: "isn't read",
      help: "write it as `-- \(nearest):`")
  }

  private static func repetition(_ field: MigrationHeader.Field) -> Finding {
    Finding(
      "the header has the field `\(field.name)` twice", at: field.range, label: "isn't read: the first one counts",
      help: "remove one of the two")
  }

  private static func emptiness(of field: MigrationHeader.Field, _ name: MigrationHeader.Name) -> Finding {
    let help =
      switch name {
      case .migration: "say in a few words what the migration does"
      case .version: "write the version of the file's name"
      case .date: "write the day as `YYYY-MM-DD`"
      case .author, .depends: "fill it in, or remove the line"
      case .irreversible: "say why there is no way back"
      }
    return Finding("the field `\(field.name)` is empty", at: field.range, label: "says nothing", help: help)
  }

  private static func version(_ header: MigrationHeader) -> [Finding] {
    guard let field = header.version, !field.value.isEmpty, !MigrationVersion.isVersion(field.value) else { return [] }
    return [
      Finding(
        "the version `\(field.value)` isn't a number", at: field.valueRange, label: "has more than digits",
        help: "write the digits of the file's name")
    ]
  }

  private static func date(_ header: MigrationHeader) -> [Finding] {
    guard let field = header.date, !field.value.isEmpty else { return [] }
    let parts = field.value.split(separator: "-", omittingEmptySubsequences: false)
    let isWritten =
      parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { MigrationVersion.isVersion($0) }
    let numbers = parts.compactMap { Int($0) }
    if isWritten, numbers.count == 3, isDay(numbers[0], numbers[1], numbers[2]) { return [] }
    return [
      Finding(
        "the date `\(field.value)` " + (isWritten ? "isn't in the calendar" : "isn't of the form `YYYY-MM-DD`"),
        at: field.valueRange, label: isWritten ? "there is no such day" : "can't be told from another day",
        help: "write the day as `YYYY-MM-DD`")
    ]
  }

  private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard year > 0, (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  private static func dependencies(_ header: MigrationHeader) -> [Finding] {
    header.dependencies.filter { !MigrationVersion.isVersion($0.value) }.map { entry in
      Finding(
        "the dependency `\(entry.value)` isn't a version", at: entry.range, label: "names no migration",
        help: "list the versions with commas: `-- Depends: 001, 002`")
    }
  }
}
