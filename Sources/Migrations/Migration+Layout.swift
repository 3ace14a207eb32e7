package import Diagnostics
import SQLSyntax

extension Migration {
  /// Reads a migration of any layout from the text of its file, and that of its DOWN where it has a file of its own.
  package init(
    version: String, name: String, layout: Layout, source: SourceText, downSource: SourceText? = nil,
    runsWithoutTransaction: Bool = false
  ) {
    guard layout != .plumbline else {
      self.init(version: version, name: name, source: source)
      return
    }
    if let problem = Encoding.diagnostic(source) ?? downSource.flatMap(Encoding.diagnostic) {
      self.init(unreadable: problem, version: version, name: name, layout: layout, source: source)
      return
    }
    let isDocumentLike = layout == .plain && downSource == nil
    var parts = isDocumentLike ? Parts(marked: source) : Parts(layout, source)
    if let downSource {
      // The script of another file counts, whatever the first file's markers say.
      parts.down = Script(
        downSource, stretches: [ByteOrderMark.length(downSource.utf8)..<downSource.utf8.count],
        runsInPsql: layout == .sqitch)
      parts.downTransaction = Migration.transaction(of: downSource, layout)
    }
    if layout == .sqlx { parts.transaction = Migration.transaction(of: source, layout) }
    if runsWithoutTransaction { (parts.transaction, parts.downTransaction) = (.never, .never) }
    let form = FormProblems(source: source, marker: parts.downMarker, up: parts.up, down: parts.down, layout: layout)
    self.init(
      version: version, name: name, layout: layout, source: source, header: parts.header, up: parts.up,
      down: parts.down, downMarker: parts.downMarker, transaction: parts.transaction,
      downTransaction: parts.downTransaction, problems: form.all + parts.problems, isReadable: true)
  }

  /// sqlx runs a file without a transaction where its first bytes say so.
  private static func transaction(of source: SourceText, _ layout: Layout) -> ScriptTransaction {
    let isWithout = layout == .sqlx && source.utf8.starts(with: "-- no-transaction".utf8)
    return isWithout ? .never : layout.usualTransaction
  }

  /// What a file holds.
  private struct Parts {
    var up: Script
    var down: Script?
    var downMarker: Range<Int>?
    var header: MigrationHeader
    var transaction: ScriptTransaction
    var downTransaction: ScriptTransaction
    var problems: [Diagnostic]

    /// A file that is parted by a tool's markers, or not at all.
    init(_ layout: Layout, _ source: SourceText) {
      let start = ByteOrderMark.length(source.utf8)
      let lexer = Lexer.scan(source.utf8, in: start..<source.utf8.count)
      let sections = Sections(layout, source, lexer)
      let firstStatement = lexer.statements.first?.lowerBound ?? source.utf8.count
      var stretches = sections.up
      // Comments above the first marker are comments of UP.
      if let first = stretches.first?.lowerBound, start < first, first <= firstStatement {
        stretches.insert(start..<first, at: 0)
      }
      up = Script(source, stretches: stretches, runsInPsql: layout == .sqitch)
      down = sections.down.map { Script(source, stretches: $0) }
      downMarker = sections.downMarker
      header = MigrationHeader(comments: lexer.comments, before: firstStatement)
      transaction = sections.transaction
      downTransaction = sections.downTransaction
      problems = sections.problems.map { problem in
        Diagnostic(
          ruleID: "marker-misplaced", severity: problem.severity, message: problem.message,
          location: .init(source: source, range: problem.range), label: problem.label, help: problem.help)
      }
    }

    /// A file that may have the document's own `-- DOWN`.
    init(marked source: SourceText) {
      let parts = DownMarker(source, from: ByteOrderMark.length(source.utf8))
      up = Script(source, parts.up, range: parts.upRange)
      down = parts.down.map { Script(source, $0, range: parts.downRange ?? 0..<0) }
      downMarker = parts.range
      header = MigrationHeader(
        comments: up.comments, before: parts.up.statements.first?.lowerBound ?? parts.upRange.upperBound)
      transaction = .automatic
      downTransaction = .automatic
      problems = []
    }
  }
}
