/// What the name of a file or a folder tells of a migration.
struct NameParts: Hashable {
  /// Which script of the migration it is.
  enum Role: Hashable {
    case up, down
    /// Runs after all others, and again whenever it changes.
    case repeatable
  }

  var version: String
  var name: String
  var role = Role.up
  /// The database that the file alone is for.
  var dialect: Dialect?
}

extension Layout {
  /// What a name tells; `nil` where it isn't a migration's.
  ///
  /// For layouts with a folder for each migration, the folder's name.
  func parts(of name: String) -> NameParts? {
    switch self {
    case .diesel, .hasura, .prisma, .sqitch: return Layout.folderParts(name)
    case .flyway: return Layout.flywayParts(name)
    case .plain: return Layout.plainParts(name)
    case .sqlMigrate: return Layout.sqlMigrateParts(name)
    case .dbmate, .nodePgMigrate:
      guard let stem = name.withoutSuffix(".sql") else { return nil }
      let digits = stem.prefix(while: \.isASCIIDigit)
      guard !digits.isEmpty else { return nil }
      return NameParts(version: String(digits), name: String(stem.dropFirst(digits.count)).withoutSeparators)
    case .golangMigrate, .sqlx: return Layout.pairParts(name, isPairOptional: self == .sqlx)
    case .plumbline, .goose, .supabase, .drizzle, .tern: return Layout.underscoreParts(name)
    }
  }

  /// `001_name.sql`.
  private static func underscoreParts(_ fileName: String) -> NameParts? {
    guard let stem = fileName.withoutSuffix(".sql"), let underscore = stem.firstIndex(of: "_") else { return nil }
    let version = stem[..<underscore]
    let name = stem[stem.index(after: underscore)...]
    guard MigrationVersion.isVersion(version), !name.isEmpty else { return nil }
    return NameParts(version: String(version), name: String(name))
  }

  /// `001_name.up.sql`, `001_name.down.sql` and, where that is no must, `001_name.sql`.
  private static func pairParts(_ fileName: String, isPairOptional: Bool) -> NameParts? {
    guard let stem = fileName.withoutSuffix(".sql"), let underscore = stem.firstIndex(of: "_") else { return nil }
    let version = String(stem[..<underscore])
    let name = String(stem[stem.index(after: underscore)...])
    guard MigrationVersion.isVersion(version) else { return nil }
    for (suffix, role) in [(".up", NameParts.Role.up), (".down", .down)] {
      guard var name = name.withoutSuffix(suffix) else { continue }
      name = name.withoutSuffix(Dialect.autocommit) ?? name
      let dialect = Dialect(takenFrom: &name)
      return NameParts(version: version, name: name, role: role, dialect: dialect)
    }
    return isPairOptional ? NameParts(version: version, name: name) : nil
  }

  /// `1700000000000_name`, `2024-01-31-120000_name`; all of a name without an underscore is the version.
  private static func folderParts(_ name: String) -> NameParts? {
    guard !name.hasPrefix(".") else { return nil }
    guard let underscore = name.firstIndex(of: "_") else { return NameParts(version: name, name: name) }
    return NameParts(version: String(name[..<underscore]), name: String(name[name.index(after: underscore)...]))
  }

  /// `V1.2__name.sql`, `V1_2__name.sql`, `U1.2__name.sql`, `R__name.sql`; versions may stand without a name, `V1.2.sql`.
  private static func flywayParts(_ fileName: String) -> NameParts? {
    guard let stem = fileName.withoutSuffix(".sql"), let prefix = stem.first else { return nil }
    let separator = stem.firstRange(of: "__") ?? stem.endIndex..<stem.endIndex
    let start = stem.index(after: stem.startIndex)
    let version = String(stem[start..<max(separator.lowerBound, start)]).replacing("_", with: ".")
    let description = String(stem[separator.upperBound...])
    let name = description.isEmpty ? stem : description
    if stem.hasPrefix("R__") { return NameParts(version: "R", name: name, role: .repeatable) }
    let isVersion = version.split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy { MigrationVersion.isVersion($0) }
    guard prefix == "V" || prefix == "U", isVersion else { return nil }
    return NameParts(version: version, name: name, role: prefix == "U" ? .down : .up)
  }

