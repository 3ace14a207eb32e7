import SQLSyntax

extension Procedure {
  /// Follows statements, one after the other.
  mutating func run(_ statements: [ProcedureStatement]) throws(CatalogError) -> Flow {
    for statement in statements {
      steps += 1
      guard steps < Procedure.mostSteps else {
        undecided("code of more than \(Procedure.mostSteps) steps isn't followed")
        return .stopped
      }
      let flow = try run(statement)
      if flow != .next { return flow }
    }
    return .next
  }

  private mutating func run(_ statement: ProcedureStatement) throws(CatalogError) -> Flow {
    let outer = place
    if frames.count == 1 { place = statement.range }
    defer { place = outer }
    switch statement.kind {
    case .block(let block): return try run(block)
    case .choice(let branches, let otherwise): return try choose(branches[...], otherwise)
    case .cases(let operand, let cases, let otherwise): return try choose(operand, cases, otherwise)
    case .loop(let loop): return try run(loop)
    case .leave(let isExit, let label, let condition):
      let flow = isExit ? Flow.exit(label) : .again(label)
      guard let condition else { return flow }
      switch try self.condition(condition) {
      case .boolean(true): return flow
      case .boolean(false): return .next
      case let unknown: return leaving(flow, unknown.reason ?? "")
      }
    case .assign(let target, let fragment): assign(target, try value(fragment))
    case .perform(let fragment):
      guard let query = SelectQuery(expression: fragment.text) else {
        throw CatalogError("42601", "syntax error in `PERFORM \(fragment.text)`")
      }
      let set = try answer(query)
      setFound(set)
    case .execute(let fragment, let using, let into): return try execute(fragment, using, into)
    case .sql(let fragment, let into): return try runSQL(fragment.text, into)
    case .raise(let raise): try self.raise(raise)
    case .returnValue(let fragment):
      guard let fragment, !fragment.text.isEmpty else { return .returned(.null) }
      return .returned(try value(fragment))
    case .returnRows(let query, let command):
      frames[frames.count - 1].returnsRows = true
      if let query { return try runSQL(query.text, nil) }
      if let command { return try execute(command, [], nil) }
    case .commit(let isRollback): return try endTransaction(isRollback)
    case .diagnostics(let names):
      for name in names { assign([name], .unknown("what GET DIAGNOSTICS tells isn't known")) }
    case .null: break
    case .other(let words):
      undecided("`\(words)` isn't followed")
    }
    return .next
  }

  mutating func setFound(_ set: RowSet) {
    let found: Datum = set.rows.isEmpty ? set.reason.map { .unknown($0) } ?? .boolean(false) : .boolean(true)
    frames[frames.count - 1].found = found
  }

  private mutating func endTransaction(_ isRollback: Bool) throws(CatalogError) -> Flow {
    if startedInTransaction { throw CatalogError("2D000", "invalid transaction termination") }
    guard isRollback else { return .next }
    undecided("`ROLLBACK` in a block isn't followed")
    return .stopped
  }

  // MARK: - Variables

  mutating func assign(_ target: [String], _ value: Datum) {
    guard let index = frames.indices.last, let name = target.first else { return }
    for scope in frames[index].scopes.indices.reversed() {
      guard var variable = frames[index].scopes[scope].variables[name] else {
        guard frames[index].scopes[scope].label == name, target.count > 1 else { continue }
        return assign(Array(target.dropFirst()), value)
      }
      if target.count == 1 {
        variable.value = converted(value, to: variable.type)
      } else if target[1].isEmpty {
        variable.value = .unknown("elements that are set one by one aren't followed")
      } else {
        var fields = self.fields(of: variable)
        if let place = fields.firstIndex(where: { $0.name == target[1] }) {
          fields[place].value = value
        } else {
          fields.append(.init(name: target[1], value: value))
        }
        variable.value = .record(fields)
      }
      frames[index].scopes[scope].variables[name] = variable
      return
    }
  }

  /// The fields of a variable; where its value isn't a row yet, those that its type has.
  private func fields(of variable: Variable) -> [Datum.Field] {
    if case .record(let fields) = variable.value { return fields }
    let value = variable.value.isUnknown ? variable.value : .null
    let columns = variable.type.flatMap { session.resolver().rowType($0) }?.columns ?? []
    return columns.map { .init(name: $0.name, value: value) }
  }

  /// A value as a variable of a type holds it; where the conversion isn't known, as it is.
  private func converted(_ value: Datum, to type: TypeName?) -> Datum {
    guard let type else { return value }
    var copy = self
    return (try? copy.cast(value, to: type)) ?? value
  }

  /// Gives the columns of a row to variables: all of them to one of a composite type, or one to each.
  mutating func assign(_ targets: [[String]], _ fields: [Datum.Field]?, _ reason: String?) {
    if targets.count == 1, isRecord(targets[0]) {
      let record: Datum = fields.map { .record($0) } ?? reason.map { .unknown($0) } ?? .null
      return assign(targets[0], record)
    }
    for (place, target) in targets.enumerated() {
      if let reason {
        assign(target, .unknown(reason))
      } else {
        assign(target, fields.flatMap { $0.indices.contains(place) ? $0[place].value : nil } ?? .null)
      }
    }
  }

  private func isRecord(_ target: [String]) -> Bool {
    guard target.count == 1, let frame = frames.last else { return false }
    for scope in frame.scopes.reversed() {
      guard let variable = scope.variables[target[0]] else { continue }
      guard let type = variable.type else { return true }
      return type.name == "record" || type.name.hasSuffix("%rowtype")
        || session.typeName(type).map {
          session.catalog.tables.contains($0) || session.catalog.types[$0]?.isComposite ?? false
        }
          ?? false
    }
    return false
  }

