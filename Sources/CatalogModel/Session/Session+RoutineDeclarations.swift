import SQLSyntax

// What PostgreSQL refuses of a routine's declaration (`interpret_function_parameter_list`, commands/functioncmds.c).

extension Session {
  func requireDeclaration(_ create: CreateFunction) throws(CatalogError) {
    try requireLanguage(of: create)
    try requireParameters(create)
    try requireResult(create)
    if let cost = create.attributes.cost.flatMap({ Double($0) }), cost <= 0 {
      throw CatalogError("22023", "COST must be positive")
    }
    guard let rows = create.attributes.rows.flatMap({ Double($0) }) else { return }
    if rows <= 0 { throw CatalogError("22023", "ROWS must be positive") }
    let returnsSet = create.returnType?.isSetOf ?? false || create.parameters.contains { $0.mode == .table }
    guard returnsSet else {
      throw CatalogError("22023", "ROWS is not applicable when function does not return a set")
    }
  }

  private func requireLanguage(of create: CreateFunction) throws(CatalogError) {
    guard let language = create.attributes.language?.lowercased(), create.attributes.sqlBody == nil,
      !ObjectKind.language.builtInNames.contains(language),
      catalog.others[ObjectIdentity(kind: .language, name: language)] == nil,
      // An extension brings its language, which has its name.
      !catalog.extensions.values.contains(where: { !ExtensionFacts.isKnown($0.name) || $0.name == language })
    else { return }
    throw .undefinedObject(.language, language)
  }

  private func requireParameters(_ create: CreateFunction) throws(CatalogError) {
    func refused(_ message: String) -> CatalogError { CatalogError("42P13", message) }
    var hasDefault = false
    for (place, parameter) in create.parameters.enumerated() {
      let mode = parameter.mode
      if mode.isInput, create.parameters[..<place].contains(where: { $0.mode == .variadic }) {
        throw refused("VARIADIC parameter must be the last input parameter")
      }
      if mode == .variadic, !parameter.type.isArray, parameter.type.isBuiltIn,
        !["anyarray", "anycompatiblearray", "any"].contains(parameter.type.name)
      {
        throw refused("VARIADIC parameter must be an array")
      }
      if let name = parameter.name, !name.isEmpty {
        let isTaken = create.parameters[..<place].contains { other in
          other.name == name
            && (mode.isInput && other.mode.isInput || mode.isOutput && other.mode.isOutput)
        }
        if isTaken { throw refused("parameter name \"\(name)\" used more than once") }
      }
      if parameter.defaultValue != nil {
        if !mode.isInput { throw refused("only input parameters can have default values") }
        hasDefault = true
      } else if mode.isInput, hasDefault {
        throw refused("input parameters after one with a default value must also have defaults")
      } else if create.isProcedure, hasDefault {
        throw refused("procedure OUT parameters cannot appear after one with a default value")
      }
    }
  }

  private func requireResult(_ create: CreateFunction) throws(CatalogError) {
    guard let returned = create.returnType, !create.isProcedure else { return }
    let outputs = create.parameters.filter { [.output, .inputOutput].contains($0.mode) }
    if outputs.count > 1, returned.schema != nil || returned.name != "record" {
      throw CatalogError("42P13", "function result type must be record because of OUT parameters")
    }
    if create.attributes.language?.lowercased() == "sql", ["trigger", "event_trigger"].contains(returned.name),
      returned.schema == nil
    {
      throw CatalogError("42P13", "SQL functions cannot return type \(returned.name)")
    }
  }
}
