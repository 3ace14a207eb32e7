/// Text from elsewhere (the user's SQL, a server's message), made fit to be shown in a terminal.
///
/// Control characters and escape sequences are shown, never obeyed: `ESC` becomes `␛`. So do the characters that turn the
/// direction of writing, which can make code look like other code.
package enum TerminalText {
  /// How far apart tab stops are shown: a tab is always this many spaces.
  static let tabWidth = 4

  /// The text with every line break and control character made visible: it takes exactly one line.
  package static func line(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += visible($1) }
  }

  /// The text's lines, each made visible, without the empty lines at the end.
  package static func lines(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line(String($0)) }
    while lines.count > 1, lines.last == "" { lines.removeLast() }
    return lines
  }

  /// What is shown for one Unicode scalar.
  static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: String(repeating: " ", count: tabWidth)
    case 0x00...0x1F: picture(0x2400 + scalar.value)
    case 0x7F: "␡"
    case 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x061C, 0xFEFF:
      "<U+" + padded(String(scalar.value, radix: 16, uppercase: true)) + ">"
    default: String(Character(scalar))
    }
  }

  /// How many columns a terminal gives to a character.
  static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let isEmoji = first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}")
    return isEmoji || isWide(first.value) ? 2 : 1
  }

  /// Whether Unicode's EastAsianWidth.txt (16.0) calls a scalar wide or full-width, emoji aside.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }

  private static func picture(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? "?"
  }

  private static func padded(_ digits: String) -> String {
    String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
