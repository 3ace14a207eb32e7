import SQLSyntax

// What is to go, or is to be made anew: what is in the way of other changes first.

extension Repair {
  /// Drops what belongs to relations that stay: policies, triggers, views, constraints, indexes.
  mutating func removeMembers() {
    let tables = changedTables
    for table in tables { for policy in unwantedPolicies(of: table) { remove(.policy(table, policy)) } }
    for relation in tables + changedViews {
      for trigger in unwantedTriggers(of: relation) { remove(.trigger(relation, trigger)) }
    }
    for view in unwantedViews { remove(.view(view)) }
    for isForeignKey in [true, false] {
      for table in tables {
        for constraint in unwantedConstraints(of: table, isForeignKey: isForeignKey) {
          remove(.constraint(table, constraint))
        }
      }
    }
    for index in unwantedIndexes { remove(.index(index)) }
  }

  /// Drops columns and tables.
  mutating func removeWholes() {
    for table in changedTables {
      guard let wanted = target.tables[table], let present = catalog.tables[table] else { continue }
      for column in present.columns.reversed() where !column.isInherited {
        let kept = wanted.column(column.name)
        if kept == nil || isRemade(column, as: kept) { remove(.column(table, column.name)) }
      }
    }
    let gone = catalog.tables.values.filter { table in
      guard table.persistence != .temporary else { return false }
      guard let wanted = target.tables[table.name] else { return true }
      return isOther(table, wanted)
    }
    // Those that others refer to come last anyway; of the others the last by name first.
    for name in gone.map(\.name).sorted().reversed() { remove(.table(name)) }
  }

  /// Whether a table has nothing but its name in common with another: no statement changes how a table is partitioned,
  /// or where it is, and a partition has its table's columns.
  private func isOther(_ table: Table, _ wanted: Table) -> Bool {
    if table.partitionKey != wanted.partitionKey || table.foreignServer != wanted.foreignServer { return true }
    guard wanted.partitionBound != nil, table.partitionBound == nil else { return false }
    return wanted.columns.contains { $0.isInherited && table.column($0.name)?.type != $0.type }
  }

  /// A generated column gets no other expression, and a plain one none.
  private func isRemade(_ column: Column, as wanted: Column?) -> Bool {
    guard let wanted, column.generated != wanted.generated else { return false }
    return wanted.generated != nil
  }

  /// Drops functions, types, sequences and extensions.
  mutating func removeOthers() {
    for routine in unwantedRoutines { remove(.routine(routine)) }
    for domain in catalog.types.values.sorted(by: { $0.name < $1.name }) {
      guard let present = domain.domain, let wanted = target.types[domain.name]?.domain else { continue }
      for constraint in present.constraints {
        let other = wanted.constraints.first { $0.name == constraint.name }
        let isValidatedAlone = constraint.isValidated && other?.isValidated == false
        if other?.isLike(constraint) == true, !isValidatedAlone { continue }
        remove(.domainConstraint(domain.name, constraint.name))
      }
    }
    for type in catalog.types.values.filter({ target.types[$0.name] == nil && !$0.isMultirange }).map(\.name).sorted()
      .reversed()
    {
      remove(.type(type))
    }
    for sequence in catalog.sequences.values.sorted(by: { $0.name < $1.name })
    where !sequence.isIdentity && target.sequences[sequence.name] == nil && sequence.persistence != .temporary {
      remove(.sequence(sequence.name))
    }
    for name in catalog.extensions.keys.filter({ target.extensions[$0] == nil }).sorted() {
      emit("DROP EXTENSION IF EXISTS \(Identifier.quoted(name))", ObjectIdentity(kind: .extension, name: name))
    }
  }

  /// Drops schemas, which are empty by now, and roles, which have nothing left.
  mutating func removeShared() {
    for name in catalog.schemas.keys.filter({ target.schemas[$0] == nil }).sorted() {
      emit("DROP SCHEMA IF EXISTS \(Identifier.quoted(name))", ObjectIdentity(kind: .schema, name: name))
    }
    for name in catalog.roles.keys.filter({ target.roles[$0] == nil }).sorted() {
      emit("DROP ROLE IF EXISTS \(Identifier.quoted(name))", ObjectIdentity(kind: .role, name: name))
    }
  }

  // MARK: - What is unwanted

  /// The tables that both sides have, in different states.
  var changedTables: [QualifiedName] {
    target.tables.values.filter { wanted in
      guard wanted.persistence != .temporary, let present = catalog.tables[wanted.name] else { return false }
      return present != wanted
        || present.indexNames.contains { name in
          let index = QualifiedName(schema: wanted.name.schema, name: name)
          return catalog.indexes[index] != target.indexes[index]
        }
    }.map(\.name).sorted()
  }

  private var changedViews: [QualifiedName] {
    target.views.values.filter { catalog.views[$0.name].map { [$0] } != [$0] && catalog.views[$0.name] != nil }.map(
      \.name
    )
    .sorted()
  }

