import Diagnostics
import Foundation
import Linting
import Reporting
import Synchronization

/// Standard output.
///
/// Where it is closed (`plumb rules | head -1`) or its disk is full, the command goes on without it: a migration must not
/// stop half way because nobody reads what it says.
enum Output {
  private static let failure = Mutex<Int32?>(nil)

  /// Writes a text without adding a line end.
  static func write(_ text: String) {
    guard failure.withLock({ $0 == nil }) else { return }
    if let code = DescriptorWriter.write(text, to: STDOUT_FILENO) { failure.withLock { $0 = code } }
  }

  /// Writes findings in a format, sorted by place.
  static func write(_ diagnostics: [Diagnostic], _ format: ReportFormat, checkedFiles: Int? = nil) -> ExitStatus {
    let report = Report(diagnostics.sorted(by: Diagnostic.isOrderedBefore), checkedFiles: checkedFiles)
    switch format {
    case .text: write(TextReporter.explaining(.forStandardOutput()).render(report))
    case .json: write(JSONReporter().render(report))
    }
    return ExitStatus(report.summary)
  }

  /// What kept the output from being written, where that isn't a reader who has seen enough.
  static var problem: String? {
    guard let code = failure.withLock({ $0 }), code != EPIPE else { return nil }
    return "can't write to standard output: \(String(cString: strerror(code)))"
  }
}

/// Standard error.
enum StandardError {
  /// Writes a text and a line end, passwords in connection strings masked.
  static func write(_ text: String) {
    let masked = text.replacing(/(:\/\/[^\s:@\/`]*):[^\s`]+@/) { "\($0.output.1):***@" }
      .replacing(/(?i)(password\s*=\s*)('[^']*'|[^\s`&]+)/) { "\($0.output.1)***" }
    _ = DescriptorWriter.write(masked.hasSuffix("\n") ? masked : masked + "\n", to: STDERR_FILENO)
  }
}

/// Writes text to a file descriptor.
private enum DescriptorWriter {
  /// Returns the number of the error that kept it from being written.
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR { return errno }
    }
    return nil
  }
}

extension TextReporter {
  /// A reporter that points to `plumb explain` where there is a page.
  static func explaining(_ style: TextStyle) -> TextReporter {
    TextReporter(style: style, pages: Set(RulePage.all.map(\.id)))
  }
}
