import Diagnostics
import SQLSyntax

// What PostgreSQL finds in a routine's body when the routine is made (manual, `check_function_bodies`).

extension Session {
  /// Checks a new routine's body: SQL is analysed, PL/pgSQL is only read.
  mutating func checkBody(of routine: Routine, _ create: CreateFunction) throws(CatalogError) {
    guard checksFunctionBodies, create.attributes.sqlBody == nil, let body = create.attributes.body?.first else {
      return
    }
    if routine.language == "plpgsql" { return try requireCode(body, of: routine) }
    guard routine.language == "sql", !create.parameters.contains(where: \.type.isPolymorphic) else { return }
    let (path, before) = (searchPath, outcome)
    if let setting = routine.settings["search_path"] { searchPath = Session.schemas(ofSetting: setting) }
    defer {
      searchPath = path
      outcome = before
    }
    let script = Script(SourceText(path: "", text: body))
    if let error = script.errors.first { throw CatalogError("42601", error.message) }
    var last: CanonicalExpression?
    for statement in script.statements {
      last = nil
      switch statement.value {
      case .select: last = try analysed(script.text(statement.range), routine)
      case .dataChange(let change) where [.insert, .update, .delete, .merge].contains(change.kind):
        try requireTargets(of: change)
        last = try analysed(script.text(statement.range), routine)
      default: continue
      }
    }
    guard let returned = create.returnType ?? routine.outputs, returned.name != "void" || returned.schema != nil else {
      return
    }
    guard case .select? = script.statements.last?.value else {
      if case .dataChange(let change)? = script.statements.last?.value, change.returnsRows { return }
      throw .wrongResult(returned, "The function's final statement must be SELECT or INSERT/UPDATE/DELETE RETURNING.")
    }
    if let last { try requireResult(last, of: routine, returned) }
  }

  /// A statement's canonical form, once what it names is found.
  private mutating func analysed(_ sql: String, _ routine: Routine) throws(CatalogError) -> CanonicalExpression? {
    guard let query = Query(parsing: sql) else { return nil }
    try requireNames(in: query)
    let parameters = routine.parameterRelation
    let resolver = BasedResolver(resolver: resolver(), base: parameters, rowNames: [parameters.name.name])
    let form = CanonicalExpression(query, resolver: resolver)
    try form.requireComplete()
    return form
  }

  /// What a statement reads or changes must be there; in code, names may be variables.
  func requireNames(in statement: Statement) throws(CatalogError) {
    switch statement {
    case .dataChange(let change): try requireNames(in: change)
    case .select(let query):
      try requireNames(in: query)
      try CanonicalExpression(query, resolver: resolver()).requireComplete()
    default: break
    }
  }

  /// The relations and functions that a query names must be there (42P01, 42883).
  func requireNames(in query: Query) throws(CatalogError) {
    do {
      try requireRelations(query.relations)
    } catch {
      try CanonicalExpression(query, resolver: resolver()).requireColumn()
      throw error
    }
    // The arguments of a call are read before it.
    try requireTypes { query.visit($0) }
    try requireFunctions { query.visit($0) }
  }

  /// The types that constants and values are cast to must be there (42704).
  private func requireTypes(_ visit: ((ExpressionPart) -> Bool) -> Void) throws(CatalogError) {
    var unknown: TypeName?
    visit { part in
      if case .cast(let type) = part.kind, unknown == nil, !mayBeType(type) { unknown = type }
      return unknown == nil
    }
    if let unknown { throw missingType(ObjectName(schema: unknown.schema, unknown.name)) }
  }

  func mayBeType(_ type: TypeName) -> Bool {
    type.isBuiltIn || Session.isSystemSchema(type.schema) || BuiltInNames.types.contains(type.name)
      || type.columnParts != nil || typeName(type) != nil || element(of: type) != nil
      || catalog.extensions.values.contains { !ExtensionFacts.isKnown($0.name) }
  }

