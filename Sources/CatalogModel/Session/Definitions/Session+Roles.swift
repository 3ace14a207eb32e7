import SQLSyntax

extension Session {
  /// ALTER ROLE: its attributes belong to the server; the role must be there, and those that it takes in.
  mutating func alterRole(_ alter: AlterRole) throws(CatalogError) {
    guard case .named(let name) = alter.role else { return }
    try requireRole(name)
    guard var role = catalog.roles[name] else { return }
    role.setOptions(alter.options)
    catalog.store(role)
    outcome.changed.append(ObjectIdentity(kind: .role, name: name))
  }

  /// A role that owns something, or may do something, can't go (2BP01).
  func requireUnused(_ role: String) throws(CatalogError) {
    var details: [String] = []
    catalog.forEachAccess { description, owner, privileges in
      if owner == role { details.append("owner of \(description)") }
      if privileges.grants[role] != nil { details.append("privileges for \(description)") }
    }
    for table in catalog.tables.values {
      for policy in table.policies where policy.roles.contains(role) {
        details.append("target of policy \(policy.name) on table \(table.name.short)")
      }
    }
    for (key, privileges) in catalog.defaultPrivileges where key.role == role || privileges.grants[role] != nil {
      details.append(key.identity.description)
    }
    for object in catalog.others.values where object.kind == .userMapping && object.title.isMapping(of: role) {
      details.append("owner of user mapping \(object.title.text)")
    }
    guard !details.isEmpty else { return }
    throw CatalogError(
      "2BP01", "role \"\(role)\" cannot be dropped because some objects depend on it",
      detail: details.sorted().joined(separator: "\n"))
  }

  /// Lets everything that names a role name it by another.
  mutating func renameRoleEverywhere(_ old: String, _ new: String) {
    catalog.changeAccess { owner, privileges in
      if owner == old { owner = new }
      privileges.rename(old, to: new)
    }
    for var table in catalog.tables.values {
      guard table.policies.contains(where: { $0.roles.contains(old) }) else { continue }
      for index in table.policies.indices {
        table.policies[index].roles = table.policies[index].roles.map { $0 == old ? new : $0 }.sorted()
      }
      catalog.store(table)
    }
    for (key, privileges) in catalog.defaultPrivileges {
      var changed = (key: key, privileges: privileges)
      if key.role == old { changed.key.role = new }
      changed.privileges.rename(old, to: new)
      catalog.defaultPrivileges[key] = nil
      catalog.defaultPrivileges[changed.key] = changed.privileges
    }
    for object in catalog.others.values where object.kind == .userMapping && object.title.isMapping(of: old) {
      var renamed = object
      renamed.title = CanonicalExpression(
        pieces: [.text("for \(new) on server ")] + object.title.pieces.dropFirst())
      replace(object, by: renamed)
    }
    if role == old { role = new }
  }

  // MARK: - DROP OWNED and REASSIGN OWNED

  mutating func changeOwned(_ objects: OwnedObjects) throws(CatalogError) {
    var roles: [String] = []
    for case .named(let name) in objects.roles {
      try requireRole(name)
      roles.append(name)
    }
    guard roles.count == objects.roles.count, !roles.contains("postgres") else {
      return notModelled(objects.newOwner == nil ? "DROP OWNED BY CURRENT_USER" : "REASSIGN OWNED BY CURRENT_USER")
    }
    guard let newOwner = objects.newOwner else { return try dropOwned(roles, objects.behavior) }
    let owner = try self.newOwner(newOwner)
    catalog.changeAccess { current, privileges in
      guard let old = current, roles.contains(old) else { return }
      current = owner
      if let owner { privileges.forget(owner) }
    }
  }

  private mutating func dropOwned(_ roles: [String], _ behavior: DropBehavior) throws(CatalogError) {
    var targets: [Removal] = []
    func isOwned(_ owner: String?) -> Bool { owner.map { roles.contains($0) } ?? false }
    targets += catalog.tables.values.filter { isOwned($0.owner) }.map { .table($0.name) }
    targets += catalog.views.values.filter { isOwned($0.owner) }.map { .view($0.name) }
    targets += catalog.sequences.values.filter { isOwned($0.role) }.map { .sequence($0.name) }
    targets += catalog.types.values.filter { isOwned($0.owner) }.map { .type($0.name) }
    targets += catalog.routines.values.filter { isOwned($0.owner) }.map { .routine($0.signature) }
    targets += catalog.others.values.filter { isOwned($0.owner) }.map { .other($0.identity) }
    for object in catalog.others.values
    where object.kind == .userMapping && roles.contains(where: { object.title.isMapping(of: $0) }) {
      targets.append(.other(object.identity))
    }
    for schema in catalog.schemas.values where isOwned(schema.owner) {
      let contents = contents(of: schema.name)
      guard behavior == .cascade || contents.allSatisfy({ targets.contains($0) }) else {
        throw .dependents("schema \(schema.name)", contents.map(\.description).sorted())
      }
      targets += contents
    }
    try remove(targets, behavior)
    for schema in catalog.schemas.values where isOwned(schema.owner) {
      catalog.removeSchema(schema.name)
      outcome.dropped.append(schema.identity)
    }
    forget(roles)
  }

  /// Takes all that roles may do away from them.
  private mutating func forget(_ roles: [String]) {
    catalog.changeAccess { _, privileges in for role in roles { privileges.forget(role) } }
    for (key, privileges) in catalog.defaultPrivileges {
      var privileges = privileges
      for role in roles { privileges.forget(role) }
      let isOfRole = key.role.map { roles.contains($0) } ?? false
      catalog.defaultPrivileges[key] = isOfRole || privileges == key.builtInDefault ? nil : privileges
    }
    for var table in catalog.tables.values {
      guard table.policies.contains(where: { $0.roles.contains(where: { roles.contains($0) }) }) else { continue }
      for index in table.policies.indices { table.policies[index].roles.removeAll { roles.contains($0) } }
      table.policies.removeAll { $0.roles.isEmpty }
      catalog.store(table)
    }
  }
}

extension Role {
  /// Takes over the options of CREATE and ALTER ROLE as a database says them: those that no role has by itself.
  mutating func setOptions(_ given: [StorageOption]) {
    let names = [
      "canlogin": "login", "isreplication": "replication", "connectionlimit": "connection limit",
      "validUntil": "valid until",
    ]
    let apart: Set<String> = ["password", "rolemembers", "addroleto", "adminmembers", "sysid"]
    for option in given where !apart.contains(option.name) {
      let name = names[option.name] ?? option.name
      let usual = name == "inherit" ? "true" : name == "connection limit" ? "-1" : "false"
      let value = option.value ?? "true"
      options[name] = value == usual ? nil : value
    }
  }
}

extension CanonicalExpression {
  /// Whether it is the name of a role's user mapping.
  fileprivate func isMapping(of role: String) -> Bool { pieces.first == .text("for \(role) on server ") }
}
