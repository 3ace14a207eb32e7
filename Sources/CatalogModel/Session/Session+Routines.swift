import SQLSyntax

extension Session {
  mutating func createFunction(_ create: CreateFunction) throws(CatalogError) {
    var create = create
    // What a column's type is now.
    for index in create.parameters.indices where create.parameters[index].type.columnParts != nil {
      create.parameters[index].type = try resolve(create.parameters[index].type)
    }
    if let type = create.returnType, type.columnParts != nil { create.returnType = try resolve(type) }
    if let aggregate = create.aggregate { return try createAggregate(create, aggregate) }
    let name = try newName(create.name)
    try requireDeclaration(create)
    var arguments: [Routine.Argument] = []
    for parameter in create.parameters {
      let type = try resolve(parameter.type).base
      let value = parameter.defaultValue.map { canonical($0, target: type) }
      arguments.append(.init(name: parameter.name, type: type, mode: parameter.mode, defaultValue: value))
    }
    let inputs = zip(create.parameters, arguments).filter { $0.0.isInput }.map { $0.1.type.formatted }
    let signature = RoutineSignature(name: name, arguments: inputs)
    var routine = Routine(signature: signature, kind: create.isProcedure ? .procedure : .function)
    routine.arguments = arguments
    try setResult(of: &routine, create)
    routine.language = create.attributes.sqlBody == nil ? create.attributes.language ?? "sql" : "sql"
    if ["c", "internal"].contains(routine.language) { routine.cost = "1" }
    routine.body = create.attributes.body?.joined(separator: ", ") ?? ""
    try set(create.attributes, of: &routine)
    routine.owner = role
    routine.privileges = initialPrivileges(in: name.schema)
    if let old = catalog.routines[signature] {
      guard create.orReplace else {
        throw CatalogError(
          "42723", "function \"\(name.name)\" already exists with same argument types")
      }
      try requireSameResult(old, routine)
      routine.owner = old.owner
      routine.privileges = old.privileges
      routine.comment = old.comment
      outcome.uses.insert(name)
      outcome.changed.append(routine.identity)
    } else {
      outcome.created.append(routine.identity)
    }
    catalog.store(routine)
    try checkBody(of: routine, create)
  }

  private mutating func setResult(of routine: inout Routine, _ create: CreateFunction) throws(CatalogError) {
    let outputs = zip(create.parameters, routine.arguments).filter { $0.0.mode == .output || $0.0.mode == .inputOutput }
    let columns = zip(create.parameters, routine.arguments).filter { $0.0.mode == .table }
    if create.isProcedure { return }
    if !columns.isEmpty {
      let list = columns.map { "\(Identifier.quoted($0.1.name ?? "")) \($0.1.type.formatted)" }
      routine.result = "TABLE(" + list.joined(separator: ", ") + ")"
      return
    }
    guard let declared = create.returnType else {
      routine.result = outputs.count == 1 ? outputs[0].1.type.formatted : "record"
      return
    }
    try makeShell(declared, create)
    let type = try resolve(declared)
    routine.resultType = type.qualifiedName
    routine.result = (declared.isSetOf ? "SETOF " : "") + type.base.formatted
  }

  /// Sets what a statement says of a routine, and leaves the rest.
  private mutating func set(_ attributes: RoutineAttributes, of routine: inout Routine) throws(CatalogError) {
    if let volatility = attributes.volatility { routine.volatility = volatility }
    if let definer = attributes.isSecurityDefiner { routine.isSecurityDefiner = definer }
    if let strict = attributes.isStrict { routine.isStrict = strict }
    if let leakproof = attributes.isLeakproof { routine.isLeakproof = leakproof }
    if let window = attributes.isWindow { routine.isWindow = window }
    if let parallel = attributes.parallel { routine.parallel = parallel }
    if let cost = attributes.cost { routine.cost = cost }
    if let rows = attributes.rows { routine.rows = rows }
    if let body = attributes.sqlBody {
      let parameters = routine.parameterRelation
      let resolver = BasedResolver(
        resolver: self.resolver(), base: parameters, rowNames: [parameters.name.name])
      let form = CanonicalExpression(body, resolver: resolver)
      try form.requireComplete()
      routine.sqlBody = form
      routine.sqlBody?.forEachReference { outcome.uses.insert($0) }
    }
    for setting in attributes.settings {
      guard let name = setting.storedName else {
        routine.settings = [:]
        continue
      }
      if setting.values != nil { try requireParameter(name) }
      let values = setting.isCurrent ? currentValues(of: name) : setting.values
      routine.settings[name] = values.map { Session.setting(name, $0) }
    }
  }

