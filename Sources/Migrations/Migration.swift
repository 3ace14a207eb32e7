package import Diagnostics
package import SQLSyntax

/// One migration: its header, its UP and DOWN scripts, and what is wrong with its form.
package struct Migration: Sendable {
  /// The version from the file's name: `001`.
  package let version: String
  /// The name from the file's name: `user_profile_resume`.
  package let name: String
  /// How the folder that it is from arranges its migrations.
  package let layout: Layout
  /// The text that UP is in; DOWN may be in a file of its own, `down.source`.
  package let source: SourceText
  /// The comment lines at the top; only the document's own format has to have them.
  package let header: MigrationHeader
  /// What is run to apply it.
  package let up: Script
  /// What is run to take it back; `nil` where there is no DOWN, not even one without statements.
  package let down: Script?
  /// The comment at which DOWN begins, where it is in the file of UP.
  package let downMarker: Range<Int>?
  /// Whether UP runs in a transaction.
  package let transaction: ScriptTransaction
  /// Whether DOWN runs in a transaction.
  package let downTransaction: ScriptTransaction
  /// What was found wrong when the file was read: `unreadable-file`, `empty-migration`, `syntax-error`,
  /// `down-marker-repeated`, `down-marker-malformed`; of other layouts `marker-misplaced` and `not-followed`.
  package let problems: [Diagnostic]
  /// Whether the text could be read; without it there are no statements, and the only problem says why.
  package let isReadable: Bool
  /// Whether the folder that it is from has no DOWN at all, where its tool could have some.
  package internal(set) var folderGoesForward = false

  /// The path of UP's file, as the user should see it.
  package var path: String { source.path }

  /// Whether DOWN is in another file than UP.
  package var hasOwnDownFile: Bool { down.map { $0.source.path != source.path } ?? false }

  /// The SHA-256 of UP's text, which tells whether it was edited after it was applied.
  ///
  /// Computed on every call.
  package var checksum: String { Checksum.sha256(source.utf8) }

  /// Reads a migration of the document's own format from its text.
  package init(version: String, name: String, source: SourceText) {
    if let problem = Encoding.diagnostic(source) {
      self.init(unreadable: problem, version: version, name: name, source: source)
      return
    }
    let parts = DownMarker(source, from: ByteOrderMark.length(source.utf8))
    let up = Script(source, parts.up, range: parts.upRange)
    let down = parts.down.map { Script(source, $0, range: parts.downRange ?? 0..<0) }
    let header = MigrationHeader(
      comments: up.comments, before: parts.up.statements.first?.lowerBound ?? parts.upRange.upperBound)
    self.init(
      version: version, name: name, layout: .plumbline, source: source, header: header, up: up, down: down,
      downMarker: parts.range, transaction: .automatic, downTransaction: .automatic,
      problems: FormProblems(source: source, marker: parts.range, up: up, down: down).all, isReadable: true)
  }

  /// A migration whose text could not be read.
  package init(
    unreadable problem: Diagnostic, version: String, name: String, layout: Layout = .plumbline, source: SourceText
  ) {
    self.init(
      version: version, name: name, layout: layout, source: source, header: MigrationHeader(comments: [], before: 0),
      up: Script(source, range: 0..<0), down: nil, downMarker: nil, transaction: layout.usualTransaction,
      downTransaction: layout.usualTransaction, problems: [problem], isReadable: false)
  }

  init(
    version: String, name: String, layout: Layout, source: SourceText, header: MigrationHeader, up: Script,
    down: Script?, downMarker: Range<Int>?, transaction: ScriptTransaction, downTransaction: ScriptTransaction,
    problems: [Diagnostic], isReadable: Bool
  ) {
    self.version = version
    self.name = name
    self.layout = layout
    self.source = source
    self.header = header
    self.up = up
    self.down = down
    self.downMarker = downMarker
    self.transaction = transaction
    self.downTransaction = downTransaction
    self.problems = problems
    self.isReadable = isReadable
  }
}

extension Migration {
  /// Why a migration can't be rolled back.
  package enum Irreversibility: Hashable, Sendable {
    /// The header says so, with the reason: `-- Irreversible: reason`.
    case declared(String)
    /// There is no DOWN: no `-- DOWN`, no file, or the tool has none.
    case noMarker
    /// There is a DOWN without a statement.
    case noStatement
  }

  /// Whether the tool runs this again whenever its text changes, and never takes it back: Flyway's `R__name.sql`.
  package var isRepeatable: Bool { layout == .flyway && version == "R" }

  /// Whether there is no way back on purpose: the header says so, the tool has none for this, or nothing in the folder has.
  package var goesForwardOnly: Bool {
    switch irreversibility {
    case .declared: true
    case .noMarker: !layout.hasDown || isRepeatable || folderGoesForward
    case .noStatement, nil: false
    }
  }

  /// Why this can't be rolled back; `nil` where a DOWN script has statements.
  package var irreversibility: Irreversibility? {
    if let field = header.irreversible { return .declared(field.value) }
    guard let down else { return .noMarker }
    return down.statements.isEmpty && down.errors.isEmpty ? .noStatement : nil
  }
}