  /// What a statement names that changes rows must be there (42P01, 42703, 42883).
  func requireNames(in change: DataChange) throws(CatalogError) {
    guard [.insert, .update, .delete].contains(change.kind) else { return }
    do {
      try requireTargets(of: change)
    } catch {
      try CanonicalExpression(change, resolver: resolver())?.requireColumn()
      throw error
    }
    try CanonicalExpression(change, resolver: resolver())?.requireComplete()
  }

  /// The relations, the target's columns and the functions that a statement names must be there.
  func requireTargets(of change: DataChange) throws(CatalogError) {
    guard [.insert, .update, .delete].contains(change.kind) else { return }
    try requireRelations(change.tables + change.relations)
    if let name = change.tables.first.flatMap(relation),
      let columns = catalog.tables[name]?.columns.map(\.name) ?? catalog.views[name]?.columns
    {
      if let missing = change.columns.first(where: { !columns.contains($0) }) { throw .undefinedColumn(missing, name) }
      let room = change.columns.isEmpty ? columns.count : change.columns.count
      if let count = change.valueCount, count > room {
        throw CatalogError("42601", "INSERT has more expressions than target columns")
      }
      if let count = change.valueCount, count < change.columns.count {
        throw CatalogError("42601", "INSERT has more target columns than expressions")
      }
    }
    try requireFunctions { change.visit($0) }
  }

  /// What an expression of a table names must be there (42P01, 42703, 42883).
  func requireNames(in expression: Expression, _ canonical: CanonicalExpression) throws(CatalogError) {
    try requireRelations(expression.relations)
    try requireTypes { expression.visit($0) }
    try requireFunctions(in: expression)
    try canonical.requireComplete()
  }

  private func requireRelations(_ names: [ObjectName]) throws(CatalogError) {
    for name in names where !Session.isSystemSchema(name.schema) && relation(name) == nil {
      if name.schema != nil || !Session.isSystemRelation(name.name) { throw .undefinedRelation(name) }
    }
  }

  private func requireFunctions(_ visit: ((ExpressionPart) -> Bool) -> Void) throws(CatalogError) {
    var unknown: ObjectName?
    visit { part in
      if case .call(let name) = part.kind, unknown == nil, !mayCall(name) { unknown = name }
      return unknown == nil
    }
    if let unknown { throw undefinedFunction(unknown) }
  }

  /// The functions that an expression calls must be there (42883).
  func requireFunctions(in expression: Expression) throws(CatalogError) {
    for name in expression.calledFunctions where !mayCall(name) { throw undefinedFunction(name) }
  }

  func undefinedFunction(_ name: ObjectName) -> CatalogError {
    if let schema = name.schema, catalog.schemas[schema] == nil, !Session.isSystemSchema(schema) {
      return .undefinedSchema(schema)
    }
    return .undefinedFunction("\(name.schema.map { $0 + "." } ?? "")\(name.name)(…)")
  }

  /// Whether a function of this name may be there, or a type or column that is written like one.
  func mayCall(_ name: ObjectName) -> Bool {
    if lookUp(name, { catalog.routinesByName[$0] != nil }) != nil || Session.isSystemSchema(name.schema) { return true }
    if catalog.extensions.values.contains(where: { installed in
      guard let functions = ExtensionFacts.functions[installed.name] else { return true }
      // Those of PostgreSQL's own names are left out of the facts.
      guard functions.contains(name.name) || BuiltInNames.isFunction(name.name) else { return false }
      return name.schema.map { $0 == installed.schema } ?? isSearched(installed.schema)
    }) {
      return true
    }
    if name.schema == nil, BuiltInNames.isFunction(name.name) || InternalFunctionNames.contain(name.name) {
      return true
    }
    let type = TypeName(schema: name.schema, name: name.name)
    return type.isBuiltIn || BuiltInNames.types.contains(name.name) || typeName(type) != nil
  }

  // MARK: - Results

