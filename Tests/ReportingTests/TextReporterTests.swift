import Diagnostics
import Reporting
import Testing

@Suite("Findings as text")
struct TextReporterTests {
  @Test("show the code, what happens there, and what to do")
  func wholeFinding() {
    let source = SourceText(
      path: "migrations/007_email.sql", text: "-- UP\n\nCREATE INDEX users_email_idx ON users (email);\n")
    let diagnostic = Diagnostic(
      ruleID: "index-without-concurrently", severity: .warning,
      message: "building index `users_email_idx` blocks writes to `users`",
      location: .init(source: source, range: 7..<19),
      label: "takes a SHARE lock on `users` until the build ends",
      notes: ["`users` is created by 001\nand holds rows"],
      help: "add `CONCURRENTLY`, and run this migration outside a transaction")
    #expect(
      TextReporter().render(Report([diagnostic])) == """
        warning[index-without-concurrently]: building index `users_email_idx` blocks writes to `users`
           ┌ migrations/007_email.sql:3:1
           │
         3 │ CREATE INDEX users_email_idx ON users (email);
           │ ^^^^^^^^^^^^ takes a SHARE lock on `users` until the build ends
           │
           = note: `users` is created by 001
                   and holds rows
           = help: add `CONCURRENTLY`, and run this migration outside a transaction
           = more: plumb explain index-without-concurrently

        1 warning in 1 file

        """)
  }

  @Test("need no place, no label and no rule")
  func withoutPlace() {
    let diagnostic = Diagnostic(
      ruleID: "version-gap", severity: .info, message: "no migration 004", help: "renumber")
    #expect(
      TextReporter().render(diagnostic) == """
        info[version-gap]: no migration 004
           = help: renumber
           = more: plumb explain version-gap

        """)
    #expect(
      TextReporter().render(Diagnostic(ruleID: "", severity: .error, message: "no")) == """
        error: no

        """)
    let unread = Diagnostic.Location(source: SourceText(path: "a.sql", text: ""), range: 0..<0)
    #expect(
      TextReporter().render(Diagnostic(ruleID: "", severity: .error, message: "no", location: unread)) == """
        error: no
           ┌ a.sql

        """)
  }

  @Test("have a gutter as wide as the line's number")
  func gutter() {
    let text = String(repeating: "\n", count: 1233) + "SELECT 1;"
    #expect(
      lines(text, 1233..<1239, label: "one\ntwo") == """
              ┌ a.sql:1234:1
              │
         1234 │ SELECT 1;
              │ ^^^^^^ one
              │        two
        """)
  }

  @Test(
    "mark the first line of a longer range, without the space and `;` at its end",
    arguments: ["SELECT a ; \t\n  FROM b;", "SELECT a\r\n  FROM b;"])
  func severalLines(text: String) {
    let code = lines(text, 0..<text.utf8.count)
    #expect(code.hasSuffix("   │ ^^^^^^^^"), "\(code)")
  }

  @Test(
    "mark the right columns",
    arguments: [
      ("\tSELECT é;", "é", "    SELECT é;", "           ^"),
      ("SELECT 'é', x;", "x", "SELECT 'é', x;", "            ^"),
      ("SELECT 'e\u{301}', x;", "x", "SELECT 'e\u{301}', x;", "            ^"),
      ("SELECT '🐘👩‍👩‍👧', x;", "x", "SELECT '🐘👩‍👩‍👧', x;", "               ^"),
      ("SELECT '漢字', x;", "x", "SELECT '漢字', x;", "               ^"),
      ("SELECT '漢字', x;", "漢字", "SELECT '漢字', x;", "        ^^^^"),
      ("SELECT\u{1B}[31m x;", "x", "SELECT␛[31m x;", "            ^"),
      ("SELECT '\u{202E}', x;", "x", "SELECT '<U+202E>', x;", "                   ^"),
    ])
  func columns(text: String, marked: String, line: String, mark: String) throws {
    let range = try #require(text.firstRange(of: marked))
    let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let code = lines(text, lower..<lower + marked.utf8.count)
    #expect(code.hasSuffix(" 1 │ \(line)\n   │ \(mark)"), "\(code)")
  }

  @Test("mark one column where there is nothing to mark", arguments: [8..<8, 8..<9, 9..<9, 99..<120])
  func nothing(range: Range<Int>) {
    #expect(lines("SELECT 1\n", range).hasSuffix("^"))
  }

  @Test("cut a very long line around the mark", arguments: [0, 10, 90, 300, 5000, 100_000])
  func longLines(offset: Int) throws {
    let text = String(repeating: "'ü', ", count: offset) + "MARK" + String(repeating: ", 'ü'", count: offset)
    let code = lines(text, offset * 6..<offset * 6 + 4).split(separator: "\n").suffix(2).map { $0.dropFirst(5) }
    let mark = code[1].prefix { $0 == " " }.count
    #expect(code[0].count <= 160)
    #expect(code[0].dropFirst(mark).hasPrefix("MARK"))
    #expect(code[1].drop { $0 == " " } == "^^^^")
    #expect(code[0].hasPrefix("…") == (offset > 18))
    #expect(code[0].hasSuffix("…") == (offset > 0 && code[0].count < text.count))
  }

  @Test("cut a mark that is longer than a line")
  func longMarks() {
    let text = "SELECT " + String(repeating: "x", count: 9000)
    let code = lines(text, 7..<9007).split(separator: "\n").suffix(2).map { $0.dropFirst(5) }
    #expect(code[0].count == 159 && code[0].hasSuffix("…"))
    #expect(code[1].count <= 160 && code[1].hasSuffix("^"))
  }

  @Test("never pass control characters on", arguments: [TextStyle.plain, .colour])
  func controlCharacters(style: TextStyle) {
    let hostile = "\u{1B}]0;title\u{7}\u{9B}31m\u{8}\u{202E}\rx"
    let source = SourceText(path: hostile, text: hostile)
    let diagnostic = Diagnostic(
      ruleID: hostile, severity: .error, message: hostile, location: .init(source: source, range: 3..<5),
      label: hostile,
      notes: [hostile], help: hostile)
    let text = TextReporter(style: style).render(diagnostic)
    let allowed = style == .plain ? ["\n"] : ["\n", "\u{1B}"] as Set<Unicode.Scalar>
    let passed = text.unicodeScalars.filter { $0.properties.generalCategory == .control && !allowed.contains($0) }
    #expect(passed.isEmpty)
    #expect(!text.contains("\u{1B}]") && !text.contains("\u{202E}"))
    #expect(text.contains("␛]0;title␇<U+009B>31m␈<U+202E>"))
  }

  @Test("have colours when asked")
  func colours() {
    let source = SourceText(path: "a.sql", text: "SELECT 1")
    let diagnostic = Diagnostic(
      ruleID: "r", severity: .error, message: "m", location: .init(source: source, range: 0..<6), label: "l")
    #expect(
      TextReporter(style: .colour).render(diagnostic).replacing("\u{1B}[", with: "<") == """
        <1;31merror[r]<0m<1m: m<0m
           <34m┌<0m a.sql:1:1
           <34m│<0m
         <34m1 │<0m SELECT 1
           <34m│<0m <1;31m^^^^^^ l<0m
           <34m│<0m
           <34m=<0m<1m more:<0m plumb explain r

        """)
  }

  /// The lines with code of a finding.
  private func lines(_ text: String, _ range: Range<Int>, label: String = "") -> String {
    let location = Diagnostic.Location(source: SourceText(path: "a.sql", text: text), range: range)
    let diagnostic = Diagnostic(ruleID: "", severity: .error, message: "m", location: location, label: label)
    return TextReporter().render(diagnostic).split(separator: "\n").dropFirst().joined(separator: "\n")
  }
}
