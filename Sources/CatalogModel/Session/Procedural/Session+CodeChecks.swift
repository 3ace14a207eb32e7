import SQLSyntax

// What PL/pgSQL finds in code when it is read (manual, "PL/pgSQL Under the Hood"): syntax, types, variables and RETURNs.

extension Session {
  /// Code must be readable (42601).
  func requireReadable(_ body: String) throws(CatalogError) {
    guard checksFunctionBodies, let block = ProcedureReader.block(body), let error = block.syntaxError else { return }
    throw CatalogError("42601", error)
  }

  /// The code of a routine must be readable, and return what the routine is declared to.
  func requireCode(_ body: String, of routine: Routine) throws(CatalogError) {
    guard checksFunctionBodies, let block = ProcedureReader.block(body) else { return }
    for variable in block.allVariables { try requireType(of: variable) }
    if let error = block.syntaxError { throw CatalogError("42601", error) }
    let hasOutputs = routine.arguments.contains(where: \.mode.isOutput)
    for case .returnValue(let value) in block.statements.map(\.kind) {
      if value != nil, let place = routine.returnsSet ? "function returning set" : place(without: routine, hasOutputs) {
        throw CatalogError("42804", "RETURN cannot have a parameter in \(place)")
      }
      if value == nil, !routine.returnsSet, place(without: routine, hasOutputs) == nil {
        throw CatalogError("42601", "missing expression at or near \";\"")
      }
    }
  }

  /// What a routine without a value to return is called.
  private func place(without routine: Routine, _ hasOutputs: Bool) -> String? {
    if routine.kind == .procedure { return "a procedure" }
    if ["void", "event_trigger"].contains(routine.result) { return "function returning void" }
    return hasOutputs ? "function with OUT parameters" : nil
  }

  /// A variable's type must be there (42704).
  private func requireType(of variable: ProcedureBlock.Variable) throws(CatalogError) {
    guard variable.alias == nil, variable.cursor == nil, !variable.type.contains("%"),
      let type = TypeName(parsing: variable.type), type.name != "record", !mayBeType(type)
    else { return }
    throw missingType(ObjectName(schema: type.schema, type.name))
  }
}
