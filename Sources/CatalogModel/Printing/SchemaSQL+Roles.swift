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
        names.formUnion(role.memberships.map(SchemaSQL.roleName))
      }
    }
    return names.filter {
      $0 != Privileges.everybody && $0 != "public" && $0 != "current_user" && !$0.hasPrefix("pg_")
    }.sorted()
  }

  private static let adminOption = " with admin option"

  private static func roleName(_ membership: String) -> String {
    membership.hasSuffix(adminOption) ? String(membership.dropLast(adminOption.count)) : membership
  }

  /// CREATE ROLE; with what a database says of the role.
  var roleStatements: [String] {
    let names = roles
    var later: [String] = []
    let creations = names.map { name in
      let quoted = Identifier.quoted(name)
      guard catalog.isObserved, let role = catalog.roles[name] else { return "CREATE ROLE \(quoted)" }
      later += role.memberships.map { membership in
        "GRANT \(Identifier.quoted(SchemaSQL.roleName(membership))) TO \(quoted)"
          + (membership.hasSuffix(SchemaSQL.adminOption) ? " WITH ADMIN OPTION" : "")
      }
      later += role.settings.sorted { $0.key < $1.key }.map {
        "ALTER ROLE \(quoted) SET \(SettingSQL.assignment($0.key, $0.value))"
      }
      if let comment = role.comment { later.append("COMMENT ON ROLE \(quoted) IS \(Identifier.literal(comment))") }
      return "CREATE ROLE \(quoted)" + role.options.sorted { $0.key < $1.key }.map(SchemaSQL.roleOption).joined()
    }
    return creations + later
  }

  private static func roleOption(_ name: String, _ value: String) -> String {
    switch value {
    case "true": " \(name.uppercased())"
    case "false": " NO\(name.uppercased())"
    default: " \(name.uppercased()) \(name == "valid until" ? Identifier.literal(value) : value)"
    }
  }

  /// ALTER DEFAULT PRIVILEGES; the last statements, since what was made before them has privileges of its own.
  var defaultPrivileges: [String] {
    catalog.defaultPrivileges.flatMap { key, privileges in
      PrivilegesSQL.statements(privileges, for: key, default: key.builtInDefault)
    }.sorted()
  }
}
