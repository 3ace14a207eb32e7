import Testing

@Suite("The comments of shared declarations")
struct DocumentationTests {
  /// Functions that a protocol of the standard library or of a dependency asks for.
  private static let knownWitnesses: Set = [
    "==", "<", "hash", "encode", "makeIterator", "next", "index", "run", "validate",
  ]

  @Test("say of every type and function what it is")
  func documentation() throws {
    let files = try Repository.swiftFiles(in: "Sources")
    let requirements = Self.knownWitnesses.union(files.flatMap(Self.requirements))
    let found = try files.flatMap { try Self.undocumented(in: $0, exempt: requirements) }
    #expect(found == [])
  }

  @Test("are looked for above attributes, and not at witnesses")
  func forms() throws {
    let text = """
      /// What it is.
      package protocol Rule {
        func check()
      }
      /// What it is.
      @available(*, deprecated)
      package struct A: Rule {
        package func check() {}
        package static func < (a: A, b: A) -> Bool {}
        package var b = 1
        package static func made() {}
      }
      @frozen package indirect enum B {}
      // No documentation.
      package typealias C = Int
      """
    let file = SwiftFile(path: "F", lines: text.split(separator: "\n").map { String($0) })
    #expect(Self.requirements(in: file) == ["check"])
    let found = try Self.undocumented(in: file, exempt: Self.knownWitnesses.union(["check"]))
    #expect(found == ["F:11: func made", "F:13: enum B", "F:15: typealias C"])
  }

  /// The names of the functions that the file's protocols ask for: their witnesses need no comment of their own.
  private static func requirements(in file: SwiftFile) -> [String] {
    var names: [String] = []
    var closing: String?
    for line in file.lines {
      if line.contains(/\bprotocol \w+.*\{$/) {
        closing = line.prefix { $0 == " " } + "}"
      } else if line == closing {
        closing = nil
      } else if closing != nil, let match = line.firstMatch(of: /\bfunc (?<name>\w+)/) {
        names.append(String(match.output.name))
      }
    }
    return names
  }

  private static func undocumented(in file: SwiftFile, exempt: Set<String>) throws -> [String] {
    let declaration = try Regex(
      #"^\s*(?:@\w+(?:\([^)]*\))?\s+)*package\s+"#
        + #"(?:(?:static|final|indirect|mutating|nonisolated|borrowing|consuming|override|class)\s+)*"#
        + #"(func|struct|enum|protocol|class|actor|typealias)\s+(\w+|[^\s\w(]+)"#,
      as: (Substring, Substring, Substring).self)
    var found: [String] = []
    for (index, line) in file.lines.enumerated() where line.contains("package ") {
      guard let (_, keyword, name) = line.prefixMatch(of: declaration)?.output else { continue }
      if keyword == "func", exempt.contains(String(name)) { continue }
      let above = file.lines[..<index].last { !$0.contains(/^\s*[@#]/) } ?? ""
      if !above.contains(/^\s*\/\/\//) { found.append("\(file.path):\(index + 1): \(keyword) \(name)") }
    }
    return found
  }
}
