/// Why PostgreSQL does not read the text of a constant.
package struct InputError: Hashable, Sendable {
  package var sqlState: String
  package var message: String

  package init(_ sqlState: String, _ message: String) {
    self.sqlState = sqlState
    self.message = message
  }
}

extension Literals {
  /// What PostgreSQL says of the text of a constant of one of its own types; `nil` where it reads it, and where that
  /// isn't certain.
  package static func inputError(_ text: String, as type: TypeName) -> InputError? {
    guard type.schema == nil else { return nil }
    let trimmed = text.trimmingBlanks
    if type.isArray {
      if trimmed.hasPrefix("{") || trimmed.hasPrefix("[") { return nil }
      return InputError("22P02", "malformed array literal: \"\(text)\"")
    }
    func invalid(_ sqlState: String = "22P02") -> InputError {
      InputError(sqlState, "invalid input syntax for type \(type.base.formatted): \"\(text)\"")
    }
    switch type.name {
    case "smallint", "integer", "bigint", "oid": return wholeNumberError(text, trimmed, type)
    case "numeric", "real", "double precision": return isNumber(trimmed) ? nil : invalid()
    case "boolean": return boolean(trimmed) == nil ? invalid() : nil
    case "uuid": return uuid(text) != nil ? nil : invalid()
    case "json", "jsonb":
      return isJSON(text) ? nil : InputError("22P02", "invalid input syntax for type json")
    case "date", "time without time zone", "time with time zone", "timestamp without time zone",
      "timestamp with time zone":
      return momentError(trimmed) { invalid($0) }
    case "interval": return trimmed.contains(where: \.isNumber) ? nil : invalid("22007")
    case "inet", "cidr": return isAddress(trimmed) ? nil : invalid()
    case "bytea": return byteError(text)
    default: return nil
    }
  }

  private static func wholeNumberError(_ text: String, _ trimmed: String, _ type: TypeName) -> InputError? {
    let digits = trimmed.drop { $0 == "-" || $0 == "+" }
    guard !digits.isEmpty, trimmed.count - digits.count < 2, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return InputError("22P02", "invalid input syntax for type \(type.formatted): \"\(text)\"")
    }
    let isWithin =
      switch type.name {
      case "smallint": Int16(trimmed) != nil
      case "integer": Int32(trimmed) != nil
      case "bigint": Int64(trimmed) != nil
      default: true
      }
    return isWithin ? nil : InputError("22003", "value \"\(text)\" is out of range for type \(type.formatted)")
  }

  private static func isNumber(_ text: String) -> Bool {
    let word = text.lowercased().drop { $0 == "-" || $0 == "+" }
    if ["nan", "inf", "infinity"].contains(word) { return true }
    return word.first.map { $0.isASCII && ($0.isNumber || $0 == ".") } ?? false && !word.hasPrefix("0x")
      && Double(text) != nil
  }

  /// Words stand for moments; what has neither digits nor one of these is none (manual, "Date/Time Input").
  private static func momentError(_ text: String, _ invalid: (String) -> InputError) -> InputError? {
    let word = text.lowercased().filter { !" ()".contains($0) }
    let words = ["now", "today", "tomorrow", "yesterday", "epoch", "infinity", "-infinity", "+infinity", "allballs"]
    guard word.contains(where: \.isNumber) else { return words.contains(word) ? nil : invalid("22007") }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), year > 0
    else { return nil }
    if 1...12 ~= month, 1...31 ~= day, Moment.date(Moment.days(year, month, day)) == (year, month, day) { return nil }
    return InputError("22008", "date/time field value out of range: \"\(text)\"")
  }

  /// An IPv4 address with what follows a slash; what has a colon isn't looked into.
  private static func isAddress(_ text: String) -> Bool {
    if text.contains(":") { return true }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count < 3, let address = parts.first else { return false }
    if parts.count > 1, Int(parts[1]).map({ 0...32 ~= $0 }) != true { return false }
    let octets = address.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count < 5 && octets.allSatisfy { Int($0).map { 0...255 ~= $0 } ?? false }
  }

  private static func byteError(_ text: String) -> InputError? {
    guard text.hasPrefix("\\x") else { return nil }
    let digits = text.dropFirst(2).filter { !$0.isWhitespace }
    if let other = digits.first(where: { !$0.isHexDigit }) {
      return InputError("22023", "invalid hexadecimal digit: \"\(other)\"")
    }
    return digits.count % 2 == 0 ? nil : InputError("22023", "invalid hexadecimal data: odd number of digits")
  }

  // MARK: - JSON

  /// Whether a text is one JSON value (RFC 8259).
  private static func isJSON(_ text: String) -> Bool {
    var reader = JSONSyntax(rest: Array(text.utf8)[...])
    return reader.value(depth: 0) && reader.isAtEnd
  }
}

/// Reads JSON without keeping anything of it.
private struct JSONSyntax {
  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return rest.isEmpty
    }
  }

  private mutating func skipBlanks() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard rest.first == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  mutating func value(depth: Int) -> Bool {
    // Deeper ones aren't looked into.
    if depth > 200 {
      rest = []
      return true
    }
    if take("{") { return members("}") { $0.string() && $0.take(":") && $0.value(depth: depth + 1) } }
    if take("[") { return members("]") { $0.value(depth: depth + 1) } }
    if rest.first == UInt8(ascii: "\"") { return string() }
    let word = rest.prefix { !",]}: \t\r\n".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    let text = String(decoding: word, as: UTF8.self)
    return ["true", "false", "null"].contains(text) || JSONSyntax.isNumber(text)
  }

  private mutating func members(_ end: Character, _ member: (inout JSONSyntax) -> Bool) -> Bool {
    if take(end) { return true }
    repeat { if !member(&self) { return false } } while take(",")
    return take(end)
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"):
        guard let next = rest.popFirst() else { return false }
        if next == UInt8(ascii: "u") {
          guard rest.count > 3, rest.prefix(4).allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
            return false
          }
          rest = rest.dropFirst(4)
        } else if !"\"\\/bfnrt".utf8.contains(next) {
          return false
        }
      case 0..<0x20: return false
      default: break
      }
    }
    return false
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = digits.first, first.isASCII, first.isNumber, digits.last != ".", Double(text) != nil else {
      return false
    }
    return !digits.contains("x") && !digits.contains(".e") && !digits.contains(".E")
      && (first != "0" || digits.count == 1 || !(digits.dropFirst().first?.isNumber ?? false))
  }
}
