import Testing

@Suite("The sources")
struct SourceTests {
  @Test("are short: 120 lines for a rule, 600 for any file")
  func sizes() throws {
    let long = try Repository.swiftFiles(in: "Sources", "Tests").filter {
      $0.lineCount > ($0.path.hasPrefix("Sources/Linting/Rules/") ? 120 : 600)
    }
    let found = long.map { "\($0.path): \($0.lineCount) lines" }
    #expect(found == [])
  }

  @Test("share declarations as `package`, never as `public` or `open`")
  func access() throws {
    let attributes = #"^\s*(?:@\w+(?:\([^)]*\))?\s+)*"#
    let declaration = "(?:func|var|let|class|struct|enum|protocol|actor|typealias|init|subscript|extension|import|case)"
    let pattern = try Regex(attributes + #"(?:public|open)(?:\(set\))?\s+(?:\w+\s+)*"# + declaration + #"\b"#)
    let found = try Repository.swiftFiles(in: "Sources").flatMap { $0.places(of: pattern) }
    #expect(found == [])
  }

  @Test("neither crash on purpose nor leave work for later")
  func words() throws {
    let pattern = /\btry!|\bfatalError\(|\bas!|\.disabled\(|\bTODO\b|\bFIXME\b/
    let found = try Repository.swiftFiles(in: "Sources").flatMap { $0.places(of: pattern) }
    #expect(found == [])
  }

  @Test("have tests that all run")
  func disabledTests() throws {
    let files = try Repository.swiftFiles(in: "Tests").filter { !$0.path.hasPrefix("Tests/ProjectTests/") }
    let found = files.flatMap { $0.places(of: /\.disabled\(|\bwithKnownIssue\b/) }
    #expect(found == [])
  }
}
