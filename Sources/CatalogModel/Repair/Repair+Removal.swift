import SQLSyntax

extension Repair {
  /// Drops something, after all that stands in its way.
  mutating func remove(_ removal: Removal) {
    guard exists(removal), removing.insert(removal).inserted else { return }
    defer { removing.remove(removal) }
    for dependent in session.dependents(of: removal) {
      if dependent.isAutomatic { keep(dependent.removal, without: removal) } else { clear(dependent.removal, removal) }
    }
    guard exists(removal), let statement = drop(removal) else { return }
    emit(statement.sql, statement.object, lost(removal))
  }

  /// Lets what would go along with something stand for itself, where it is to stay.
  private mutating func keep(_ dependent: Removal, without removal: Removal) {
    switch dependent {
    case .sequence(let name):
      guard let wanted = target.sequences[name], !wanted.isIdentity, catalog.sequences[name]?.owner != wanted.owner
      else { return }
      emit("ALTER SEQUENCE \(names(name)) OWNED BY NONE", wanted.identity)
    case .table(let child): if target.tables[child] != nil, let parent = removal.relation { part(child, from: parent) }
    default: break
    }
  }

  /// Gets something out of the way of what is dropped: what goes anyway goes whole, what stays is changed.
  private mutating func clear(_ dependent: Removal, _ removal: Removal) {
    if let owner = dependent.relation, dependent != .table(owner), catalog.tables[owner] != nil {
      if removal == .table(owner) { return }
      if target.tables[owner] == nil, !removing.contains(.table(owner)) { return remove(.table(owner)) }
    }
    switch dependent {
    case .column(let table, let column):
      let isGenerated = catalog.tables[table]?.column(column)?.generated != nil
      guard let wanted = target.tables[table]?.column(column), !isGenerated else { return remove(dependent) }
      if wanted.type != catalog.tables[table]?.column(column)?.type { alterColumn(table, wanted) }
    case .columnDefault(let table, let column):
      emit(
        "\(alter(table)) ALTER COLUMN \(Identifier.quoted(column)) DROP DEFAULT",
        ObjectIdentity(.column, column, on: table))
    case .table(let child):
      if target.tables[child] != nil, let parent = removal.relation {
        part(child, from: parent)
      } else {
        remove(dependent)
      }
    // A type that stays can't be dropped without the columns that have it.
    case .type(let name) where target.types[name] != nil: setAside(name)
    default: remove(dependent)
    }
  }

  /// Parts a table from one that it inherits from, or is a partition of.
  mutating func part(_ child: QualifiedName, from parent: QualifiedName) {
    guard let table = catalog.tables[child], table.parents.contains(parent) else { return }
    let isPartition = table.partitionBound != nil
    emit(
      isPartition ? "\(alter(parent)) DETACH PARTITION \(names(child))" : "\(alter(child)) NO INHERIT \(names(parent))",
      table.identity)
  }

  /// Gives a type another name, so that one can be made in its place; the columns get that one later.
  mutating func setAside(_ name: QualifiedName) {
    guard let type = catalog.types[name] else { return }
    var other = QualifiedName(schema: name.schema, name: Identifier.truncated("old_" + name.name))
    while catalog.types[other] != nil || target.types[other] != nil || catalog.hasRelation(other) {
      other.name = Identifier.truncated("old_" + other.name)
    }
    emit(
      "ALTER \(type.domain == nil ? "TYPE" : "DOMAIN") \(names(name)) RENAME TO \(Identifier.quoted(other.name))",
      type.identity)
  }

  // MARK: - What there is

