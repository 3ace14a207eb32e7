/// A word, a string or a symbol of a PL/pgSQL body.
struct PLpgSQLToken {
  enum Kind {
    case word, quotedName, string, symbol
  }

  var kind: Kind
  var range: Range<Int>
  /// A word in lower case, a quoted name without its quotes, a symbol as it stands; of strings nothing.
  var text: String

  /// Whether this is a name: of a variable, a column, a function.
  var isName: Bool { kind == .word || kind == .quotedName }

  /// Whether this is the keyword or the symbol.
  func `is`(_ word: String) -> Bool { kind != .quotedName && text == word }
}

/// Splits a PL/pgSQL body into tokens, comments left out (manual, "Lexical Structure", which PL/pgSQL shares).
struct PLpgSQLTokens {
  private let bytes: [UInt8]
  private let end: Int
  private var at: Int
  private(set) var tokens: [PLpgSQLToken] = []

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
    while at < end { next() }
  }

  private func peek(_ distance: Int) -> UInt8 { at + distance < end ? bytes[at + distance] : 0 }

  private mutating func next() {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 12: at += 1
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
      while at < end, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): comment()
    case UInt8(ascii: "'"): quoted(.string, from: at, escapes: false)
    case UInt8(ascii: "\""): quoted(.quotedName, from: at, escapes: false)
    case UInt8(ascii: "$"): dollar()
    case _ where Self.continuesWord(byte) && !Self.isDigit(byte): word()
    case _ where Self.isDigit(byte):
      let start = at
      while at < end, Self.continuesWord(bytes[at]) { at += 1 }
      add(.symbol, start)
    case _ where Self.operators.contains(byte): operation()
    default:
      at += 1
      add(.symbol, at - 1)
    }
  }

  private mutating func add(_ kind: PLpgSQLToken.Kind, _ start: Int) {
    var text = kind == .string ? "" : String(decoding: bytes[start..<at], as: UTF8.self)
    if kind == .word { text = text.lowercased() }
    if kind == .quotedName { text = String(text.dropFirst().dropLast()) }
    tokens.append(PLpgSQLToken(kind: kind, range: start..<at, text: text))
  }

  private mutating func comment() {
    var depth = 0
    repeat {
      if bytes[at] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        at += 2
      } else {
        at += 1
      }
    } while at < end && depth > 0
    at = min(at, end)
  }

  private mutating func quoted(_ kind: PLpgSQLToken.Kind, from start: Int, escapes: Bool) {
    let quote = bytes[at]
    at += 1
    while at < end {
      if escapes, bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if bytes[at] == quote {
        at += 1
        guard at < end, bytes[at] == quote else { break }
        at += 1
      } else {
        at += 1
      }
    }
    at = min(at, end)
    add(kind, start)
  }

  /// `$tag$…$tag$`, or `$1`.
  private mutating func dollar() {
    let start = at
    at += 1
    if Self.isDigit(peek(0)) {
      while at < end, Self.isDigit(bytes[at]) { at += 1 }
      return add(.symbol, start)
    }
    while at < end, Self.continuesWord(bytes[at]), bytes[at] != UInt8(ascii: "$") { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: "$") else { return add(.symbol, start) }
    at += 1
    let tag = bytes[start..<at]
    while at + tag.count <= end, bytes[at] != UInt8(ascii: "$") || !bytes[at..<at + tag.count].elementsEqual(tag) {
      at += 1
    }
    at = min(at + tag.count, end)
    add(.string, start)
  }

  private mutating func word() {
    let start = at
    while at < end, Self.continuesWord(bytes[at]) { at += 1 }
    if at - start == 1, peek(0) == UInt8(ascii: "'"), "ebxn".utf8.contains(bytes[start] | 0x20) {
      return quoted(.string, from: start, escapes: bytes[start] | 0x20 == UInt8(ascii: "e"))
    }
    add(.word, start)
  }

  private mutating func operation() {
    let start = at
    at += 1
    while at < end, Self.operators.contains(bytes[at]) {
      if bytes[at] == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") { break }
      if bytes[at] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") { break }
      // `:=` is one of its own; a sign after it, or after `=`, is the number's.
      if bytes[start] == UInt8(ascii: ":"), at - start == 2 { break }
      if at - start == 1, bytes[start] == UInt8(ascii: "="), "+-".utf8.contains(bytes[at]) { break }
      at += 1
    }
    add(.symbol, start)
  }

  private static let operators = Array("+-*/<>=~!@#%^&|`?:".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func continuesWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || isDigit(byte)
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
