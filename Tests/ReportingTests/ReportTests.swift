import Diagnostics
import Reporting
import Testing

@Suite("Reports")
struct ReportTests {
  private func finding(_ severity: Severity, in path: String? = nil) -> Diagnostic {
    let location = path.map { Diagnostic.Location(source: SourceText(path: $0, text: "x"), range: 0..<1) }
    return Diagnostic(ruleID: "r", severity: severity, message: "m", location: location)
  }

  @Test("end with what was found, and in how many files")
  func summaries() {
    func line(_ diagnostics: [Diagnostic], checkedFiles: Int? = nil) -> String {
      Report(diagnostics, checkedFiles: checkedFiles).summary.line
    }
    #expect(line([]) == "no findings")
    #expect(line([finding(.off)], checkedFiles: 1) == "no findings in 1 file")
    #expect(line([], checkedFiles: 12) == "no findings in 12 files")
    #expect(line([finding(.error)]) == "1 error")
    let findings = [
      finding(.warning, in: "a"), finding(.error, in: "b"), finding(.error, in: "c"), finding(.info, in: "c"),
    ]
    #expect(line(findings) == "2 errors, 1 warning, 1 info in 3 files")
    #expect(line(findings, checkedFiles: 3) == "2 errors, 1 warning, 1 info in 3 files")
    #expect(line(findings, checkedFiles: 12) == "2 errors, 1 warning, 1 info in 3 of 12 files")
  }

  @Test("leave out what isn't checked")
  func off() {
    #expect(Report([finding(.off), finding(.info)]).diagnostics == [finding(.info)])
  }

  @Test(
    "are coloured where the output and the environment agree",
    arguments: [
      (true, [:], TextStyle.colour),
      (false, [:], .plain),
      (true, ["NO_COLOR": "1"], .plain),
      (true, ["NO_COLOR": "0"], .plain),
      (true, ["NO_COLOR": ""], .colour),
      (true, ["TERM": "dumb"], .plain),
      (false, ["CLICOLOR_FORCE": "1"], .colour),
      (false, ["CLICOLOR_FORCE": "0"], .plain),
      (false, ["CLICOLOR_FORCE": "1", "TERM": "dumb"], .colour),
      (true, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], .plain),
    ] as [(Bool, [String: String], TextStyle)])
  func styles(isTerminal: Bool, environment: [String: String], style: TextStyle) {
    #expect(TextStyle.decided(isTerminal: isTerminal) { environment[$0] } == style)
  }

  @Test("have formats by name")
  func formats() {
    #expect(ReportFormat.allCases.map(\.rawValue) == ["text", "json"])
    #expect(ReportFormat.text.reporter().render(Report([])) == "no findings\n")
    #expect(ReportFormat.json.reporter().render(Report([])).hasPrefix("{\n  \"version\": 1"))
  }
}
