package import Diagnostics
package import Drift
package import Migrations

/// What `plumbline.yml` says, with the defaults where it says nothing.
package struct Configuration: Hashable, Sendable {
  /// The file that was read, as the user should see it; `nil` where there is none.
  package var file: String?
  /// The folder of the migrations; `nil` where it is to be found in the usual places.
  package var migrations: String?
  /// How the migrations are arranged; `nil` where the folder shows it.
  package var layout: Layout?
  /// What the migrations find in the database before the first of them.
  package var preset: Preset?
  /// The schemas whose tables an API shows to the world; `nil` means `public` with a preset, and none without.
  package var exposedSchemas: [String]?
  /// What is said of single rules, by id.
  package var rules: [String: Rule] = [:]
  /// What is said of differences between the migrations and a database.
  package var drift = DriftSettings()

  package init() {}

  /// A preset: one that comes with the program, or a file of the team.
  package enum Preset: Hashable, Sendable {
    case named(String)
    /// The path of an SQL file, from the current directory or absolute.
    case file(String)
  }

  /// What is said of a rule.
  package struct Rule: Hashable, Sendable {
    /// The severity in place of the rule's own.
    package var severity: Severity?
    /// The rule's options, raw: each option's values, one where it was no list.
    package var options: [String: [String]] = [:]

    package init(severity: Severity? = nil, options: [String: [String]] = [:]) {
      self.severity = severity
      self.options = options
    }
  }

  /// The names that a file may use besides its keys: the program's rules, their options and its presets.
  package struct Vocabulary: Hashable, Sendable {
    /// The options that each rule has, by the rule's id.
    package var rules: [String: Set<String>]
    package var presets: [String]

    package init(rules: [String: Set<String>], presets: [String]) {
      self.rules = rules
      self.presets = presets
    }
  }
}
