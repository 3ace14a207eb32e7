import SQLSyntax

/// A DROP in DOWN that fails where there is nothing to drop.
struct IfExistsMissing: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard context.direction == .down, context.outcome.error == nil else { return [] }
    return IfExistsMissing.parts(of: statement.value).map { form, name in
      Finding(
        "`\(form) \(name)` fails if it is gone already", label: "stops a rollback that was half done by hand",
        help: "write `\(form) IF EXISTS`")
    }
  }

  private static func parts(of statement: Statement) -> [(form: String, name: String)] {
    switch statement {
    case .drop(let drop) where !drop.ifExists:
      let names = drop.objects.map { object in
        object.member.map { "\(Identifier.quoted($0)) ON \(object.name)" } ?? object.name.description
      }
      return [("DROP \(drop.kind.rawValue.uppercased())", names.joined(separator: ", "))]
    case .alterTable(let alter):
      return alter.actions.compactMap { action in
        switch action {
        case .dropColumn(let name, ifExists: false, _):
          (alter.kind == .type ? "DROP ATTRIBUTE" : "DROP COLUMN", Identifier.quoted(name))
        case .dropConstraint(let name, ifExists: false, _): ("DROP CONSTRAINT", Identifier.quoted(name))
        default: nil
        }
      }
    case .alterDomain(let alter):
      if case .dropConstraint(let name, ifExists: false, _) = alter.action {
        return [("DROP CONSTRAINT", Identifier.quoted(name))]
      }
      return []
    default: return []
    }
  }
}
