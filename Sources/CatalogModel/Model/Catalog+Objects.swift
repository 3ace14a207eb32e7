package import SQLSyntax

extension Catalog {
  /// Every object with its properties, those that belong to tables, views and domains too.
  ///
  /// Roles are left out: they belong to the server. So are the indexes behind constraints, of which the constraint
  /// says all.
  package var objects: [ObjectIdentity: [Attribute]] {
    var objects = smallObjects
    for table in tables.values { add(table, to: &objects) }
    for view in views.values { add(view, to: &objects) }
    for index in indexes.values { add(index, to: &objects) }
    for sequence in sequences.values { add(sequence, to: &objects) }
    for type in types.values { add(type, to: &objects) }
    for routine in routines.values { objects[routine.identity] = routine.attributes }
    return objects
  }

  /// What belongs to the database as a whole and to the server: compared where both sides have it.
  var sharedObjects: Objects {
    var objects: Objects = [database.identity: database.attributes]
    for role in roles.values { objects[role.identity] = role.attributes }
    return objects
  }

  /// The objects of both catalogs as far as they may differ.
  static func comparableObjects(_ left: Catalog, _ right: Catalog) -> (left: Objects, right: Objects) {
    guard let touched = left.mayDiffer(from: right) else { return (left.objects, right.objects) }
    var keys = Set(touched.filter { left.differs(from: right, at: $0) })
    // A constraint says what its index is.
    for case .index(let name) in keys {
      for index in [left.indexes[name], right.indexes[name]] {
        if let index, index.isForConstraint { keys.insert(.table(index.table)) }
      }
    }
    return (left.objects(at: keys), right.objects(at: keys))
  }

  private func differs(from other: Catalog, at key: ObjectKey) -> Bool {
    switch key {
    case .table(let name): tables[name] != other.tables[name]
    case .view(let name): views[name] != other.views[name]
    case .index(let name): indexes[name] != other.indexes[name]
    case .sequence(let name): sequences[name] != other.sequences[name]
    case .type(let name): types[name] != other.types[name]
    case .routine(let signature): routines[signature] != other.routines[signature]
    case .other: false
    }
  }

  typealias Objects = [ObjectIdentity: [Attribute]]

  /// The objects in some places, and those of the kinds that are few.
  private func objects(at keys: Set<ObjectKey>, withSmall: Bool = true) -> Objects {
    var objects = withSmall ? smallObjects : [:]
    for key in keys {
      switch key {
      case .table(let name): if let table = tables[name] { add(table, to: &objects) }
      case .view(let name): if let view = views[name] { add(view, to: &objects) }
      case .index(let name): if let index = indexes[name] { add(index, to: &objects) }
      case .sequence(let name): if let sequence = sequences[name] { add(sequence, to: &objects) }
      case .type(let name): if let type = types[name] { add(type, to: &objects) }
      case .routine(let signature):
        if let routine = routines[signature] { objects[routine.identity] = routine.attributes }
      case .other: break
      }
    }
    return objects
  }

  /// The objects of the kinds that are few.
  private var smallObjects: Objects {
    var objects: Objects = [:]
    for schema in schemas.values { objects[schema.identity] = schema.attributes }
    for installed in extensions.values { objects[installed.identity] = installed.attributes }
    for (identity, other) in others { objects[identity] = other.attributes }
    for (key, privileges) in defaultPrivileges {
      // None at all is less than the built-in default, which routines and types have for everybody.
      let value = privileges.isEmpty ? "nobody" : privileges.descriptions.joined(separator: ", ")
      let limits = privileges.ownerLimits.sorted().joined(separator: ", ")
      objects[key.identity] =
        [Attribute("privileges", value)] + (limits.isEmpty ? [] : [Attribute(Observed.ownerLimits, limits)])
    }
    return objects
  }

  private func add(_ table: Table, to objects: inout Objects) {
    guard table.persistence != .temporary else { return }
    for (identity, attributes) in members(of: table) { objects[identity] = attributes }
  }

  private func add(_ view: View, to objects: inout Objects) {
    objects[view.identity] = view.attributes
    for trigger in view.triggers {
      objects[ObjectIdentity(.trigger, trigger.name, on: view.name)] = trigger.attributes
    }
  }

  private func add(_ index: Index, to objects: inout Objects) {
    guard !index.isForConstraint, tables[index.table]?.persistence != .temporary else { return }
    objects[index.identity] = index.attributes
  }

