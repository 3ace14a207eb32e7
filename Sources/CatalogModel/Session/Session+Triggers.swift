import SQLSyntax

extension Session {
  mutating func createTrigger(_ create: CreateTrigger) throws(CatalogError) {
    let relation = try existingRelation(create.table)
    try requireTrigger(create, on: relation)
    guard
      let function = lookUp(create.function, { catalog.routines[RoutineSignature(name: $0, arguments: [])] != nil })
        ?? extensionFunction(create.function)
    else {
      try requireSchema(create.function)
      throw .undefinedFunction("\(create.function)()")
    }
    outcome.uses.insert(function)
    let routine = catalog.routines[RoutineSignature(name: function, arguments: [])]
    if let routine, routine.result != "trigger" {
      throw CatalogError("42P17", "function \(function.name) must return type trigger")
    }
    var trigger = Trigger(
      name: Identifier.truncated(create.name), function: function, timing: create.timing, events: create.events,
      isForEachRow: create.isForEachRow)
    trigger.arguments = create.arguments
    trigger.updateColumns = create.updateColumns
    trigger.isConstraint = create.isConstraint
    trigger.isDeferrable = create.isDeferrable
    trigger.isInitiallyDeferred = create.isInitiallyDeferred
    trigger.transitionTables = create.transitionTables
    outcome.lock(relation, .shareRowExclusive)
    if var view = catalog.views[relation] {
      view.triggers = try adding(trigger, to: view.triggers, view.name, create.orReplace)
      return catalog.store(view)
    }
    guard var table = catalog.tables[relation] else { throw .wrongType(relation, "a table or view") }
    for column in create.updateColumns where table.column(column) == nil { throw .undefinedColumn(column, table.name) }
    trigger.condition = create.condition.map { canonical($0, base: table, rowNames: ["new", "old"]) }
    try trigger.condition?.requireComplete()
    try requireCondition(of: create, table)
    table.triggers = try adding(trigger, to: table.triggers, table.name, create.orReplace)
    catalog.store(table)
    if trigger.isForEachRow, table.partitionKey != nil {
      lockDescendants(of: table.name, .shareRowExclusive)
      for child in children(of: table.name) { adoptTriggers(of: table, on: child) }
    }
  }

  private func extensionFunction(_ name: ObjectName) -> QualifiedName? {
    guard mayCall(name), lookUp(name, { catalog.routinesByName[$0] != nil }) == nil else { return nil }
    return SessionResolver(session: self, base: nil, rowNames: []).function(name)
      ?? (VolatileFunctions.isSystemTrigger(name.name) ? QualifiedName(schema: "pg_catalog", name: name.name) : nil)
  }

  private mutating func adding(
    _ trigger: Trigger, to triggers: [Trigger], _ relation: QualifiedName, _ orReplace: Bool
  ) throws(CatalogError) -> [Trigger] {
    var triggers = triggers
    let identity = ObjectIdentity(.trigger, trigger.name, on: relation)
    guard let index = triggers.firstIndex(where: { $0.name == trigger.name }) else {
      triggers.append(trigger)
      outcome.created.append(identity)
      return triggers
    }
    guard orReplace else { throw .duplicate(.trigger, trigger.name, relation) }
    var replacement = trigger
    replacement.comment = triggers[index].comment
    triggers[index] = replacement
    outcome.changed.append(identity)
    return triggers
  }

  // MARK: - What can be declared

  /// Not every relation has every kind of trigger (`CreateTriggerFiringOn`, commands/trigger.c).
  private func requireTrigger(_ create: CreateTrigger, on relation: QualifiedName) throws(CatalogError) {
    func refused(_ sqlState: String, _ message: String) -> CatalogError { CatalogError(sqlState, message) }
    let isInstead = create.timing == "INSTEAD OF"
    if let table = catalog.tables[relation] {
      if isInstead { throw refused("42809", "\"\(relation.name)\" is a table") }
      if table.partitionKey != nil, create.isForEachRow, !create.transitionTables.isEmpty {
        throw refused("0A000", "\"\(relation.name)\" is a partitioned table")
      }
    } else if let view = catalog.views[relation], !view.isMaterialized {
      if create.isForEachRow != isInstead, !isInstead || create.events.contains("TRUNCATE") {
        throw refused("42809", "\"\(relation.name)\" is a view")
      }
    } else {
      throw refused("42809", "relation \"\(relation.name)\" cannot have triggers")
    }
    if create.isForEachRow, create.events.contains("TRUNCATE") {
      throw refused("0A000", "TRUNCATE FOR EACH ROW triggers are not supported")
    }
    if isInstead {
      if !create.isForEachRow { throw refused("0A000", "INSTEAD OF triggers must be FOR EACH ROW") }
      if create.condition != nil { throw refused("0A000", "INSTEAD OF triggers cannot have WHEN conditions") }
      if !create.updateColumns.isEmpty { throw refused("0A000", "INSTEAD OF triggers cannot have column lists") }
    }
    try requireTransitionTables(create)
  }

  private func requireTransitionTables(_ create: CreateTrigger) throws(CatalogError) {
    guard !create.transitionTables.isEmpty else { return }
    if create.timing != "AFTER" {
      throw CatalogError("42P17", "transition table name can only be specified for an AFTER trigger")
    }
    if create.events.contains("TRUNCATE") {
      throw CatalogError("42P17", "TRUNCATE triggers with transition tables are not supported")
    }
    if create.events.count > 1 {
      throw CatalogError("0A000", "transition tables cannot be specified for triggers with more than one event")
    }
    if !create.updateColumns.isEmpty {
      throw CatalogError("0A000", "transition tables cannot be specified for triggers with column lists")
    }
    for table in create.transitionTables {
      if table.hasPrefix("OLD"), create.events == ["INSERT"] {
        throw CatalogError("42P17", "OLD TABLE can only be specified for a DELETE or UPDATE trigger")
      }
      if table.hasPrefix("NEW"), create.events == ["DELETE"] {
        throw CatalogError("42P17", "NEW TABLE can only be specified for an INSERT or UPDATE trigger")
      }
    }
  }

  /// The condition sees the rows that its events have.
  private func requireCondition(of create: CreateTrigger, _ table: Table) throws(CatalogError) {
    guard let condition = create.condition else { return }
    try requireCondition(condition, .triggerCondition, "WHEN", resolver(base: table, rowNames: ["new", "old"]))
    var rows: Set<String> = []
    condition.visit { part in
      if case .column(let fields) = part.kind, let first = fields.first { rows.insert(first) }
      return true
    }
    if !create.isForEachRow, !rows.isDisjoint(with: ["new", "old"]) {
      throw CatalogError("42P17", "statement trigger's WHEN condition cannot reference column values")
    }
    if rows.contains("old"), create.events.contains("INSERT") {
      throw CatalogError("42P17", "INSERT trigger's WHEN condition cannot reference OLD values")
    }
    if rows.contains("new"), create.events.contains("DELETE") {
      throw CatalogError("42P17", "DELETE trigger's WHEN condition cannot reference NEW values")
    }
  }
}

extension VolatileFunctions {
  /// Trigger functions of PostgreSQL's own.
  static func isSystemTrigger(_ name: String) -> Bool {
    name == "suppress_redundant_updates_trigger" || name.hasPrefix("tsvector_update_trigger")
  }
}
