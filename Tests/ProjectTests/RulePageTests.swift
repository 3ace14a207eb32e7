import Testing

@Suite("The rules' pages")
struct RulePageTests {
  private static let keys = ["id", "severity", "category", "fix", "since", "aliases"]
  /// The headings in their order; those in the second list may be left out.
  private static let headings = ["Why", "Bad", "Good", "Fixed", "Options", "When to allow it"]
  private static let optionalHeadings = ["Fixed", "Options"]

  private static let pages = ((try? Repository.names(in: "rules")) ?? []).filter { $0.hasSuffix(".md") }
  private static let sources = (try? Repository.swiftFiles(in: "Sources")) ?? []

  @Test("are there, and nothing else is in their folder")
  func folder() throws {
    #expect(!Self.pages.isEmpty)
    #expect(try Repository.names(in: "rules") == Self.pages)
  }

  @Test("have one form", arguments: pages)
  func form(page: String) throws {
    let lines = try Repository.text(of: "rules/\(page)").split(separator: "\n", omittingEmptySubsequences: false)
    let frontmatter = lines.dropFirst().prefix { $0 != "---" }
    #expect(lines.first == "---")
    #expect(frontmatter.map { String($0.prefix { $0 != ":" }) } == Self.keys)
    #expect(frontmatter.first == "id: \(page.dropLast(3))")

    var isInCode = false
    var headings: [String] = []
    for line in lines {
      if line.hasPrefix("```") { isInCode.toggle() }
      if !isInCode, line.hasPrefix("#") { headings.append(String(line)) }
    }
    let expected = Self.headings.filter { !Self.optionalHeadings.contains($0) || headings.contains("## \($0)") }
    #expect(headings == expected.map { "## \($0)" })
    #expect(!isInCode, "a block of code isn't closed")
  }

  /// A rule has a Swift file of its name. What other parts of the program report has its id in a string literal there.
  @Test("belong to something that the program reports", arguments: pages)
  func reported(page: String) {
    let id = page.dropLast(3)
    let fileName = id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + ".swift"
    let isReported = Self.sources.contains { file in
      (file.path.hasPrefix("Sources/Linting/Rules/") && file.path.hasSuffix("/" + fileName))
        || file.lines.contains { $0.contains("\"\(id)\"") }
    }
    #expect(isReported, "neither is there a Sources/Linting/Rules/…/\(fileName), nor does \"\(id)\" stand in Sources")
  }
}
