import CatalogModel
import SQLSyntax

/// A constraint that reads or indexes all rows of a table in use while a lock keeps others out.
struct ConstraintScan: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard case .alterTable(let alter) = statement.value, context.direction == .up, context.outcome.error == nil,
      let table = context.table(alter.name), context.isEstablished(table.name), table.foreignServer == nil
    else { return [] }
    return alter.actions.flatMap { action -> [Finding] in
      switch action {
      case .addConstraint(let definition): return finding(definition, table, context).map { [$0] } ?? []
      case .addColumn(let column, _):
        // Where every row is written anew, that is the finding: `add-column-rewrite`.
        guard table.column(column.name) == nil, !context.outcome.rewrites.contains(table.name) else { return [] }
        return column.constraints.compactMap { finding($0, of: column, table) }
      case .validateConstraint(let name): return validation(name, table, context).map { [$0] } ?? []
      default: return []
      }
    }
  }

  private func finding(_ definition: ConstraintDefinition, _ table: Table, _ context: LintContext) -> Finding? {
    let name = table.name.short
    switch definition.kind {
    case .check where !definition.isNotValid: return check(name)
    case .foreignKey(let clause) where !definition.isNotValid:
      let target = context.resolve(clause.target)?.short ?? clause.target.description
      return foreignKey(target, table)
    case .primaryKey where definition.indexName != nil:
      guard context.outcome.scans.contains(table.name) else { return nil }
      return Finding(
        "the primary key makes a column NOT NULL and reads all of `\(name)` for that",
        label: "nobody reads or writes `\(name)` meanwhile: ACCESS EXCLUSIVE lock",
        help: "validate a `CHECK (… IS NOT NULL)` and set the column NOT NULL in earlier migrations")
    case .primaryKey, .unique: return definition.indexName == nil ? key(name, definition) : nil
    case .exclusion:
      return Finding(
        "the index of a new exclusion constraint is built while `\(name)` is locked",
        label: "nobody reads or writes `\(name)` meanwhile: ACCESS EXCLUSIVE lock",
        help: "add the constraint with the table, or while nobody uses it: it can't be added in steps")
    default: return nil
    }
  }

  /// A column's own constraint. A foreign key of a column without a default has nothing to look up.
  private func finding(
    _ definition: ConstraintDefinition, of column: ColumnDefinition, _ table: Table
  ) -> Finding? {
    switch definition.kind {
    case .check: check(table.name.short)
    case .foreignKey(let clause) where column.hasDefault: foreignKey(clause.target.description, table)
    case .unique, .primaryKey: key(table.name.short, definition)
    default: nil
    }
  }

  private func check(_ table: String) -> Finding {
    Finding(
      "a new CHECK reads all of `\(table)`",
      label: "nobody reads or writes `\(table)` meanwhile: ACCESS EXCLUSIVE lock",
      help: "add the constraint as `NOT VALID`, and `VALIDATE CONSTRAINT` in the next migration")
  }

  private func foreignKey(_ target: String, _ table: Table) -> Finding {
    let name = table.name.short
    return Finding(
      "a new foreign key looks up every row of `\(name)` in `\(target)`",
      label: "nobody writes to `\(name)` or `\(target)` meanwhile: SHARE ROW EXCLUSIVE lock",
      help: table.partitionKey == nil
        ? "add the constraint as `NOT VALID`, and `VALIDATE CONSTRAINT` in the next migration"
        : "add it as `NOT VALID` to each partition, validate those, and add it to `\(name)` last")
  }

  private func key(_ table: String, _ definition: ConstraintDefinition) -> Finding {
    var kind = "UNIQUE"
    if case .primaryKey = definition.kind { kind = "PRIMARY KEY" }
    return Finding(
      "the index of a new \(kind) constraint is built while `\(table)` is locked",
      label: "nobody reads or writes `\(table)` meanwhile: ACCESS EXCLUSIVE lock",
      help: "build it with `CREATE UNIQUE INDEX CONCURRENTLY`, then `ADD CONSTRAINT … \(kind) USING INDEX`")
  }

  /// VALIDATE in the transaction of NOT VALID: the lock of the first is held while the second reads.
  private func validation(_ name: String, _ table: Table, _ context: LintContext) -> Finding? {
    let isOlder = context.run.before.tables[table.name]?.constraint(name) != nil
    guard !isOlder, context.step.isInTransaction else { return nil }
    return Finding(
      "`\(name)` is validated in the transaction that adds it",
      label: "reads all of `\(table.name.short)` under the lock of `ADD CONSTRAINT`",
      help: "move `VALIDATE CONSTRAINT` to the next migration")
  }
}
