import SQLSyntax

extension Session {
  mutating func drop(_ drop: Drop) throws(CatalogError) {
    if drop.isConcurrent {
      if isInTransaction { throw .inTransaction("DROP INDEX CONCURRENTLY") }
      if drop.objects.count > 1 {
        throw CatalogError("0A000", "DROP INDEX CONCURRENTLY does not support dropping multiple objects")
      }
    }
    var targets: [Removal] = []
    var missing = 0
    for object in drop.objects {
      if let removals = try removals(of: object, drop) { targets += removals } else { missing += 1 }
    }
    if missing == drop.objects.count { outcome.isNoOp = true }
    try remove(targets, drop.behavior, concurrently: drop.isConcurrent)
  }

  /// What an object's removal takes away; `nil` where IF EXISTS lets it be missing.
  private mutating func removals(of object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    switch object.kind {
    case .table, .view, .materializedView, .foreignTable, .index, .sequence: return try relation(object, drop)
    case .policy, .trigger: return try member(object, drop)
    case .type, .domain: return try type(object, drop)
    case .function, .procedure, .routine, .aggregate: return try routine(object, drop)
    case .schema: return try schema(object, drop)
    case .extension: return try self.extension(object, drop)
    case .role:
      guard catalog.roles[object.name.name] != nil else {
        if drop.ifExists { return nil }
        throw .undefinedObject(.role, object.name.name)
      }
      try requireUnused(object.name.name)
      catalog.removeRole(object.name.name)
      outcome.dropped.append(ObjectIdentity(kind: .role, name: object.name.name))
      return []
    case .rule: return try rule(object, drop)
    case _ where object.kind.isRare: return try other(object, drop)
    default:
      notModelled("DROP \(object.kind.rawValue.uppercased())")
      return []
    }
  }

  private mutating func relation(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    guard let name = relation(object.name) else {
      if drop.ifExists { return nil }
      try requireSchema(object.name)
      let kind = object.kind == .table ? "table" : object.kind.rawValue
      let shown = (object.name.schema.map { $0 + "." } ?? "") + object.name.name
      throw CatalogError(object.kind == .index ? "42704" : "42P01", "\(kind) \"\(shown)\" does not exist")
    }
    outcome.uses.insert(name)
    switch object.kind {
    case .table, .foreignTable:
      guard catalog.tables[name] != nil else { throw .wrongType(name, "a table") }
      return [.table(name)]
    case .view, .materializedView:
      guard let view = catalog.views[name], view.kind == object.kind else {
        throw .wrongType(name, "a \(object.kind.rawValue)")
      }
      return [.view(name)]
    case .sequence:
      guard let sequence = catalog.sequences[name] else { throw .wrongType(name, "a sequence") }
      if sequence.isIdentity, let owner = sequence.owner {
        throw CatalogError(
          "2BP01",
          "cannot drop sequence \(name.short) because column \(owner.column) of table \(owner.table.short) requires it")
      }
      return [.sequence(name)]
    default: return try index(name)
    }
  }

  private func index(_ name: QualifiedName) throws(CatalogError) -> [Removal] {
    guard let index = catalog.indexes[name] else { throw .wrongType(name, "an index") }
    if index.isForConstraint {
      throw CatalogError(
        "2BP01",
        "cannot drop index \(name.short) because constraint \(name.name) on table \(index.table.short) requires it")
    }
    if let parent = index.parent {
      throw CatalogError("2BP01", "cannot drop index \(name.short) because index \(parent.short) requires it")
    }
    return [.index(name)]
  }

  private mutating func member(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    let name = object.member ?? ""
    guard let relation = relation(object.name) else {
      if drop.ifExists { return nil }
      throw missingRelation(object.name)
    }
    outcome.uses.insert(relation)
    let exists =
      object.kind == .policy
      ? catalog.tables[relation]?.policy(name) != nil
      : (catalog.tables[relation]?.trigger(name) ?? catalog.views[relation]?.triggers.first { $0.name == name }) != nil
    guard exists else {
      if drop.ifExists { return nil }
      throw .undefined(object.kind, name, relation)
    }
    return [object.kind == .policy ? .policy(relation, name) : .trigger(relation, name)]
  }

