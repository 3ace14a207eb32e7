import CatalogModel
import Diagnostics
import SQLSyntax

/// A policy that asks for every row who asks.
struct AuthFunctionPerRow: Rule {
  private static let functions = ["auth.uid", "auth.jwt", "auth.role", "auth.email", "current_setting"]

  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard context.outcome.error == nil, let change = PolicyChange(statement.value, context),
      !context.restoresPolicy(change.policy.name, on: change.table.name)
    else { return [] }
    let more = context.migration.configuration.option("functions", of: Self.id, default: [])
    let names = Set(Self.functions + more.map { String($0.prefix { $0 != "(" }) })
    let calls = [change.using, change.withCheck].compactMap { $0 }.flatMap(\.callsOutsideSubqueries)
    guard let call = calls.first(where: { !$0.readsColumns && names.contains(Self.name($0.function)) }),
      let start = call.location
    else { return [] }
    let range = start..<Self.end(of: start, in: context.run.script.source)
    return [
      Finding(
        "policy `\(change.policy.name)` calls `\(Self.name(call.function))()` for every row of `\(change.table.name.short)`",
        at: range, label: "computed again for each row that a query looks at",
        help: "write `(select \(context.text(range)))`: then it is computed once per query")
    ]
  }

  private static func name(_ function: ObjectName) -> String {
    guard let schema = function.schema, schema != "pg_catalog" else { return function.name }
    return schema + "." + function.name
  }

  /// The end of a call: the parenthesis that closes its arguments.
  private static func end(of start: Int, in source: SourceText) -> Int {
    var depth = 0
    var isQuoted = false
    for offset in start..<source.utf8.count {
      switch source.utf8[offset] {
      case UInt8(ascii: "'"): isQuoted.toggle()
      case UInt8(ascii: "(") where !isQuoted: depth += 1
      case UInt8(ascii: ")") where !isQuoted:
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
    }
    return start
  }
}
