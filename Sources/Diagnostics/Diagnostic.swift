/// One finding: what, where, why it matters, and one thing to do.
///
/// The message reads like rustc's: lower case, code in backticks, no full stop.
package struct Diagnostic: Hashable, Sendable {
  /// The rule's id, which names the hazard: `index-without-concurrently`.
  package var ruleID: String
  package var severity: Severity
  package var message: String
  /// Where: a byte range of a file. `nil` for a finding about a folder or a database.
  package var location: Location?
  /// What stands beside the marked code: what happens there.
  package var label: String
  /// Further facts, a line each: what is left, lost or changed, the server's detail.
  package var notes: [String]
  /// One thing to do, as an imperative.
  package var help: String?

  package init(
    ruleID: String, severity: Severity, message: String, location: Location? = nil, label: String = "",
    notes: [String] = [], help: String? = nil
  ) {
    self.ruleID = ruleID
    self.severity = severity
    self.message = message
    self.location = location
    self.label = label
    self.notes = notes
    self.help = help
  }

  /// A byte range of a file.
  package struct Location: Hashable, Sendable {
    package var source: SourceText
    package var range: Range<Int>

    package init(source: SourceText, range: Range<Int>) {
      self.source = source
      self.range = range
    }

    /// Where the range starts, line and column from 1.
    package var start: SourceText.Position { source.position(at: range.lowerBound) }
    /// Where the range ends, line and column from 1.
    package var end: SourceText.Position { source.position(at: range.upperBound) }
  }
}

extension Diagnostic {
  /// Whether this finding comes before another: by file, then by place, then by rule.
  package static func isOrderedBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    let leftKey = (left.location?.source.path ?? "", left.location?.range.lowerBound ?? 0, left.ruleID)
    let rightKey = (right.location?.source.path ?? "", right.location?.range.lowerBound ?? 0, right.ruleID)
    return leftKey < rightKey
  }
}
