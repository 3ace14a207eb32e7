import SQLSyntax

extension SchemaSQL {
  /// The roles that privileges and policies name.
  var roles: [String] {
    var privileges = catalog.schemas.values.map(\.privileges) + catalog.routines.values.map(\.privileges)
    privileges += catalog.tables.values.flatMap { [$0.privileges] + $0.columns.map(\.privileges) }
    privileges += catalog.views.values.map(\.privileges) + catalog.sequences.values.map(\.privileges)
    privileges += catalog.defaultPrivileges.values
    var names = Set(privileges.flatMap(\.grants.keys))
    for table in catalog.tables.values { names.formUnion(table.policies.flatMap(\.roles)) }
    names.formUnion(catalog.defaultPrivileges.keys.compactMap(\.role))
    return names.filter { $0 != Privileges.everybody && $0 != "public" && !$0.hasPrefix("pg_") }.sorted()
  }

  /// ALTER DEFAULT PRIVILEGES; the last statements, since what was made before them has privileges of its own.
  var defaultPrivileges: [String] {
    catalog.defaultPrivileges.flatMap { key, privileges in
      PrivilegesSQL.statements(privileges, for: key, default: key.builtInDefault)
    }.sorted()
  }
}
