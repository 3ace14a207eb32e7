import CLibPQ

/// What the server reports about a failed statement, with every field that it sent.
///
/// The fields are those of the manual's "Error and Notice Message Fields".
package struct ServerError: Error, Hashable, Sendable {
  /// How bad it is, never translated: `ERROR`, `FATAL` or `PANIC`, in a notice `WARNING`, `NOTICE`, `INFO` and so on.
  package var severity: String
  /// The SQLSTATE, such as `42P01`; empty for what libpq itself reports.
  package var sqlState: String
  /// The primary message, without severity.
  package var message: String
  /// A second message with more about the problem.
  package var detail: String?
  /// What to do about it, as the server sees it.
  package var hint: String?
  /// Where in the text that was sent, counted in characters from 1.
  package var position: Int?
  /// Where in `internalQuery`, counted in characters from 1.
  package var internalPosition: Int?
  /// A query that the server made itself, such as one of a PL/pgSQL function.
  package var internalQuery: String?
  /// The call stack of functions and internal queries ("where").
  package var context: String?
  /// The schema of the object that the error is about.
  package var schemaName: String?
  /// The table that the error is about.
  package var tableName: String?
  /// The column that the error is about.
  package var columnName: String?
  /// The data type that the error is about.
  package var dataTypeName: String?
  /// The constraint that the error is about.
  package var constraintName: String?
  /// The file of PostgreSQL's source that reported the error.
  package var file: String?
  /// The line in that file.
  package var line: Int?
  /// The function in that file.
  package var routine: String?

  /// Makes an error of its three fields that are always there.
  package init(severity: String, sqlState: String, message: String) {
    self.severity = severity
    self.sqlState = sqlState
    self.message = message
  }
}

/// A message of the server that is no error; it has the same fields.
package typealias Notice = ServerError

extension ServerError {
  /// Reads the fields of a libpq result; `fallback` is the message where the result has no fields.
  init(result: OpaquePointer?, fallback: String) {
    func field(_ code: Character) -> String? {
      guard let ascii = code.asciiValue, let text = PQresultErrorField(result, Int32(ascii)) else { return nil }
      return String(cString: text)
    }
    // The codes are the PG_DIAG_ macros of libpq-fe.h; "V" is the severity that is never translated.
    severity = field("V") ?? field("S") ?? "ERROR"
    sqlState = field("C") ?? ""
    message = field("M") ?? fallback
    detail = field("D")
    hint = field("H")
    position = field("P").flatMap { Int($0) }
    internalPosition = field("p").flatMap { Int($0) }
    internalQuery = field("q")
    context = field("W")
    schemaName = field("s")
    tableName = field("t")
    columnName = field("c")
    dataTypeName = field("d")
    constraintName = field("n")
    file = field("F")
    line = field("L").flatMap { Int($0) }
    routine = field("R")
  }
}

extension ServerError: CustomStringConvertible {
  /// The message with its SQLSTATE, then detail, hint and context, a line each.
  package var description: String {
    var lines = [sqlState.isEmpty ? "\(severity): \(message)" : "\(severity): \(message) (SQLSTATE \(sqlState))"]
    if let detail { lines.append("DETAIL: \(detail)") }
    if let hint { lines.append("HINT: \(hint)") }
    if let internalQuery { lines.append("QUERY: \(internalQuery)") }
    if let context { lines.append("CONTEXT: \(context)") }
    return lines.joined(separator: "\n")
  }
}
