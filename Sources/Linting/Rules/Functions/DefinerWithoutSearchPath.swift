import CatalogModel
import SQLSyntax

/// A SECURITY DEFINER routine that looks names up wherever its caller says.
struct DefinerWithoutSearchPath: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard let attributes = statement.value.routineAttributes, attributes.isSecurityDefiner == true,
      // `SET search_path FROM CURRENT` has no value that the text shows.
      !attributes.settings.contains(where: { $0.name == "search_path" }), attributes.sqlBody == nil,
      let identity = (context.outcome.created + context.outcome.changed).first,
      let routine = routine(identity, in: context.run.steps.last?.after ?? context.after), isOpen(routine),
      !(context.direction == .down && self.routine(identity, in: context.beforeMigration).map(isOpen) ?? false)
    else { return [] }
    let name = identity.qualified
    return [
      Finding(
        "SECURITY DEFINER \(routine.kind.rawValue) `\(name)` has no search path of its own",
        label: "runs with its owner's rights and finds names in the caller's schemas",
        help: "add `SET search_path = ''`, and write the names in its body with their schemas")
    ]
  }

  private func isOpen(_ routine: Routine) -> Bool {
    routine.isSecurityDefiner && routine.settings["search_path"] == nil && routine.sqlBody == nil
  }

  private func routine(_ identity: ObjectIdentity, in catalog: Catalog) -> Routine? {
    guard let name = identity.ownName else { return nil }
    return catalog.routinesByName[name]?.lazy.compactMap { catalog.routines[$0] }.first { $0.identity == identity }
  }
}

extension Statement {
  /// What CREATE or ALTER FUNCTION says of a routine.
  fileprivate var routineAttributes: RoutineAttributes? {
    switch self {
    case .createFunction(let create): create.attributes
    case .alterFunction(let alter): alter.attributes
    default: nil
    }
  }
}
