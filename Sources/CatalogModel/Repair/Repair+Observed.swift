import SQLSyntax

// What a database says of itself and no simulation follows: the statements are taken at their word.

extension Repair {
  /// Sets what no simulation follows.
  mutating func setObserved() {
    if catalog.database != target.database {
      emit(
        observed: DatabaseSQL.changes(from: catalog.database, to: target.database), target.database.identity)
    }
    for role in target.roles.values.sorted(by: { $0.name < $1.name }) {
      guard let present = catalog.roles[role.name], present != role else { continue }
      emit(observed: RoleSQL.changes(from: present, to: role), role.identity)
    }
    for wanted in target.extensions.values.sorted(by: { $0.name < $1.name }) { setVersion(of: wanted) }
    for table in changedTables { setObserved(of: table) }
    for index in target.indexes.values.sorted(by: { $0.name < $1.name }) { setObserved(of: index) }
    for view in target.views.values.sorted(by: { $0.name < $1.name }) {
      guard let present = catalog.views[view.name], present.properties != view.properties else { continue }
      let alter = "ALTER MATERIALIZED VIEW \(names(view.name)) "
      emit(observed: view.propertyActions(from: present).map { alter + $0 }, view.identity)
    }
    let others = Set(catalog.others.keys).union(target.others.keys).filter { $0.kind == .other }
    for object in others.sorted() { setAccess(to: object) }
  }

  // MARK: - Extensions

  private mutating func setVersion(of wanted: Extension) {
    guard let present = catalog.extensions[wanted.name] else { return }
    let name = Identifier.quoted(wanted.name)
    if present.comment != wanted.comment {
      let comment = wanted.comment ?? ExtensionFacts.comments[wanted.name]
      emit("COMMENT ON EXTENSION \(name) IS \(comment.map(Identifier.literal) ?? "NULL")", wanted.identity)
    }
    if present.owner != wanted.owner { note("the extension `\(wanted.name)` keeps its owner: no statement changes it") }
    guard let version = wanted.version, let old = present.version, old != version else { return }
    // Scripts that lead to an older version hardly ever exist.
    if version.compare(old, options: .numeric) == .orderedAscending {
      return note("the extension `\(wanted.name)` stays at \(old): PostgreSQL takes no extension back to \(version)")
    }
    emit(observed: ["ALTER EXTENSION \(name) UPDATE TO \(Identifier.literal(version))"], wanted.identity)
  }

  // MARK: - Tables

  private mutating func setObserved(of name: QualifiedName) {
    guard let wanted = target.tables[name], let present = catalog.tables[name] else { return }
    if present.accessMethod != wanted.accessMethod {
      let method = Identifier.quoted(wanted.accessMethod ?? "heap")
      let note = RepairNote(.heavyLock, "all of `\(name.short)` is written anew, and nobody can use it meanwhile")
      emit(observed: ["\(alter(name)) SET ACCESS METHOD \(method)"], wanted.identity, [note])
    }
    for constraint in wanted.constraints {
      guard let other = present.constraint(constraint.name), other.triggerStates != constraint.triggerStates else {
        continue
      }
      emit(
        observed: constraint.triggerStatements(from: other, on: name),
        ObjectIdentity(.constraint, constraint.name, on: name))
    }
    noteOwn(wanted)
    for parent in wanted.parents where wanted.partitionBound != nil {
      for trigger in catalog.tables[parent]?.triggers ?? [] where trigger.isForEachRow {
        setState(of: trigger, from: present.trigger(trigger.name)?.mode ?? trigger.mode, in: wanted)
      }
    }
    for grantor in present.privileges.grantors.symmetricDifference(wanted.privileges.grantors).sorted() {
      note("`\(name.short)`: who granted \(grantor) stays, since a role takes back its own grants alone")
    }
  }

  /// A trigger that a partition has of its parent may be in another state there.
  private mutating func setState(of trigger: Trigger, from mode: String, in wanted: Table) {
    let new = wanted.trigger(trigger.name)?.mode ?? trigger.mode
    guard new != mode else { return }
    emit(
      observed: ["\(alter(wanted.name)) \(Trigger.words[new] ?? "ENABLE") TRIGGER \(Identifier.quoted(trigger.name))"],
      ObjectIdentity(.trigger, trigger.name, on: wanted.name))
  }

  // MARK: - Indexes

  private mutating func setObserved(of wanted: Index) {
    guard let present = catalog.indexes[wanted.name] else { return }
    var actions: [String] = []
    if present.tablespace != wanted.tablespace {
      actions.append("SET TABLESPACE \(Identifier.quoted(wanted.tablespace ?? "pg_default"))")
    }
    for column in Set(present.statistics.keys).union(wanted.statistics.keys).sorted()
    where present.statistics[column] != wanted.statistics[column] {
      actions.append("ALTER COLUMN \(column) SET STATISTICS \(wanted.statistics[column] ?? -1)")
    }
    let identity =
      wanted.isForConstraint ? ObjectIdentity(.constraint, wanted.name.name, on: wanted.table) : wanted.identity
    emit(observed: actions.map { "ALTER INDEX \(names(wanted.name)) \($0)" }, identity)
    if present.isValid, present.isReady, !(wanted.isValid && wanted.isReady),
      catalog.tables[wanted.table]?.partitionKey == nil
    {
      note("index `\(wanted.name.short)` stays valid: no statement makes it otherwise")
    }
  }

  // MARK: - Privileges and labels

  /// Privileges on what no migration makes, and security labels.
  private mutating func setAccess(to object: ObjectIdentity) {
    let (present, wanted) = (catalog.others[object], target.others[object])
    guard present != wanted, let any = wanted ?? present else { return }
    if let label = SecurityLabelSQL(any) {
      emit(observed: [label.statement(wanted?.text("label"))], object)
    } else if !isThere(any) {
      // It went with what brought it.
      session.catalog.adopt(object, of: target, isNew: false)
    } else if let words = any.grantWords, let initial = any.initialPrivileges.privileges {
      let (old, new) = (present?.privileges ?? initial, wanted?.privileges ?? initial)
      emit(
        observed: PrivilegesSQL.statements(new, on: words.object, default: old, column: words.column), object)
    }
  }

  /// Whether what brings an object is there: its extension, or the table whose row type it is.
  private func isThere(_ object: OtherObject) -> Bool {
    guard let origin = object.text("part of") else { return true }
    if origin == "its table" {
      let name = ObjectName(parts: Identifier.parts(of: String(object.title.text.dropFirst("type ".count))))
      return name.schema.map { catalog.hasRelation(QualifiedName(schema: $0, name: name.name)) } ?? true
    }
    return ["PostgreSQL", "plpgsql"].contains(origin) || catalog.extensions[origin] != nil
  }
}
