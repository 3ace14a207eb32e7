import SQLSyntax

extension Procedure {
  /// Runs the routine that a call means, where it is one that a migration made; `nil` where it isn't.
  mutating func followed(_ call: ValueExpression.Call) throws(CatalogError) -> Datum? {
    guard call.name.schema != "pg_catalog",
      let name = session.lookUp(call.name, { session.catalog.routinesByName[$0] != nil })
    else { return nil }
    // What `pg_catalog` has too is found there first.
    if call.name.schema == nil, BuiltInNames.isFunction(call.name.name) { return nil }
    session.outcome.uses.insert(name)
    let arguments = try values(call.arguments)
    let candidates = (session.catalog.routinesByName[name] ?? []).compactMap { session.catalog.routines[$0] }
      .compactMap { routine in bound(routine, arguments, call).map { (routine, $0) } }
    guard !candidates.isEmpty else {
      throw CatalogError("42883", "function \(call.name) does not exist")
    }
    let best = candidates.max { $0.1.score < $1.1.score }
    guard let best, candidates.filter({ $0.1.score == best.1.score }).count == 1 else {
      undecided("which of the functions `\(call.name)` is called isn't known")
      return .unknown("which of the functions `\(call.name)` is called isn't known")
    }
    return try run(best.0, best.1)
  }

  /// The arguments of a call at their parameters' places.
  struct Bound {
    /// `nil` where the parameter's default is taken.
    var values: [Datum?]
    /// How well the values fit the types.
    var score = 0
  }

  private func bound(_ routine: Routine, _ arguments: [Datum], _ call: ValueExpression.Call) -> Bound? {
    let inputs = routine.arguments.filter { [.input, .inputOutput, .variadic].contains($0.mode) }
    var arguments = arguments
    let names = call.argumentNames
    if inputs.last?.mode == .variadic, !call.isVariadic, names.isEmpty, arguments.count >= inputs.count {
      // What is left makes up the array.
      arguments = arguments.prefix(inputs.count - 1) + [.array(Array(arguments[(inputs.count - 1)...]))]
    }
    guard arguments.count <= inputs.count else { return nil }
    var bound = Bound(values: Array(repeating: nil, count: inputs.count))
    for (place, value) in arguments.enumerated() {
      let target = names[place].map { name in inputs.firstIndex { $0.name == name } } ?? place
      guard let target, bound.values[target] == nil,
        let fit = Procedure.fit(value, session.baseType(inputs[target].type))
      else {
        return nil
      }
      bound.values[target] = value
      bound.score += fit
    }
    for (value, input) in zip(bound.values, inputs) where value == nil && input.defaultValue == nil { return nil }
    // A routine that needs no defaults is nearer.
    if arguments.count == inputs.count { bound.score += 1 }
    return bound
  }

  /// How well a value fits a parameter's type; `nil` where it doesn't.
  private static func fit(_ value: Datum, _ type: TypeName) -> Int? {
    if ["anyelement", "anyarray", "anynonarray", "any"].contains(type.name) { return 0 }
    let numbers = ["integer", "bigint", "smallint", "numeric", "real", "double precision", "oid"]
    switch value {
    case .array: return type.isArray ? 4 : nil
    case .boolean: return type.name == "boolean" && !type.isArray ? 4 : nil
    case .integer: return numbers.contains(type.name) && !type.isArray ? (type.name == "integer" ? 4 : 2) : nil
    case .text(let text):
      if type.isArray { return Datum.array(text) == nil ? nil : 1 }
      return type.name == "text" ? 4 : numbers.contains(type.name) || type.name == "boolean" ? 0 : 2
    case .time: return type.name.hasPrefix("timestamp ") ? 4 : 0
    case .null, .unknown, .something, .fresh, .builtInName, .databaseName, .runnerName, .record, .object: return 0
    }
  }

  // MARK: - Running

  private mutating func run(_ routine: Routine, _ bound: Bound) throws(CatalogError) -> Datum {
    let shown = routine.signature.name.short
    let nothing = Datum.unknown("what `\(shown)` returns isn't known")
    guard ["plpgsql", "sql"].contains(routine.language), routine.sqlBody == nil, routine.result != "trigger" else {
      if routine.volatility == "volatile" { undecided("`\(shown)` runs code that isn't followed") }
      return nothing
    }
    if callsItself(routine, bound) { return nothing }
    guard frames.count < Procedure.deepest else {
      undecided("routines that call each other \(Procedure.deepest) deep aren't followed")
      return nothing
    }
    var frame = Frame(routine: shown, isPLpgSQL: routine.language == "plpgsql")
    let variables = try parameters(of: routine, bound, &frame)
    if routine.isStrict, frame.arguments.contains(.null) { return .null }
    let label = routine.signature.name.name
    frame.scopes = [Scope(label: label, variables: variables)]
    let outer = (path: session.searchPath, role: session.role, rows: rows, common: common, depth: expressionDepth)
    if let setting = routine.settings["search_path"] {
      session.searchPath = Session.schemas(ofSetting: setting)
    }
    if routine.isSecurityDefiner { session.role = routine.owner }
    rows = []
    common = [:]
    if Procedure.isUncertain(bound) {
      frame.entry = Entry(
        signature: routine.signature, catalog: session.catalog, searchPath: session.searchPath, role: session.role)
    }
    frames.append(frame)
    defer {
      frames.removeLast()
      rows = outer.rows
      common = outer.common
      if routine.settings["search_path"] != nil { session.searchPath = outer.path }
      if routine.isSecurityDefiner { session.role = outer.role }
    }
    let result = try routine.language == "sql" ? runSQLBody(routine) : runBody(routine)
    if let entry = frames[frames.count - 1].entry, entry.isRepeated, !isSameState(as: entry) {
      undecided("how often `\(shown)` calls itself isn't known")
    }
    guard routine.result?.hasPrefix("SETOF") != true, routine.result?.hasPrefix("TABLE") != true,
      !frames[frames.count - 1].returnsRows
    else { return nothing }
    if frames[frames.count - 1].mayHaveReturned.isEmpty { return result }
    return nothing
  }

