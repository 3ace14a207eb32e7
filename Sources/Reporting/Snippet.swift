import Diagnostics

/// A line of a file, ready to be shown, with the place in it that a finding marks.
struct Snippet: Hashable {
  /// The line as it is shown: tabs are spaces, control characters are visible, a very long line is cut with `…`.
  var line: String
  /// The column, from 0, under which the mark starts.
  var markStart: Int
  /// How many columns the mark has, at least one.
  var markWidth: Int

  /// A line with more columns is cut around the marked place.
  static let maximalWidth = 160
  /// How many columns are shown before the mark where a line is cut.
  private static let leadingWidth = 40
  /// How many bytes around the mark are looked at: more than ever fit into a line, even in the widest encoding.
  private static let reach = 2048

  /// Cuts out the first line of a location; of a range over several lines, the mark ends with the first.
  init(of location: Diagnostic.Location) {
    let bytes = location.source.utf8
    let lower = min(max(location.range.lowerBound, 0), bytes.count)
    let (start, startsInside) = Self.lineStart(before: lower, in: bytes)
    let (end, endsInside) = Self.lineEnd(after: lower, in: bytes)
    var upper = min(max(location.range.upperBound, lower), bytes.count)
    if upper > end {
      upper = end
      if !endsInside { while upper > lower, Self.isTrailing(bytes[upper - 1]) { upper -= 1 } }
    }
    let parts = [start..<lower, lower..<upper, upper..<max(upper, end)].map { Self.cells(location.source[$0]) }
    self.init(before: parts[0], marked: parts[1], after: parts[2], isCut: (startsInside, endsInside))
  }

  /// A character as it is shown, and its columns.
  private struct Cell {
    var text: String
    var width: Int
  }

  private init(before: [Cell], marked: [Cell], after: [Cell], isCut: (start: Bool, end: Bool)) {
    var before = before
    var tail = marked + after
    var isCut = isCut
    let markedWidth = Self.width(of: marked)
    if Self.width(of: before) + Self.width(of: tail) > Self.maximalWidth {
      let room = Self.maximalWidth - 2
      let leading = max(Self.leadingWidth, room - Self.width(of: tail))
      isCut.start = Self.cut(&before, to: leading, keepingEnd: true) || isCut.start
      isCut.end = Self.cut(&tail, to: room - Self.width(of: before), keepingEnd: false) || isCut.end
    }
    markStart = Self.width(of: before) + (isCut.start ? 1 : 0)
    markWidth = max(1, min(markedWidth, Self.width(of: tail)))
    let text = (before + tail).reduce(into: "") { $0 += $1.text }
    line = (isCut.start ? "…" : "") + text + (isCut.end ? "…" : "")
  }

  /// Drops the cells for which there is no room, and says whether there were any.
  private static func cut(_ cells: inout [Cell], to room: Int, keepingEnd: Bool) -> Bool {
    var width = 0
    var kept = 0
    for cell in keepingEnd ? cells.reversed() : cells {
      width += cell.width
      if width > room { break }
      kept += 1
    }
    guard kept < cells.count else { return false }
    cells = Array(keepingEnd ? cells.suffix(kept) : cells.prefix(kept))
    return true
  }

  private static func width(of cells: [Cell]) -> Int { cells.reduce(0) { $0 + $1.width } }

  private static func cells(_ text: String) -> [Cell] {
    text.map { character in
      let shown = TerminalText.line(String(character))
      return Cell(text: shown, width: shown.reduce(0) { $0 + TerminalText.width($1) })
    }
  }

  /// The start of the line that holds an offset, or a place inside that line where its start is out of reach.
  private static func lineStart(before offset: Int, in bytes: [UInt8]) -> (offset: Int, isInside: Bool) {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") {
      if offset - start > reach, bytes[start] & 0xC0 != 0x80 { return (start, true) }
      start -= 1
    }
    return (start, false)
  }

  /// The end of the line that holds an offset, without its line break, or a place inside it.
  private static func lineEnd(after offset: Int, in bytes: [UInt8]) -> (offset: Int, isInside: Bool) {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      if end - offset > reach, bytes[end] & 0xC0 != 0x80 { return (end, true) }
      end += 1
    }
    if end > offset, end < bytes.count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return (end, false)
  }

  private static func isTrailing(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ";")].contains(byte)
  }
}