  private mutating func type(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    func hasRows(_ name: QualifiedName) -> Bool { catalog.tables[name] != nil || catalog.views[name] != nil }
    guard let name = lookUp(object.name, { catalog.types[$0] != nil || hasRows($0) }) else {
      if drop.ifExists { return nil }
      throw missingType(object.name)
    }
    outcome.uses.insert(name)
    guard let type = catalog.types[name] else {
      if object.kind == .domain { throw .wrongType(name, "a domain") }
      let kind = catalog.views[name]?.kind.rawValue ?? "table"
      throw CatalogError(
        "2BP01", "cannot drop type \(name.short) because \(kind) \(name.short) requires it")
    }
    if object.kind == .domain, type.domain == nil { throw .wrongType(name, "a domain") }
    return [.type(name)]
  }

  private mutating func routine(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    let signature: RoutineSignature
    do {
      signature = try existingRoutine(object)
    } catch {
      guard drop.ifExists, ["42883", "42704", "3F000", "42P01", "42703"].contains(error.sqlState) else { throw error }
      return nil
    }
    if object.kind == .function || object.kind == .procedure, catalog.routines[signature]?.kind != object.kind {
      throw CatalogError("42809", "\(signature.text) is not a \(object.kind.rawValue)")
    }
    return [.routine(signature)]
  }

  private mutating func schema(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    let name = object.name.name
    guard catalog.schemas[name] != nil else {
      if drop.ifExists { return nil }
      throw .undefinedSchema(name)
    }
    let contents = contents(of: name)
    let installed = catalog.extensions.values.filter { $0.schema == name }
    guard drop.behavior == .cascade || (contents.isEmpty && installed.isEmpty) else {
      throw .dependents("schema \(name)", contents.map { "\($0.description) depends on schema \(name)" }.sorted())
    }
    try remove(contents, .cascade)
    for one in installed { removeExtension(one.name) }
    removeFromPublications(name)
    for key in catalog.defaultPrivileges.keys where key.schema == name { catalog.defaultPrivileges[key] = nil }
    catalog.removeSchema(name)
    outcome.dropped.append(ObjectIdentity(kind: .schema, name: name))
    return []
  }

  func contents(of schema: String) -> [Removal] {
    catalog.tables.keys.filter { $0.schema == schema }.sorted().map { .table($0) }
      + catalog.views.keys.filter { $0.schema == schema }.sorted().map { .view($0) }
      + catalog.routines.keys.filter { $0.name.schema == schema }.map { .routine($0) }
      + catalog.types.keys.filter { $0.schema == schema }.sorted().map { .type($0) }
      + catalog.sequences.values.filter { $0.name.schema == schema && $0.owner == nil }.map { .sequence($0.name) }
      + catalog.others.values.filter { $0.schema == schema }.map { .other($0.identity) }
  }

  private mutating func `extension`(_ object: ObjectReference, _ drop: Drop) throws(CatalogError) -> [Removal]? {
    let name = object.name.name
    guard let installed = catalog.extensions[name] else {
      if drop.ifExists { return nil }
      throw .undefinedObject(.extension, name)
    }
    let members = (ExtensionFacts.types[name] ?? []).union(ExtensionFacts.functions[name] ?? [])
    var dependents: [Removal] = []
    for member in members.sorted() {
      dependents += self.dependents(of: .type(QualifiedName(schema: installed.schema, name: member))).map(\.removal)
    }
    dependents += indexes(with: name)
    guard drop.behavior == .cascade || dependents.isEmpty else {
      throw .dependents("extension \(name)", dependents.map { "\($0.description) depends on extension \(name)" })
    }
    try remove(dependents, .cascade)
    removeExtension(name)
    return []
  }

  /// The indexes and exclusion constraints that use an operator class of an extension's.
  private func indexes(with name: String) -> [Removal] {
    let found = catalog.indexes.values.filter { index in
      guard index.parent == nil else { return false }
      let method = index.accessMethod
      guard OperatorClasses.accessMethods.contains(method) else {
        return OperatorClasses.has(accessMethod: method, from: name)
      }
      let columns = catalog.tables[index.table]?.columns ?? []
      return index.keys.contains { key in
        if let named = key.operatorClass { return OperatorClasses.has(named, for: method, from: name) }
        guard let column = columns.first(where: { $0.name == key.column }) else { return false }
        var type = baseType(column.type)
        if let own = typeName(type), catalog.types[own]?.labels != nil { type = TypeName(name: "anyenum") }
        return type.schema == nil && !OperatorClasses.hasDefault(for: type, method)
          && OperatorClasses.hasDefault(for: type, method, from: name)
      }
    }
    return found.sorted { $0.name < $1.name }.map { index in
      index.isForConstraint ? .constraint(index.table, index.name.name) : .index(index.name)
    }
  }

  private mutating func removeExtension(_ name: String) {
    catalog.removeExtension(name)
    outcome.dropped.append(ObjectIdentity(kind: .extension, name: name))
  }
}
