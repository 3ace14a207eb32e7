import SQLSyntax

// What stands alone: schemas, extensions, types and sequences.

extension Repair {
  /// Makes schemas, extensions and roles, in which or of which other objects are.
  mutating func createContainers() {
    for schema in target.schemas.values.sorted(by: { $0.name < $1.name }) where catalog.schemas[schema.name] == nil {
      emit("CREATE SCHEMA IF NOT EXISTS \(Identifier.quoted(schema.name))", schema.identity)
    }
    for wanted in target.extensions.values.sorted(by: { $0.name < $1.name }) {
      guard let present = catalog.extensions[wanted.name] else {
        let schema =
          wanted.schema == "public" && names == .short ? "" : " WITH SCHEMA \(Identifier.quoted(wanted.schema))"
        let version = wanted.version.map { " VERSION \(Identifier.literal($0))" } ?? ""
        emit("CREATE EXTENSION IF NOT EXISTS \(Identifier.quoted(wanted.name))\(schema)\(version)", wanted.identity)
        continue
      }
      guard present.schema != wanted.schema else { continue }
      emit(
        "ALTER EXTENSION \(Identifier.quoted(wanted.name)) SET SCHEMA \(Identifier.quoted(wanted.schema))",
        wanted.identity)
    }
    for role in target.roles.keys.sorted() where catalog.roles[role] == nil {
      emit("CREATE ROLE \(Identifier.quoted(role))", ObjectIdentity(kind: .role, name: role))
    }
  }

  /// Makes the types that are missing, and changes those that both sides have.
  mutating func createTypes() {
    for type in target.types.values.sorted(by: { $0.name < $1.name }) where !type.isMultirange {
      if let present = catalog.types[type.name] { change(present, to: type) } else { createType(type.name) }
    }
  }

  /// Makes what something names, where it isn't there yet.
  mutating func ensure(_ references: References) {
    for name in references.names { ensure(name) }
  }

  /// Makes everything of a name that is wanted and not there yet.
  func isMissing(_ name: QualifiedName) -> Bool {
    (target.types.contains(name) && !catalog.types.contains(name))
      || (target.tables.contains(name) && !catalog.tables.contains(name))
      || (target.sequences.contains(name) && !catalog.sequences.contains(name))
      || (target.views.contains(name) && !catalog.views.contains(name))
      || (target.routinesByName[name] ?? []).contains { !catalog.routines.contains($0) }
  }

  private mutating func ensure(_ name: QualifiedName) {
    guard isMissing(name), creating.insert(name).inserted else { return }
    defer { creating.remove(name) }
    if target.types[name] != nil { createType(name) }
    if target.sequences[name] != nil { createSequence(name) }
    if target.tables[name] != nil { createTable(name) }
    for routine in target.routinesByName[name] ?? [] { createRoutine(routine) }
    if target.views[name] != nil { createView(name) }
  }

  // MARK: - Types

  mutating func createType(_ name: QualifiedName) {
    guard let type = target.types[name], catalog.types[name] == nil else { return }
    ensure(type.references)
    emit(TypeSQL(type, names).create, type.identity)
  }

  private mutating func change(_ present: UserType, to wanted: UserType) {
    guard present.kind != wanted.kind || present.properties != wanted.properties else { return }
    switch (present.kind, wanted.kind) {
    case (.enumeration(let old), .enumeration(let new)): changeLabels(old, to: new, of: wanted)
    case (.composite(let old), .composite(let new)): changeAttributes(old, to: new, of: wanted)
    case (.domain(let old), .domain(let new)) where old.type == new.type && old.collation == new.collation:
      change(old, to: new, of: wanted)
    case (.range(let old), .range(let new)) where old == new && present.isLike(wanted): nameMultirange(of: wanted)
    case (.base, _), (_, .base):
      note("type `\(wanted.name.short)` stays as it is: a base type is made anew by hand, with its functions")
    case (.range, _): remake(range: present, as: wanted)
    default:
      setAside(wanted.name)
      createType(wanted.name)
    }
  }

  /// Makes a range type anew. It can't be set aside for that: the functions that came with it keep its name.
  private mutating func remake(range present: UserType, as range: UserType) {
    let isUsed = session.dependents(of: .type(range.name)).contains { !$0.isAutomatic }
    guard !isUsed, present.properties["canonical"] == nil, range.properties["canonical"] == nil else {
      return note("type `\(range.name.short)` stays as it is: a range type is made anew by hand, with what uses it")
    }
    remove(.type(range.name))
    createType(range.name)
  }

  /// Gives the multirange type that came with a range type its name.
  private mutating func nameMultirange(of range: UserType) {
    func multirange(_ catalog: Catalog) -> QualifiedName? {
      catalog.types.values.first { $0.kind == .multirange(of: range.name) }?.name
    }
    guard let present = multirange(catalog), let wanted = multirange(target) else { return }
    if present.name != wanted.name {
      emit("ALTER TYPE \(names(present)) RENAME TO \(Identifier.quoted(wanted.name))", range.identity, isObserved: true)
    }
    if present.schema != wanted.schema {
      let name = QualifiedName(schema: present.schema, name: wanted.name)
      emit("ALTER TYPE \(names(name)) SET SCHEMA \(Identifier.quoted(wanted.schema))", range.identity, isObserved: true)
    }
  }

