package import SQLSyntax

/// What a statement of a migration does to rows that were there before: the schema may return, and they don't.
package struct RowEffect: Hashable, Sendable {
  /// What becomes of the rows.
  package enum Kind: String, Hashable, Sendable {
    /// They are deleted, or go with their table.
    case deleted
    /// Their values in a column go with it.
    case columnDropped = "column-dropped"
    case changed
    /// There are new ones beside them.
    case added
  }

  package var kind: Kind
  package var table: QualifiedName
  /// The column, where only that is concerned.
  package var column: String?
  package var script: Residue.Cause.Script
  package var statement: StatementPlace
  /// The statement of DOWN that changes rows of the same table and may take this back; only the rows themselves tell.
  package var answer: StatementPlace?

  /// What is known without a row: `deleted` ones don't come back by themselves.
  package var isLost: Bool { answer == nil }
}

extension SimulatedMigration {
  /// What becomes of the rows of tables that are there before UP and after DOWN.
  package var rowEffects: [RowEffect] {
    guard up.succeeds else { return [] }
    let remaining = down ?? up
    func stays(_ table: QualifiedName) -> Bool {
      table.schema != "pg_temp" && up.before.tables[table] != nil && remaining.after.tables[table] != nil
    }
    var effects: [RowEffect] = []
    for step in up.steps {
      for var effect in step.rowEffects(in: up, .up) where stays(effect.table) {
        effect.answer = down?.answer(to: effect.table)
        effects.append(effect)
      }
    }
    let answered = Set(effects.map(\.table))
    for step in down?.steps ?? [] {
      guard let down else { break }
      effects += step.rowEffects(in: down, .down).filter { effect in
        stays(effect.table) && !answered.contains(effect.table) && up.after.tables[effect.table] != nil
          // A column that UP added may take its values along.
          && effect.column.map { name in up.before.tables[effect.table]?.columns.contains { $0.name == name } ?? false }
            ?? true
      }
    }
    return effects
  }
}

extension SimulatedMigration {
  /// Whether UP after DOWN may meet the rows that UP put in: rows with a key can't be there twice (23505).
  package var redoDependsOnRows: Bool {
    rowEffects.contains { effect in
      guard effect.kind == .added, effect.script == .up, let table = up.after.tables[effect.table] else { return false }
      let indexes = table.indexNames.map { QualifiedName(schema: table.name.schema, name: $0) }
      let isUnique =
        table.constraints.contains(where: \.hasIndex) || indexes.contains { up.after.indexes[$0]?.isUnique ?? false }
      return isUnique && !effect.statement.statement.lowercased().contains("on conflict")
    }
  }
}

extension ScriptRun {
  /// The first statement that changes rows of a table.
  fileprivate func answer(to table: QualifiedName) -> StatementPlace? {
    let step = steps.first { $0.outcome.error == nil && $0.outcome.dataChanges.contains(table) }
    return step.map { StatementPlace($0, in: self) }
  }
}

extension ScriptRun.Step {
  fileprivate func rowEffects(in run: ScriptRun, _ script: Residue.Cause.Script) -> [RowEffect] {
    guard outcome.error == nil, !outcome.isNoOp else { return [] }
    let place = StatementPlace(self, in: run)
    func effect(_ kind: RowEffect.Kind, _ table: QualifiedName, column: String? = nil) -> RowEffect {
      RowEffect(kind: kind, table: table, column: column, script: script, statement: place)
    }
    let dropped = outcome.dropped.compactMap { object -> RowEffect? in
      if object.kind == .table, let table = object.ownName { return effect(.deleted, table) }
      guard object.kind == .column, let table = object.parent, after.tables[table] != nil else { return nil }
      return effect(.columnDropped, table, column: object.name)
    }
    return outcome.dataChanges.map { effect(statement.value.rowEffect, $0) } + dropped
  }
}

extension Statement {
  /// What a statement does to the rows that it changes; of code that isn't known.
  fileprivate var rowEffect: RowEffect.Kind {
    guard case .dataChange(let change) = self else { return .changed }
    switch change.kind {
    case .delete, .truncate: return .deleted
    case .insert, .copy: return .added
    case .update, .merge: return .changed
    }
  }
}
