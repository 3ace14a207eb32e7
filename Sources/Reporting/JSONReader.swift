/// Reads JSON text into a `JSONValue`, an object's members in their order; or piece by piece, what nobody wants passed over.
package struct JSONReader {
  /// Why a text isn't JSON: what was expected, and the offset of the byte that isn't it.
  package struct Failure: Error, Hashable, Sendable {
    package var expected: String
    package var offset: Int

    package init(expected: String, offset: Int) {
      self.expected = expected
      self.offset = offset
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var depth = 0
  private static let deepest = 512

  /// The value that a text is.
  package static func value(of utf8: [UInt8]) throws(Failure) -> JSONValue {
    let result = utf8.withUnsafeBufferPointer { buffer in
      Result { () throws(Failure) in
        var reader = JSONReader(bytes: buffer)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.at == buffer.count else { throw reader.failure("the end of the text") }
        return value
      }
    }
    return try result.get()
  }

  /// Reads a text from its start, as far as `body` does.
  package static func read<Result>(
    _ utf8: [UInt8], _ body: (inout JSONReader) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let result = utf8.withUnsafeBufferPointer { buffer in
      Swift.Result { () throws(Failure) in
        var reader = JSONReader(bytes: buffer)
        return try body(&reader)
      }
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func failure(_ expected: String) -> Failure { Failure(expected: expected, offset: at) }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Reads the next value.
  package mutating func value() throws(Failure) -> JSONValue {
    skipSpace()
    guard at < bytes.count, depth < JSONReader.deepest else { throw failure("a value") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    guard bytes[at...].starts(with: word.utf8) else { throw failure("`\(word)`") }
    at += word.utf8.count
    return value
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let digits = bytes[at...].prefix { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
    let text = String(decoding: digits, as: UTF8.self)
    guard let value = Int(text).map(JSONValue.integer) ?? Double(text).map(JSONValue.number) else {
      throw failure("a value")
    }
    at = digits.endIndex
    return value
  }

  private mutating func array() throws(Failure) -> JSONValue {
    var elements: [JSONValue] = []
    try self.elements { reader throws(Failure) in elements.append(try reader.value()) }
    return .array(elements)
  }

  private mutating func object() throws(Failure) -> JSONValue {
    var members: [JSONValue.Member] = []
    try self.members { name, reader throws(Failure) in members.append(.init(name, try reader.value())) }
    return .object(members)
  }

  /// Reads an array: `body` has to read or to skip each element. `false` where the next value is none; it is skipped.
  @discardableResult
  package mutating func elements(_ body: (inout JSONReader) throws(Failure) -> Void) throws(Failure) -> Bool {
    guard try enter(UInt8(ascii: "[")) else { return false }
    defer { depth -= 1 }
    skipSpace()
    if take(UInt8(ascii: "]")) { return true }
    while true {
      try body(&self)
      skipSpace()
      if take(UInt8(ascii: "]")) { return true }
      guard take(UInt8(ascii: ",")) else { throw failure("`,` or `]`") }
    }
  }

  /// Reads an object: `body` has to read or to skip the value of each name. `false` where the next value is none; it is
  /// skipped.
  @discardableResult
  package mutating func members(_ body: (String, inout JSONReader) throws(Failure) -> Void) throws(Failure) -> Bool {
    guard try enter(UInt8(ascii: "{")) else { return false }
    defer { depth -= 1 }
    skipSpace()
    if take(UInt8(ascii: "}")) { return true }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw failure("a name in double quotes") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("`:`") }
      try body(name, &self)
      skipSpace()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { throw failure("`,` or `}`") }
    }
  }

  /// Goes into an object or an array; `false` where the next value is another, which is skipped.
  private mutating func enter(_ bracket: UInt8) throws(Failure) -> Bool {
    skipSpace()
    guard at < bytes.count, depth < JSONReader.deepest else { throw failure("a value") }
    guard take(bracket) else {
      try skip()
      return false
    }
    depth += 1
    return true
  }

  /// Passes over the next value.
  package mutating func skip() throws(Failure) {
    skipSpace()
    guard at < bytes.count else { throw failure("a value") }
    switch bytes[at] {
    case UInt8(ascii: "{"): try members { _, reader throws(Failure) in try reader.skip() }
    case UInt8(ascii: "["): try elements { reader throws(Failure) in try reader.skip() }
    case UInt8(ascii: "\""): try skipString()
    default: _ = try value()
    }
  }

  private mutating func skipString() throws(Failure) {
    at += 1
    while at < bytes.count, bytes[at] >= 0x20 {
      if take(UInt8(ascii: "\"")) { return }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    throw failure("the end of a string")
  }

  /// Reads a string; `nil` where the next value is none, which is skipped.
  package mutating func text() throws(Failure) -> String? {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
      try skip()
      return nil
    }
    return try string()
  }

  private mutating func string() throws(Failure) -> String {
    at += 1
    let plain = bytes[at...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 }
    at = plain.endIndex
    if take(UInt8(ascii: "\"")) { return String(decoding: plain, as: UTF8.self) }
    var units = Array(plain)
    while at < bytes.count, bytes[at] >= 0x20 {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units += Array(String(try escape()).utf8)
      default: units.append(byte)
      }
    }
    throw failure("the end of a string")
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    let escapes: [UInt8: Unicode.Scalar] = [
      0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
    ]
    guard at < bytes.count else { throw failure("an escape") }
    let byte = bytes[at]
    at += 1
    if let scalar = escapes[byte] { return scalar }
    guard byte == UInt8(ascii: "u") else { throw failure("an escape") }
    let first = try hexadecimal()
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure("the second half of a character") }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second) else { throw failure("the second half of a character") }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    let digits = bytes[at...].prefix(4)
    guard digits.count == 4, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw failure("four hexadecimal digits")
    }
    at += 4
    return value
  }
}
