import SQLSyntax

extension Catalog {
  /// Every object with its properties, those that belong to tables, views and domains too.
  ///
  /// Roles are left out: they belong to the server. So are the indexes behind constraints, of which the constraint
  /// says all.
  package var objects: [ObjectIdentity: [Attribute]] {
    var objects: [ObjectIdentity: [Attribute]] = [:]
    func add(_ object: some CatalogObject) { objects[object.identity] = object.attributes }
    for schema in schemas.values { add(schema) }
    for table in tables.values where table.persistence != .temporary {
      for object in members(of: table) { objects[object.0] = object.1 }
    }
    for view in views.values {
      add(view)
      for trigger in view.triggers { add(Member(.trigger, trigger.name, view.name, trigger.attributes)) }
    }
    for index in indexes.values where !index.isForConstraint && tables[index.table]?.persistence != .temporary {
      add(index)
    }
    for sequence in sequences.values where sequence.persistence != .temporary { add(sequence) }
    for type in types.values {
      add(type)
      for constraint in type.domain?.constraints ?? [] {
        add(Member(.domainConstraint, constraint.name, type.name, constraint.attributes(in: self, type.name)))
      }
      if case .composite(let columns) = type.kind {
        for column in columns { add(Member(.attribute, column.name, type.name, column.attributes)) }
      }
    }
    for routine in routines.values { add(routine) }
    for installed in extensions.values { add(installed) }
    for (identity, other) in others { objects[identity] = other.attributes }
    for (key, privileges) in defaultPrivileges {
      // None at all is less than the built-in default, which routines and types have for everybody.
      let value = privileges.isEmpty ? "nobody" : privileges.descriptions.joined(separator: ", ")
      objects[key.identity] = [Attribute("privileges", value)]
    }
    return objects
  }

  /// A table and what belongs to it, its columns with their places.
  private func members(of table: Table) -> [(ObjectIdentity, [Attribute])] {
    var members = [(table.identity, table.attributes)]
    for (position, column) in table.columns.enumerated() {
      let member = Member(.column, column.name, table.name, column.attributes)
      members.append((member.identity, member.attributes + [Attribute(Attribute.position, String(position + 1))]))
    }
    func add(_ kind: ObjectKind, _ name: String, _ attributes: [Attribute]) {
      members.append((ObjectIdentity(kind, name, on: table.name), attributes))
    }
    for constraint in table.constraints {
      add(.constraint, constraint.name, constraint.attributes(in: self, table.name))
    }
    for policy in table.policies { add(.policy, policy.name, policy.attributes) }
    for trigger in table.triggers { add(.trigger, trigger.name, trigger.attributes) }
    return members
  }

  /// An object that belongs to another.
  private struct Member: CatalogObject {
    var identity: ObjectIdentity
    var attributes: [Attribute]

    init(_ kind: ObjectKind, _ name: String, _ parent: QualifiedName, _ attributes: [Attribute]) {
      identity = ObjectIdentity(kind, name, on: parent)
      self.attributes = attributes
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
    return ObjectIdentity(kind: .other, schema: schema, name: "default privileges for \(kind.rawValue)s\(owner)")
  }
}
