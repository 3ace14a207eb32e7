package import Diagnostics
import SQLSyntax

/// A statement, with the file and the line where it stands.
package struct StatementPlace: Hashable, Sendable {
  /// The file that the statement is in: DOWN may have one of its own.
  package let source: SourceText
  package let range: Range<Int>

  package init(source: SourceText, range: Range<Int>) {
    self.source = source
    self.range = range
  }

  package init(_ step: ScriptRun.Step, in run: ScriptRun) {
    self.init(source: run.script.source, range: step.statement.range)
  }

  /// The line on which the statement begins.
  package var line: Int { source.position(at: range.lowerBound).line }

  /// The statement on one line.
  package var statement: String { source[range].split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The statement for a sentence: on one line, a long one cut.
  package var excerpt: String { statement.count > 100 ? statement.prefix(99) + "…" : statement }

  /// `migrations/002_notes.sql:7`.
  package var description: String { "\(source.path):\(line)" }
}
