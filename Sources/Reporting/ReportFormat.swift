/// How findings are written: the names that `--format` knows.
package enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  /// For people: rustc's style, with the code that is meant.
  case text
  /// For programs: one JSON document.
  case json

  /// The reporter of this format; `style` matters where the format has colours.
  package func reporter(style: TextStyle = .plain) -> any Reporter {
    switch self {
    case .text: TextReporter(style: style)
    case .json: JSONReporter()
    }
  }
}

/// Writes a report in one format.
package protocol Reporter: Sendable {
  /// The whole report, with a line end after its last line.
  func render(_ report: Report) -> String
}
