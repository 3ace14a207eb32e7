extension Literals {
  /// A number with its scale and without zeros in front, `nil` of what has an exponent and of words.
  static func numeric(_ text: String) -> String? {
    let digits = text.drop { $0 == "-" || $0 == "+" }
    guard text.count - digits.count < 2, digits.contains(where: \.isNumber),
      digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), digits.count(where: { $0 == "." }) < 2
    else { return nil }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == "0" }
    let fraction = parts.count > 1 && !parts[1].isEmpty ? "." + parts[1] : ""
    let isZero = !digits.contains { $0.isNumber && $0 != "0" }
    return (text.hasPrefix("-") && !isZero ? "-" : "") + (whole.isEmpty ? "0" : whole) + fraction
  }

  /// A floating-point number with the fewest digits that tell it from others, as PostgreSQL prints it; `nil` of words and
  /// of what isn't a number. `digits` are those that stand before the point at most (`FLT_DIG`, `DBL_DIG`).
  static func float<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    _ text: String, as type: Number.Type, digits limit: Int
  ) -> String? {
    let text = text.trimmingBlanks
    guard !text.lowercased().hasPrefix("0x"), let number = type.init(text), number.isFinite else { return nil }
    // Swift's form is the shortest, too.
    let shortest = number.description
    let isNegative = shortest.hasPrefix("-")
    let parts = shortest.drop { $0 == "-" }.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    var digits = String(whole) + (mantissa.count > 1 ? mantissa[1] : "")
    // The place of the point among the digits.
    var point = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let zeros = digits.prefix { $0 == "0" }.count
    digits = String(digits.dropFirst(zeros))
    point -= zeros
    while digits.last == "0" { digits.removeLast() }
    let sign = isNegative ? "-" : ""
    if digits.isEmpty { return sign + "0" }
    return sign + written(digits, point, limit)
  }

  /// Digits with the point before the one at a place, in an exponent's form where it is far from them
  /// (`double_to_shortest_decimal_buf`, common/d2s.c).
  private static func written(_ digits: String, _ point: Int, _ limit: Int) -> String {
    let exponent = point - 1
    guard -5 < exponent, exponent < limit else {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let number = String(exponent.magnitude)
      return digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+") + (number.count < 2 ? "0" : "") + number
    }
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count { return digits + String(repeating: "0", count: point - digits.count) }
    return digits.prefix(point) + "." + digits.dropFirst(point)
  }
}