  private func unwantedPolicies(of name: QualifiedName) -> [String] {
    guard let present = catalog.tables[name], let wanted = target.tables[name] else { return [] }
    return present.policies.filter { policy in
      guard var other = wanted.policy(policy.name) else { return true }
      other.comment = policy.comment
      return other != policy
    }.map(\.name)
  }

  private func unwantedTriggers(of name: QualifiedName) -> [String] {
    let present = catalog.tables[name]?.triggers ?? catalog.views[name]?.triggers ?? []
    let wanted = target.tables[name]?.triggers ?? target.views[name]?.triggers ?? []
    return present.filter { trigger in
      if isCloned(trigger, of: name, in: catalog) { return false }
      guard var other = wanted.first(where: { $0.name == trigger.name }) else { return true }
      (other.comment, other.mode) = (trigger.comment, trigger.mode)
      return other != trigger
    }.map(\.name)
  }

  /// Whether a partition has a trigger from the table that it is a part of.
  func isCloned(_ trigger: Trigger, of name: QualifiedName, in catalog: Catalog) -> Bool {
    guard let table = catalog.tables[name], table.partitionBound != nil, trigger.isForEachRow else { return false }
    return table.parents.contains { catalog.tables[$0]?.trigger(trigger.name)?.isForEachRow ?? false }
  }

  /// The views that aren't wanted, or not with such columns.
  private var unwantedViews: [QualifiedName] {
    catalog.views.values.filter { view in
      guard let wanted = target.views[view.name] else { return true }
      if view.isMaterialized || wanted.isMaterialized {
        return view.definition != wanted.definition || view.isMaterialized != wanted.isMaterialized
          || view.columns != wanted.columns
      }
      guard view.definition != wanted.definition || view.columns != wanted.columns else { return false }
      guard let present = view.columns, let columns = wanted.columns else { return true }
      return !columns.starts(with: present)
    }.map(\.name).sorted().reversed()
  }

  private func unwantedConstraints(of name: QualifiedName, isForeignKey: Bool) -> [String] {
    guard let present = catalog.tables[name], let wanted = target.tables[name] else { return [] }
    return present.constraints.filter { constraint in
      guard (constraint.foreignKey != nil) == isForeignKey, !constraint.isInherited, constraint.kind != .trigger else {
        return false
      }
      if isPart(constraint, of: name, in: catalog) { return false }
      guard let other = wanted.constraint(constraint.name) else { return true }
      // What a parent has as well can't be dropped.
      if other.isInherited { return false }
      return !constraint.isLike(other) || (constraint.isValidated && !other.isValidated)
        || constraint.definition(in: catalog, name) != other.definition(in: target, name)
    }.map(\.name)
  }

  /// Whether a key of a partition comes from the table that it is a part of.
  func isPart(_ constraint: Constraint, of name: QualifiedName, in catalog: Catalog) -> Bool {
    guard constraint.hasIndex else { return false }
    return catalog.indexes[QualifiedName(schema: name.schema, name: constraint.name)]?.parent != nil
  }

  private var unwantedIndexes: [QualifiedName] {
    catalog.indexes.values.filter { index in
      guard !index.isForConstraint, index.parent == nil else { return false }
      // The index of a table that goes, goes with it.
      guard target.tables[index.table] != nil || target.views[index.table] != nil else { return false }
      guard var other = target.indexes[index.name], !other.isForConstraint else { return true }
      // What a failed CREATE INDEX CONCURRENTLY left is made anew.
      let isOfParts = catalog.tables[index.table]?.partitionKey != nil
      if !isOfParts, !index.isValid && other.isValid || !index.isReady && other.isReady { return true }
      if isOfParts, index.isValid, !other.isValid { return true }
      (other.comment, other.options, other.tablespace) = (index.comment, index.options, index.tablespace)
      (other.isValid, other.isReady, other.statistics) = (index.isValid, index.isReady, index.statistics)
      // It becomes a part of its parent's.
      if other.parent != nil { other.parent = index.parent }
      return other != index
    }.map(\.name).sorted()
  }

  private var unwantedRoutines: [RoutineSignature] {
    catalog.routines.values.filter { routine in
      guard let wanted = target.routines[routine.signature] else { return true }
      return !routine.canBecome(wanted)
    }.map(\.signature).sorted { ($0.name, $0.text) < ($1.name, $1.text) }
  }
}

extension Constraint {
  /// Whether another constraint demands the same.
  func isLike(_ other: Constraint) -> Bool {
    var copy = other
    (copy.comment, copy.isValidated, copy.triggerStates) = (comment, isValidated, triggerStates)
    return copy == self
  }
}

extension Routine {
  /// Whether CREATE OR REPLACE can make another routine of this one (42P13).
  func canBecome(_ other: Routine) -> Bool {
    guard kind == other.kind, isWindow == other.isWindow, result == other.result,
      arguments.count == other.arguments.count
    else { return false }
    return zip(arguments, other.arguments).allSatisfy { before, after in
      before.type == after.type && before.mode == after.mode && (before.name == nil || before.name == after.name)
        && (before.defaultValue == nil || after.defaultValue != nil)
    }
  }
}
