/// The text form of PostgreSQL's arrays: `{a,"b c",NULL}`.
package enum TextArray {
  /// The elements of a one-dimensional array, or `nil` where the text is none.
  ///
  /// The delimiter is the comma, as for every built-in type but `box`.
  package static func elements(of text: String) -> [String?]? {
    var parser = Parser(bytes: Array(text.utf8))
    return parser.parse()
  }
}

private struct Parser {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func parse() -> [String?]? {
    skipBounds()
    guard skip("{") else { return nil }
    if skip("}") { return offset == bytes.count ? [] : nil }
    var elements: [String?] = []
    repeat {
      guard let element = element() else { return nil }
      elements.append(element.text)
    } while skip(",")
    return skip("}") && offset == bytes.count ? elements : nil
  }

  /// Skips the bounds that the server writes where an array does not start at 1: `[0:2]=`.
  private mutating func skipBounds() {
    guard byte == UInt8(ascii: "["), let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return }
    offset = equals + 1
  }

  private mutating func skip(_ expected: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: expected) else { return false }
    offset += 1
    return true
  }

  /// One element; its text is `nil` for SQL's NULL.
  private struct Element {
    var text: String?
  }

  /// The next element, or `nil` for a syntax error.
  private mutating func element() -> Element? {
    skip("\"") ? quotedElement() : plainElement()
  }

  private mutating func quotedElement() -> Element? {
    var text: [UInt8] = []
    while let byte {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return Element(text: String(decoding: text, as: UTF8.self))
      case UInt8(ascii: "\\"):
        guard let escaped = self.byte else { return nil }
        text.append(escaped)
        offset += 1
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func plainElement() -> Element? {
    let start = offset
    while let byte, ![UInt8(ascii: ","), UInt8(ascii: "}")].contains(byte) {
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\"") { return nil }
      offset += 1
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if text.isEmpty { return nil }
    return Element(text: text.uppercased() == "NULL" ? nil : text)
  }
}
