import Diagnostics
import Linting
import Testing

/// Further cases that follow from a page's Bad example without more writing.
@Suite("The rules' pages, changed")
struct DerivedCaseTests {
  /// The pages whose example can't be changed in a way, with the reason.
  private enum Exception {
    /// These are about the bytes or the names of files, not about their text.
    static let folder: Set<String> = [
      "down-without-up", "duplicate-version", "ignored-file", "unreadable-file", "version-outlier",
    ]
    /// These are about the file as a whole and stand at its first line, whatever that is.
    static let firstLine: Set<String> = ["down-missing", "empty-migration", "header-missing"]
    /// A file with nothing but a string constant isn't empty, and has no marker of its tool; and `unused-allow` can't be allowed.
    static let noString: Set<String> = ["empty-migration", "marker-misplaced"]
    static let noAllow: Set<String> = ["unused-allow"]
  }

  private static func ids(without exceptions: Set<String>...) -> [String] {
    PageTests.ids.filter { id in !exceptions.contains { $0.contains(id) } }
  }

  /// A finding's rule, message and place.
  private struct Place: Hashable {
    var rule: String
    var message: String
    var line: Int?
    var column: Int?

    init(_ diagnostic: Diagnostic, shiftedBy lines: Int = 0) {
      rule = diagnostic.ruleID
      message = diagnostic.message
      line = diagnostic.location.map { $0.start.line + lines }
      column = diagnostic.location?.start.column
    }
  }

  @Test("with CRLF line ends, find the same", arguments: ids(without: Exception.folder))
  func lineEnds(id: String) throws {
    var example = try PageTests.example(id, "## Bad")
    let expected = try example.findings().map { Place($0) }
    for index in example.blocks.indices { example.blocks[index].text.replace("\n", with: "\r\n") }
    #expect(try example.findings().map { Place($0) } == expected)
  }

  @Test(
    "after a comment of several bytes a character, find the same below",
    arguments: ids(without: Exception.folder, Exception.firstLine))
  func multibyteComment(id: String) throws {
    var example = try PageTests.example(id, "## Bad")
    let expected = try example.findings().map { Place($0, shiftedBy: 1) }
    for index in example.questions { example.blocks[index].text = "-- é😀\n" + example.blocks[index].text }
    #expect(try example.findings().map { Place($0) } == expected)
  }

  @Test("inside a string, find nothing", arguments: ids(without: Exception.folder, Exception.noString))
  func string(id: String) throws {
    var example = try PageTests.example(id, "## Bad")
    for index in example.questions {
      let text = example.blocks[index].text.replacing("'", with: "''")
      example.blocks[index].text = "COMMENT ON SCHEMA public IS '\(text)';\n"
    }
    // The string has no header and no DOWN: the rules that want one are right to say so.
    let wantsForm = ["header-missing", "down-missing"].contains(id)
    #expect(try example.findings().filter { $0.ruleID == id && !wantsForm }.map { Place($0) } == [])
  }

  @Test("under an allow comment, find nothing", arguments: ids(without: Exception.folder, Exception.noAllow))
  func allow(id: String) throws {
    var example = try PageTests.example(id, "## Bad")
    let paths = Set(try example.findings().compactMap(\.location?.source.path))
    for index in example.questions where paths.contains(example.fileName(index)) {
      example.blocks[index].text = "-- plumb:allow \(id) the page's example\n\n" + example.blocks[index].text
    }
    #expect(try example.findings().map { Place($0) } == [])
  }
}
