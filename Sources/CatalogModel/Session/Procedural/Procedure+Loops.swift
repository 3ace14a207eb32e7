import SQLSyntax

extension Procedure {
  mutating func run(_ loop: ProcedureStatement.Loop) throws(CatalogError) -> Flow {
    frames[frames.count - 1].scopes.append(scope(of: loop))
    let depth = frames[frames.count - 1].scopes.count
    let flow = try turns(of: loop)
    frames[frames.count - 1].scopes.removeSubrange((depth - 1)...)
    return flow
  }

  /// The variable that a loop over numbers or a cursor declares by itself.
  private func scope(of loop: ProcedureStatement.Loop) -> Scope {
    var scope = Scope(label: loop.label)
    guard let name = loop.targets.first?.first else { return scope }
    switch loop.over {
    case .numbers: scope.variables[name] = Variable(value: .null, type: TypeName(name: "integer"))
    case .query(let fragment) where cursor(of: fragment.text) != nil:
      scope.variables[name] = Variable(value: .null, type: TypeName(name: "record"))
    default: break
    }
    return scope
  }

  /// The cursor that a loop goes through, and the call that gives it arguments; `nil` where it is over a query.
  private func cursor(of text: String) -> (cursor: ProcedureBlock.Cursor, call: ValueExpression.Call?)? {
    let expression = SelectQuery(expression: text)?.soleExpression
    var (name, call): (String?, ValueExpression.Call?) = (nil, nil)
    if case .name(let parts)? = expression, parts.count == 1 { name = parts[0] }
    if case .call(let found)? = expression, found.name.schema == nil { (name, call) = (found.name.name, found) }
    let variables = frames.last?.scopes.reversed().lazy.compactMap { scope in name.flatMap { scope.variables[$0] } }
    return variables?.first?.cursor.map { ($0, call) }
  }

  /// The rows of a cursor: those of its query, with the call's arguments as its parameters.
  private mutating func rows(
    of cursor: ProcedureBlock.Cursor, _ call: ValueExpression.Call?, _ loop: ProcedureStatement.Loop
  ) throws(CatalogError) -> Flow {
    var scope = Scope()
    for (place, argument) in (call?.arguments ?? []).enumerated() {
      let name = call?.argumentNames[place]
      let target = name.map { name in cursor.parameters.firstIndex { $0.name == name } } ?? place
      guard let target, cursor.parameters.indices.contains(target) else { continue }
      let parameter = cursor.parameters[target]
      scope.variables[parameter.name] = Variable(value: try value(argument), type: Procedure.type(parameter.type))
    }
    frames[frames.count - 1].scopes.append(scope)
    return try rows(of: cursor.query.text, loop)
  }

  private mutating func turns(of loop: ProcedureStatement.Loop) throws(CatalogError) -> Flow {
    switch loop.over {
    case .forever:
      while true {
        if let flow = try turn(loop) { return flow }
      }
    case .condition(let condition):
      while true {
        switch try self.condition(condition) {
        case .boolean(false): return .next
        case .boolean(true): if let flow = try turn(loop) { return flow }
        case let unknown: return try uncertainTurns(loop, "WHILE \(condition.text.oneLine)", unknown.reason ?? "")
        }
      }
    case .numbers(let lower, let upper, let step, let isReverse):
      let bounds = [
        try value(lower), try value(upper),
        try step.map { (step) throws(CatalogError) in try value(step) } ?? .integer(1),
      ]
      let numbers = bounds.compactMap { integer($0) }
      guard numbers.count == 3, numbers[2] > 0 else {
        return try uncertainTurns(loop, "FOR … LOOP", bounds.compactMap(\.reason).first ?? "its bounds aren't known")
      }
      for number in stride(from: numbers[0], through: numbers[1], by: isReverse ? -numbers[2] : numbers[2]) {
        assign(loop.targets.first ?? [], .integer(number))
        if let flow = try turn(loop) { return flow }
      }
      return .next
    case .array(let array, let slice):
      let value = elementsOf(try self.value(array))
      guard case .array(let elements) = value, slice == 0 else {
        if value == .null { throw CatalogError("22004", "FOREACH expression must not be null") }
        return try uncertainTurns(loop, "FOREACH … LOOP", value.reason ?? "its array isn't known")
      }
      for element in elements {
        assign(loop.targets.first ?? [], element)
        if let flow = try turn(loop) { return flow }
      }
      frames[frames.count - 1].found = .boolean(!elements.isEmpty)
      return .next
    case .query(let fragment):
      if let (cursor, call) = cursor(of: fragment.text) { return try rows(of: cursor, call, loop) }
      return try rows(of: fragment.text, loop)
    case .command(let fragment, let using):
      let text = try value(fragment)
      guard let command = self.text(text) else {
        return try uncertainTurns(loop, "FOR … IN EXECUTE", text.reason ?? "the query isn't known")
      }
      return try withArguments(using) { (run) throws(CatalogError) in try run.rows(of: command, loop) }
    }
  }

