/// One row of a result, with typed access by column name.
///
/// A missing column, an unexpected NULL and a value of another type are errors that name the column.
package struct Row: Hashable, Sendable {
  let rows: Rows
  /// Its place among the rows.
  package let number: Int

  /// The text of a column that may be NULL.
  package func optionalString(_ column: String) throws(PostgresError) -> String? {
    try rows.cell(row: number, column: column).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a column.
  package func string(_ column: String) throws(PostgresError) -> String {
    guard let text = try optionalString(column) else { throw unexpectedNull(column) }
    return text
  }

  /// The value of a `boolean` column.
  package func bool(_ column: String) throws(PostgresError) -> Bool {
    guard let value = try optionalBool(column) else { throw unexpectedNull(column) }
    return value
  }

  /// The value of a `boolean` column that may be NULL.
  package func optionalBool(_ column: String) throws(PostgresError) -> Bool? {
    guard let cell = try rows.cell(row: number, column: column) else { return nil }
    if cell.count == 1, cell.first == UInt8(ascii: "t") { return true }
    if cell.count == 1, cell.first == UInt8(ascii: "f") { return false }
    throw mismatch(column, String(decoding: cell, as: UTF8.self), "a boolean")
  }

  /// The value of an integer column, also of `oid` and of a whole `numeric`.
  package func int(_ column: String) throws(PostgresError) -> Int {
    guard let value = try optionalInt(column) else { throw unexpectedNull(column) }
    return value
  }

  /// The value of an integer column that may be NULL.
  package func optionalInt(_ column: String) throws(PostgresError) -> Int? {
    guard let cell = try rows.cell(row: number, column: column) else { return nil }
    // The digits of nearly every number here; what is longer or has a sign is left to the library.
    if (1...9).contains(cell.count), cell.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return cell.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    let text = String(decoding: cell, as: UTF8.self)
    guard let value = Int(text) else { throw mismatch(column, text, "an integer") }
    return value
  }

  /// The elements of an array column that is not NULL and has no NULL elements.
  package func stringArray(_ column: String) throws(PostgresError) -> [String] {
    guard let elements = try optionalStringArray(column) else { throw unexpectedNull(column) }
    return elements
  }

  /// The elements, none of them NULL, of an array column that may be NULL.
  package func optionalStringArray(_ column: String) throws(PostgresError) -> [String]? {
    guard let text = try optionalString(column) else { return nil }
    let elements = try elements(column, text)
    let present = elements.compactMap { $0 }
    guard present.count == elements.count else { throw mismatch(column, text, "an array without NULLs") }
    return present
  }

  /// The elements of an array column that is not NULL; an element may be.
  package func nullableStringArray(_ column: String) throws(PostgresError) -> [String?] {
    try elements(column, try string(column))
  }

  private func elements(_ column: String, _ text: String) throws(PostgresError) -> [String?] {
    guard let elements = TextArray.elements(of: text) else { throw mismatch(column, text, "a one-dimensional array") }
    return elements
  }

  private func unexpectedNull(_ column: String) -> PostgresError {
    .value("column `\(column)` is NULL in row \(number + 1), where a value was expected")
  }

  private func mismatch(_ column: String, _ text: String, _ expected: String) -> PostgresError {
    let shown = text.count > 60 ? text.prefix(60) + "…" : text[...]
    return .value("column `\(column)` is `\(shown)` in row \(number + 1), where \(expected) was expected")
  }
}
