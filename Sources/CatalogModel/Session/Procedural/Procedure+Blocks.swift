import SQLSyntax

extension Procedure {
  mutating func run(_ block: ProcedureBlock) throws(CatalogError) -> Flow {
    let depth = frames[frames.count - 1].scopes.count
    defer { frames[frames.count - 1].scopes.removeSubrange(depth...) }
    frames[frames.count - 1].scopes.append(Scope(label: block.label))
    for variable in block.variables { try declare(variable) }
    guard !block.handlers.isEmpty else { return try leavingBlock(block, run(block.body)) }
    let start = session
    let doubts = session.outcome.undecided.count
    let dependent = session.outcome.rowDependent.count
    handlers.append(block.handlers.flatMap(\.conditions))
    let handledBefore = frames[frames.count - 1].handled
    do {
      let flow = try run(block.body)
      handlers.removeLast()
      if session.outcome.rowDependent.count > dependent {
        undecided("whether an exception is handled isn't known: \(session.outcome.rowDependent[dependent])")
      }
      return leavingBlock(block, flow)
    } catch {
      handlers.removeLast()
      guard let handler = block.handlers.first(where: { $0.handles(error) }) else { throw error }
      undo(to: start, keeping: doubts)
      frames[frames.count - 1].scopes.removeSubrange((depth + 1)...)
      frames[frames.count - 1].handled = error
      defer { frames[frames.count - 1].handled = handledBefore }
      return try leavingBlock(block, run(handler.body))
    }
  }

  private func leavingBlock(_ block: ProcedureBlock, _ flow: Flow) -> Flow {
    if case .exit(let label?) = flow, label == block.label { .next } else { flow }
  }

  /// Takes back what was done since a moment, as a savepoint does; variables keep their values.
  private mutating func undo(to start: Session, keeping doubts: Int) {
    let after = session
    session = start
    session.rows.nextValues = after.rows.nextValues
    session.outcome.uses = after.outcome.uses
    session.outcome.undecided += after.outcome.undecided.dropFirst(doubts)
  }

  /// Whether a handler of an open block handles an error.
  func isHandled(_ error: CatalogError) -> Bool {
    handlers.contains { ProcedureBlock.Handler(conditions: $0, body: []).handles(error) }
  }

  private mutating func declare(_ variable: ProcedureBlock.Variable) throws(CatalogError) {
    let index = frames.count - 1
    if let alias = variable.alias {
      let number = alias.hasPrefix("$") ? Int(alias.dropFirst()) : nil
      let arguments = frames[index].arguments
      let value: Datum
      if let number {
        value = arguments.indices.contains(number - 1) ? arguments[number - 1] : .unknown("`\(alias)` isn't known")
      } else {
        value = try self.variable([alias])
      }
      frames[index].scopes[frames[index].scopes.count - 1].variables[variable.name] = Variable(value: value)
      return
    }
    let value = try variable.value.map { (fragment) throws(CatalogError) in try self.value(fragment) } ?? .null
    let last = frames[index].scopes.count - 1
    frames[index].scopes[last].variables[variable.name] = Variable(
      value: .null, type: Procedure.type(variable.type), cursor: variable.cursor)
    assign([variable.name], value)
  }

  /// The type of a variable; `nil` where it isn't read, `record` of a row.
  static func type(_ text: String) -> TypeName? {
    let words = text.lowercased()
    if words.hasSuffix("%rowtype") {
      return TypeName(parsing: String(text.dropLast("%rowtype".count))) ?? TypeName(name: "record")
    }
    if words.hasSuffix("%type") { return nil }
    guard case .cast(_, let type)? = Expression(parsing: "CAST(NULL AS \(text))").map({ ValueExpression($0) }) else {
      return nil
    }
    return type
  }

  // MARK: - RAISE

  mutating func raise(_ raise: ProcedureStatement.Raise) throws(CatalogError) {
    if raise.isRethrow { throw frames.last?.handled ?? CatalogError("0Z002", "RAISE without parameters") }
    guard raise.level == "exception" else { return }
    var message = ""
    if let format = raise.format {
      var arguments: [String] = []
      for fragment in raise.arguments { arguments.append(text(try value(fragment)) ?? "…") }
      message = Procedure.message(format, arguments)
    }
    var state = raise.condition ?? "P0001"
    if let code = raise.options["errcode"] { state = text(try value(code)) ?? "P0001" }
    if let fragment = raise.options["message"] { message = text(try value(fragment)) ?? "" }
    state = ErrorConditions.states[state.lowercased()]?.first ?? state
    throw CatalogError(state, message.isEmpty ? state : message)
  }

  /// RAISE's message: each `%` stands for the next argument, `%%` for itself.
  private static func message(_ format: String, _ arguments: [String]) -> String {
    var output = ""
    var next = arguments.makeIterator()
    var isMark = false
    for character in format {
      if character == "%" {
        if isMark { output += "%" }
        isMark.toggle()
        continue
      }
      if isMark { output += next.next() ?? "" }
      isMark = false
      output.append(character)
    }
    return isMark ? output + (next.next() ?? "") : output
  }
}

extension ProcedureBlock.Handler {
  /// Whether the handler is for an error (manual, "Trapping Errors").
  func handles(_ error: CatalogError) -> Bool {
    conditions.map { $0.lowercased() }.contains { condition in
      if condition == "others" { return !["57014", "P0004"].contains(error.sqlState) }
      if condition == error.sqlState.lowercased() { return true }
      // A class stands for all of its conditions.
      if condition.hasSuffix("000"), error.sqlState.lowercased().hasPrefix(condition.prefix(2)) { return true }
      return ErrorConditions.states[condition]?.contains {
        $0 == error.sqlState || ($0.hasSuffix("000") && error.sqlState.hasPrefix($0.prefix(2)))
      } ?? false
    }
  }
}
