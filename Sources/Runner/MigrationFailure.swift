package import Diagnostics
package import PostgresClient
import SQLSyntax

/// A migration that failed: what the server said, where, and what became of the migration.
package struct MigrationFailure: Error, Sendable {
  /// The migration, as in its file's name.
  package var title: String
  package var direction: MigrationPlan.Direction
  /// The server's error, or `nil` for one of the runner's own.
  package var serverError: ServerError?
  package var diagnostic: Diagnostic
}

extension MigrationFailure: CustomStringConvertible {
  /// The message with its place, then the notes and what to do.
  package var description: String {
    let place = diagnostic.location.map { "\($0.source.path):\($0.start.line):\($0.start.column): " } ?? ""
    let help = diagnostic.help.map { ["help: " + $0] } ?? []
    return ([place + diagnostic.message] + diagnostic.notes + help).joined(separator: "\n")
  }
}

/// Why a statement of a migration failed, before it is told with its place.
struct StatementFailure: Error {
  var reason: Reason
  /// The statement's index in the script; `nil` for what the runner does itself: BEGIN, its row.
  var statement: Int?
  /// Whether it was the COMMIT after the statement.
  var atCommit = false

  enum Reason {
    case database(PostgresError)
    /// The transaction ended or failed without an error.
    case transaction(String)
    /// Indexes that a statement outside a transaction left invalid.
    case invalidIndexes([String])
  }

  var serverError: ServerError? { if case .database(let error) = reason { error.serverError } else { nil } }

  /// The connection is gone.
  var isLost: Bool { if case .database(.lost) = reason { true } else { false } }

  /// Waited too long for a lock (55P03) or was a deadlock's victim (40P01): another time it may work.
  var isTransient: Bool { !isLost && ["55P03", "40P01"].contains(serverError?.sqlState ?? "") }

  /// One line for `error_message` and for the finding.
  var message: String {
    switch reason {
    case .database(.lost(let reason, let error)): error?.message ?? reason
    case .database(let error): serverError?.message ?? error.description
    case .transaction(let text): text
    case .invalidIndexes(let names): "the index \(names.joined(separator: ", ")) is invalid: its build failed"
    }
  }

  /// What is written to `error_message`: every field that the server sent.
  var recorded: String { serverError?.description ?? message }
}

extension MigrationFailure {
  /// Tells a failure with its place in the file.
  ///
  /// `outcome` says what became of the migration.
  init(_ failure: StatementFailure, _ step: MigrationPlan.Step, outcome: String, help: String?) {
    let error = failure.serverError
    let verb = step.direction == .up ? "failed" : "could not be rolled back"
    var notes: [String] = []
    if let detail = error?.detail { notes.append("detail: \(detail)") }
    if let hint = error?.hint { notes.append("hint: \(hint)") }
    if let query = error?.internalQuery { notes.append("query: \(query)") }
    if let context = error?.context { notes.append("context: \(context)") }
    notes.append(outcome)
    title = step.title
    direction = step.direction
    serverError = error
    diagnostic = Diagnostic(
      ruleID: "migration-failed", severity: .error, message: "`\(step.title)` \(verb): \(failure.message)",
      location: .init(source: step.script.source, range: failure.range(in: step.script)),
      label: failure.label, notes: notes, help: help)
  }
}

extension StatementFailure {
  fileprivate var label: String {
    let state = (serverError?.sqlState).flatMap { $0.isEmpty ? nil : "SQLSTATE \($0)" }
    if atCommit { return ["at COMMIT, after this statement", state].compactMap { $0 }.joined(separator: ": ") }
    return state ?? ""
  }

  /// The word at the server's position, or the first line of the statement.
  fileprivate func range(in script: ExecutableScript) -> Range<Int> {
    guard let index = statement, script.statements.indices.contains(index) else { return 0..<0 }
    let statement = script.statements[index]
    let bytes = script.source.utf8
    if let position = serverError?.position, !atCommit {
      let start = script.offset(ofCharacter: position, in: statement)
      var end = start
      while end < statement.range.upperBound, StatementFailure.isWord(bytes[end]) { end += 1 }
      return start..<max(end, min(start + 1, statement.range.upperBound))
    }
    let line = bytes[statement.range].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return statement.range.lowerBound..<(line ?? statement.range.upperBound)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "\"")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
