/// Finds comments and the ends of statements in SQL text, in one pass and without a grammar.
///
/// Knows what PostgreSQL's scanner knows of quoting: strings with doubled quotes, `E''` escapes, dollar quotes, quoted
/// identifiers, nested block comments (manual, "Lexical Structure"); and `BEGIN ATOMIC … END` bodies.
package struct Lexer {
  package private(set) var comments: [Comment] = []
  /// The byte ranges between semicolons at the top level, empty ones left out.
  package private(set) var statements: [Range<Int>] = []
  /// What only psql understands: a line that starts with a backslash, and the rows below a COPY … FROM stdin. Each is
  /// one of `statements` too.
  package private(set) var metaCommands: [MetaCommand] = []
  /// What is still open at the end of the text: a quote or a comment, from this offset.
  package private(set) var unterminated: Int?

  /// A command of psql, or the data of one.
  package struct MetaCommand: Hashable, Sendable {
    package var range: Range<Int>
    package var isCopyData: Bool
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private var at: Int
  private var statementStart: Int?
  private var statementEnd = 0
  private var parentheses = 0
  private var atomicDepth = 0
  private var previousWord: Range<Int>?
  private var lineHasText = false

  /// Reads the bytes of `range`; every offset in the result is one of the whole text.
  package static func scan(_ utf8: [UInt8], in range: Range<Int>) -> Lexer {
    utf8.withUnsafeBufferPointer { buffer in
      var lexer = Lexer(bytes: buffer, range: range)
      lexer.run()
      return lexer
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  private func peek(_ distance: Int) -> UInt8 { at + distance < end ? bytes[at + distance] : 0 }

  private mutating func run() {
    while at < end {
      let byte = bytes[at]
      switch byte {
      // PostgreSQL ends a line, and a comment with it, at a carriage return alone, too.
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        lineHasText = false
        at += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 12: at += 1
      case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): lineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
      case UInt8(ascii: "\\") where !lineHasText: metaCommand()
      default: token(byte)
      }
    }
    endStatement()
  }

  private mutating func token(_ byte: UInt8) {
    lineHasText = true
    if byte == UInt8(ascii: ";"), parentheses <= 0, atomicDepth == 0 {
      let isCopy = statementStart.map { copiesFromStdin($0..<at) } ?? false
      endStatement()
      at += 1
      if isCopy { copyData() }
      return
    }
    if statementStart == nil { statementStart = at }
    switch byte {
    case UInt8(ascii: "'"): quoted(by: byte, escapes: false)
    case UInt8(ascii: "\""): quoted(by: byte, escapes: false)
    case UInt8(ascii: "$"): dollarQuote()
    case UInt8(ascii: "("):
      parentheses += 1
      at += 1
    case UInt8(ascii: ")"):
      parentheses -= 1
      at += 1
    case _ where Lexer.startsWord(byte): word()
    default: at += 1
    }
    statementEnd = at
  }

  private mutating func endStatement() {
    if let start = statementStart { statements.append(start..<statementEnd) }
    statementStart = nil
    previousWord = nil
    parentheses = 0
    atomicDepth = 0
  }

  // MARK: - Comments

  private mutating func lineComment() {
    let start = at
    toLineEnd()
    comments.append(Comment(text: text(start + 2..<at), range: start..<at, isLine: true, startsLine: !lineHasText))
  }

  private mutating func blockComment() {
    let start = at
    var depth = 0
    while at < end {
      if bytes[at] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        at += 2
        if depth == 0 { break }
      } else {
        at += 1
      }
    }
    at = min(at, end)
    if depth > 0 { unterminated = unterminated ?? start }
    let inner = start + 2..<max(start + 2, depth > 0 ? at : at - 2)
    comments.append(Comment(text: text(inner), range: start..<at, isLine: false, startsLine: !lineHasText))
  }

  private mutating func toLineEnd() {
    while at < end, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "\r") { at += 1 }
  }

  private mutating func metaCommand() {
    let start = at
    toLineEnd()
    endStatement()
    append(MetaCommand(range: start..<at, isCopyData: false))
  }

  private func copiesFromStdin(_ range: Range<Int>) -> Bool {
    guard matches(range.lowerBound, "copy") else { return false }
    return String(decoding: bytes[range], as: UTF8.self).lowercased().contains("stdin")
  }

  /// Passes over the rows below a COPY … FROM stdin, to the line `\.` or the end. Without such a line there are none.
  private mutating func copyData() {
    let mark = Array("\n\\.".utf8)
    guard let terminator = (at..<max(at, end - 2)).first(where: { bytes[$0..<$0 + 3].elementsEqual(mark) }) else {
      return
    }
    let start = at
    at = terminator + mark.count
    append(MetaCommand(range: start + 1..<at, isCopyData: true))
  }

  private mutating func append(_ command: MetaCommand) {
    metaCommands.append(command)
    statements.append(command.range)
  }

  // MARK: - Quotes and words

  private mutating func quoted(by quote: UInt8, escapes: Bool) {
    let start = at
    at += 1
    while at < end {
      if bytes[at] == quote {
        at += 1
        if at < end, bytes[at] == quote { at += 1 } else { return }
      } else if escapes, bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else {
        at += 1
      }
    }
    at = end
    unterminated = unterminated ?? start
  }

  private mutating func dollarQuote() {
    let start = at
    var tagEnd = at + 1
    while tagEnd < end, Lexer.continuesWord(bytes[tagEnd]), bytes[tagEnd] != UInt8(ascii: "$") { tagEnd += 1 }
    let isQuote = tagEnd < end && bytes[tagEnd] == UInt8(ascii: "$") && !(at + 1 < end && Lexer.isDigit(bytes[at + 1]))
    guard isQuote else {
      at += 1
      return
    }
    let length = tagEnd + 1 - start
    at = tagEnd + 1
    while at + length <= end {
      if bytes[at] == UInt8(ascii: "$"), (0..<length).allSatisfy({ bytes[start + $0] == bytes[at + $0] }) {
        at += length
        return
      }
      at += 1
    }
    at = end
    unterminated = unterminated ?? start
  }

  private mutating func word() {
    let start = at
    while at < end, Lexer.continuesWord(bytes[at]) { at += 1 }
    if at - start == 1, at < end, bytes[at] == UInt8(ascii: "'"), bytes[start] | 0x20 == UInt8(ascii: "e") {
      return quoted(by: bytes[at], escapes: true)
    }
    // `BEGIN ATOMIC … END`: the semicolons in it end statements of the body. `CASE … END` nests.
    if matches(start, "atomic"), let previousWord, matches(previousWord.lowerBound, "begin") {
      atomicDepth += 1
    } else if atomicDepth > 0 {
      if matches(start, "case") { atomicDepth += 1 }
      if matches(start, "end") { atomicDepth -= 1 }
    }
    previousWord = start..<at
  }

  private func matches(_ start: Int, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start + length <= end else { return false }
    if start + length < end, Lexer.continuesWord(bytes[start + length]) { return false }
    return (0..<length).allSatisfy { bytes[start + $0] | 0x20 == word.utf8Start[$0] }
  }

  private func text(_ range: Range<Int>) -> String {
    range.lowerBound < range.upperBound ? String(decoding: bytes[range], as: UTF8.self) : ""
  }

  private static func startsWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private static func continuesWord(_ byte: UInt8) -> Bool {
    startsWord(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
