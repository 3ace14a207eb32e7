package import Diagnostics

/// A stretch of a file as SQL: its statements where they stand, what can't be read, its comments.
package struct Script: Sendable {
  package let source: SourceText
  /// The bytes of the file that this is.
  package let range: Range<Int>
  package let statements: [Located<Statement>]
  package let errors: [SyntaxError]
  package let comments: [Comment]

  /// Reads a range of a file. A statement that can't be read is in `errors`; the others are read all the same.
  package init(_ source: SourceText, range: Range<Int>? = nil) {
    let range = range ?? 0..<source.utf8.count
    self.init(source, Lexer.scan(source.utf8, in: range), range: range)
  }

  /// As `init(_:range:)`, with the comments and the statements' places already found.
  package init(_ source: SourceText, _ lexer: Lexer, range: Range<Int>) {
    let parser = Parser(source: source, range: range, lexer: lexer)
    let result = parser.parse()
    self.source = source
    self.range = range
    statements = result.statements
    errors = result.errors
    comments = lexer.comments
  }

  /// The text of a range of the file.
  package func text(_ range: Range<Int>) -> String { source[range] }
}
