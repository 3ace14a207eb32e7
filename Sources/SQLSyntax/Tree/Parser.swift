import CPgQuery
import Diagnostics

/// Parses a stretch of a file with libpg_query: all of it at once, and statement by statement where that fails.
struct Parser {
  var source: SourceText
  var range: Range<Int>
  var lexer: Lexer

  typealias Result = (statements: [Located<Statement>], errors: [SyntaxError])

  func parse() -> Result {
    guard !lexer.statements.isEmpty else { return ([], unterminated()) }
    if let zero = source.utf8[range].firstIndex(of: 0) { return ([], [nulByte(at: zero)]) }
    if lexer.metaCommands.isEmpty, lexer.unterminated == nil, let tree = try? Parser.tree(source, range) {
      let statements = read(tree)
      if statements.count == lexer.statements.count { return (statements, []) }
    }
    var statements: [Located<Statement>] = []
    var errors: [SyntaxError] = unterminated()
    for part in lexer.statements {
      if let command = lexer.metaCommands.first(where: { $0.range == part }) {
        errors.append(metaCommand(command))
        continue
      }
      do {
        statements += try read(Parser.tree(source, part))
      } catch {
        if errors.contains(where: { part.contains($0.offset) }) { continue }
        errors.append(error)
      }
    }
    return (statements, errors)
  }

  /// The statements of a tree; the tree says where each starts with the comments before it, the lexer without.
  private func read(_ tree: ParseTree) -> [Located<Statement>] {
    var statements: [Located<Statement>] = []
    var next = 0
    for item in tree.root.list("stmts") {
      guard let node = item["stmt"] else { continue }
      let start = tree.sourceOffset + item.int("stmt_location")
      while next < lexer.statements.count, lexer.statements[next].lowerBound < start { next += 1 }
      let place = next < lexer.statements.count ? lexer.statements[next] : start..<range.upperBound
      next += 1
      statements.append(Located(Statement(node), range: place))
    }
    return statements
  }

  // MARK: - libpg_query

  /// The trees of a range of a file.
  static func tree(_ source: SourceText, _ range: Range<Int>) throws(SyntaxError) -> ParseTree {
    var bytes = [UInt8](source.utf8[range])
    bytes.append(0)
    let result = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { pg_query_parse($0.baseAddress) }
    }
    guard let error = result.error else {
      if let tree = ParseTree(result, source: source.utf8, sourceOffset: range.lowerBound) { return tree }
      throw SyntaxError(message: "libpg_query gave no syntax tree", offset: range.lowerBound, range: range)
    }
    let message = error.pointee.message.map { String(cString: $0) } ?? "syntax error"
    let cursor = Int(error.pointee.cursorpos)
    pg_query_free_parse_result(result)
    let offset = cursor > 0 ? source.offset(ofCharacter: cursor, from: range.lowerBound) : range.lowerBound
    throw SyntaxError(
      message: message, offset: min(offset, range.upperBound), range: range, hint: hint(message, source, range))
  }

  /// The trees of a text, or `nil` where it can't be read.
  static func tree(of text: String) -> ParseTree? {
    ParseTree(text.withCString { pg_query_parse($0) }, source: Array(text.utf8), sourceOffset: 0)
  }

  /// Why a text can't be read; `nil` where it can be.
  static func error(in text: String) -> String? {
    let result = text.withCString { pg_query_split_with_parser($0) }
    defer { pg_query_free_split_result(result) }
    return result.error.map { $0.pointee.message.map { String(cString: $0) } ?? "syntax error" }
  }

  private static func hint(_ message: String, _ source: SourceText, _ range: Range<Int>) -> String? {
    if message.contains("stack depth") || message.contains("memory exhausted") {
      return "the expression is nested deeper than PostgreSQL's own parser goes; write it flatter"
    }
    let words = source[range.lowerBound..<min(range.upperBound, range.lowerBound + 4000)].lowercased()
    if words.hasPrefix("copy"), words.contains("stdin") {
      return "write the rows as INSERT statements: a migration can't carry the data of COPY … FROM stdin"
    }
    return nil
  }

  // MARK: - What the lexer alone can tell

  private func nulByte(at offset: Int) -> SyntaxError {
    SyntaxError(
      message: "a NUL byte, which PostgreSQL doesn't accept in SQL", offset: offset, range: offset..<offset + 1,
      hint: "remove the byte; a file saved as UTF-16 has many of them: save it as UTF-8")
  }

  private func metaCommand(_ command: Lexer.MetaCommand) -> SyntaxError {
    let word = source[command.range].split(separator: " ").first ?? ""
    return SyntaxError(
      message: command.isCopyData
        ? "rows of a COPY statement, which only psql reads" : "`\(word)` is a command of psql, not SQL",
      offset: command.range.lowerBound, range: command.range,
      hint: command.isCopyData
        ? "write the rows as INSERT statements"
        : "remove it: a migration is sent to the server, not to psql")
  }

  private func unterminated() -> [SyntaxError] {
    guard let start = lexer.unterminated else { return [] }
    let what = source.utf8[start] == UInt8(ascii: "/") ? "comment" : "quote"
    return [
      SyntaxError(
        message: "unterminated \(what): it starts here and the text ends within it", offset: start,
        range: start..<range.upperBound)
    ]
  }
}
