package import CatalogModel
package import SQLSyntax

/// How far one side of a comparison can be relied on.
package struct Certainty: Sendable {
  /// The server that printed its expressions; `nil` of a simulation.
  package var serverVersion: Int?
  /// What a simulation isn't sure of.
  package var uncertainty = Uncertainty()
  /// Reasons that came with a saved schema.
  package var reasons: [String] = []

  package init(serverVersion: Int? = nil, uncertainty: Uncertainty = Uncertainty(), reasons: [String] = []) {
    self.serverVersion = serverVersion
    self.uncertainty = uncertainty
    self.reasons = reasons
  }

  /// Why a difference of two sides may be none: a simulation isn't sure, or two major versions print one meaning in two
  /// ways.
  package static func doubt(
    about change: CatalogDiff.Change, owner: QualifiedName?, _ expected: Certainty, _ actual: Certainty
  ) -> String? {
    for side in [expected, actual] {
      if let reason = side.uncertainty.reason(for: change, owner: owner) { return reason.description }
      if let reason = side.reasons.first { return reason }
    }
    let isSimulated = expected.serverVersion == nil || actual.serverVersion == nil
    if isSimulated, let unfollowed = unfollowed(change) { return "the simulation doesn't follow \(unfollowed)" }
    guard change.kind == .changed else { return nil }
    let printed = change.attributes.filter { Spelling.isPrinted($0, of: change.object.kind) }
    // A difference of another property is one whatever becomes of these.
    guard printed.count == change.attributes.count else { return nil }
    guard let first = expected.serverVersion, let second = actual.serverVersion else {
      let isOpen = printed.allSatisfy { Spelling.mayMeanTheSame($0.before, $0.after) }
      return isOpen ? "the simulation can't tell whether the two spellings mean the same" : nil
    }
    let (one, other) = (first / 10_000, second / 10_000)
    return one == other ? nil : "PostgreSQL \(one) and \(other) may print the same in two ways"
  }

  /// What of a change no simulation follows; `nil` where there is something else in it.
  private static func unfollowed(_ change: CatalogDiff.Change) -> String? {
    if change.object.kind == .other {
      return Observed.contains(change.object) ? "privileges and labels of what no migration makes" : nil
    }
    // Which members a class has for itself, and which are its family's, depends on their types.
    if change.object.kind == .operatorClass || change.object.kind == .operatorFamily {
      return "the members of operator classes"
    }
    guard change.kind == .changed,
      change.attributes.allSatisfy({ Observed.contains($0.name, of: change.object.kind) })
    else { return nil }
    return change.attributes.map { "`\($0.name)`" }.joined(separator: ", ") + " of a \(change.object.kind.rawValue)"
  }
}
