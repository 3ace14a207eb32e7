import CLibPQ

/// The rows of a result, read by position and then by column name.
package struct Rows: RandomAccessCollection, Hashable, Sendable {
  /// The columns' names, in order.
  package let columns: [String]
  /// How many rows there are.
  package let count: Int
  private let cells: [String?]
  private let columnIndexes: [String: Int]

  /// Makes rows of their cells, row after row.
  package init(columns: [String] = [], rows: [[String?]] = []) {
    self.init(columns: columns, count: rows.count, cells: rows.flatMap { $0 })
  }

  private init(columns: [String], count: Int, cells: [String?]) {
    self.columns = columns
    self.count = count
    self.cells = cells
    // Of two columns with one name the first is found, as with PQfnumber.
    columnIndexes = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// The row at a position.
  package subscript(position: Int) -> Row { Row(rows: self, number: position) }

  func cell(row: Int, column: String) throws(PostgresError) -> String? {
    guard let index = columnIndexes[column] else {
      throw .value("the result has no column `\(column)`; it has \(columns.map { "`\($0)`" }.joined(separator: ", "))")
    }
    let offset = row * columns.count + index
    guard cells.indices.contains(offset) else { throw .value("the result has no row number \(row + 1)") }
    return cells[offset]
  }
}

extension Rows {
  /// Copies the rows of a libpq result.
  init(result: OpaquePointer) {
    let columnCount = PQnfields(result)
    let rowCount = PQntuples(result)
    let columns = (0..<columnCount).map { column in PQfname(result, column).map { String(cString: $0) } ?? "" }
    var cells: [String?] = []
    cells.reserveCapacity(Int(rowCount * columnCount))
    for row in 0..<rowCount {
      for column in 0..<columnCount { cells.append(Self.text(of: result, row: row, column: column)) }
    }
    self.init(columns: columns, count: Int(rowCount), cells: cells)
  }

  private static func text(of result: OpaquePointer, row: Int32, column: Int32) -> String? {
    guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column)))
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension StatementResult {
  /// Copies the tag and the rows of a libpq result.
  init(result: OpaquePointer) {
    commandTag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
    rows = Rows(result: result)
  }
}
