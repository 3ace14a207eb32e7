package import Diagnostics
import Migrations
package import SQLSyntax

/// A script as the runner sends it: statement by statement, within a transaction or without.
package struct ExecutableScript: Sendable {
  package let source: SourceText
  /// The statements, without a BEGIN and a COMMIT around all of them.
  package let statements: [Located<Statement>]
  /// Whether the statements and the row in `schema_migrations` are one transaction.
  package let isTransactional: Bool
  /// The statements that would end the runner's transaction, or start one of their own.
  package let refused: [Diagnostic]

  package init(_ script: Script) {
    var statements = script.statements
    if let first = statements.first, let last = statements.last, statements.count > 1,
      ExecutableScript.isPlain(first, [.begin, .start], in: script),
      ExecutableScript.isPlain(last, [.commit], in: script)
    {
      statements = Array(statements.dropFirst().dropLast())
    }
    source = script.source
    self.statements = statements
    isTransactional = !script.requiresAutocommit
    refused = statements.compactMap { statement in
      guard case .transaction(let control) = statement.value, !control.kind.isSavepoint else { return nil }
      return ExecutableScript.refusal(of: statement, in: script)
    }
  }

  /// The text of a statement, with CRLF as LF: function bodies keep what is sent.
  func text(_ statement: Located<Statement>) -> String {
    source[statement.range].replacing("\r\n", with: "\n")
  }

  /// Where the server's position within a statement's text is in the file, in bytes.
  func offset(ofCharacter count: Int, in statement: Located<Statement>) -> Int {
    let bytes = source.utf8
    let end = min(statement.range.upperBound, bytes.count)
    var remaining = count - 1
    var offset = statement.range.lowerBound
    while offset < end {
      let isSent = !(bytes[offset] == UInt8(ascii: "\r") && offset + 1 < end && bytes[offset + 1] == UInt8(ascii: "\n"))
      if bytes[offset] & 0xC0 != 0x80, isSent {
        if remaining <= 0 { return offset }
        remaining -= 1
      }
      offset += 1
    }
    return end
  }

  /// Whether a statement is BEGIN or COMMIT and says nothing more, such as an isolation level.
  private static func isPlain(
    _ statement: Located<Statement>, _ kinds: [TransactionControl.Kind], in script: Script
  ) -> Bool {
    guard case .transaction(let control) = statement.value, kinds.contains(control.kind) else { return false }
    let words = script.text(statement.range).uppercased().split { !$0.isLetter }
    return words.allSatisfy { ["BEGIN", "START", "COMMIT", "END", "TRANSACTION", "WORK"].contains($0) }
  }

  private static func refusal(of statement: Located<Statement>, in script: Script) -> Diagnostic {
    let word = script.text(statement.range).uppercased().split { $0.isWhitespace }.first ?? ""
    return Diagnostic(
      ruleID: "transaction-control", severity: .error, message: "`\(word)` in a migration",
      location: .init(source: script.source, range: statement.range),
      label: "the runner's own transaction holds the migration and its row together",
      help: "remove it, or put what must be committed apart into a migration of its own")
  }
}

extension TransactionControl.Kind {
  fileprivate var isSavepoint: Bool { self == .savepoint || self == .release || self == .rollbackTo }
}
