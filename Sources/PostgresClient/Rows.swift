import CLibPQ

/// The rows of a result, read by position and then by column name.
package struct Rows: RandomAccessCollection, Hashable, Sendable {
  /// The columns' names, in order.
  package let columns: [String]
  /// How many rows there are.
  package let count: Int
  /// The texts of all cells, one after the other: a string of its own for each takes three times the memory.
  private let bytes: [UInt8]
  /// Where each cell's text ends in `bytes`; of a NULL the complement (`~`) of that.
  private let ends: [Int]
  private let columnIndexes: [String: Int]

  /// Makes rows of their cells, row after row.
  package init(columns: [String] = [], rows: [[String?]] = []) {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for cell in rows.joined() {
      bytes += (cell ?? "").utf8
      ends.append(cell == nil ? ~bytes.count : bytes.count)
    }
    self.init(columns: columns, count: rows.count, bytes: bytes, ends: ends)
  }

  private init(columns: [String], count: Int, bytes: [UInt8], ends: [Int]) {
    self.columns = columns
    self.count = count
    self.bytes = bytes
    self.ends = ends
    // Of two columns with one name the first is found, as with PQfnumber.
    columnIndexes = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// The row at a position.
  package subscript(position: Int) -> Row { Row(rows: self, number: position) }

  /// The bytes of a cell's text; `nil` for a NULL.
  func cell(row: Int, column: String) throws(PostgresError) -> ArraySlice<UInt8>? {
    guard let index = columnIndexes[column] else {
      throw .value("the result has no column `\(column)`; it has \(columns.map { "`\($0)`" }.joined(separator: ", "))")
    }
    let offset = row * columns.count + index
    guard ends.indices.contains(offset) else { throw .value("the result has no row number \(row + 1)") }
    return place(of: offset).map { bytes[$0] }
  }

  /// Where a cell's text is; `nil` for a NULL.
  private func place(of offset: Int) -> Range<Int>? {
    let end = ends[offset]
    if end < 0 { return nil }
    let start = offset == 0 ? 0 : ends[offset - 1]
    return (start < 0 ? ~start : start)..<end
  }

  /// Adds the text of a cell, by the column's place, to other bytes: after its length, so that no two lists of cells
  /// are the same bytes.
  package func append(row: Int, column: Int, to output: inout [UInt8]) {
    guard let place = place(of: row * columns.count + column) else { return Rows.append(length: -1, to: &output) }
    Rows.append(length: place.count, to: &output)
    output += bytes[place]
  }

  /// Adds a text of one's own as `append(row:column:to:)` adds a cell's.
  package static func append(_ text: some Collection<UInt8>, to output: inout [UInt8]) {
    append(length: text.count, to: &output)
    output += text
  }

  private static func append(length: Int, to output: inout [UInt8]) {
    withUnsafeBytes(of: length.littleEndian) { output += $0 }
  }
}

extension Rows {
  /// Copies the rows of a libpq result.
  init(result: OpaquePointer) {
    let columnCount = PQnfields(result)
    let rowCount = PQntuples(result)
    let columns = (0..<columnCount).map { column in PQfname(result, column).map { String(cString: $0) } ?? "" }
    var bytes: [UInt8] = []
    var ends: [Int] = []
    ends.reserveCapacity(Int(rowCount) * Int(columnCount))
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        if PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) {
          bytes += UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column)))
          ends.append(bytes.count)
        } else {
          ends.append(~bytes.count)
        }
      }
    }
    self.init(columns: columns, count: Int(rowCount), bytes: bytes, ends: ends)
  }
}

extension StatementResult {
  /// Copies the tag and the rows of a libpq result.
  init(result: OpaquePointer) {
    commandTag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
    rows = Rows(result: result)
  }
}
