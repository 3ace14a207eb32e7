/// What a tool sorts a migration by.
enum VersionKey: Hashable {
  /// Numbers of any length, without leading zeros, compared one by one.
  case numbers([String])
  /// Text, compared byte by byte; after all numbers.
  case text(String)

  /// Whether one comes before another.
  static func isOrderedBefore(_ left: VersionKey, _ right: VersionKey) -> Bool {
    switch (left, right) {
    case (.numbers(let left), .numbers(let right)):
      for (one, other) in zip(left, right) where one != other { return MigrationVersion.isOrderedBefore(one, other) }
      return left.count < right.count
    case (.text(let left), .text(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
    case (.numbers, .text): return true
    case (.text, .numbers): return false
    }
  }
}

extension Layout {
  /// Whether two versions are one to the tool.
  package func areSame(_ left: String, _ right: String) -> Bool { key(left) == key(right) }

  /// Whether a version comes after another.
  package func isAfter(_ left: String, _ right: String) -> Bool {
    VersionKey.isOrderedBefore(key(right), key(left))
  }

  /// What the tool sorts a version by.
  func key(_ version: String) -> VersionKey {
    switch self {
    case .diesel: .text(version.replacing("-", with: ""))
    case .supabase, .dbmate, .prisma: .text(version)
    case .nodePgMigrate: .numbers([MigrationVersion.number(Layout.milliseconds(version) ?? version)])
    case .flyway, .plain:
      // `1`, `1.0` and `1.0.0` are one version.
      .numbers(Layout.withoutTrailingZeros(version.split { !$0.isASCIIDigit }.map { MigrationVersion.number($0) }))
    case .plumbline, .golangMigrate, .sqlx, .goose, .hasura, .tern, .sqlMigrate, .drizzle, .sqitch:
      MigrationVersion.isVersion(version) ? .numbers([MigrationVersion.number(version)]) : .text(version)
    }
  }

  /// Whether versions of different lengths get out of step: numbers do, text of digits is compared from the left.
  var comparesNumbers: Bool {
    switch self {
    case .diesel, .supabase, .dbmate, .prisma, .sqitch: false
    default: true
    }
  }

  private static func withoutTrailingZeros(_ numbers: [String]) -> [String] {
    var numbers = numbers
    while numbers.count > 1, numbers.last == "0" { numbers.removeLast() }
    return numbers
  }

  /// A time of 17 digits, `20240131120000123`, as the milliseconds since 1970 that it is sorted as.
  private static func milliseconds(_ version: String) -> String? {
    guard version.utf8.count == 17 else { return nil }
    func number(_ from: Int, _ count: Int) -> Int { Int(version.dropFirst(from).prefix(count)) ?? 0 }
    let (year, month, day) = (number(0, 4), number(4, 2), number(6, 2))
    // Days from 1970 in the Gregorian calendar, with years that start in March.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let seconds = ((days * 24 + number(8, 2)) * 60 + number(10, 2)) * 60 + number(12, 2)
    return String(seconds * 1000 + number(14, 3))
  }
}
