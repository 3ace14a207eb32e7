import Diagnostics

/// Finds text that PostgreSQL wouldn't take, before it is sent.
enum Encoding {
  /// What is wrong with a text's bytes, where, and what to do.
  struct Problem {
    var offset: Int
    var message: String
    var help: String
  }

  /// What is wrong with a migration's bytes, as a diagnostic.
  static func diagnostic(_ source: SourceText) -> Diagnostic? {
    problem(source.utf8).map { problem in
      Diagnostic(
        ruleID: "unreadable-file", severity: .error, message: problem.message,
        location: .init(source: source, range: problem.offset..<min(problem.offset + 1, source.utf8.count)),
        label: "no statement of this file was read", help: problem.help)
    }
  }

  /// The first byte that isn't UTF-8 or is NUL; `nil` for good text.
  static func problem(_ bytes: [UInt8]) -> Problem? {
    guard let offset = firstBadByte(bytes) else { return nil }
    if let name = wideEncoding(bytes) {
      return Problem(
        offset: 0, message: "the file is \(name), not UTF-8",
        help: "save it as UTF-8: `iconv -f \(name) -t UTF-8`, or PowerShell's `-Encoding utf8`")
    }
    if bytes[offset] == 0 {
      return Problem(
        offset: offset, message: "a NUL byte at offset \(offset), which PostgreSQL doesn't accept in SQL",
        help: "remove the byte")
    }
    let byte = "0x" + String(bytes[offset], radix: 16, uppercase: true)
    // 0x80 to 0x9F are control characters in Latin-1 and quotes, dashes and the euro in Windows-1252.
    let isLatin = bytes[offset] >= 0xA0
    let letter = isLatin ? " (in Latin-1 `\(Character(Unicode.Scalar(bytes[offset])))`)" : ""
    let name = isLatin ? "Latin-1" : "Windows-1252"
    return Problem(
      offset: offset,
      message: "the file isn't UTF-8: the byte \(byte)\(letter) at offset \(offset); it looks like \(name)",
      help: "save it as UTF-8: `iconv -f \(isLatin ? "LATIN1" : "CP1252") -t UTF-8`")
  }

  /// UTF-16 and UTF-32 by their mark, or by a NUL in every other byte.
  private static func wideEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    let sample = bytes.prefix(1024)
    let even = stride(from: 0, to: sample.count, by: 2).count { sample[$0] == 0 }
    let odd = stride(from: 1, to: sample.count, by: 2).count { sample[$0] == 0 }
    guard sample.count > 3, max(even, odd) * 3 >= sample.count, min(even, odd) * 8 < sample.count else { return nil }
    return odd > even ? "UTF-16LE" : "UTF-16BE"
  }

  private static func firstBadByte(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var at = 0
      while at < buffer.count {
        if buffer[at] < 0x80 {
          if buffer[at] == 0 { return at }
          at += 1
          continue
        }
        let length = sequenceLength(buffer, at)
        if length == 0 { return at }
        at += length
      }
      return nil
    }
  }

  /// The length of a well-formed sequence of two to four bytes (Unicode, table 3-7), or 0.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    func byte(_ distance: Int) -> UInt8 { at + distance < bytes.count ? bytes[at + distance] : 0 }
    func continues(_ distance: Int) -> Bool { byte(distance) & 0xC0 == 0x80 }
    switch bytes[at] {
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0...0xEF:
      guard continues(1), continues(2) else { return 0 }
      let isOverlong = bytes[at] == 0xE0 && byte(1) < 0xA0
      let isSurrogate = bytes[at] == 0xED && byte(1) >= 0xA0
      return isOverlong || isSurrogate ? 0 : 3
    case 0xF0...0xF4:
      guard continues(1), continues(2), continues(3) else { return 0 }
      let isOverlong = bytes[at] == 0xF0 && byte(1) < 0x90
      let isTooHigh = bytes[at] == 0xF4 && byte(1) >= 0x90
      return isOverlong || isTooHigh ? 0 : 4
    default: return 0
    }
  }
}
