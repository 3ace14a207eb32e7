package import SQLSyntax

/// What a database says of itself and a simulation doesn't follow, because migrations hardly ever set it.
///
/// It is compared where both sides were observed; otherwise a difference in it is undecided, so that nothing is passed
/// over in silence.
package enum Observed {
  /// The properties, whatever the object.
  private static let attributes: Set<String> = [
    "access method", "collation's schema", "from", "granted by others", "index statistics", "index tablespace",
    "not null constraint", "properties", "schemas of names", "state of its triggers", "statistics", "version",
  ]

  /// The properties of a kind that are followed though they have such a name.
  private static let followed: [ObjectKind: Set<String>] = [.column: ["statistics"], .server: ["version"]]

  /// The properties of subscriptions that are followed.
  private static let ofSubscriptions: Set<String> = ["publications", "enabled", "slot", "owner", "comment"]

  /// What the owner of an object may not do.
  static let ownerLimits = "owner may not"

  /// The start of the names of properties that hold an option's value.
  package static let valuePrefix = "value of "

  /// Whether no simulation follows a property of a kind of objects.
  package static func contains(_ attribute: String, of kind: ObjectKind) -> Bool {
    if kind == .role { return true }
    if kind == .subscription { return !ofSubscriptions.contains(attribute) }
    if kind == .extension { return attribute == "version" || attribute == "owner" }
    if attribute.hasPrefix(valuePrefix) { return true }
    return attributes.contains(attribute) && !(followed[kind]?.contains(attribute) ?? false)
  }

  /// Whether a simulation can't know a property: the server sets it, or it is of a name that stands without its schema.
  static func isUnknowable(_ attribute: String, of kind: ObjectKind) -> Bool {
    if kind == .extension { return attribute == "owner" }
    return ["collation's schema", "not null constraint", "schemas of names"].contains(attribute)
  }

  /// Whether no simulation follows an object.
  package static func contains(_ object: ObjectIdentity) -> Bool {
    switch object.kind {
    case .database, .role: true
    case .other: !object.isDefaultPrivileges
    default: false
    }
  }
}

/// What belongs to a database as a whole.
package struct Database: Hashable, Sendable {
  /// Privileges to connect and to make temporary tables.
  package var privileges = Privileges()
  package var comment: String?
  /// `ALTER DATABASE … SET`.
  package var settings: [String: String] = [:]
  /// Whether it has the extension that every new database has.
  package var hasPlpgsql = true

  package init() { privileges.grant(["CONNECT", "TEMPORARY"], to: Privileges.everybody) }
}

extension Database: CatalogObject {
  /// Whatever the database is called: the other one that it is compared with has another name.
  package var identity: ObjectIdentity { ObjectIdentity(kind: .database, name: "") }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("settings", settings)
    list.add("without plpgsql", if: !hasPlpgsql)
    list.add(owner: nil, privileges: privileges, comment: comment)
    return list.attributes
  }
}

