import CatalogModel
import SQLSyntax

/// What CREATE POLICY and ALTER POLICY have in common: the policy afterwards, and the expressions that they give it.
struct PolicyChange {
  var table: Table
  var policy: Policy
  var using: Expression?
  var withCheck: Expression?

  init?(_ statement: Statement, _ context: LintContext) {
    let parts: (table: ObjectName, name: String, using: Expression?, withCheck: Expression?)
    switch statement {
    case .createPolicy(let create): parts = (create.table, create.name, create.using, create.withCheck)
    case .alterPolicy(let alter): parts = (alter.table, alter.name, alter.using, alter.withCheck)
    default: return nil
    }
    guard let name = context.resolve(parts.table), let table = context.after.tables[name],
      let policy = table.policy(Identifier.truncated(parts.name))
    else { return nil }
    self.table = table
    self.policy = policy
    using = parts.using
    withCheck = parts.withCheck
  }
}
