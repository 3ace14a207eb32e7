package import CatalogModel
package import SQLSyntax

/// What of a difference decides who may see, change or run something.
package enum Security {
  /// Whether a change is one that a nightly check of security has to tell.
  package static func isConcerned(by change: CatalogDiff.Change) -> Bool {
    if kinds.contains(change.object.kind) || change.object.isDefaultPrivileges { return true }
    switch change.kind {
    case .changed: return change.attributes.contains { isConcerned(by: $0, of: change.object.kind) }
    case .moved: return false
    // What somebody may get at who isn't its owner, or what runs with its owner's rights.
    case .added, .removed: return change.attributes.contains { wholes.contains($0.name) }
    }
  }

  /// Whether a property is one of security.
  package static func isConcerned(by difference: CatalogDiff.Difference, of kind: ObjectKind) -> Bool {
    if kinds.contains(kind) || attributes.contains(difference.name) { return difference.name != "comment" }
    guard kind == .view, difference.name == "options" else { return false }
    return ["security_invoker", "security_barrier"].contains { name in
      option(name, in: difference.before) != option(name, in: difference.after)
    }
  }

  private static func option(_ name: String, in options: String?) -> Substring? {
    (options ?? "").split(separator: ", ").first { $0.hasPrefix(name + "=") }
  }

  /// The kinds that are there for security alone, or that run code on their own.
  private static let kinds: Set<ObjectKind> = [.policy, .eventTrigger, .userMapping, .role]

  private static let attributes: Set<String> = [
    "row level security", "force row level security", "owner", "privileges", "security definer", "leakproof",
    "settings", "security label", "security labels",
  ]

  /// The properties that make an object that is new or gone a matter of security.
  private static let wholes: Set<String> = ["security definer", "privileges", "row level security"]
}
