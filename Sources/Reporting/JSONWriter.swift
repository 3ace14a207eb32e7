/// Writes a `JSONValue` as text: members in their order, two spaces a level or all on one line.
package struct JSONWriter {
  private var text = ""
  private let isPretty: Bool

  /// The text of a value, without a line end after it.
  package static func text(of value: JSONValue, isPretty: Bool = true) -> String {
    var writer = JSONWriter(isPretty: isPretty)
    writer.write(value, depth: 0)
    return writer.text
  }

  private init(isPretty: Bool) { self.isPretty = isPretty }

  private mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .integer(let integer): text += "\(integer)"
    case .number(let number): text += number.isFinite ? "\(number)" : "null"
    case .string(let string): write(string)
    case .array(let elements):
      writeList("[", "]", elements, depth: depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      writeList("{", "}", members, depth: depth) {
        $0.write($1.name)
        $0.text += $0.isPretty ? ": " : ":"
        $0.write($1.value, depth: depth + 1)
      }
    }
  }

  private mutating func writeList<Element>(
    _ open: String, _ close: String, _ elements: [Element], depth: Int, _ write: (inout JSONWriter, Element) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine(depth: depth + 1)
      write(&self, element)
    }
    if !elements.isEmpty { breakLine(depth: depth) }
    text += close
  }

  private mutating func breakLine(depth: Int) {
    guard isPretty else { return }
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if Self.isEscaped(scalar) { escape(scalar) } else { text.unicodeScalars.append(scalar) }
      }
    }
    text += "\""
  }

  /// Whether a scalar is escaped: those that RFC 8259 names, and others that a terminal or JavaScript would obey.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16)
    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension JSONValue {
  /// The value as text, one member a line, without a line end after it.
  package var text: String { JSONWriter.text(of: self) }

  /// The value as text on one line.
  package var compactText: String { JSONWriter.text(of: self, isPretty: false) }
}
