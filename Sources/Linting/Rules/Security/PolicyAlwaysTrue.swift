import CatalogModel
import SQLSyntax

/// A policy that lets everybody change any row.
struct PolicyAlwaysTrue: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard context.outcome.error == nil, let change = PolicyChange(statement.value, context), change.policy.isPermissive,
      !context.restoresPolicy(change.policy.name, on: change.table.name),
      let clause = change.openClause, let roles = shownRoles(change.policy)
    else { return [] }
    return [
      Finding(
        "policy `\(change.policy.name)` lets \(roles) \(clause.allows)",
        label: "`\(clause.name)` is true for every row",
        help: "compare a column with who asks: `(select auth.uid()) = user_id`")
    ]
  }

  /// The roles of outside that the policy is for, as a sentence names them.
  private func shownRoles(_ policy: Policy) -> String? {
    if policy.roles.contains("public") { return "everybody" }
    let outside = policy.roles.filter { ["anon", "authenticated"].contains($0) }
    return outside.isEmpty ? nil : outside.map { "`\($0)`" }.joined(separator: " and ")
  }
}

extension PolicyChange {
  /// The clause that is always true where it decides about changes, and what that allows.
  fileprivate var openClause: (name: String, allows: String)? {
    let command = policy.command
    let name = "`\(table.name.short)`"
    if let using, using.isAlwaysTrue, ["all", "update", "delete"].contains(command) {
      return ("USING", "\(command == "all" ? "change" : command) any row of \(name)")
    }
    if let withCheck, withCheck.isAlwaysTrue, ["all", "insert", "update"].contains(command) {
      return ("WITH CHECK", command == "insert" ? "insert any row into \(name)" : "give rows of \(name) any content")
    }
    return nil
  }
}
