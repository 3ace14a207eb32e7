package import CatalogModel
package import Diagnostics

/// Differences that a team has accepted, each with a reason and until a day.
package struct AcceptedDrift: Hashable, Sendable {
  /// One of them.
  package struct Entry: Hashable, Sendable {
    package var pattern: ObjectPattern
    /// The property that may differ; `nil` for any.
    package var attribute: String?
    package var reason: String
    /// The last day, `2026-12-31`.
    package var expires: String
    /// Where it stands in its file.
    package var location: Diagnostic.Location
    /// Whether its last day is over.
    package var isExpired: Bool

    package init(
      pattern: ObjectPattern, attribute: String?, reason: String, expires: String, location: Diagnostic.Location,
      isExpired: Bool
    ) {
      self.pattern = pattern
      self.attribute = attribute
      self.reason = reason
      self.expires = expires
      self.location = location
      self.isExpired = isExpired
    }

    /// Whether it still counts.
    package var isValid: Bool { !isExpired }
  }

  private let entries: [Entry]
  private var used: Set<Int> = []

  package init(_ entries: [Entry]) { self.entries = entries }

  /// The entry by which a change is accepted, one that still counts first.
  package mutating func accept(_ change: CatalogDiff.Change) -> Entry? {
    let matching = entries.indices.filter { index in
      let entry = entries[index]
      guard entry.pattern.matches(change.object, owner: nil) else { return false }
      guard let attribute = entry.attribute else { return true }
      return change.kind == .changed && change.attributes.allSatisfy { $0.name == attribute }
    }
    used.formUnion(matching)
    return (matching.first { entries[$0].isValid } ?? matching.first).map { entries[$0] }
  }

  /// What is wrong with the entries themselves: one that is over, one that accepts nothing.
  package var problems: [Diagnostic] {
    entries.indices.compactMap { index in
      let entry = entries[index]
      if entry.isExpired {
        return Diagnostic(
          ruleID: "accepted-drift-expired", severity: .error,
          message: "the acceptance of \(entry.pattern) ended on \(entry.expires)", location: entry.location,
          notes: ["reason: \(entry.reason)"],
          help: used.contains(index)
            ? "put the difference right, or set a new day" : "remove it: nothing differs any more")
      }
      guard !used.contains(index) else { return nil }
      return Diagnostic(
        ruleID: "accepted-drift-unused", severity: .info, message: "nothing differs that \(entry.pattern) would accept",
        location: entry.location, help: "remove it")
    }
  }
}
