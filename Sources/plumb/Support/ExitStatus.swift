import Diagnostics
import Reporting

/// How a command ends: the exit codes, in one place.
enum ExitStatus: Int32, Error {
  case clean = 0
  /// Something is wrong: a finding that is a warning or an error, a difference, a DOWN that doesn't reverse.
  case findings = 1
  /// The command line or the configuration is wrong.
  case wrongUse = 2
  /// It could not be done: no server, no file.
  case impossible = 3
  /// Nothing wrong was found, but something could not be decided.
  case undecided = 4

  /// The status that a summary of findings stands for.
  init(_ summary: Report.Summary) { self = summary.errors + summary.warnings > 0 ? .findings : .clean }

  /// The worse of two: findings before what is undecided, before nothing.
  func or(_ other: ExitStatus) -> ExitStatus {
    let order: [ExitStatus] = [.clean, .undecided, .findings, .impossible, .wrongUse]
    return (order.firstIndex(of: self) ?? 0) >= (order.firstIndex(of: other) ?? 0) ? self : other
  }

  /// Ends the command with this status, unless it is clean.
  func end() throws { if self != .clean { throw self } }
}

/// Why a command could not do what it was asked to do.
struct CommandFailure: Error {
  var status: ExitStatus
  /// What was being done, what was found, what to do next.
  var message: String
  /// Findings that say more than the message.
  var diagnostics: [Diagnostic] = []

  init(_ status: ExitStatus, _ message: String, diagnostics: [Diagnostic] = []) {
    self.status = status
    self.message = message
    self.diagnostics = diagnostics
  }

  /// Writes the failure to standard error.
  func show() {
    if diagnostics.isEmpty {
      StandardError.write("error: " + TerminalText.lines(message).joined(separator: "\n"))
    } else {
      StandardError.write(TextReporter.explaining(.plain).render(Report(diagnostics)))
    }
  }
}
