import Diagnostics
import SQLSyntax

extension Procedure {
  /// The statements of a text.
  static func script(_ text: String) throws(CatalogError) -> [Statement] {
    let script = Script(SourceText(path: "", text: text))
    if let error = script.errors.first { throw CatalogError("42601", error.message) }
    return script.statements.map(\.value)
  }

  // MARK: - EXECUTE

  mutating func execute(
    _ fragment: ProcedureStatement.Fragment, _ using: [ProcedureStatement.Fragment],
    _ into: ProcedureStatement.Targets?
  ) throws(CatalogError) -> Flow {
    let value = try self.value(fragment)
    if value == .null { throw CatalogError("22004", "query string argument of EXECUTE is null") }
    guard let text = text(value) else {
      if let into { assign(into.names, nil, "the command isn't known") }
      undecided("`EXECUTE \(fragment.text.oneLine)` isn't followed: \(value.reason ?? "its text isn't known")")
      return .next
    }
    return try withArguments(using) { (run) throws(CatalogError) in
      for statement in try Procedure.script(text) {
        if case .transaction = statement {
          throw CatalogError("0A000", "EXECUTE of transaction commands is not implemented")
        }
        let set = try run.perform(statement)
        if let into { run.assign(into, set) }
      }
      return .next
    }
  }

  /// Runs something with the values of USING in place of the routine's own arguments.
  mutating func withArguments(
    _ using: [ProcedureStatement.Fragment], _ body: (inout Procedure) throws(CatalogError) -> Flow
  ) throws(CatalogError) -> Flow {
    var arguments: [Datum] = []
    for fragment in using { arguments.append(try value(fragment)) }
    let index = frames.count - 1
    let before = frames[index].arguments
    frames[index].arguments = arguments
    defer { frames[index].arguments = before }
    return try body(&self)
  }

  // MARK: - SQL

  mutating func runSQL(_ text: String, _ into: ProcedureStatement.Targets?) throws(CatalogError) -> Flow {
    for statement in try Procedure.script(text) {
      if case .transaction = statement { throw CatalogError("0A000", "unsupported transaction command in PL/pgSQL") }
      let set = try perform(statement)
      if let into { assign(into, set) }
      setFound(after: statement, set)
    }
    return .next
  }

  private mutating func assign(_ into: ProcedureStatement.Targets, _ set: RowSet) {
    if into.isStrict, set.reason == nil, set.rows.count != 1 {
      undecided("INTO STRICT of \(set.rows.isEmpty ? "no row" : "several rows") isn't followed")
    }
    assign(into.names, set.reason == nil ? set.rows.first?.flatMap(\.fields) : nil, set.reason)
  }

  private mutating func setFound(after statement: Statement, _ set: RowSet) {
    switch statement {
    case .select, .dataChange: setFound(set)
    default: break
    }
  }

  /// Does what a statement in the code does; the rows that it returns.
  mutating func perform(_ statement: Statement) throws(CatalogError) -> RowSet {
    steps += 1
    switch statement {
    case .select(let query):
      if query.changesRows { session.noteDataChanges(of: query) }
      let select = SelectQuery(query)
      session.noteUses(of: query)
      if let path = query.searchPathSetting,
        select.targets.contains(where: { $0.value.calls.contains { $0.name.name == "set_config" } })
      {
        session.searchPath = path
      }
      return try answer(select)
    case .call(let call):
      guard try followed(call.invocation) == nil else { return RowSet(reason: "its result isn't known") }
      throw CatalogError("42883", "procedure \(call.procedure) does not exist")
    case .doBlock(let block): try run(block)
    case .dataChange(let change):
      try session.requireTargets(of: change)
      return try self.change(change)
    case .createTableAs:
      session.code = frames
      defer { session.code = [] }
      try session.perform(statement)
    default:
      let wasInTransaction = session.isInTransaction
      session.isInTransaction = true
      defer { session.isInTransaction = wasInTransaction }
      try session.perform(statement)
    }
    return RowSet()
  }

  // MARK: - DO

  mutating func run(_ block: DoBlock) throws(CatalogError) {
    guard block.language == "plpgsql" else {
      return undecided("a DO block in `\(block.language)` runs code that isn't followed")
    }
    guard let body = ProcedureReader.block(block.body) else {
      return undecided("the body of a DO block isn't read")
    }
    guard frames.count < Procedure.deepest else {
      return undecided("blocks and routines that call each other \(Procedure.deepest) deep aren't followed")
    }
    frames.append(Frame(nameConflict: body.nameConflict))
    defer { frames.removeLast() }
    let flow = try run(body)
    settleReturns(flow)
  }

  /// Where it may have returned earlier, it must have left the schema as it is now.
  mutating func settleReturns(_ flow: Flow) {
    guard flow != .stopped, let frame = frames.last else { return }
    for moment in frame.mayHaveReturned where moment.catalog != session.catalog {
      return undecided(moment.reason)
    }
  }
}
