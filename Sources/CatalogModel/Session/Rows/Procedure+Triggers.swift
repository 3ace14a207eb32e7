import SQLSyntax

extension Procedure {
  /// Runs a table's triggers for a row; the row as they leave it, `nil` where one of them keeps it from being changed.
  @discardableResult
  mutating func fireRow(
    _ table: Table, _ timing: String, _ event: String, new: TableRows.Row?, old: TableRows.Row?
  ) throws(CatalogError) -> TableRows.Row? {
    var row = new ?? old
    for trigger in triggers(of: table, timing, event) where trigger.isForEachRow {
      if event == "UPDATE", !trigger.updateColumns.isEmpty, let new, let old,
        trigger.updateColumns.allSatisfy({ new[$0] == old[$0] })
      {
        continue
      }
      let current = new == nil ? nil : row
      var fields: [String: Datum] = ["new": .null, "old": .null]
      if let current { fields["new"] = .record(binding(current, of: table, as: "new").fields) }
      if let old { fields["old"] = .record(binding(old, of: table, as: "old").fields) }
      guard try isWanted(trigger, current, old, table) else { continue }
      let result = try run(trigger, table, event, fields)
      guard timing == "BEFORE" else { continue }
      switch result {
      case .null: return nil
      case .record(let values):
        guard new != nil else { continue }
        for field in values {
          guard let column = table.column(field.name) else { continue }
          row?[field.name] = try stored(field.value, as: column.type)
        }
      default: undecided("what the trigger `\(trigger.name)` returns isn't known")
      }
    }
    return row
  }

  /// Runs a table's triggers for a statement.
  mutating func fireStatement(_ table: Table, _ timing: String, _ event: String) throws(CatalogError) {
    for trigger in triggers(of: table, timing, event) where !trigger.isForEachRow {
      _ = try run(trigger, table, event, ["new": .null, "old": .null])
    }
  }

  private func triggers(of table: Table, _ timing: String, _ event: String) -> [Trigger] {
    guard !table.triggers.isEmpty else { return [] }
    return table.triggers.filter {
      $0.timing == timing && $0.events.contains(event) && ($0.mode == "O" || $0.mode == "A")
    }.sorted { $0.name < $1.name }
  }

  /// Whether a trigger's WHEN holds.
  private mutating func isWanted(
    _ trigger: Trigger, _ new: TableRows.Row?, _ old: TableRows.Row?, _ table: Table
  ) throws(CatalogError) -> Bool {
    guard let text = trigger.condition?.text else { return true }
    guard let expression = Expression(parsing: text) else {
      undecided("when the trigger `\(trigger.name)` runs isn't known")
      return false
    }
    let outer = rows
    rows = [
      [new.map { binding($0, of: table, as: "new") }, old.map { binding($0, of: table, as: "old") }].compactMap { $0 }
    ]
    defer { rows = outer }
    let truth = truth(try value(ValueExpression(expression)))
    if truth.isUnknown { undecided("when the trigger `\(trigger.name)` runs isn't known") }
    return truth == .boolean(true)
  }

  private mutating func run(
    _ trigger: Trigger, _ table: Table, _ event: String, _ records: [String: Datum]
  ) throws(CatalogError) -> Datum {
    let shown = trigger.function.short
    let routines = (session.catalog.routinesByName[trigger.function] ?? []).compactMap { session.catalog.routines[$0] }
    guard let routine = routines.first(where: { $0.result == "trigger" }), routine.language == "plpgsql",
      trigger.transitionTables.isEmpty, frames.count < Procedure.deepest,
      let block = ProcedureReader.block(routine.body)
    else {
      undecided("`\(shown)` runs code that isn't followed")
      return .unknown("what `\(shown)` returns isn't known")
    }
    var frame = Frame(routine: shown)
    frame.nameConflict = block.nameConflict
    frame.scopes = [Scope(variables: Procedure.variables(of: trigger, table, event, records))]
    let outer = (path: session.searchPath, role: session.role, rows: rows, common: common)
    if let setting = routine.settings["search_path"] { session.searchPath = Session.schemas(ofSetting: setting) }
    if routine.isSecurityDefiner { session.role = routine.owner }
    rows = []
    common = [:]
    frames.append(frame)
    defer {
      frames.removeLast()
      (session.searchPath, session.role, rows, common) = outer
    }
    return try outcome(of: block, shown)
  }

  private mutating func outcome(of block: ProcedureBlock, _ shown: String) throws(CatalogError) -> Datum {
    do {
      let flow = try run(block)
      settleReturns(flow)
      if case .returned(let value) = flow, frames[frames.count - 1].mayHaveReturned.isEmpty { return value }
    } catch  where error.sqlState.hasPrefix("42") {
      // More likely the code means something that isn't followed.
      undecided("`\(shown)` isn't followed: \(error.message)")
    }
    return .unknown("what `\(shown)` returns isn't known")
  }

  /// What PL/pgSQL tells a trigger's function (manual, "Trigger Functions").
  private static func variables(
    of trigger: Trigger, _ table: Table, _ event: String, _ records: [String: Datum]
  ) -> [String: Variable] {
    var values = records
    values["tg_op"] = .text(event)
    values["tg_name"] = .text(trigger.name)
    values["tg_when"] = .text(trigger.timing)
    values["tg_level"] = .text(trigger.isForEachRow ? "ROW" : "STATEMENT")
    values["tg_table_name"] = .text(table.name.name)
    values["tg_relname"] = .text(table.name.name)
    values["tg_table_schema"] = .text(table.name.schema)
    values["tg_nargs"] = .integer(trigger.arguments.count)
    values["tg_argv"] = .unknown("the arguments of a trigger aren't computed")
    return values.mapValues { Variable(value: $0) }
  }
}
