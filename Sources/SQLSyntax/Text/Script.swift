package import Diagnostics

/// A stretch of a file as SQL: its statements where they stand, what can't be read, its comments.
package struct Script: Sendable {
  package let source: SourceText
  /// The bytes of the file that this is.
  package let range: Range<Int>
  package let statements: [Located<Statement>]
  package let errors: [SyntaxError]
  package let comments: [Comment]
  /// The commands of psql that were passed over, where psql runs the script.
  package let skippedCommands: [Range<Int>]

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
    skippedCommands = []
  }

  /// Reads several stretches of a file, in order, as one script.
  ///
  /// `psql` runs some scripts: its commands that touch no schema, such as `\set` and `\copy`, are then passed over, and
  /// given in `skippedCommands`.
  package init(_ source: SourceText, stretches: [Range<Int>], runsInPsql: Bool = false) {
    var statements: [Located<Statement>] = []
    var errors: [SyntaxError] = []
    var comments: [Comment] = []
    var skipped: [Range<Int>] = []
    for stretch in stretches {
      let lexer = Lexer.scan(source.utf8, in: stretch)
      let result = Parser(source: source, range: stretch, lexer: lexer).parse()
      statements += result.statements
      comments += lexer.comments
      let passed = runsInPsql ? lexer.metaCommands.filter { $0.touchesNoSchema(in: source) }.map(\.range) : []
      errors += result.errors.filter { !passed.contains($0.range) }
      skipped += passed
    }
    self.source = source
    range = (stretches.first?.lowerBound ?? 0)..<(stretches.last?.upperBound ?? 0)
    self.statements = statements
    self.errors = errors
    self.comments = comments
    skippedCommands = skipped
  }

  /// Whether psql copies rows into a table while it runs the script, which nobody else can.
  package var copiesRows: Bool { skippedCommands.contains { source[$0].hasPrefix("\\copy") } }

  /// The text of a range of the file.
  package func text(_ range: Range<Int>) -> String { source[range] }
}

extension Lexer.MetaCommand {
  /// Whether the schema is the same after the command: it sets a variable, prints, or moves rows.
  ///
  /// Others read further files (`\i`), run what a query returns (`\gexec`), decide (`\if`) or leave the database (`\c`).
  fileprivate func touchesNoSchema(in source: SourceText) -> Bool {
    if isCopyData { return true }
    let word = source[range].dropFirst().prefix { $0.isLetter }
    return [
      "set", "unset", "echo", "qecho", "warn", "copy", "pset", "timing", "encoding", "x", "t", "a", "prompt",
      "conninfo",
      "restrict", "unrestrict",
    ].contains(word)
  }
}
