import SQLSyntax

// What is set once everything is there: switches, owners, comments, privileges.

extension Repair {
  /// Sets the properties in which objects still differ.
  mutating func setProperties() {
    for schema in target.schemas.values.sorted(by: { $0.name < $1.name }) {
      guard let present = catalog.schemas[schema.name], present != schema else { continue }
      let subject = Subject(.schema, Identifier.quoted(schema.name), schema.identity)
      set(subject, from: (present.owner, present.comment), to: (schema.owner, schema.comment))
      let isDatabaseOwners = schema.owner == nil && schema.name == "public"
      let owner = isDatabaseOwners ? "pg_database_owner" : schema.owner
      setPrivileges(on: subject, of: owner) { $0.schemas[schema.name]?.privileges }
    }
    for type in target.types.values.sorted(by: { $0.name < $1.name }) {
      guard let present = catalog.types[type.name], present != type else { continue }
      let subject = Subject(type.domain == nil ? .type : .domain, names(type.name), type.identity)
      set(subject, from: (present.owner, present.comment), to: (type.owner, type.comment))
      setPrivileges(on: subject, of: type.owner) { $0.types[type.name]?.privileges }
      commentMembers(of: present, type)
    }
    for sequence in target.sequences.values.sorted(by: { $0.name < $1.name }) {
      guard let present = catalog.sequences[sequence.name], present != sequence else { continue }
      let subject = Subject(.sequence, names(sequence.name), sequence.identity)
      if !sequence.isIdentity, sequence.owner == nil {
        set(subject, from: (present.role, nil), to: (sequence.role, nil))
      }
      set(subject, from: (nil, present.comment), to: (nil, sequence.comment))
      setPrivileges(on: subject, of: sequence.role) { $0.sequences[sequence.name]?.privileges }
    }
    for table in target.tables.values.sorted(by: { $0.name < $1.name }) where table.persistence != .temporary {
      setProperties(of: table)
    }
    for index in target.indexes.values.sorted(by: { $0.name < $1.name }) where catalog.indexes[index.name] != nil {
      comment(Subject(.index, names(index.name), index.identity), catalog.indexes[index.name]?.comment, index.comment)
    }
    for view in target.views.values.sorted(by: { $0.name < $1.name }) { setProperties(of: view) }
    for routine in target.routines.values.sorted(by: { $0.signature.text < $1.signature.text }) {
      guard let present = catalog.routines[routine.signature], present != routine else { continue }
      let subject = Subject(routine.kindInStatements, routine.reference(names), routine.identity)
      set(subject, from: (present.owner, present.comment), to: (routine.owner, routine.comment))
      setPrivileges(on: subject, of: routine.owner) { $0.routines[routine.signature]?.privileges }
    }
    setDefaultPrivileges()
  }

  /// An object as statements about it name it.
  struct Subject {
    var kind: ObjectKind
    var name: String
    var identity: ObjectIdentity

    init(_ kind: ObjectKind, _ name: String, _ identity: ObjectIdentity) {
      self.kind = kind
      self.name = name
      self.identity = identity
    }

    var words: String { "\(kind.rawValue.uppercased()) \(name)" }

    /// What GRANT calls it.
    var grantWords: String {
      switch kind {
      case .view, .materializedView, .foreignTable, .table: "TABLE \(name)"
      default: words
      }
    }
  }

  /// Sets the owner and the comment.
  func ownerSQL(_ owner: String?) -> String { owner.map(Identifier.quoted) ?? "CURRENT_USER" }

  mutating func set(
    _ subject: Subject, from present: (owner: String?, comment: String?), to wanted: (owner: String?, comment: String?)
  ) {
    if present.owner != wanted.owner {
      emit("ALTER \(subject.words) OWNER TO \(ownerSQL(wanted.owner))", subject.identity)
    }
    comment(subject, present.comment, wanted.comment)
  }

  mutating func comment(_ subject: Subject, _ present: String?, _ wanted: String?) {
    guard present != wanted else { return }
    emit("COMMENT ON \(subject.words) IS \(wanted.map(Identifier.literal) ?? "NULL")", subject.identity)
  }

