package import CatalogModel
package import Migrations
import SQLSyntax

/// Whether a migration's DOWN takes back what its UP did.
package enum Reversal: Hashable, Sendable {
  /// The schema after UP and DOWN is the one before UP.
  case yes
  /// All but the place of a column that DOWN added again.
  case columnOrder(CatalogDiff)
  /// Something is left, lost or changed.
  case no(CatalogDiff)
  /// DOWN stops at a statement that PostgreSQL refuses; the place is in the file of DOWN.
  case fails(CatalogError, at: Range<Int>)
  /// There is nothing to run, or the header says that there is no way back.
  case irreversible(Migration.Irreversibility)
  /// The simulation can't tell.
  case undecided([ScriptRun.Undecided])

  /// The word for it in reports.
  package var name: String {
    switch self {
    case .yes: "yes"
    case .columnOrder: "column-order"
    case .no, .fails: "no"
    case .irreversible: "irreversible"
    case .undecided: "undecided"
    }
  }

  /// What DOWN leaves, loses or changes.
  package var residue: CatalogDiff? {
    switch self {
    case .columnOrder(let diff), .no(let diff): diff
    case .yes, .fails, .irreversible, .undecided: nil
    }
  }
}
