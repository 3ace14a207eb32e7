import SQLSyntax
import Simulation

/// A statement whose effect on the schema the simulation can't know.
struct NotFollowed: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard let reason = context.outcome.undecided.first else { return [] }
    // A block that only speaks changes nothing.
    if case .doBlock(let block) = statement.value, DownEmpty.onlySpeaks(block) { return [] }
    return [
      Finding(
        reason, at: statement.range(of: context.outcome, in: context.run.script.source),
        label: "may change the schema in a way that isn't known here",
        notes: Array(context.outcome.undecided.dropFirst()),
        help: "let PostgreSQL decide: run `plumb test:migrations`")
    ]
  }
}
