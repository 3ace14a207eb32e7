import SQLSyntax

extension Session {
  /// Takes one thing out of the catalog, and what only says that it is there.
  mutating func take(_ removal: Removal) {
    switch removal {
    case .table(let name):
      rows[name] = TableRows()
      dropped(catalog.tables[name]?.identity) { $0.removeTable(name) }
    case .view(let name): dropped(catalog.views[name]?.identity) { $0.removeView(name) }
    case .sequence(let name):
      rows.nextValues[name] = nil
      dropped(catalog.sequences[name]?.identity) { $0.removeSequence(name) }
    case .type(let name): dropped(catalog.types[name]?.identity) { $0.removeType(name) }
    case .routine(let signature): dropped(catalog.routines[signature]?.identity) { $0.removeRoutine(signature) }
    case .index(let name):
      guard let index = catalog.indexes[name] else { return }
      if !index.isForConstraint { noteRemoval(of: index) }
      if var table = catalog.tables[index.table] {
        table.indexNames.remove(name.name)
        if table.replicaIdentityIndex == name.name { (table.replicaIdentity, table.replicaIdentityIndex) = ("n", nil) }
        if table.clusterIndex == name.name { table.clusterIndex = nil }
        catalog.store(table)
      }
      if var view = catalog.views[index.table] {
        view.indexNames.remove(name.name)
        catalog.store(view)
      }
      dropped(index.isForConstraint ? nil : index.identity) { $0.removeIndex(name) }
      guard catalog.tables[index.table]?.partitionKey != nil else { return }
      for part in parts(of: name, on: index.table) { take(.index(part)) }
    case .other(let identity): dropped(identity) { $0.removeOther(identity) }
    case .member(let identity, let value):
      guard var object = catalog.others[identity] else { return }
      object.properties.removeAll { $0.value == value }
      catalog.store(object)
    case .domainConstraint(let name, let constraint):
      guard var type = catalog.types[name], var domain = type.domain else { return }
      domain.constraints.removeAll { $0.name == constraint }
      type.kind = .domain(domain)
      catalog.store(type)
    case .column(let name, let member), .columnDefault(let name, let member), .constraint(let name, let member),
      .policy(let name, let member), .trigger(let name, let member):
      take(removal, member, of: name)
    }
  }

  private mutating func take(_ removal: Removal, _ member: String, of name: QualifiedName) {
    if var view = catalog.views[name], case .trigger = removal {
      view.triggers.removeAll { $0.name == member }
      return catalog.store(view)
    }
    if case .column = removal, catalog.types[name] != nil {
      outcome.dropped.append(ObjectIdentity(.attribute, member, on: name))
      return changeAttributes(of: name) { $0.removeAll { $0.name == member } }
    }
    guard var table = catalog.tables[name] else { return }
    var kind = ObjectKind.column
    switch removal {
    case .column:
      if !rows[name].isEmpty { rows[name].drop(member) }
      table.columns.removeAll { $0.name == member }
    case .columnDefault:
      for index in table.columns.indices where table.columns[index].name == member {
        table.columns[index].defaultValue = nil
      }
    case .constraint:
      kind = .constraint
      if let constraint = table.constraint(member) { noteRemoval(of: constraint, name) }
      table.constraints.removeAll { $0.name == member }
    case .policy:
      kind = .policy
      table.policies.removeAll { $0.name == member }
    default:
      kind = .trigger
      table.triggers.removeAll { $0.name == member }
    }
    catalog.store(table)
    let identity = ObjectIdentity(kind, member, on: name)
    if case .columnDefault = removal { outcome.changed.append(identity) } else { outcome.dropped.append(identity) }
  }

  private mutating func dropped(_ identity: ObjectIdentity?, _ remove: (inout Catalog) -> Void) {
    if let identity { outcome.dropped.append(identity) }
    remove(&catalog)
  }
}
