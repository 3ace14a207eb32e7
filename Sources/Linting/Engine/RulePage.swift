package import Diagnostics

/// What a rule is about.
package enum RuleCategory: String, Hashable, Sendable, CaseIterable {
  case header, series, reversal, idempotence, locks, security, functions, data, documentation, syntax
}

/// Whether `--fix` can mend what a rule finds.
package enum FixAvailability: String, Hashable, Sendable {
  case none, safe, suggestion
}

/// A rule's page: its frontmatter, typed, and its text. The pages in `rules/` are the truth.
package struct RulePage: Hashable, Sendable {
  package var id: String
  package var severity: Severity
  package var category: RuleCategory
  package var fix: FixAvailability
  package var since: String
  /// The names of the same check in other linters, as `tool:name`.
  package var aliases: [String]
  /// The page below its frontmatter, Markdown.
  package var text: String

  package init(
    id: String, severity: Severity, category: RuleCategory, fix: FixAvailability, since: String, aliases: [String],
    text: String
  ) {
    self.id = id
    self.severity = severity
    self.category = category
    self.fix = fix
    self.since = since
    self.aliases = aliases
    self.text = text
  }
}