  /// Labels can be added and renamed, and never taken away.
  private mutating func changeLabels(_ old: [String], to new: [String], of type: UserType) {
    let name = "ALTER TYPE \(names(type.name))"
    let extra = old.filter { !new.contains($0) }
    let missing = new.filter { !old.contains($0) }
    let isRenamed =
      old.count == new.count && zip(old, new).allSatisfy { $0 == $1 || extra.contains($0) && missing.contains($1) }
    if isRenamed {
      for (before, after) in zip(old, new) where before != after {
        emit("\(name) RENAME VALUE \(Identifier.literal(before)) TO \(Identifier.literal(after))", type.identity)
      }
      return
    }
    let isExtended = extra.isEmpty && new.filter(old.contains) == old
    // Whoever made the type anew has its columns' rows written anew, too.
    if !isExtended, isOwn.contains(type.name) || options.remakesEnums {
      setAside(type.name)
      return createType(type.name)
    }
    guard isExtended else {
      let values = extra.map(Identifier.literal).joined(separator: ", ")
      return note(
        extra.isEmpty
          ? "the values of `\(type.name.short)` stay in their order: PostgreSQL can't change it"
          : "`\(type.name.short)` keeps \(values): PostgreSQL can't take a value out of an enum")
    }
    for (index, label) in new.enumerated() where !old.contains(label) {
      let place =
        index > 0
        ? " AFTER \(Identifier.literal(new[index - 1]))"
        : new.count > 1 ? " BEFORE \(Identifier.literal(old.first ?? ""))" : ""
      emit("\(name) ADD VALUE IF NOT EXISTS \(Identifier.literal(label))\(old.isEmpty ? "" : place)", type.identity)
    }
  }

  private mutating func changeAttributes(_ old: [Column], to new: [Column], of type: UserType) {
    let name = "ALTER TYPE \(names(type.name))"
    func identity(_ column: Column) -> ObjectIdentity { ObjectIdentity(.attribute, column.name, on: type.name) }
    for column in old where !new.contains(where: { $0.name == column.name }) {
      emit("\(name) DROP ATTRIBUTE IF EXISTS \(Identifier.quoted(column.name))", identity(column))
    }
    for column in new {
      ensure(References(column))
      let type = names.type(column.type) + column.collationClause
      guard let present = old.first(where: { $0.name == column.name }) else {
        emit("\(name) ADD ATTRIBUTE \(Identifier.quoted(column.name)) \(type)", identity(column))
        continue
      }
      guard present.type != column.type || present.collation != column.collation else { continue }
      emit("\(name) ALTER ATTRIBUTE \(Identifier.quoted(column.name)) TYPE \(type)", identity(column))
    }
  }

  private mutating func change(_ old: Domain, to new: Domain, of type: UserType) {
    let name = "ALTER DOMAIN \(names(type.name))"
    if old.defaultValue != new.defaultValue {
      emit(
        new.defaultValue.map { "\(name) SET DEFAULT \($0.sql(names))" } ?? "\(name) DROP DEFAULT", type.identity)
    }
    if old.isNotNull != new.isNotNull { emit("\(name) \(new.isNotNull ? "SET" : "DROP") NOT NULL", type.identity) }
    for constraint in old.constraints
    where new.constraints.first(where: { $0.name == constraint.name })?.isLike(constraint) != true {
      remove(.domainConstraint(type.name, constraint.name))
    }
    for constraint in new.constraints {
      let identity = ObjectIdentity(.domainConstraint, constraint.name, on: type.name)
      guard let present = catalog.types[type.name]?.domain?.constraints.first(where: { $0.name == constraint.name })
      else {
        var references = References()
        references.insert(constraint)
        references.remove(type.name)
        ensure(references)
        emit("\(name) ADD\(TypeSQL(type, names).clause(constraint))", identity)
        continue
      }
      if !present.isValidated, constraint.isValidated {
        emit("\(name) VALIDATE CONSTRAINT \(Identifier.quoted(constraint.name))", identity)
      }
    }
  }

  // MARK: - Sequences

  mutating func createSequence(_ name: QualifiedName) {
    guard let sequence = target.sequences[name], !sequence.isIdentity, catalog.sequences[name] == nil else { return }
    emit(SequenceSQL(sequence, names).create(ifNotExists: true), sequence.identity)
  }
}

extension References {
  /// What a column names.
  init(_ column: Column) {
    self.init()
    insert(column)
  }

  /// What a constraint names.
  init(_ constraint: Constraint) {
    self.init()
    insert(constraint)
  }

  /// What an expression names.
  init(_ expressions: CanonicalExpression?...) {
    self.init()
    for expression in expressions { insert(expression) }
  }
}