  // MARK: - Choices

  private mutating func choose(
    _ branches: ArraySlice<ProcedureStatement.Branch>, _ otherwise: [ProcedureStatement]
  ) throws(CatalogError) -> Flow {
    guard let branch = branches.first else { return try run(otherwise) }
    switch try condition(branch.condition) {
    case .boolean(true): return try run(branch.body)
    case .boolean(false): return try choose(branches.dropFirst(), otherwise)
    case let unknown:
      let rest = branches.dropFirst()
      let text = "IF \(branch.condition.text.oneLine)"
      return try either(text, unknown.reason ?? "") { (run) throws(CatalogError) in
        try run.run(branch.body)
      } or: { (run) throws(CatalogError) in
        try run.choose(rest, otherwise)
      }
    }
  }

  private mutating func choose(
    _ operand: ProcedureStatement.Fragment?, _ cases: [ProcedureStatement.Case], _ otherwise: [ProcedureStatement]?
  ) throws(CatalogError) -> Flow {
    var subject: Datum?
    if let operand { subject = try value(operand) }
    for item in cases {
      for fragment in item.values {
        let candidate = try value(fragment)
        switch subject.map({ compare("=", $0, candidate) }) ?? truth(candidate) {
        case .boolean(true): return try run(item.body)
        case .boolean(false), .null: continue
        case let unknown:
          undecided("which branch of CASE is taken isn't known: \(unknown.reason ?? "")")
          return .next
        }
      }
    }
    guard let otherwise else { throw CatalogError("20000", "case not found") }
    return try run(otherwise)
  }

  /// Follows code both ways. Where the two leave the same schema it doesn't matter which is taken; an error on one way is
  /// one that depends on what isn't known.
  mutating func either(
    _ what: String, _ reason: String, _ first: (inout Procedure) throws(CatalogError) -> Flow,
    or second: (inout Procedure) throws(CatalogError) -> Flow
  ) throws(CatalogError) -> Flow {
    let one = trial(first)
    let other = trial(second)
    let spent = steps
    defer { steps = max(steps, spent) }
    let text = "whether `\(what)` holds isn't known: \(reason)"
    switch (one.error, other.error) {
    case (let error?, nil), (nil, let error?):
      // Where it fails, nothing comes after it.
      if isHandled(error) { undecided(text) }
      self = one.error == nil ? one.after : other.after
      let failure = "\(text); PostgreSQL refuses one way: \(error.message)"
      if !session.outcome.rowDependent.contains(failure) { session.outcome.rowDependent.append(failure) }
      return one.error == nil ? one.flow : other.flow
    case (let error?, _?): throw error
    default: break
    }
    let isSame = one.after.session.isSameState(as: other.after.session)
    if isSame, one.flow == other.flow {
      self = one.after
      merge(other.after, reason)
      return one.flow
    }
    return try diverge(text, one, other)
  }

  /// The ways are different: one leaves the loop or the routine, or they leave different schemas.
  private mutating func diverge(
    _ text: String, _ one: (after: Procedure, flow: Flow, error: CatalogError?),
    _ other: (after: Procedure, flow: Flow, error: CatalogError?)
  ) throws(CatalogError) -> Flow {
    guard one.flow != other.flow, one.flow == .next || other.flow == .next else {
      self = one.after
      undecided(text)
      return one.flow
    }
    let (stays, leaves) = one.flow == .next ? (one, other) : (other, one)
    self = stays.after
    merge(leaves.after, text)
    return leaving(leaves.flow, text, leaves.after.session.catalog)
  }

  /// Goes on although a loop or the routine may have been left; what comes must then leave the schema as it is here.
  mutating func leaving(_ flow: Flow, _ reason: String, _ catalog: Catalog? = nil) -> Flow {
    switch flow {
    case .next: break
    case .stopped: return .stopped
    case .returned, .exit, .again:
      frames[frames.count - 1].mayHaveReturned.append((catalog ?? session.catalog, reason))
    }
    return .next
  }

  /// Takes over what another way of the same code did besides the schema.
  mutating func merge(_ other: Procedure, _ reason: String) {
    blur(other, reason)
    steps = max(steps, other.steps)
    for (index, frame) in zip(frames.indices, other.frames) where frame.entry?.isRepeated ?? false {
      frames[index].entry?.isRepeated = true
    }
    session.rows.merge(other.session.rows)
    let theirs = other.session.outcome
    for table in theirs.dataChanges where !session.outcome.dataChanges.contains(table) {
      session.outcome.dataChanges.append(table)
    }
    for lock in theirs.locks { session.outcome.lock(lock.relation, lock.mode) }
    for reason in theirs.rowDependent where !session.outcome.rowDependent.contains(reason) {
      session.outcome.rowDependent.append(reason)
    }
    if session.outcome.undecided.isEmpty { session.outcome.undecidedPlace = theirs.undecidedPlace }
    for reason in theirs.undecided where !session.outcome.undecided.contains(reason) {
      session.outcome.undecided.append(reason)
    }
    if theirs.isOpenEverywhere { session.outcome.isOpenEverywhere = true }
    session.outcome.uses.formUnion(theirs.uses)
  }
}

extension Session {
  /// Whether what later statements depend on is the same.
  func isSameState(as other: Session) -> Bool {
    searchPath == other.searchPath && role == other.role && catalog == other.catalog
  }
}

extension String {
  /// The text in one line, cut where it is long.
  var oneLine: String {
    let text = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count > 80 ? text.prefix(79) + "…" : text
  }
}
