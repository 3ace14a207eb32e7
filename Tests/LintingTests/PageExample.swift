import Diagnostics
import Foundation
import Linting
import Migrations
import Reporting

/// The code blocks of one section of a rule's page, as a series of migrations.
///
/// A block `sql given` sets the scene: what is found there doesn't count. A block may name its file (`sql notes.sql`) or
/// its encoding (`sql latin1`); otherwise the files are `001_example.sql`, `002_example.sql` and so on.
struct PageExample {
  /// A block of code.
  struct Block {
    var words: [Substring]
    var text: String

    var isSQL: Bool { words.first == "sql" }
    var isGiven: Bool { words.contains("given") }
    var fileName: String? { words.first { $0.hasSuffix(".sql") }.map { String($0) } }
    var bytes: [UInt8] {
      words.contains("latin1") ? Array(text.data(using: .isoLatin1) ?? Data()) : Array(text.utf8)
    }
  }

  let id: String
  let category: RuleCategory?
  var blocks: [Block]

  /// The section of a page, whose lines are given.
  init(page id: String, section heading: String, of lines: [Substring]) {
    self.id = id
    category = RulePage.byID[id]?.category
    blocks = PageExample.blocks(of: lines, in: heading).map(\.block).filter(\.isSQL)
  }

  /// The blocks of a section, each with the range of its lines.
  static func blocks(of lines: [Substring], in heading: String) -> [(block: Block, lines: Range<Int>)] {
    var blocks: [(block: Block, lines: Range<Int>)] = []
    var section = ""
    var start: Int?
    for (number, line) in lines.enumerated() {
      if let from = start {
        guard line == "```" else { continue }
        let text = lines[(from + 1)..<number].map { $0 + "\n" }.joined()
        if section == heading {
          blocks.append((Block(words: lines[from].dropFirst(3).split(separator: " "), text: text), from..<number + 1))
        }
        start = nil
      } else if line.hasPrefix("```") {
        start = number
      } else if line.hasPrefix("## ") {
        section = String(line)
      }
    }
    return blocks
  }

  /// The migrations that aren't given, as places in `blocks`.
  var questions: [Int] { blocks.indices.filter { !blocks[$0].isGiven } }

  func fileName(_ index: Int) -> String {
    let number = String(index + 1)
    return blocks[index].fileName ?? String(repeating: "0", count: 3 - number.count) + number + "_example.sql"
  }

  /// What is found in the blocks that aren't given.
  ///
  /// A block without a header isn't told so by the rules about headers and the series, nor one without `-- DOWN` by
  /// those about reversal: most pages are about something else.
  func findings() throws -> [Diagnostic] {
    let isSecurity = category == .security
    let preset = isSecurity ? "supabase" : nil
    let exposed: Set<String> = isSecurity ? ["public"] : []
    let needsFolder = blocks.contains { $0.fileName != nil || $0.words.contains("latin1") }
    let (run, migrations) =
      needsFolder ? try lintFolder(preset, exposed) : try lint(memoryMigrations(), [], preset, exposed)
    let given = Set(blocks.indices.filter { blocks[$0].isGiven }.map(fileName))
    return run.diagnostics.filter { diagnostic in
      guard let path = diagnostic.location?.source.path, !given.contains(path) else { return false }
      guard let migration = migrations.first(where: { $0.path == path }), migration.isReadable else { return true }
      switch RulePage.byID[diagnostic.ruleID]?.category {
      case .header, .series:
        return !migration.header.fields.isEmpty || !migration.header.misspelt.isEmpty
          || diagnostic.ruleID == id
      case .reversal: return migration.downMarker != nil || diagnostic.ruleID == id
      default: return true
      }
    }
  }

  /// The findings as `plumb lint` prints them.
  func output() throws -> String {
    let reporter = TextReporter()
    return try findings().filter { $0.ruleID == id }.map { reporter.render($0) }.joined(separator: "\n")
  }

  private func memoryMigrations() -> [Migration] {
    blocks.indices.map { index in
      let name = fileName(index)
      return Migration(
        version: String(name.prefix { $0 != "_" }), name: "example",
        source: SourceText(path: name, utf8: blocks[index].bytes))
    }
  }

  private func lint(
    _ migrations: [Migration], _ problems: [Diagnostic], _ preset: String?, _ exposed: Set<String>
  ) throws -> (LintRun, [Migration]) {
    (try LintRun(migrations, problems: problems, preset: preset, exposed: exposed), migrations)
  }

  /// Lints the blocks as files of a temporary folder, with the paths that they have in it.
  private func lintFolder(_ preset: String?, _ exposed: Set<String>) throws -> (LintRun, [Migration]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plumb-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for index in blocks.indices {
      try Data(blocks[index].bytes).write(to: folder.appending(path: fileName(index)))
    }
    let files = try MigrationFolder(folder.path)
    func local(_ source: SourceText) -> SourceText {
      SourceText(path: URL(fileURLWithPath: source.path).lastPathComponent, utf8: source.utf8)
    }
    let migrations = files.files.map { file in
      let migration = file.read()
      return Migration(
        version: file.version, name: file.name, layout: file.layout, source: local(migration.source),
        downSource: migration.hasOwnDownFile ? migration.down.map { local($0.source) } : nil)
    }
    let problems = files.problems.map { problem in
      var problem = problem
      problem.location = problem.location.map { .init(source: local($0.source), range: $0.range) }
      return problem
    }
    return try lint(migrations, problems, preset, exposed)
  }
}
