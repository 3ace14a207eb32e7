package import Diagnostics
package import Migrations

/// Why a run isn't started: everything that speaks against it.
package struct PlanRefusal: Error, Sendable {
  package var reasons: [Reason]

  /// One thing that has to be put right first.
  package enum Reason: Sendable {
    /// The file of an applied migration isn't what was applied.
    case edited(Migration, MigrationHistory.Row)
    /// There is no file for an applied migration.
    case missing(MigrationHistory.Row)
    /// A pending migration comes before an applied one.
    case outOfOrder(Migration, before: String)
    /// No file and no row has the version.
    case unknownVersion(String, nearest: String?, isLast: Bool)
    case duplicateVersion(String, String, String)
    case irreversible(Migration, Migration.Irreversibility)
    /// A dependency isn't applied, at its place in the header; `known` is its version where there is a file.
    case unmetDependency(Migration, String, Range<Int>, known: String?)
    /// A migration without a transaction failed or was interrupted.
    case unfinished(MigrationHistory.Row, invalidatedBy: Migration?)
    /// The file can't be run as it is written.
    case unusable(Migration, [Diagnostic])
  }

  /// The reasons as findings, for a renderer.
  package var diagnostics: [Diagnostic] { reasons.flatMap(\.diagnostics) }
}

extension PlanRefusal: CustomStringConvertible {
  /// The findings' messages and what to do, a paragraph each.
  package var description: String {
    diagnostics.map { diagnostic in
      ([diagnostic.message] + diagnostic.notes + (diagnostic.help.map { ["help: " + $0] } ?? []))
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

extension PlanRefusal.Reason {
  /// The reason as findings: one, or those of the file.
  package var diagnostics: [Diagnostic] {
    if case .unusable(_, let diagnostics) = self { return diagnostics }
    return [
      Diagnostic(
        ruleID: ruleID, severity: .error, message: message, location: location, label: label, notes: notes, help: help)
    ]
  }

  /// The name of the condition.
  package var ruleID: String {
    switch self {
    case .edited: "edited-after-apply"
    case .missing: "applied-file-missing"
    case .outOfOrder: "out-of-order"
    case .unknownVersion: "unknown-version"
    case .duplicateVersion: "duplicate-version"
    case .irreversible: "irreversible"
    case .unmetDependency: "unmet-dependency"
    case .unfinished: "unfinished-migration"
    case .unusable(_, let diagnostics): diagnostics.first?.ruleID ?? "unreadable-file"
    }
  }
}