  /// Grants what is missing and revokes what is too much; `privileges` finds them in a catalog.
  mutating func setPrivileges(
    on subject: Subject, of owner: String?, _ privileges: (Catalog) -> Privileges?
  ) {
    guard let present = privileges(catalog), let wanted = privileges(target), present != wanted else { return }
    let role = ownerSQL(owner)
    for sql in PrivilegesSQL.statements(wanted, on: subject.grantWords, default: present, owner: role) {
      emit(sql, subject.identity)
    }
  }

  /// The comments on a composite type's attributes and a domain's constraints.
  private mutating func commentMembers(of present: UserType, _ wanted: UserType) {
    let name = names(wanted.name)
    if case .composite(let old) = present.kind, case .composite(let new) = wanted.kind {
      for column in new {
        let identity = ObjectIdentity(.attribute, column.name, on: wanted.name)
        let subject = Subject(.column, "\(name).\(Identifier.quoted(column.name))", identity)
        comment(subject, old.first { $0.name == column.name }?.comment, column.comment)
      }
    }
    for constraint in wanted.domain?.constraints ?? [] {
      let identity = ObjectIdentity(.domainConstraint, constraint.name, on: wanted.name)
      let subject = Subject(.constraint, "\(Identifier.quoted(constraint.name)) ON DOMAIN \(name)", identity)
      let other = present.domain?.constraints.first { $0.name == constraint.name }
      comment(subject, other?.comment, constraint.comment)
    }
  }

  private mutating func setDefaultPrivileges() {
    let keys = Set(target.defaultPrivileges.keys).union(catalog.defaultPrivileges.keys)
    for key in keys.sorted(by: { $0.identity < $1.identity }) {
      let present = catalog.defaultPrivileges[key] ?? key.builtInDefault
      let wanted = target.defaultPrivileges[key] ?? key.builtInDefault
      guard present != wanted else { continue }
      for sql in PrivilegesSQL.statements(wanted, for: key, default: present) { emit(sql, key.identity) }
    }
  }

  private mutating func setColumnPrivileges(of view: View) {
    let present = catalog.views[view.name]?.columnPrivileges ?? [:]
    for column in Set(present.keys).union(view.columnPrivileges.keys).sorted() {
      let statements = PrivilegesSQL.statements(
        view.columnPrivileges[column] ?? Privileges(), on: "TABLE \(names(view.name))",
        default: present[column] ?? Privileges(), column: column)
      for sql in statements { emit(sql, view.identity) }
    }
  }

  private mutating func setProperties(of view: View) {
    guard let present = catalog.views[view.name], present != view else { return }
    let subject = Subject(view.kind, names(view.name), view.identity)
    for action in OptionsSQL.changes(from: present.options, to: view.options) {
      emit("ALTER \(subject.words) \(action)", view.identity)
    }
    for column in Set(present.columnDefaults.keys).union(view.columnDefaults.keys).sorted()
    where present.columnDefaults[column] != view.columnDefaults[column] {
      let action = view.columnDefaults[column].map { "SET DEFAULT \($0.sql(names))" } ?? "DROP DEFAULT"
      emit("ALTER \(subject.words) ALTER COLUMN \(Identifier.quoted(column)) \(action)", view.identity)
    }
    set(subject, from: (present.owner, present.comment), to: (view.owner, view.comment))
    for column in Set(present.columnComments.keys).union(view.columnComments.keys).sorted() {
      let subject = Subject(.column, "\(names(view.name)).\(Identifier.quoted(column))", view.identity)
      comment(subject, present.columnComments[column], view.columnComments[column])
    }
    for trigger in view.triggers {
      guard let other = present.triggers.first(where: { $0.name == trigger.name }) else { continue }
      comment(member(.trigger, trigger.name, of: view.name), other.comment, trigger.comment)
    }
    setPrivileges(on: subject, of: view.owner) { $0.views[view.name]?.privileges }
    setColumnPrivileges(of: view)
    if view.isMaterialized, present.isPopulated != view.isPopulated {
      emit("REFRESH MATERIALIZED VIEW \(names(view.name))\(view.isPopulated ? "" : " WITH NO DATA")", view.identity)
    }
  }
}
