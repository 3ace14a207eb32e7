/// One statement on the way from one catalog to another.
package struct RepairStatement: Hashable, Sendable {
  /// The statement, without a semicolon.
  package var sql: String
  /// What it makes, changes or drops.
  package var object: ObjectIdentity
  /// What whoever runs it should know.
  package var notes: [RepairNote]
  /// Whether it also gives the object what is wanted of it and no simulation follows.
  package var isObserved: Bool

  /// Whether it makes its object, and says all of it.
  package var isCreation: Bool { sql.hasPrefix("CREATE ") }

  package init(sql: String, object: ObjectIdentity, notes: [RepairNote] = [], isObserved: Bool = false) {
    self.sql = sql
    self.object = object
    self.notes = notes
    self.isObserved = isObserved
  }
}

/// What a statement costs, or can't bring back.
package struct RepairNote: Hashable, Sendable {
  /// What sort of thing a note says.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Rows or values that are there now are gone afterwards.
    case rowsLost = "rows-lost"
    /// What comes back has no rows or values.
    case empty
    /// A column comes back at another place.
    case columnOrder = "column-order"
    /// Rows may be in the way.
    case mayFail = "may-fail"
    /// All of a table is written anew.
    case heavyLock = "heavy-lock"
    /// No statement does it.
    case noInverse = "no-inverse"
  }

  package var kind: Kind
  /// The note as a sentence without its full stop, in lower case.
  package var text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
