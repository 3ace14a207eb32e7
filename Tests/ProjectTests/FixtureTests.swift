import Testing

@Suite("The fixtures")
struct FixtureTests {
  @Test("have a row in their README each, and every row has a folder")
  func rows() throws {
    let rows = try Repository.text(of: "fixtures/README.md").split(separator: "\n").compactMap {
      ($0.prefixMatch(of: /\|\s*`(?<name>[^`]+)`\s*\|/)?.output.name).map { String($0) }
    }
    #expect(Set(rows).count == rows.count, "a fixture has two rows")
    #expect(rows.sorted() == (try Repository.folders(in: "fixtures")))
  }
}
