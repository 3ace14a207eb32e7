/// A file's text, with the one conversion between its byte offsets, lines and columns.
///
/// Offsets count UTF-8 bytes from 0, as libpg_query's `stmt_location` does. Lines count from 1, columns count Unicode
/// scalars from 1, as PostgreSQL's error positions do.
package final class SourceText: Sendable, Hashable {
  /// The path as the user should see it, relative where it was given so.
  package let path: String
  /// The text, as UTF-8.
  package let utf8: [UInt8]
  private let lineStarts: [Int]

  package init(path: String, utf8: [UInt8]) {
    self.path = path
    self.utf8 = utf8
    var starts = [0]
    utf8.withUnsafeBufferPointer { bytes in
      for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    }
    lineStarts = starts
  }

  package convenience init(path: String, text: String) {
    self.init(path: path, utf8: Array(text.utf8))
  }

  /// A line and a column, both from 1.
  package struct Position: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// How many lines the text has.
  package var lineCount: Int { lineStarts.count }

  /// The position of a byte offset; an offset past the end is the end.
  package func position(at offset: Int) -> Position {
    let offset = min(max(offset, 0), utf8.count)
    let line = lineIndex(at: offset)
    var column = 1
    for byte in utf8[lineStarts[line]..<offset] where byte & 0xC0 != 0x80 { column += 1 }
    return Position(line: line + 1, column: column)
  }

  /// The byte offset of the character number `count`, from 1, counted from the byte offset `start`.
  ///
  /// That is how PostgreSQL reports an error's position within the text that it was given.
  package func offset(ofCharacter count: Int, from start: Int = 0) -> Int {
    var remaining = count - 1
    var offset = start
    while offset < utf8.count {
      if utf8[offset] & 0xC0 != 0x80 {
        if remaining <= 0 { return offset }
        remaining -= 1
      }
      offset += 1
    }
    return offset
  }

  /// The text of the line number `line`, from 1, without its line end.
  package func line(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : utf8.count
    if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: utf8[start..<max(start, end)], as: UTF8.self)
  }

  /// The text of a byte range, cut to the text's bounds.
  package subscript(range: Range<Int>) -> String {
    let lower = min(max(range.lowerBound, 0), utf8.count)
    let upper = min(max(range.upperBound, lower), utf8.count)
    return String(decoding: utf8[lower..<upper], as: UTF8.self)
  }

  private func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  package static func == (left: SourceText, right: SourceText) -> Bool {
    left === right || (left.path == right.path && left.utf8 == right.utf8)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
