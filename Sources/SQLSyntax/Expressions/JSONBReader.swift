/// Reads a JSON value and writes it as `jsonb` keeps it: keys sorted and told once, numbers without exponents.
struct JSONBReader {
  private var rest: ArraySlice<UInt8>
  private var depth = 0

  /// The value without white space; `nil` where the text isn't JSON.
  static func compact(_ text: String) -> String? {
    var reader = JSONBReader(rest: Array(text.utf8)[...])
    guard let value = reader.value() else { return nil }
    reader.skipBlanks()
    return reader.rest.isEmpty ? value : nil
  }

  private mutating func skipBlanks() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard let byte = rest.first, byte == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func value() -> String? {
    guard depth < 100 else { return nil }
    depth += 1
    defer { depth -= 1 }
    if take("{") { return object() }
    if take("[") { return array() }
    skipBlanks()
    if rest.first == Character("\"").asciiValue { return string().map(JSONBReader.quoted) }
    let word = rest.prefix { !",]} \n\t\r".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    let text = String(decoding: word, as: UTF8.self)
    if ["true", "false", "null"].contains(text) { return text }
    return Double(text) == nil || text == "-0" ? nil : Literals.number(text)
  }

  private mutating func object() -> String? {
    var members: [String: String] = [:]
    if !take("}") {
      repeat {
        skipBlanks()
        guard let key = string(), take(":"), let value = value() else { return nil }
        members[key] = value
      } while take(",")
      guard take("}") else { return nil }
    }
    // Shorter keys come first (`lengthCompareJsonbString`).
    let sorted = members.sorted { left, right in
      let (one, other) = (left.key.utf8, right.key.utf8)
      return one.count == other.count ? one.lexicographicallyPrecedes(other) : one.count < other.count
    }
    return "{" + sorted.map { JSONBReader.quoted($0.key) + ":" + $0.value }.joined(separator: ",") + "}"
  }

  private mutating func array() -> String? {
    var elements: [String] = []
    if !take("]") {
      repeat {
        guard let value = value() else { return nil }
        elements.append(value)
      } while take(",")
      guard take("]") else { return nil }
    }
    return "[" + elements.joined(separator: ",") + "]"
  }

  /// A string without its quotes and escapes; one with a code point beyond the first plane isn't read.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        if escaped == UInt8(ascii: "u") {
          guard let code = Int(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(UInt32(code)), code > 0
          else { return nil }
          rest = rest.dropFirst(4)
          bytes += Array(String(Character(scalar)).utf8)
        } else {
          let plain: [Character: UInt8] = ["n": 10, "t": 9, "r": 13, "b": 8, "f": 12]
          bytes.append(plain[Character(Unicode.Scalar(escaped))] ?? escaped)
        }
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private static func quoted(_ text: String) -> String {
    let escapes: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\u{8}": "\\b", "\u{c}": "\\f",
    ]
    return "\"" + text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined() + "\""
  }
}