  /// The last statement's columns must be what the function returns (42P13, `check_sql_fn_retval`).
  private func requireResult(
    _ last: CanonicalExpression, of routine: Routine, _ returned: TypeName
  ) throws(CatalogError) {
    guard let columns = last.columns, let expected = resultColumns(of: routine, returned) else { return }
    let types = last.outputTypes.count == columns.count ? last.outputTypes : columns.map { _ in nil }
    // One column of the row's own type is a row as well.
    let mayBeRow = columns.count == 1 && (types[0] == nil || ["record", returned.name].contains(types[0]?.name))
    if expected.count != 1 || routine.returnsRows, mayBeRow { return }
    guard columns.count == expected.count else {
      guard routine.returnsRows else {
        throw .wrongResult(returned, "Final statement must return exactly one column.")
      }
      let word = columns.count > expected.count ? "many" : "few"
      throw .wrongResult(returned, "Final statement returns too \(word) columns.")
    }
    for (place, pair) in zip(types, expected).enumerated() {
      // A row becomes one of any type that has such columns.
      guard let type = pair.0, type.name != "record", let target = pair.1,
        let context = Casts.context(from: type, to: target),
        context < .assignment
      else { continue }
      let what = "Final statement returns \(type.formatted) instead of \(target.formatted) at column \(place + 1)."
      throw .wrongResult(returned, routine.returnsRows ? what : "Actual return type is \(type.formatted).")
    }
  }

  /// The types of the columns that a function's rows have; `nil` where they aren't known.
  private func resultColumns(of routine: Routine, _ returned: TypeName) -> [TypeName?]? {
    let outputs = routine.arguments.filter(\.mode.isOutput)
    if !outputs.isEmpty { return outputs.map(\.type) }
    guard let name = routine.resultType else { return returned.name == "record" ? nil : [returned] }
    if let table = catalog.tables[name] { return table.columns.map(\.type) }
    if case .composite(let columns)? = catalog.types[name]?.kind { return columns.map(\.type) }
    if case .enumeration? = catalog.types[name]?.kind {
      return [TypeName(schema: name.schema, name: name.name, isArray: returned.isArray)]
    }
    return nil
  }
}

extension Routine {
  /// What a function with parameters for its results returns, where it has no RETURNS.
  fileprivate var outputs: TypeName? {
    guard kind == .function else { return nil }
    let outputs = arguments.filter(\.mode.isOutput)
    return outputs.count == 1 ? outputs[0].type : outputs.isEmpty ? nil : TypeName(name: "record")
  }

  /// Whether it returns rows of several columns, or of a type of rows.
  fileprivate var returnsRows: Bool {
    let outputs = arguments.filter(\.mode.isOutput)
    return outputs.count > 1 || (outputs.isEmpty && resultType != nil)
  }
}

extension CanonicalExpression {
  /// The columns that are read before a table is missed must be there.
  fileprivate func requireColumn() throws(CatalogError) {
    if let missingColumn { throw CatalogError("42703", "column \"\(missingColumn)\" does not exist") }
  }

  /// All that the expression names must be there.
  func requireComplete() throws(CatalogError) {
    try requireColumn()
    if let missingRelation {
      throw CatalogError("42P01", "missing FROM-clause entry for table \"\(missingRelation)\"")
    }
    if let missingFunction { throw .undefinedFunction(missingFunction) }
    if let missingOperator { throw .missingOperator(missingOperator) }
    if let inputError { throw CatalogError(inputError) }
  }
}

extension CatalogError {
  fileprivate static func wrongResult(_ type: TypeName, _ detail: String) -> CatalogError {
    CatalogError("42P13", "return type mismatch in function declared to return \(type.formatted)", detail: detail)
  }
}

extension TypeName {
  /// Whether a call gives the type (manual, "Polymorphic Types").
  var isPolymorphic: Bool { schema == nil && name.hasPrefix("any") }
}