  private func add(_ sequence: Sequence, to objects: inout Objects) {
    if sequence.persistence != .temporary { objects[sequence.identity] = sequence.attributes }
  }

  private func add(_ type: UserType, to objects: inout Objects) {
    guard !type.isHidden else { return }
    objects[type.identity] = type.attributes
    for constraint in type.domain?.constraints ?? [] {
      let identity = ObjectIdentity(.domainConstraint, constraint.name, on: type.name)
      objects[identity] = constraint.attributes(in: self, type.name)
    }
    guard case .composite(let columns) = type.kind else { return }
    for (position, column) in columns.enumerated() {
      let place = Attribute(Attribute.position, String(position + 1))
      objects[ObjectIdentity(.attribute, column.name, on: type.name)] = column.attributes + [place]
    }
  }

  /// A table and what belongs to it, its columns with their places.
  private func members(of table: Table) -> [(ObjectIdentity, [Attribute])] {
    var members = [(table.identity, table.attributes)]
    for (position, column) in table.columns.enumerated() {
      let place = Attribute(Attribute.position, String(position + 1))
      members.append((ObjectIdentity(.column, column.name, on: table.name), column.attributes + [place]))
    }
    func add(_ kind: ObjectKind, _ name: String, _ attributes: [Attribute]) {
      members.append((ObjectIdentity(kind, name, on: table.name), attributes))
    }
    for constraint in table.constraints {
      add(.constraint, constraint.name, constraint.attributes(in: self, table.name))
    }
    for policy in table.policies { add(.policy, policy.name, policy.attributes) }
    for trigger in table.triggers where !isCloned(trigger, of: table) {
      add(.trigger, trigger.name, trigger.attributes)
    }
    return members
  }

  /// Whether a partition has a trigger of its parent's, in the state that it has there.
  private func isCloned(_ trigger: Trigger, of table: Table) -> Bool {
    guard table.partitionBound != nil, trigger.isForEachRow, trigger.comment == nil else { return false }
    return table.parents.contains { parent in
      guard let original = tables[parent]?.trigger(trigger.name) else { return false }
      return original.isForEachRow && original.mode == trigger.mode
    }
  }
}

extension Attribute {
  /// A column's place in its table, which a comparison looks at by itself.
  package static let position = "position"
}

extension DefaultPrivilegesKey {
  var identity: ObjectIdentity {
    let owner = role.map { " of \($0)" } ?? ""
    return ObjectIdentity(
      kind: .other, schema: schema, name: "\(DefaultPrivilegesKey.title) for \(kind.rawValue)s\(owner)")
  }

  /// What the names of these objects begin with.
  fileprivate static let title = "default privileges"
}

extension ObjectIdentity {
  /// Whether it stands for `ALTER DEFAULT PRIVILEGES`.
  package var isDefaultPrivileges: Bool { kind == .other && name.hasPrefix(DefaultPrivilegesKey.title) }
}

extension Catalog {
  /// One object's properties; `nil` where it isn't there.
  package func attributes(of object: ObjectIdentity) -> [Attribute]? {
    switch object.kind {
    case .schema: return schemas[object.name]?.attributes
    case .extension: return extensions[object.name]?.attributes
    case .function, .procedure, .aggregate: return objects(at: routineKeys(of: object), withSmall: false)[object]
    default: break
    }
    guard let name = object.parent ?? object.ownName else { return smallObjects[object] }
    let keys: Set<ObjectKey> = [.table(name), .view(name), .index(name), .sequence(name), .type(name)]
    return objects(at: keys, withSmall: false)[object] ?? others[object]?.attributes
  }

  /// Whether a relation or a type, with all that belongs to it, is the very same in another state of the catalog.
  package func isUntouched(_ name: QualifiedName, in other: Catalog) -> Bool {
    tables.isUntouched(name, in: other.tables) && indexes.isUntouched(name, in: other.indexes)
      && views.isUntouched(name, in: other.views) && sequences.isUntouched(name, in: other.sequences)
      && types.isUntouched(name, in: other.types)
  }

  private func routineKeys(of object: ObjectIdentity) -> Set<ObjectKey> {
    guard let name = object.ownName else { return [] }
    let unquoted = QualifiedName(schema: name.schema, name: Identifier.parts(of: name.name).last ?? "")
    return Set((routinesByName[unquoted] ?? []).map(ObjectKey.routine))
  }
}
