import CatalogModel
import Simulation

/// A statement of DOWN that PostgreSQL refuses.
struct DownFails: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    // A syntax error and a transaction block have findings of their own.
    guard case .fails(let error, let range) = context.simulated.reversal, !["42601", "25001"].contains(error.sqlState)
    else { return [] }
    return [
      Finding(
        "PostgreSQL refuses a statement of DOWN: \(error.message) (\(error.sqlState))", at: range,
        of: context.simulated.down?.script.source, label: "stops the rollback here",
        notes: error.detail.map { [$0] } ?? [], help: DownFails.help(error))
    ]
  }

  private static func help(_ error: CatalogError) -> String {
    switch error.sqlState {
    case "2BP01": "drop what depends on it first: DOWN goes backwards through UP"
    case "42P01", "42703", "42704", "42883", "3F000": "use it before it is dropped, or write `IF EXISTS`"
    case "42P07", "42701", "42710", "42723", "42P06": "drop what UP made under this name first"
    default: "write a statement that PostgreSQL accepts in the schema after UP"
    }
  }
}
