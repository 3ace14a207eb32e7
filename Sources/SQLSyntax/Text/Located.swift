/// A value and where it stands in its file, as a range of UTF-8 bytes.
package struct Located<Value> {
  package var value: Value
  /// From the first character to the last, without leading comments and the closing semicolon.
  package var range: Range<Int>

  package init(_ value: Value, range: Range<Int>) {
    self.value = value
    self.range = range
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}

/// A comment: its text without the marks, and where it stands.
package struct Comment: Hashable, Sendable {
  package var text: String
  package var range: Range<Int>
  /// `--` rather than `/* */`.
  package var isLine: Bool
  /// Nothing but white space stands before it on its line.
  package var startsLine: Bool
}

/// A place that PostgreSQL's grammar can't read.
package struct SyntaxError: Error, Hashable, Sendable {
  /// The message of PostgreSQL's parser (SQLSTATE 42601).
  package var message: String
  /// The byte offset within the file where it stopped.
  package var offset: Int
  /// The statement that can't be read.
  package var range: Range<Int>
  /// What to do about it, where that is known.
  package var hint: String?
}
