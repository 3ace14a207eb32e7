/// Versions are digits compared as numbers: `2` comes before `010`, and `7` and `007` are one version.
package enum MigrationVersion {
  /// The version that stands for the database before the first migration: `migrate:down 000`.
  package static let beginning = "000"

  /// The digits without leading zeros; two versions are the same where these are.
  package static func number(_ version: some StringProtocol) -> String {
    let digits = version.drop { $0 == "0" }
    return digits.isEmpty ? "0" : String(digits)
  }

  /// Whether two versions are the same number.
  package static func areSame(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    number(left) == number(right)
  }

  /// Whether a version comes before another.
  ///
  /// Numbers of any length: a timestamp to the microsecond has 20 digits.
  package static func isOrderedBefore(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    let (left, right) = (number(left), number(right))
    return left.utf8.count == right.utf8.count ? left < right : left.utf8.count < right.utf8.count
  }

  /// Whether a text is a version: ASCII digits alone.
  package static func isVersion(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }
}
