package import Diagnostics

/// Writes findings for people, in rustc's style.
///
///     warning[drop-column]: dropping column `email` loses its data
///        ┌ migrations/007_email.sql:3:1
///        │
///      3 │ ALTER TABLE users DROP COLUMN email;
///        │ ^^^^^^^^^^^ what happens there
///        │
///        = help: one thing to do
///        = more: plumb explain drop-column
package struct TextReporter: Reporter {
  package var style: TextStyle
  /// The ids that `plumb explain` has a page for; `nil` where every id has one.
  package var pages: Set<String>?

  package init(style: TextStyle = .plain, pages: Set<String>? = nil) {
    self.style = style
    self.pages = pages
  }

  package func render(_ report: Report) -> String {
    report.diagnostics.reduce(into: "") { $0 += render($1) + "\n" } + render(report.summary)
  }

  /// One finding, with a line end after its last line.
  package func render(_ diagnostic: Diagnostic) -> String {
    var lines = heading(of: diagnostic)
    var gutter = Gutter(width: 1, style: style)
    if let location = diagnostic.location {
      gutter.width = String(location.start.line).count
      lines += code(at: location, of: diagnostic, gutter: gutter)
    }
    let remarks = remarks(on: diagnostic, gutter: gutter)
    if diagnostic.location != nil, !remarks.isEmpty { lines.append(gutter.bar) }
    return (lines + remarks).joined(separator: "\n") + "\n"
  }

  /// The closing line, in the colour of the worst finding, with a line end.
  package func render(_ summary: Report.Summary) -> String {
    let worst: TextStyle.Colour =
      summary.errors > 0 ? .error : summary.warnings > 0 ? .warning : summary.infos > 0 ? .info : .emphasis
    return style.paint(summary.line, worst) + "\n"
  }

  private func heading(of diagnostic: Diagnostic) -> [String] {
    let rule = diagnostic.ruleID.isEmpty ? "" : "[\(TerminalText.line(diagnostic.ruleID))]"
    let severity = style.paint("\(diagnostic.severity)\(rule)", TextStyle.Colour(diagnostic.severity))
    let message = TerminalText.lines(diagnostic.message)
    return [severity + style.paint(": " + (message.first ?? ""), .emphasis)]
      + message.dropFirst().map { style.paint("  " + $0, .emphasis) }
  }

  private func code(at location: Diagnostic.Location, of diagnostic: Diagnostic, gutter: Gutter) -> [String] {
    guard !location.source.utf8.isEmpty else { return [gutter.corner + " " + TerminalText.line(location.source.path)] }
    let start = location.start
    let snippet = Snippet(of: location)
    let colour = TextStyle.Colour(diagnostic.severity)
    let label = TerminalText.lines(diagnostic.label)
    let indent = String(repeating: " ", count: snippet.markStart)
    let carets = String(repeating: "^", count: snippet.markWidth)
    let mark = [carets, label.first ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let hanging = indent + String(repeating: " ", count: snippet.markWidth + 1)
    return [
      gutter.corner + " \(TerminalText.line(location.source.path)):\(start.line):\(start.column)",
      gutter.bar,
      gutter.numbered(start.line) + (snippet.line.isEmpty ? "" : " " + snippet.line),
      gutter.bar + " " + indent + style.paint(mark, colour),
    ] + label.dropFirst().map { gutter.bar + " " + hanging + style.paint($0, colour) }
  }

  private func remarks(on diagnostic: Diagnostic, gutter: Gutter) -> [String] {
    var lines: [String] = []
    for note in diagnostic.notes { lines += remark("note", note, gutter: gutter) }
    if let help = diagnostic.help { lines += remark("help", help, gutter: gutter) }
    if !diagnostic.ruleID.isEmpty, pages?.contains(diagnostic.ruleID) ?? true {
      lines += remark("more", "plumb explain \(diagnostic.ruleID)", gutter: gutter)
    }
    return lines
  }

  /// A line `= title: text`; further lines of the text stand below its first.
  private func remark(_ title: String, _ text: String, gutter: Gutter) -> [String] {
    let lines = TerminalText.lines(text)
    let hanging = gutter.blank + String(repeating: " ", count: title.count + 4)
    return [gutter.point + style.paint(" \(title):", .emphasis) + (lines.first.map { " " + $0 } ?? "")]
      + lines.dropFirst().map { $0.isEmpty ? "" : hanging + $0 }
  }
}

/// What stands to the left of the code, as wide as the line's number.
private struct Gutter {
  var width: Int
  var style: TextStyle

  var blank: String { String(repeating: " ", count: width + 2) }
  var corner: String { blank + style.paint("┌", .gutter) }
  var bar: String { blank + style.paint("│", .gutter) }
  var point: String { blank + style.paint("=", .gutter) }

  func numbered(_ line: Int) -> String { " " + style.paint("\(line) │", .gutter) }
}
