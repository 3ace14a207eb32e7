import Diagnostics
import SQLSyntax

/// The line `-- DOWN` that parts a migration, found with the lexer so that quotes and bodies can't hold one.
struct DownMarker {
  /// The first marker's comment.
  var range: Range<Int>?
  var up: Lexer
  var upRange: Range<Int>
  var down: Lexer?
  var downRange: Range<Int>?

  /// Parts the text from `start`.
  ///
  /// The text before the marker and the text after it are scanned once each.
  init(_ source: SourceText, from start: Int) {
    let bytes = source.utf8
    let whole = start..<bytes.count
    upRange = whole
    guard let candidate = DownMarker.firstCandidate(bytes, in: whole) else {
      up = Lexer.scan(bytes, in: whole)
      return
    }
    up = Lexer.scan(bytes, in: start..<candidate.lowerBound)
    range = candidate
    if up.unterminated != nil || up.comments.last.map({ $0.range.upperBound > candidate.lowerBound }) ?? false {
      // The candidate is within a quote or a comment: the next may be one.
      up = Lexer.scan(bytes, in: whole)
      range = up.comments.first(where: DownMarker.isMarker)?.range
      if let range { up = Lexer.scan(bytes, in: start..<range.lowerBound) }
    }
    guard let range else { return }
    upRange = start..<range.lowerBound
    let downRange = range.upperBound..<bytes.count
    self.downRange = downRange
    down = Lexer.scan(bytes, in: downRange)
  }

  /// Whether a comment is the marker: `-- DOWN` alone on its line.
  static func isMarker(_ comment: Comment) -> Bool {
    guard comment.isLine, comment.startsLine, let first = comment.text.first, first == " " || first == "\t" else {
      return false
    }
    return comment.text.trimmed == "DOWN"
  }

  /// Whether a comment looks like a marker but isn't one: `--DOWN`, `-- down:`, another tool's.
  static func isMalformed(_ comment: Comment) -> Bool {
    let isShort = comment.text.utf8.count < 60 && !comment.text.contains("\n")
    guard comment.startsLine, isShort, !isMarker(comment) else { return false }
    let words = comment.text.lowercased().split { !$0.isLetter }
    return [
      ["down"], ["down", "migration"], ["down", "script"], ["down", "migration", "script"], ["migrate", "down"],
      ["goose", "down"],
    ].contains(words)
  }

  /// The first line that is `-- DOWN`, as far as its own bytes tell.
  private static func firstCandidate(_ bytes: [UInt8], in range: Range<Int>) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { buffer in
      var lineStart = range.lowerBound
      while lineStart < range.upperBound {
        var start = lineStart
        while start < range.upperBound, isBlank(buffer[start]) { start += 1 }
        var end = start
        while end < range.upperBound, buffer[end] != UInt8(ascii: "\n"), buffer[end] != UInt8(ascii: "\r") { end += 1 }
        lineStart = end + 1
        let line = buffer[start..<end]
        guard line.count > 6, line.starts(with: "--".utf8) else { continue }
        let text = line.dropFirst(2)
        if let first = text.first, isBlank(first), String(decoding: text, as: UTF8.self).trimmed == "DOWN" {
          return start..<end
        }
      }
      return nil
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

extension String {
  /// The text without spaces, tabs and carriage returns around it.
  var trimmed: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}
