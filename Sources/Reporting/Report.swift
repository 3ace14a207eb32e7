package import Diagnostics

/// The findings of a run, in the order in which they are to be shown.
package struct Report: Hashable, Sendable {
  /// The findings, without those whose severity is `off`.
  package let diagnostics: [Diagnostic]
  /// How many findings there are of each severity, in how many files.
  package let summary: Summary

  /// Collects findings; `checkedFiles` is how many files were looked at, where that is known.
  package init(_ diagnostics: [Diagnostic], checkedFiles: Int? = nil) {
    self.diagnostics = diagnostics.filter { $0.severity != .off }
    summary = Summary(of: self.diagnostics, checkedFiles: checkedFiles)
  }
}

extension Report {
  /// How many findings there are of each severity, in how many files.
  package struct Summary: Hashable, Sendable {
    package private(set) var errors = 0
    package private(set) var warnings = 0
    package private(set) var infos = 0
    /// How many files have a finding.
    package private(set) var files = 0
    /// How many files were looked at, where that is known.
    package var checkedFiles: Int?

    /// Counts findings.
    package init(of diagnostics: [Diagnostic], checkedFiles: Int? = nil) {
      var paths: Set<String> = []
      for diagnostic in diagnostics {
        switch diagnostic.severity {
        case .error: errors += 1
        case .warning: warnings += 1
        case .info: infos += 1
        case .off: continue
        }
        if let path = diagnostic.location?.source.path { paths.insert(path) }
      }
      files = paths.count
      self.checkedFiles = checkedFiles
    }

    /// The closing line: `2 errors, 1 warning in 3 files`, or `no findings in 12 files`.
    package var line: String {
      let counts = [(errors, "error"), (warnings, "warning"), (infos, "info")].filter { $0.0 > 0 }
      guard !counts.isEmpty else {
        return "no findings" + (checkedFiles.map { " in " + Self.counted($0, "file") } ?? "")
      }
      let findings = counts.map(Self.counted).joined(separator: ", ")
      guard files > 0 else { return findings }
      guard let checkedFiles, checkedFiles > files else { return "\(findings) in \(Self.counted(files, "file"))" }
      return "\(findings) in \(files) of \(checkedFiles) files"
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
      count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
  }
}
