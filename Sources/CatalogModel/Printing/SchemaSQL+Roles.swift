import SQLSyntax

extension SchemaSQL {
  /// The roles that owners, privileges and policies name, and those that these are members of.
  var roles: [String] {
    var names = Set(catalog.defaultPrivileges.values.flatMap(\.grants.keys))
    catalog.forEachAccess { _, owner, privileges in
      names.formUnion(privileges.grants.keys)
      if let owner { names.insert(owner) }
    }
    for table in catalog.tables.values { names.formUnion(table.policies.flatMap(\.roles)) }
    names.formUnion(catalog.defaultPrivileges.keys.compactMap(\.role))
    names.formUnion(catalog.database.privileges.grants.keys)
    for role in catalog.roles.values where !role.databaseSettings.isEmpty { names.insert(role.name) }
    var last: Set<String> = []
    while last != names {
      last = names
      for role in catalog.roles.values where names.contains(role.name) {
        names.formUnion(role.memberships.map(RoleSQL.name))
      }
    }
    return names.filter {
      $0 != Privileges.everybody && $0 != "public" && $0 != "current_user" && !$0.hasPrefix("pg_")
    }.sorted()
  }

  /// CREATE ROLE; with what a database says of the role.
  var roleStatements: [String] {
    let names = roles
    var later: [String] = []
    let creations = names.map { name in
      let create = "CREATE ROLE \(Identifier.quoted(name))"
      guard catalog.isObserved, var role = catalog.roles[name] else { return create }
      let options = RoleSQL.options(role.options)
      (role.options, role.databaseSettings) = ([:], [:])
      later += RoleSQL.changes(from: Role(name: name), to: role)
      return create + options
    }
    return creations + later
  }

  /// ALTER DEFAULT PRIVILEGES; the last statements, since what was made before them has privileges of its own.
  var defaultPrivileges: [String] {
    catalog.defaultPrivileges.flatMap { key, privileges in
      PrivilegesSQL.statements(privileges, for: key, default: key.builtInDefault)
    }.sorted()
  }
}

/// A role as SQL.
enum RoleSQL {
  private static let adminOption = " with admin option"

  /// The role that another is a member of.
  static func name(_ membership: String) -> String {
    membership.hasSuffix(adminOption) ? String(membership.dropLast(adminOption.count)) : membership
  }

  /// Options as CREATE and ALTER ROLE have them, each with a space in front.
  static func options(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { name, value in
      switch value {
      case "true": " \(name.uppercased())"
      case "false": " NO\(name.uppercased())"
      default: " \(name.uppercased()) \(name == "valid until" ? Identifier.literal(value) : value)"
      }
    }.joined()
  }

  /// The statements that make one state of a role of another.
  static func changes(from present: Role, to wanted: Role) -> [String] {
    let quoted = Identifier.quoted(wanted.name)
    var options = wanted.options.filter { present.options[$0.key] != $0.value }
    for (name, value) in present.options where wanted.options[name] == nil {
      let initial = ["connection limit": "-1", "valid until": "infinity"]
      options[name] = initial[name] ?? (value == "true" ? "false" : "true")
    }
    var result = options.isEmpty ? [] : ["ALTER ROLE \(quoted)\(RoleSQL.options(options))"]
    let kept = Set(wanted.memberships.map(name))
    for membership in present.memberships where !wanted.memberships.contains(membership) {
      let what = kept.contains(name(membership)) ? "ADMIN OPTION FOR " : ""
      if what.isEmpty || membership.hasSuffix(adminOption) {
        result.append("REVOKE \(what)\(Identifier.quoted(name(membership))) FROM \(quoted)")
      }
    }
    for membership in wanted.memberships where !present.memberships.contains(membership) {
      if present.memberships.contains(membership + adminOption) { continue }
      let option = membership.hasSuffix(adminOption) ? " WITH ADMIN OPTION" : ""
      result.append("GRANT \(Identifier.quoted(name(membership))) TO \(quoted)\(option)")
    }
    result += SettingSQL.changes(from: present.settings, to: wanted.settings).map { "ALTER ROLE \(quoted) \($0)" }
    if present.comment != wanted.comment {
      result.append("COMMENT ON ROLE \(quoted) IS \(wanted.comment.map(Identifier.literal) ?? "NULL")")
    }
    return result + DatabaseSQL.changes(of: wanted.name, from: present.databaseSettings, to: wanted.databaseSettings)
  }
}
