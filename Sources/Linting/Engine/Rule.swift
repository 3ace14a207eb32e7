package import Diagnostics
package import SQLSyntax

/// One check.
///
/// A rule is a stateless value: all that it may look at arrives in the context. It has one `check` of its own, for
/// statements, for whole migrations or for the series of them; what the others find is nothing.
package protocol Rule: Sendable {
  init()
  /// Looks at one statement, of UP or of DOWN, with the catalog before and after it.
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding]
  /// Looks at a migration as a whole.
  func check(_ migration: MigrationContext) -> [Finding]
  /// Looks at the schema that all migrations make, and at what made it.
  func check(_ series: SeriesContext) -> [SeriesFinding]
}

extension Rule {
  package func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] { [] }
  package func check(_ migration: MigrationContext) -> [Finding] { [] }
  package func check(_ series: SeriesContext) -> [SeriesFinding] { [] }

  /// The rule's id: its type's name in kebab case.
  package static var id: String {
    var id = ""
    for character in String(describing: Self.self) {
      if character.isUppercase, !id.isEmpty { id += "-" }
      id += character.lowercased()
    }
    return id
  }
}

/// What a rule has to say of a place in the migration that it looks at.
package struct Finding: Sendable {
  package var message: String
  /// The place; `nil` for the statement, or for the start of the migration.
  package var range: Range<Int>?
  /// The file that `range` is a place in; `nil` for the statement's, or for that of UP.
  package var source: SourceText?
  /// What happens at the marked place.
  package var label: String
  package var notes: [String]
  package var help: String?

  package init(
    _ message: String, at range: Range<Int>? = nil, of source: SourceText? = nil, label: String = "",
    notes: [String] = [], help: String? = nil
  ) {
    self.message = message
    self.range = range
    self.source = source
    self.label = label
    self.notes = notes
    self.help = help
  }
}

/// What a rule has to say of the whole series, and the statement that it is about.
package struct SeriesFinding: Sendable {
  package var finding: Finding
  package var origin: Origin

  package init(_ finding: Finding, at origin: Origin) {
    self.finding = finding
    self.origin = origin
  }
}