  /// Any SQL file; the tool sorts those with a number in front before the others.
  private static func sqlMigrateParts(_ fileName: String) -> NameParts? {
    guard let stem = fileName.withoutSuffix(".sql"), !stem.isEmpty else { return nil }
    let digits = stem.prefix(while: \.isASCIIDigit)
    guard !digits.isEmpty else { return NameParts(version: stem, name: stem) }
    let name = String(stem.dropFirst(digits.count)).withoutSeparators
    return NameParts(version: String(digits), name: name.isEmpty ? stem : name)
  }

  /// `0001-name.sql`, `V0001.name.up.sql`, `001.do.name.sql`, `2024-01-31_name.sql`, `20240131T235959Z.sql`, `1.2.3.sql`.
  private static func plainParts(_ fileName: String) -> NameParts? {
    guard var stem = fileName.withoutSuffix(".sql") else { return nil }
    var role = NameParts.Role.up
    for (suffix, itsRole) in suffixes {
      guard let shorter = stem.withoutSuffix(suffix) else { continue }
      (stem, role) = (shorter, itsRole)
      break
    }
    let hasLetter = stem.first == "V" || stem.first == "v"
    let text = hasLetter ? stem.dropFirst() : Substring(stem)
    // ISO 8601's basic format of a date and a time.
    let stamp = text.prefixMatch(of: /([0-9]{8})T([0-9]{6})Z?/)
    let version = stamp.map { $0.1 + $0.2 } ?? plainVersion(text)
    guard !version.isEmpty else { return nil }
    var rest = text.dropFirst(stamp?.0.count ?? version.count)
    for (infix, itsRole) in infixes where rest.hasPrefix(infix) {
      rest = rest.dropFirst(infix.count - 1)
      role = itsRole
    }
    // `2fa.sql` is a word with a digit, no version.
    if let next = rest.first, !"-_. ".contains(next), !hasLetter { return nil }
    let name = String(rest).withoutSeparators
    return NameParts(version: String(version), name: name.isEmpty ? stem : name, role: role)
  }

  private static let suffixes: [(String, NameParts.Role)] = [
    (".up", .up), (".do", .up), (".down", .down), (".undo", .down), (".rollback", .down), (".revert", .down),
  ]
  private static let infixes: [(String, NameParts.Role)] = [
    (".do.", .up), (".undo.", .down), (".up.", .up), (".down.", .down),
  ]

  /// The digits in front, with further parts after dots, and a date's after dashes or underscores.
  private static func plainVersion(_ text: Substring) -> Substring {
    var end = text.prefix(while: \.isASCIIDigit).endIndex
    guard end > text.startIndex else { return text[..<end] }
    let isYear = text[..<end].count == 4 && (text.hasPrefix("19") || text.hasPrefix("20"))
    while end < text.endIndex {
      let separator = text[end]
      let digits = text[text.index(after: end)...].prefix(while: \.isASCIIDigit)
      let isDatePart =
        isYear && "-_".contains(separator) && (digits.count == 2 || digits.count == 4 || digits.count == 6)
      guard !digits.isEmpty, separator == "." || isDatePart else { break }
      guard digits.endIndex == text.endIndex || "-_. ".contains(text[digits.endIndex]) else { break }
      end = digits.endIndex
    }
    return text[..<end]
  }
}

extension Character {
  /// Whether this is one of `0` to `9`.
  var isASCIIDigit: Bool { self >= "0" && self <= "9" && utf8.count == 1 }
}

extension String {
  /// The text before a suffix; `nil` where it ends otherwise.
  func withoutSuffix(_ suffix: String) -> String? { hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil }

  /// The text without underscores, dashes, dots and spaces in front.
  var withoutSeparators: String { String(drop { "_-. ".contains($0) }) }
}