  private mutating func rows(of text: String, _ loop: ProcedureStatement.Loop) throws(CatalogError) -> Flow {
    let script = try Procedure.script(text)
    guard script.count == 1, case .select(let query) = script[0] else {
      for statement in script { _ = try perform(statement) }
      return try uncertainTurns(loop, "FOR … IN \(text.oneLine)", "its rows aren't known")
    }
    session.noteDataChanges(of: query)
    let set = try answer(SelectQuery(query))
    if let reason = set.reason { return try uncertainTurns(loop, "FOR … IN \(text.oneLine)", reason) }
    for row in set.rows {
      assign(loop.targets, row.flatMap(\.fields), nil)
      if let flow = try turn(loop) { return flow }
    }
    frames[frames.count - 1].found = .boolean(!set.rows.isEmpty)
    return .next
  }

  /// One turn of a loop: where the code goes on, if not with the next turn.
  private mutating func turn(_ loop: ProcedureStatement.Loop) throws(CatalogError) -> Flow? {
    let doubts = frames[frames.count - 1].mayHaveReturned.count
    steps += 1
    guard steps < Procedure.mostSteps else {
      undecided("code of more than \(Procedure.mostSteps) steps isn't followed")
      return .stopped
    }
    let flow = try run(loop.body)
    if flow == .next, frames[frames.count - 1].mayHaveReturned.count > doubts {
      // It may have ended: how often it turns isn't known.
      let reason = frames[frames.count - 1].mayHaveReturned[doubts].reason
      return try uncertainTurns(loop, "LOOP", reason)
    }
    switch flow {
    case .next: return nil
    case .again(let label) where label == nil || label == loop.label: return nil
    case .exit(let label) where label == nil || label == loop.label: return .next
    default: return flow
    }
  }

  /// A loop whose number of turns isn't known: it must leave the schema as it is, whatever its variables are.
  private mutating func uncertainTurns(
    _ loop: ProcedureStatement.Loop, _ what: String, _ reason: String
  ) throws(CatalogError) -> Flow {
    for target in loop.targets { assign(target, .unknown(reason)) }
    let start = self
    for _ in 0..<2 {
      let one = trial { (run) throws(CatalogError) in try run.run(loop.body) }
      if let error = one.error {
        let failure = "whether a turn of `\(what)` fails isn't known: \(error.message)"
        if !session.outcome.rowDependent.contains(failure) { session.outcome.rowDependent.append(failure) }
        if isHandled(error) { undecided("how often `\(what)` turns isn't known: \(reason)") }
        return .next
      }
      guard one.after.session.isSameState(as: start.session), one.flow != .stopped else {
        undecided("how often `\(what)` turns isn't known: \(reason)")
        return .next
      }
      merge(one.after, reason)
      if case .returned = one.flow { _ = leaving(one.flow, reason) }
    }
    frames[frames.count - 1].found = .unknown(reason)
    return .next
  }
}
