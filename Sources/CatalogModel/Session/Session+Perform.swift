import SQLSyntax

extension Session {
  /// Does what a statement does, by its kind.
  mutating func perform(_ statement: Statement) throws(CatalogError) {
    switch statement {
    case .createTable(let create): try createTable(create)
    case .createTableAs(let create): try createTableAs(create)
    case .alterTable(let alter): try alterTable(alter)
    case .createIndex(let create): try createIndex(create)
    case .createView(let create): try createView(create)
    case .createSequence(let create): try createSequence(create)
    case .alterSequence(let alter): try alterSequence(alter)
    case .createType(let create): try createType(create)
    case .alterEnum(let alter): try alterEnum(alter)
    case .createDomain(let create): try createDomain(create)
    case .alterDomain(let alter): try alterDomain(alter)
    case .createFunction(let create): try createFunction(create)
    case .alterFunction(let alter): try alterFunction(alter)
    case .createTrigger(let create): try createTrigger(create)
    case .createPolicy(let create): try createPolicy(create)
    case .alterPolicy(let alter): try alterPolicy(alter)
    case .createExtension(let create): try createExtension(create)
    case .createSchema(let create): try createSchema(create)
    case .createRole(let create): try createRole(create)
    case .drop(let drop): try self.drop(drop)
    case .rename(let rename):
      try moveRows(
        of: rename.object, to: { QualifiedName(schema: $0.schema, name: Identifier.truncated(rename.newName)) }
      ) {
        (session) throws(CatalogError) in try session.rename(rename)
      }
    case .setSchema(let set):
      try moveRows(of: set.object, to: { QualifiedName(schema: set.newSchema, name: $0.name) }) {
        (session) throws(CatalogError) in try session.setSchema(set)
      }
    case .changeOwner(let change): try changeOwner(change)
    case .comment(let comment): try self.comment(comment)
    case .grant(let grant): try self.grant(grant)
    case .grantRole(let grant): try grantRole(grant)
    case .alterDefaultPrivileges(let alter): try alterDefaultPrivileges(alter)
    case .dataChange(let change): try follow { (run) throws(CatalogError) in _ = try run.change(change) }
    case .select(let query): try select(query)
    case .call(let call): try self.call(call)
    case .doBlock(let block): try run(block)
    case .transaction(let control): try self.control(control)
    case .setVariable(let variable):
      if let name = variable.name { try requireParameter(name) }
      if variable.name == "role", let role = variable.values?.first, role != "none", !hasRole(role) {
        throw CatalogError("22023", "role \"\(role)\" does not exist")
      }
      set(variable)
    case .maintenance(let maintenance): try maintain(maintenance)
    case .define(let definition): try define(definition)
    case .alterDefinition(let alter): try alterDefinition(alter)
    case .alterRole(let alter): try alterRole(alter)
    case .alterSettings(let alter): try alterSettings(alter)
    case .owned(let objects): try changeOwned(objects)
    case .alterExtension(let alter): try alterExtension(alter)
    case .alterType(let alter): try alterType(alter)
    case .securityLabel(let provider): throw .noLabelProvider(provider)
    case .other(let kind): try other(kind)
    }
  }

  /// Records that the simulation doesn't model what a statement does.
  mutating func notModelled(_ what: String) { outcome.undecided.append("`\(what)` isn't modelled") }

  // MARK: - Data

  private mutating func select(_ query: Query) throws(CatalogError) {
    var runsCode = false
    var setsConfiguration = false
    query.visit { part in
      guard case .call(let name) = part.kind else { return true }
      noteExtensionCall(name)
      if name.name == "set_config" { setsConfiguration = true }
      if name.name == "setval" || name.name == "nextval" { runsCode = true }
      if let routine = routine(named: name) {
        outcome.uses.insert(routine.signature.name)
        runsCode = runsCode || routine.volatility == "volatile"
      }
      return true
    }
    if setsConfiguration, let setting = query.searchPathSetting { searchPath = setting }
    if query.changesRows { noteDataChanges(of: query) }
    if runsCode || setsConfiguration { try runQuery(query) }
  }