  /// Whether a routine calls itself with values that aren't known: nobody knows how deep that goes. If it leaves the schema
  /// as it is whatever its values are, so does the inner call; that the outer one does is looked at when it ends.
  private mutating func callsItself(_ routine: Routine, _ bound: Bound) -> Bool {
    let outer = frames.lastIndex { frame in
      frame.entry.map { $0.signature == routine.signature && isSameState(as: $0) } ?? false
    }
    guard let outer, Procedure.isUncertain(bound) else { return false }
    frames[outer].entry?.isRepeated = true
    return true
  }

  private static func isUncertain(_ bound: Bound) -> Bool { bound.values.contains { $0?.reason != nil } }

  private func isSameState(as entry: Entry) -> Bool {
    session.searchPath == entry.searchPath && session.role == entry.role && session.catalog == entry.catalog
  }

  private mutating func runBody(_ routine: Routine) throws(CatalogError) -> Datum {
    let shown = routine.signature.name.short
    guard let block = ProcedureReader.block(routine.body) else {
      if routine.volatility == "volatile" { undecided("the body of `\(shown)` isn't read") }
      return .unknown("the body of `\(shown)` isn't read")
    }
    frames[frames.count - 1].nameConflict = block.nameConflict
    let flow = try run(block)
    settleReturns(flow)
    let outputs = routine.arguments.filter { $0.mode == .output || $0.mode == .inputOutput }
    if let name = outputs.first?.name, outputs.count == 1 {
      return frames[frames.count - 1].scopes.first?.variables[name]?.value ?? .null
    }
    if outputs.count > 1 { return .unknown("what `\(shown)` returns isn't known") }
    if case .returned(let value) = flow { return value }
    return flow == .stopped ? .unknown("what `\(shown)` returns isn't known") : .null
  }

  private mutating func runSQLBody(_ routine: Routine) throws(CatalogError) -> Datum {
    var result = Datum.null
    for statement in try Procedure.script(routine.body) {
      let set = try perform(statement)
      result = set.reason.map { .unknown($0) } ?? set.rows.first?.first?.fields.first?.value ?? .null
    }
    return result
  }

  private mutating func parameters(
    of routine: Routine, _ bound: Bound, _ frame: inout Frame
  ) throws(CatalogError) -> [String: Variable] {
    var variables: [String: Variable] = [:]
    var next = 0
    for argument in routine.arguments {
      let isInput = [.input, .inputOutput, .variadic].contains(argument.mode)
      var value = Datum.null
      if isInput {
        if let given = bound.values[next] {
          value = given
        } else if let text = argument.defaultValue?.text {
          value =
            try SelectQuery(expression: text)?.soleExpression.map { (expression) throws(CatalogError) in
              try self.value(expression)
            } ?? .unknown("the default `\(text)` isn't computed")
        }
        var copy = self
        value = (try? copy.cast(value, to: argument.type)) ?? value
        frame.arguments.append(value)
        next += 1
      }
      if let name = argument.name { variables[name] = Variable(value: value, type: argument.type) }
    }
    return variables
  }

  /// A query whose rows aren't known calls the routines in it nobody knows how often: they must leave the schema alone.
  mutating func followUnknownCalls(_ query: SelectQuery) throws(CatalogError) {
    for call in query.targets.flatMap({ $0.value.calls }) {
      guard session.lookUp(call.name, { session.catalog.routinesByName[$0] != nil }) != nil else { continue }
      let one = trial { (run) throws(CatalogError) in
        _ = try run.value(.call(call))
        return .next
      }
      if let error = one.error {
        session.outcome.rowDependent.append("whether `\(call.name)` fails isn't known: \(error.message)")
      } else if one.after.session.isSameState(as: session) {
        merge(one.after, "its rows aren't known")
      } else {
        undecided("for which rows `\(call.name)` is called isn't known")
      }
    }
  }
}

extension ValueExpression {
  /// The calls in an expression; those in sub-selects left out.
  var calls: [Call] {
    if case .call(let call) = self { [call] + parts.flatMap(\.calls) } else { parts.flatMap(\.calls) }
  }
}