extension Catalog {
  /// Gives an object what no simulation follows of it, as another catalog has it; of one that `isNew` what its CREATE says.
  package mutating func adopt(_ object: ObjectIdentity, of other: Catalog, isNew: Bool) {
    let name = object.parent ?? object.ownName ?? QualifiedName(schema: "", name: object.name)
    switch object.kind {
    case .database: database = other.database
    case .role: if let role = other.roles[object.name] { store(role) }
    case .extension:
      guard var installed = extensions[object.name], let wanted = other.extensions[object.name] else { return }
      installed.version = wanted.version
      store(installed)
    case .table, .foreignTable, .column, .constraint, .trigger:
      guard var table = tables[name], let wanted = other.tables[name] else { return }
      table.adopt(object, of: wanted, isNew)
      store(table)
      let index = QualifiedName(schema: name.schema, name: object.name)
      if object.kind == .constraint { adopt(index: index, of: other, isNew) }
    case .index: adopt(index: name, of: other, isNew)
    case .materializedView:
      guard var view = views[name], let wanted = other.views[name] else { return }
      view.properties = wanted.properties.filter { !isNew || View.createProperties.contains($0.key) }
      store(view)
    case .type, .domain:
      guard var type = types[name], let wanted = other.types[name] else { return }
      type.adopt(wanted)
      store(type)
    case .function, .procedure, .aggregate:
      guard var routine = routines.values.first(where: { $0.identity == object }),
        let wanted = other.routines[routine.signature]
      else { return }
      routine.properties = wanted.properties
      // What PostgreSQL's own functions give isn't known.
      if object.kind == .aggregate { (routine.result, routine.resultType) = (wanted.result, wanted.resultType) }
      store(routine)
    case .other: if let found = other.others[object] { store(found) } else { removeOther(object) }
    default:
      guard let wanted = other.others[object] else { return removeOther(object) }
      guard var present = others[object] else { return }
      if object.kind == .subscription {
        let enabled = present.properties.filter { $0.name == "enabled" }
        present.properties = wanted.properties
        // It begins without a connection.
        if isNew { present.properties = wanted.properties.filter { $0.name != "enabled" } + enabled }
      } else {
        for property in wanted.properties where property.name.hasPrefix(Observed.valuePrefix) {
          present.set(property.name, property.value)
        }
      }
      store(present)
    }
  }

  private mutating func adopt(index name: QualifiedName, of other: Catalog, _ isNew: Bool) {
    guard var index = indexes[name], let wanted = other.indexes[name] else { return }
    if !isNew { (index.tablespace, index.statistics) = (wanted.tablespace, wanted.statistics) }
    for (place, key) in wanted.keys.enumerated() where index.keys.indices.contains(place) {
      index.keys[place].collationSchema = key.collationSchema
      index.keys[place].operatorClassSchema = key.operatorClassSchema
    }
    store(index)
  }

  /// Forgets what belongs to the database as a whole and to the server, and privileges on what no migration makes: a
  /// simulation doesn't follow them, so that nothing can be proved of them.
  package mutating func forgetSurroundings() {
    database = Database()
    for role in roles.values { store(Role(name: role.name)) }
    for object in others.keys.filter(Observed.contains) { removeOther(object) }
  }
}

extension Table {
  /// What no simulation follows of the table, or of a part of it.
  fileprivate mutating func adopt(_ object: ObjectIdentity, of other: Table, _ isNew: Bool) {
    switch object.kind {
    case .column:
      guard let place = columns.firstIndex(where: { $0.name == object.name }), let wanted = other.column(object.name)
      else { return }
      columns[place].collationSchema = wanted.collationSchema
      columns[place].notNullConstraint = wanted.notNullConstraint
    case .constraint:
      guard let place = constraints.firstIndex(where: { $0.name == object.name }) else { return }
      constraints[place].triggerStates = other.constraint(object.name)?.triggerStates ?? []
    case .trigger:
      let present = trigger(object.name)
      // A parent's, which a partition has without being told.
      triggers.removeAll { $0.name == object.name }
      guard var trigger = other.trigger(object.name) else { return }
      if isNew, let present { (trigger.mode, trigger.comment) = (present.mode, present.comment) }
      triggers.append(trigger)
    default: accessMethod = other.accessMethod
    }
  }
}

extension UserType {
  /// Takes what no simulation follows from another state of the type.
  fileprivate mutating func adopt(_ other: UserType) {
    properties = other.properties
    guard var domain, let wanted = other.domain else { return }
    domain.collationSchema = wanted.collationSchema
    kind = .domain(domain)
  }
}

extension Role: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(kind: .role, name: name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("options", options)
    list.add("member of", memberships)
    list.add("settings", settings)
    list.add("settings in the database", databaseSettings)
    list.add("comment", comment)
    return list.attributes
  }
}

extension CatalogDiff.Change {
  /// The change without what a database alone says; `nil` where nothing is left of it.
  package var followed: Self? {
    var change = self
    change.attributes.removeAll { Observed.contains($0.name, of: object.kind) }
    return kind == .changed && change.attributes.isEmpty ? nil : change
  }
}