  /// Whether something is there.
  func exists(_ removal: Removal) -> Bool {
    switch removal {
    case .table(let name): catalog.tables[name] != nil
    case .view(let name): catalog.views[name] != nil
    case .index(let name): catalog.indexes[name] != nil
    case .sequence(let name): catalog.sequences[name] != nil
    case .type(let name): catalog.types[name] != nil
    case .routine(let signature): catalog.routines[signature] != nil
    case .column(let table, let name): catalog.tables[table]?.column(name) != nil
    case .columnDefault(let table, let name): catalog.tables[table]?.column(name)?.defaultValue != nil
    case .constraint(let table, let name): catalog.tables[table]?.constraint(name) != nil
    case .policy(let table, let name): catalog.tables[table]?.policy(name) != nil
    case .trigger(let relation, let name):
      catalog.tables[relation]?.trigger(name) != nil
        || catalog.views[relation]?.triggers.contains { $0.name == name } ?? false
    case .domainConstraint(let domain, let name):
      catalog.types[domain]?.domain?.constraints.contains { $0.name == name } ?? false
    case .other(let identity), .member(let identity, _): catalog.others[identity] != nil
    }
  }

  /// What is lost along with something.
  private func lost(_ removal: Removal) -> [RepairNote] {
    switch removal {
    case .table(let name) where catalog.tables[name]?.foreignServer == nil:
      [RepairNote(.rowsLost, "the rows of `\(name.short)` are lost")]
    case .column(let table, let name) where catalog.tables[table]?.column(name)?.generated == nil:
      [RepairNote(.rowsLost, "the values of `\(table.short).\(Identifier.quoted(name))` are lost")]
    default: []
    }
  }

  // MARK: - DROP

  private func drop(_ removal: Removal) -> (sql: String, object: ObjectIdentity)? {
    func whole(_ object: ObjectIdentity?, _ name: QualifiedName) -> (String, ObjectIdentity)? {
      object.map { ("DROP \($0.kind.rawValue.uppercased()) IF EXISTS \(names(name))", $0) }
    }
    func member(_ kind: ObjectKind, _ name: String, _ relation: QualifiedName) -> (String, ObjectIdentity) {
      let word = kind.rawValue.uppercased()
      let identity = ObjectIdentity(kind, name, on: relation)
      if kind == .policy || kind == .trigger {
        return ("DROP \(word) IF EXISTS \(Identifier.quoted(name)) ON \(names(relation))", identity)
      }
      return ("\(alter(relation)) DROP \(word) IF EXISTS \(Identifier.quoted(name))", identity)
    }
    switch removal {
    case .table(let name): return whole(catalog.tables[name]?.identity, name)
    case .view(let name): return whole(catalog.views[name]?.identity, name)
    case .sequence(let name): return whole(catalog.sequences[name]?.identity, name)
    case .type(let name): return whole(catalog.types[name]?.identity, name)
    case .index(let name):
      guard let index = catalog.indexes[name] else { return nil }
      let how = isConcurrent(on: index.table) ? "CONCURRENTLY " : ""
      return ("DROP INDEX \(how)IF EXISTS \(names(name))", index.identity)
    case .routine(let signature):
      guard let routine = catalog.routines[signature] else { return nil }
      let kind = routine.kindInStatements.rawValue.uppercased()
      return ("DROP \(kind) IF EXISTS \(routine.reference(names))", routine.identity)
    case .column(let table, let name): return member(.column, name, table)
    case .constraint(let table, let name): return member(.constraint, name, table)
    case .policy(let table, let name): return member(.policy, name, table)
    case .trigger(let relation, let name): return member(.trigger, name, relation)
    case .domainConstraint(let domain, let name):
      let identity = ObjectIdentity(.domainConstraint, name, on: domain)
      return ("ALTER DOMAIN \(names(domain)) DROP CONSTRAINT IF EXISTS \(Identifier.quoted(name))", identity)
    case .other(let identity): return drop(rare: identity)
    case .columnDefault, .member: return nil
    }
  }

  /// Whether an index on a relation is made and dropped concurrently, which a partitioned table's can't be.
  func isConcurrent(on relation: QualifiedName) -> Bool {
    options.isConcurrent
      && catalog.tables[relation].map { $0.partitionKey == nil && $0.persistence == .permanent } ?? true
  }
}
