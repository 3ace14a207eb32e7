package import SQLSyntax

/// What a statement did to the catalog, or why it did nothing.
package struct Outcome: Sendable {
  /// Why PostgreSQL refuses the statement; the catalog is then as it was.
  package var error: CatalogError?
  /// What the simulation can't know of the statement's effect, a reason each.
  package var undecided: [String] = []
  /// Whether what isn't known is what code does, which may be done to any object.
  package var isOpenEverywhere = false
  /// Where in the body of a DO block the first of `undecided` is.
  package var undecidedPlace: Range<Int>?
  /// What depends on the rows that earlier statements put into a table, a reason each; the schema doesn't.
  package var rowDependent: [String] = []
  package var created: [ObjectIdentity] = []
  package var changed: [ObjectIdentity] = []
  package var dropped: [ObjectIdentity] = []
  /// The strongest lock on each relation that was there before.
  package var locks: [Lock] = []
  /// Tables whose rows are all written anew.
  package var rewrites: [QualifiedName] = []
  /// Tables that are read from end to end under the statement's lock.
  package var scans: [QualifiedName] = []
  /// Tables whose rows the statement changes.
  package var dataChanges: [QualifiedName] = []
  /// The objects that the statement names and that were there before it.
  package var uses: Set<QualifiedName> = []
  /// Whether IF EXISTS or IF NOT EXISTS made it do nothing.
  package var isNoOp = false

  package init() {}

  mutating func lock(_ relation: QualifiedName, _ mode: LockMode) {
    if let index = locks.firstIndex(where: { $0.relation == relation }) {
      locks[index].mode = max(locks[index].mode, mode)
    } else {
      locks.append(Lock(relation: relation, mode: mode))
    }
  }
}

/// A lock that a statement takes on a relation.
package struct Lock: Hashable, Sendable {
  package var relation: QualifiedName
  package var mode: LockMode
}

/// PostgreSQL's table-level locks, from the weakest (manual, "Explicit Locking").
package enum LockMode: Int, Hashable, Sendable, Comparable, CustomStringConvertible {
  case accessShare = 1
  case rowShare, rowExclusive, shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive

  package static func < (left: LockMode, right: LockMode) -> Bool { left.rawValue < right.rawValue }

  package var description: String {
    switch self {
    case .accessShare: "ACCESS SHARE"
    case .rowShare: "ROW SHARE"
    case .rowExclusive: "ROW EXCLUSIVE"
    case .shareUpdateExclusive: "SHARE UPDATE EXCLUSIVE"
    case .share: "SHARE"
    case .shareRowExclusive: "SHARE ROW EXCLUSIVE"
    case .exclusive: "EXCLUSIVE"
    case .accessExclusive: "ACCESS EXCLUSIVE"
    }
  }

  /// Whether the lock keeps other sessions from changing rows.
  package var blocksWrites: Bool { self >= .share }
  /// Whether it keeps them from reading, too.
  package var blocksReads: Bool { self == .accessExclusive }
}
