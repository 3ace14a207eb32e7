package import Diagnostics

/// Why a configuration can't be used: each thing that is wrong in it, with its place.
package struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, in the order of the file; a reporter shows them with their lines.
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// An error about a file as a whole.
  init(path: String, _ message: String, help: String) {
    let location = Diagnostic.Location(source: SourceText(path: path, utf8: []), range: 0..<0)
    self.init([Diagnostic(ruleID: "", severity: .error, message: message, location: location, help: help)])
  }

  /// A line for each thing that is wrong, `FILE:LINE:COLUMN: MESSAGE`, with its help below it.
  package var description: String {
    diagnostics.map { diagnostic in
      var line = diagnostic.message
      if let location = diagnostic.location {
        let place = location.source.utf8.isEmpty ? "" : ":\(location.start.line):\(location.start.column)"
        line = "\(location.source.path)\(place): \(line)"
      }
      return line + (diagnostic.help.map { "\n  help: \($0)" } ?? "")
    }
    .joined(separator: "\n")
  }
}
