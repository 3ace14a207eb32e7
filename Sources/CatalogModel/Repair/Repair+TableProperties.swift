import SQLSyntax

extension Repair {
  /// Sets a table's switches, its owner, and the comments and privileges of it and of what belongs to it.
  mutating func setProperties(of table: Table) {
    guard let present = catalog.tables[table.name] else { return }
    let hasOtherIndex = table.indexNames.contains { name in
      let index = QualifiedName(schema: table.name.schema, name: name)
      return catalog.indexes[index] != target.indexes[index]
    }
    guard present != table || hasOtherIndex else { return }
    let subject = Subject(present.foreignServer == nil ? .table : .foreignTable, names(table.name), table.identity)
    for action in actions(from: present, to: table) { emit("\(alter(table.name)) \(action)", table.identity) }
    set(subject, from: (present.owner, present.comment), to: (table.owner, table.comment))
    setPrivileges(on: subject, of: table.owner) { $0.tables[table.name]?.privileges }
    for column in table.columns { setProperties(of: column, in: table) }
    for constraint in table.constraints {
      let subject = member(.constraint, constraint.name, of: table.name)
      guard let other = catalog.tables[table.name]?.constraint(constraint.name) else { continue }
      comment(subject, other.comment, constraint.comment)
      setIndex(of: constraint, in: table)
    }
    for policy in table.policies {
      guard let other = present.policy(policy.name) else { continue }
      comment(member(.policy, policy.name, of: table.name), other.comment, policy.comment)
    }
    for trigger in table.triggers {
      guard let other = present.trigger(trigger.name) else { continue }
      comment(member(.trigger, trigger.name, of: table.name), other.comment, trigger.comment)
    }
  }

  func member(_ kind: ObjectKind, _ name: String, of relation: QualifiedName) -> Subject {
    Subject(kind, "\(Identifier.quoted(name)) ON \(names(relation))", ObjectIdentity(kind, name, on: relation))
  }

  /// The actions of ALTER TABLE that make one state of a table's own properties of another.
  private func actions(from present: Table, to wanted: Table) -> [String] {
    var actions: [String] = []
    if present.persistence != wanted.persistence {
      actions.append(wanted.persistence == .unlogged ? "SET UNLOGGED" : "SET LOGGED")
    }
    if present.hasRowSecurity != wanted.hasRowSecurity {
      actions.append("\(wanted.hasRowSecurity ? "ENABLE" : "DISABLE") ROW LEVEL SECURITY")
    }
    if present.forcesRowSecurity != wanted.forcesRowSecurity {
      actions.append("\(wanted.forcesRowSecurity ? "" : "NO ")FORCE ROW LEVEL SECURITY")
    }
    actions +=
      wanted.foreignServer == nil
      ? OptionsSQL.changes(from: present.options, to: wanted.options)
      : OptionsSQL.foreignChanges(from: present.options, to: wanted.options)
    if present.ofType != wanted.ofType { actions.append(wanted.ofType.map { "OF \(names($0))" } ?? "NOT OF") }
    if present.tablespace != wanted.tablespace {
      actions.append("SET TABLESPACE \(Identifier.quoted(wanted.tablespace ?? "pg_default"))")
    }
    if present.clusterIndex != wanted.clusterIndex {
      actions.append(wanted.clusterIndex.map { "CLUSTER ON \(Identifier.quoted($0))" } ?? "SET WITHOUT CLUSTER")
    }
    if (present.replicaIdentity, present.replicaIdentityIndex) != (wanted.replicaIdentity, wanted.replicaIdentityIndex)
    {
      let words = ["d": "DEFAULT", "n": "NOTHING", "f": "FULL"]
      let index = wanted.replicaIdentityIndex.map { "USING INDEX \(Identifier.quoted($0))" }
      actions.append("REPLICA IDENTITY \(index ?? words[wanted.replicaIdentity] ?? "DEFAULT")")
    }
    return actions
  }

  private mutating func setProperties(of column: Column, in table: Table) {
    guard let present = catalog.tables[table.name]?.column(column.name) else { return }
    let identity = ObjectIdentity(.column, column.name, on: table.name)
    let name = Identifier.quoted(column.name)
    comment(Subject(.column, "\(names(table.name)).\(name)", identity), present.comment, column.comment)
    let statements = PrivilegesSQL.statements(
      column.privileges, on: "TABLE \(names(table.name))", default: present.privileges, column: column.name)
    for sql in statements { emit(sql, identity) }
  }

  /// The index of a key has options and a comment of its own.
  private mutating func setIndex(of constraint: Constraint, in table: Table) {
    let name = QualifiedName(schema: table.name.schema, name: constraint.name)
    guard constraint.hasIndex, let wanted = target.indexes[name], let present = catalog.indexes[name] else { return }
    for action in OptionsSQL.changes(from: present.options, to: wanted.options) {
      emit("ALTER INDEX \(names(name)) \(action)", ObjectIdentity(.constraint, constraint.name, on: table.name))
    }
  }
}