  private mutating func maintain(_ maintenance: Maintenance) throws(CatalogError) {
    try refuseInTransaction(maintenance)
    for name in maintenance.relations {
      let relation = try existingRelation(name)
      switch maintenance.kind {
      case .refreshMaterializedView:
        guard var view = catalog.views[relation], view.isMaterialized else {
          throw .wrongType(relation, "a materialized view")
        }
        if maintenance.isConcurrent { try requireUniqueIndex(of: view) }
        view.isPopulated = !maintenance.skipsData
        catalog.store(view)
        outcome.lock(relation, maintenance.isConcurrent ? .exclusive : .accessExclusive)
      case .reindex: outcome.lock(relation, maintenance.isConcurrent ? .shareUpdateExclusive : .share)
      case .vacuum, .cluster:
        outcome.lock(
          relation, maintenance.isFull || maintenance.kind == .cluster ? .accessExclusive : .shareUpdateExclusive)
        if maintenance.isFull || maintenance.kind == .cluster { outcome.rewrites.append(relation) }
        if maintenance.kind == .cluster { try cluster(relation, on: maintenance.index) }
      case .analyze: outcome.lock(relation, .shareUpdateExclusive)
      case .lock: outcome.lock(relation, .accessExclusive)
      }
    }
  }

  /// CLUSTER keeps the index for the next time, and without one takes that of the last (42704).
  private mutating func cluster(_ relation: QualifiedName, on index: String?) throws(CatalogError) {
    guard let table = catalog.tables[relation] else { return }
    if let index { return try setProperty(.clusterOn(index), table) }
    guard table.clusterIndex == nil else { return }
    throw CatalogError("42704", "there is no previously clustered index for table \"\(relation.name)\"")
  }

  /// REFRESH … CONCURRENTLY finds the changed rows by an index on columns that tells all rows apart (55000).
  private func requireUniqueIndex(of view: View) throws(CatalogError) {
    let hasIndex = view.indexNames.contains { name in
      let index = catalog.indexes[QualifiedName(schema: view.name.schema, name: name)]
      return index.map { $0.isUnique && $0.predicate == nil && $0.keys.allSatisfy { $0.column != nil } } ?? true
    }
    guard !hasIndex else { return }
    throw CatalogError(
      "55000", "cannot refresh materialized view \"\(view.name.schema).\(view.name.name)\" concurrently",
      detail: "HINT: Create a unique index with no WHERE clause on one or more columns of the materialized view.")
  }

  /// What can't run in a transaction block: VACUUM, REINDEX CONCURRENTLY and of more than a table, CLUSTER of all.
  private func refuseInTransaction(_ maintenance: Maintenance) throws(CatalogError) {
    guard isInTransaction else { return }
    let isWide = ["SCHEMA", "SYSTEM", "DATABASE"].contains(maintenance.target)
    switch maintenance.kind {
    case .vacuum: throw .inTransaction("VACUUM")
    case .reindex where maintenance.isConcurrent: throw .inTransaction("REINDEX CONCURRENTLY")
    case .reindex where isWide: throw .inTransaction("REINDEX \(maintenance.target)")
    case .cluster where maintenance.relations.isEmpty: throw .inTransaction("CLUSTER")
    default: break
    }
  }
}

extension CatalogError {
  /// SECURITY LABEL without a library that says what labels there are (22023).
  static func noLabelProvider(_ provider: String?) -> CatalogError {
    guard let provider else { return CatalogError("22023", "no security label providers have been loaded") }
    return CatalogError("22023", "security label provider \"\(provider)\" is not loaded")
  }

  static func inTransaction(_ command: String) -> CatalogError {
    CatalogError("25001", "\(command) cannot run inside a transaction block")
  }
}
