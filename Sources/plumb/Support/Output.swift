import Diagnostics
import Foundation
import Reporting

/// Standard output.
enum Output {
  /// Writes a text without adding a line end.
  static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Writes findings in a format, sorted by place.
  static func write(_ diagnostics: [Diagnostic], _ format: ReportFormat, checkedFiles: Int? = nil) -> ExitStatus {
    let report = Report(diagnostics.sorted(by: Diagnostic.isOrderedBefore), checkedFiles: checkedFiles)
    write(format.reporter(style: .forStandardOutput()).render(report))
    return ExitStatus(report.summary)
  }
}
