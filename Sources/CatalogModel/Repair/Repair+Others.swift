import SQLSyntax

// What reads tables: functions, views, indexes, triggers, policies.

extension Repair {
  /// Makes or replaces functions, views, indexes, triggers and policies.
  mutating func createOthers() {
    let views = target.views.values.map(\.name).sorted()
    let missing = views.filter { catalog.views[$0] == nil }
    let later = createRoutines { routine in missing.contains { routine.body.contains($0.name) } }
    for view in views { createView(view) }
    for routine in later { createRoutine(routine) }
    let indexes = target.indexes.values.sorted { $0.name < $1.name }
    for index in indexes { createIndex(index) }
    for index in indexes where index.parent != nil && !index.isForConstraint { attach(index) }
    for table in changedTables { createTriggers(of: table, target.tables[table]?.triggers ?? []) }
    for view in views { createTriggers(of: view, target.views[view]?.triggers ?? []) }
    for table in changedTables { createPolicies(of: table) }
  }

  // MARK: - Functions

  /// Makes the functions that are missing or other ones, those last that name another of them; some are left for later.
  private mutating func createRoutines(unless isLater: (Routine) -> Bool) -> [RoutineSignature] {
    var pending = target.routines.values.filter { isMissing($0) || !isSame($0) }
      .sorted { ($0.signature.name, $0.signature.text) < ($1.signature.name, $1.signature.text) }
    let later = pending.filter { $0.language == "sql" && isLater($0) }
    pending.removeAll { later.contains($0) }
    while !pending.isEmpty {
      let ready = pending.filter { routine in
        routine.language != "sql"
          || !pending.contains { $0 != routine && routine.body.contains($0.signature.name.name) }
      }
      let next = ready.isEmpty ? pending : ready
      for routine in next { createRoutine(routine.signature) }
      pending.removeAll { next.contains($0) }
    }
    return later.map(\.signature)
  }

  private func isMissing(_ routine: Routine) -> Bool { catalog.routines[routine.signature] == nil }

  private func isSame(_ wanted: Routine) -> Bool {
    guard var present = catalog.routines[wanted.signature] else { return false }
    (present.owner, present.privileges, present.comment) = (wanted.owner, wanted.privileges, wanted.comment)
    return present == wanted
  }

  mutating func createRoutine(_ signature: RoutineSignature) {
    guard let routine = target.routines[signature], !isSame(routine) else { return }
    ensure(routine.references)
    emit(routine.definition(names), routine.identity)
  }

  // MARK: - Views

  mutating func createView(_ name: QualifiedName) {
    guard let view = target.views[name] else { return }
    guard let present = catalog.views[name] else {
      var references = References(view.definition)
      references.remove(name)
      ensure(references)
      emit(view.statement(names), view.identity)
      return
    }
    if present.definition != view.definition || present.columns != view.columns {
      ensure(References(view.definition))
      emit(view.statement(names, create: "CREATE OR REPLACE"), view.identity)
    }
  }

  // MARK: - Indexes

  private mutating func createIndex(_ index: Index) {
    guard !index.isForConstraint, index.parent == nil, target.tables[index.table]?.persistence != .temporary else {
      return
    }
    guard let present = catalog.indexes[index.name] else {
      var references = index.references
      references.remove(index.table)
      ensure(references)
      let words = (isConcurrent(on: index.table) ? "CONCURRENTLY " : "") + "IF NOT EXISTS "
      let note = RepairNote(.mayFail, "fails where rows of `\(index.table.short)` have duplicates")
      let isOfTable = catalog.tables[index.table] != nil
      // That of a partitioned table is valid once all of its partitions have one.
      let isOnly = catalog.tables[index.table]?.partitionKey != nil && !index.isValid
      emit(index.statement(names, words, isOnly: isOnly), index.identity, index.isUnique && isOfTable ? [note] : [])
      return
    }
    for action in OptionsSQL.changes(from: present.options, to: index.options) {
      emit("ALTER INDEX \(names(index.name)) \(action)", index.identity)
    }
  }

  /// Makes an index of a partition a part of that of the partitioned table.
  private mutating func attach(_ index: Index) {
    guard let parent = index.parent, catalog.indexes[parent] != nil else { return }
    if catalog.indexes[index.name] == nil { emit(index.statement(names), index.identity) }
    guard let present = catalog.indexes[index.name], present.parent == nil else { return }
    emit("ALTER INDEX \(names(parent)) ATTACH PARTITION \(names(index.name))", index.identity)
  }

  // MARK: - Triggers and policies

  private mutating func createTriggers(of relation: QualifiedName, _ triggers: [Trigger]) {
    for trigger in triggers where !isCloned(trigger, of: relation, in: target) {
      let present =
        catalog.tables[relation]?.trigger(trigger.name)
        ?? catalog.views[relation]?.triggers.first { $0.name == trigger.name }
      let identity = ObjectIdentity(.trigger, trigger.name, on: relation)
      if present == nil {
        var references = References(trigger.condition)
        references.insert(trigger.function)
        ensure(references)
        emit(trigger.statement(on: relation, names), identity)
      }
      guard trigger.mode != present?.mode ?? "O" else { continue }
      emit(
        "\(alter(relation)) \(Trigger.words[trigger.mode] ?? "ENABLE") TRIGGER \(Identifier.quoted(trigger.name))",
        identity)
    }
  }

  private mutating func createPolicies(of name: QualifiedName) {
    guard let table = target.tables[name] else { return }
    for policy in table.policies where catalog.tables[name]?.policy(policy.name) == nil {
      ensure(References(policy.using, policy.withCheck))
      emit(policy.statement(on: name, names), ObjectIdentity(.policy, policy.name, on: name))
    }
  }
}
