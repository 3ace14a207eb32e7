import Testing

/// SwiftPM lets a target import a module that it only reaches through another. This table does not.
@Suite("The arrows between the modules")
struct ArrowTests {
  private static let system: Set = ["Foundation", "Glibc", "Musl", "Darwin", "Synchronization"]
  private static let collections: Set = ["HashTreeCollections", "OrderedCollections"]

  private static let core: Set = ["SQLSyntax", "Diagnostics"]
  private static let simulation: Set = core.union(["Migrations", "CatalogModel"])
  private static let linting: Set = simulation.union(["Simulation"])

  /// What each module may import besides the system's modules.
  private static let table: [String: Set<String>] = [
    "Diagnostics": [],
    "SQLSyntax": ["Diagnostics", "CPgQuery"],
    "Migrations": core.union(["CCrypto"]),
    "CatalogModel": core.union(collections),
    "Simulation": simulation.union(collections),
    "Linting": linting,
    "Drift": linting,
    "Reporting": ["Diagnostics"],
    "PostgresClient": ["CLibPQ"],
    "EphemeralPostgres": ["PostgresClient"],
    "Introspection": core.union(["CatalogModel", "PostgresClient", "CCrypto"]),
    "Rehearsal": simulation.union(["Introspection", "EphemeralPostgres", "PostgresClient"]),
    "Runner": core.union(["Migrations", "PostgresClient"]),
    "plumb": linting.union([
      "Linting", "Drift", "Dispatch",
      "Reporting", "PostgresClient", "EphemeralPostgres", "Introspection", "Rehearsal", "Runner", "Yams",
      "ArgumentParser",
    ]),
    "PageEmbedder": [],
    "BareParser": ["CPgQuery"],
    "EmbedPages": ["PackagePlugin"],
    // Module maps over libraries of the system.
    "CPgQuery": [], "CLibPQ": [], "CCrypto": [],
  ]

  @Test("have a row for every module, and a module for every row")
  func rows() throws {
    #expect(try Repository.folders(in: "Sources") == Self.table.keys.sorted())
  }

  @Test("are the only ones", arguments: table.keys.sorted())
  func imports(module: String) throws {
    guard Repository.isFolder("Sources/\(module)") else { return }
    let allowed = Self.system.union(Self.table[module] ?? [])
    var wrong: [String] = []
    for file in try Repository.swiftFiles(in: "Sources/\(module)") {
      for (number, line) in zip(1..., file.lines) {
        if let name = Self.importedModule(in: line), !allowed.contains(name) {
          wrong.append("\(file.path):\(number): \(module) may not import \(name)")
        }
      }
    }
    #expect(wrong == [])
  }

  /// The module that a line imports: `package import struct Foundation.URL` imports `Foundation`.
  private static func importedModule(in line: String) -> String? {
    let attributes = /^\s*((@\w+(\(\w+\))?|package|public|private|internal|fileprivate)\s+)*/
    let pattern = /import\s+((struct|class|enum|protocol|func|typealias|var|let)\s+)?(?<module>\w+)/
    guard let start = line.prefixMatch(of: attributes)?.range.upperBound else { return nil }
    return (line[start...].prefixMatch(of: pattern)?.output.module).map { String($0) }
  }

  @Test("are read from every form of an import")
  func forms() {
    let lines = [
      "import A", "  package import A", "@testable import A", "@preconcurrency package import struct A.B",
      "@_spi(X) import A", "// import A", "let text = \"import A\"", "important A",
    ]
    #expect(lines.map(Self.importedModule) == ["A", "A", "A", "A", "A", nil, nil, nil])
  }
}
