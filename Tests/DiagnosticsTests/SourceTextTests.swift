import Diagnostics
import Testing

@Suite("Source text")
struct SourceTextTests {
  @Test("counts lines from 1 and columns in characters from 1")
  func positions() {
    let source = SourceText(path: "a.sql", text: "é😀x\r\nab\n")
    #expect(source.position(at: 0) == .init(line: 1, column: 1))
    #expect(source.position(at: 2) == .init(line: 1, column: 2))
    #expect(source.position(at: 6) == .init(line: 1, column: 3))
    #expect(source.position(at: 9) == .init(line: 2, column: 1))
    #expect(source.position(at: 999) == .init(line: 3, column: 1))
    #expect(source.position(at: -1) == .init(line: 1, column: 1))
    #expect(source.lineCount == 3)
  }

  @Test("gives lines without their ends")
  func lines() {
    let source = SourceText(path: "a.sql", text: "one\r\ntwo\n")
    #expect((0...4).map(source.line) == ["", "one", "two", "", ""])
  }

  @Test(
    "finds the byte of a character number, as PostgreSQL counts them", arguments: [(1, 0), (2, 2), (3, 6), (99, 7)])
  func characters(number: Int, offset: Int) {
    #expect(SourceText(path: "a.sql", text: "é😀x").offset(ofCharacter: number) == offset)
  }
}

@Suite("Diagnostics")
struct DiagnosticTests {
  @Test("are ordered by file, then by place, then by rule")
  func order() {
    let a = SourceText(path: "a.sql", text: "abc")
    let b = SourceText(path: "b.sql", text: "abc")
    func diagnostic(_ rule: String, _ source: SourceText?, _ offset: Int) -> Diagnostic {
      let location = source.map { Diagnostic.Location(source: $0, range: offset..<offset + 1) }
      return Diagnostic(ruleID: rule, severity: .error, message: "", location: location)
    }
    let expected = [
      diagnostic("z", nil, 0), diagnostic("z", a, 0), diagnostic("a", a, 2), diagnostic("b", a, 2),
      diagnostic("a", b, 0),
    ]
    #expect(expected.reversed().sorted(by: Diagnostic.isOrderedBefore) == expected)
  }

  @Test("have severities in their order")
  func severities() {
    #expect(Severity.allCases.sorted() == [.off, .info, .warning, .error])
  }
}
