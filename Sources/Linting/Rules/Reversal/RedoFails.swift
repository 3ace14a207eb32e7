import CatalogModel
import Simulation

/// A migration that can't be applied again after its DOWN, although DOWN brought the schema back.
struct RedoFails: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    switch context.simulated.reversal {
    case .yes, .columnOrder: break
    // What DOWN leaves explains it, or nobody will roll back.
    case .no, .fails, .irreversible, .undecided: return []
    }
    if let step = context.simulated.redo?.failure, let error = step.outcome.error {
      return [
        Finding(
          "UP can't be applied again after DOWN: \(error.message) (\(error.sqlState))", at: step.statement.range,
          label: "fails the second time", notes: error.detail.map { [$0] } ?? [], help: RedoFails.help(error))
      ]
    }
    guard let diff = context.simulated.redoDifference, let start = context.downStart else { return [] }
    let objects = diff.changes.map(\.object.description)
    return [
      Finding(
        "UP does something else when it is applied again after DOWN", at: start.range, of: start.source,
        label: "isn't where UP started from",
        notes: objects.map { "\($0) is different" }, help: "take back in DOWN all that UP does")
    ]
  }

  private static func help(_ error: CatalogError) -> String {
    let isThere = ["42P07", "42701", "42710", "42723", "42P06"].contains(error.sqlState)
    return isThere ? "drop it in DOWN" : "take back in DOWN all that UP does"
  }
}
