import SQLSyntax

// What PL/pgSQL finds in code when it is read (manual, "PL/pgSQL Under the Hood"): syntax, types, variables and RETURNs.

extension Session {
  /// The code of a DO block must be readable (42601), where code is checked; the types of its variables must be there.
  func requireReadable(_ body: String) throws(CatalogError) {
    guard let block = ProcedureReader.block(body) else { return }
    let variables = block.allVariables
    for variable in variables { try requireType(of: variable, besides: variables.map(\.name), in: body) }
    if checksFunctionBodies, let error = block.syntaxError { throw CatalogError("42601", error) }
  }

  /// The code of a routine must be readable, and return what the routine is declared to.
  func requireCode(_ body: String, of routine: Routine) throws(CatalogError) {
    guard checksFunctionBodies, let block = ProcedureReader.block(body) else { return }
    let variables = block.allVariables
    let names = variables.map(\.name) + routine.arguments.compactMap(\.name) + [routine.signature.name.name]
    for variable in variables { try requireType(of: variable, besides: names, in: body) }
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

  /// A variable's type must be there (42704); so must the table whose rows it holds (42P01), or the column whose values
  /// (42601: PostgreSQL doesn't know then what `%TYPE` is). `names` are those of variables, parameters and the routine.
  private func requireType(
    of variable: ProcedureBlock.Variable, besides names: [String], in body: String
  ) throws(CatalogError) {
    guard variable.alias == nil, variable.cursor == nil else { return }
    let words = variable.type.lowercased()
    if words.hasSuffix("%rowtype") {
      let name = ObjectName(parts: Identifier.parts(of: String(variable.type.dropLast("%rowtype".count))))
      if relation(name) == nil, typeName(TypeName(schema: name.schema, name: name.name)) == nil,
        !Session.isSystemSchema(name.schema), !Session.isSystemRelation(name.name)
      {
        throw missingRelation(name)
      }
    } else if words.hasSuffix("%type") {
      let parts = Identifier.parts(of: String(variable.type.dropLast("%type".count)))
      guard parts.count > 1, !names.contains(parts[0]), !body.contains("<<") else { return }
      let name = ObjectName(parts: parts.dropLast())
      guard !Session.isSystemSchema(name.schema), !Session.isSystemRelation(name.name) else { return }
      guard let relation = resolver().relation(name), relation.columns.has(parts[parts.count - 1]) else {
        throw CatalogError("42601", "syntax error at or near \"%\"")
      }
    } else if !words.contains("%"), let type = TypeName(parsing: variable.type), type.name != "record", !mayBeType(type)
    {
      throw missingType(ObjectName(schema: type.schema, type.name))
    }
  }
}
