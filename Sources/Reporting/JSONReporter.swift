package import Diagnostics

/// Writes findings for programs: one JSON document whose keys and their order are stable.
package struct JSONReporter: Reporter {
  /// The number of the document's form; it grows when a key changes its meaning or goes.
  package static let version = 1

  package init() {}

  package func render(_ report: Report) -> String {
    Self.value(of: report).text + "\n"
  }

  /// The report as a value, so that a command can put it into a larger document.
  package static func value(of report: Report) -> JSONValue {
    [
      "version": .integer(version),
      "findings": JSONValue(report.diagnostics) { value(of: $0) },
      "summary": [
        "error": .integer(report.summary.errors),
        "warning": .integer(report.summary.warnings),
        "info": .integer(report.summary.infos),
      ],
    ]
  }

  /// One finding as a value; lines and columns count from 1, the end is the place after the last character.
  package static func value(of diagnostic: Diagnostic) -> JSONValue {
    let start = diagnostic.location?.start
    let end = diagnostic.location?.end
    return [
      "rule": .string(diagnostic.ruleID),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
      "file": JSONValue(diagnostic.location?.source.path),
      "line": JSONValue(start?.line),
      "column": JSONValue(start?.column),
      "endLine": JSONValue(end?.line),
      "endColumn": JSONValue(end?.column),
      "label": .string(diagnostic.label),
      "notes": JSONValue(diagnostic.notes),
      "help": JSONValue(diagnostic.help),
    ]
  }
}
