import CatalogModel
import SQLSyntax
import Simulation

/// A migration that changes rows and the schema.
struct DataChangeWithSchemaChange: Rule {
  func check(_ migration: MigrationContext) -> [Finding] {
    let steps = migration.simulated.up.steps
    guard let data = steps.first(where: \.changesRows), steps.contains(where: \.changesSchema),
      case .dataChange(let change) = data.statement.value
    else { return [] }
    let table = data.outcome.dataChanges.first?.short ?? change.tables.first?.description ?? ""
    return [
      Finding(
        "the migration changes rows of `\(table)`, and the schema too", at: data.statement.range,
        label: "holds the locks of the schema changes until the rows are written",
        help: "move the data to a migration of its own")
    ]
  }
}

extension ScriptRun.Step {
  /// Whether the statement changes rows that stay: those of temporary tables don't.
  fileprivate var changesRows: Bool {
    guard case .dataChange = statement.value else { return false }
    return outcome.dataChanges.isEmpty || outcome.dataChanges.contains { $0.schema != "pg_temp" }
  }

  fileprivate var changesSchema: Bool {
    switch statement.value {
    case .comment, .grant, .dataChange, .maintenance: return false
    default:
      let objects = outcome.created + outcome.changed + outcome.dropped
      return objects.contains { ($0.parent?.schema ?? $0.schema) != "pg_temp" }
    }
  }
}