  private mutating func currentValues(of setting: String) -> [String]? {
    if setting == "search_path" { return searchPathValues }
    notModelled("SET \(setting) FROM CURRENT")
    return nil
  }

  /// A setting as `pg_proc.proconfig` has it; the names in lists are quoted.
  private static func setting(_ name: String, _ values: [String]) -> String {
    let isList = ["search_path", "temp_tablespaces", "session_preload_libraries"].contains(name)
    return values.map { isList ? Identifier.quoted($0) : $0 }.joined(separator: ", ")
  }

  /// CREATE OR REPLACE can change neither the result nor the names of arguments (42P13).
  private func requireSameResult(_ old: Routine, _ new: Routine) throws(CatalogError) {
    guard old.kind == new.kind else {
      throw CatalogError(
        "42809", "cannot change routine kind", detail: "\"\(old.signature.name.name)\" is a \(old.kind).")
    }
    guard old.result == new.result else {
      throw CatalogError("42P13", "cannot change return type of existing function")
    }
    for (before, after) in zip(old.arguments, new.arguments) {
      if let name = before.name, after.name != name, before.mode != .table {
        throw CatalogError("42P13", "cannot change name of input parameter \"\(name)\"")
      }
      if before.defaultValue != nil, after.defaultValue == nil {
        throw CatalogError("42P13", "cannot remove parameter defaults from existing function")
      }
    }
  }

  mutating func alterFunction(_ alter: AlterFunction) throws(CatalogError) {
    let signature = try existingRoutine(alter.function)
    guard var routine = catalog.routines[signature] else { return }
    if alter.attributes.rows != nil, !routine.returnsSet {
      throw CatalogError("22023", "ROWS is not applicable when function does not return a set")
    }
    try set(alter.attributes, of: &routine)
    catalog.store(routine)
    outcome.changed.append(routine.identity)
  }

  /// The routine that a statement names, by its argument types or, where it gives none, by its name alone.
  mutating func existingRoutine(_ reference: ObjectReference) throws(CatalogError) -> RoutineSignature {
    let shown = (reference.name.schema.map { $0 + "." } ?? "") + reference.name.name
    // Types are looked for before the routine is.
    var wanted: [String] = []
    for type in reference.arguments ?? [] { wanted.append(try resolve(type).base.formatted) }
    guard let name = lookUp(reference.name, { catalog.routinesByName[$0] != nil }),
      let all = catalog.routinesByName[name],
      case let candidates = reference.arguments == nil ? all.filter({ isNamed($0, by: reference) }) : all,
      !candidates.isEmpty
    else {
      if reference.arguments == nil {
        let kind = reference.kind == .routine ? "function" : reference.kind.rawValue
        throw CatalogError("42883", "could not find a \(kind) named \"\(shown)\"")
      }
      try requireSchema(reference.name)
      throw .undefinedFunction("\(shown)(\(wanted.joined(separator: ", ")))", reference.kind)
    }
    guard reference.arguments != nil else {
      guard candidates.count == 1 else {
        throw CatalogError("42725", "function name \"\(shown)\" is not unique")
      }
      outcome.uses.insert(name)
      return candidates[0]
    }
    guard let match = candidates.first(where: { $0.arguments == wanted }) else {
      throw .undefinedFunction("\(shown)(\(wanted.joined(separator: ", ")))", reference.kind)
    }
    outcome.uses.insert(name)
    return match
  }

  /// Whether a name alone can mean a routine, of the kind that is said (`LookupFuncNameInternal`, parser/parse_func.c).
  private func isNamed(_ signature: RoutineSignature, by reference: ObjectReference) -> Bool {
    let isProcedure = catalog.routines[signature]?.kind == .procedure
    switch reference.kind {
    case .procedure: return isProcedure
    case .function: return !isProcedure
    default: return true
    }
  }
}
