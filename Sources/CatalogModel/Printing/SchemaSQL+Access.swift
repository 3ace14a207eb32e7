import SQLSyntax

extension SchemaSQL {
  var grants: [String] {
    var result: [String] = []
    func add(_ privileges: Privileges, on object: String, _ owner: String?, default initial: Privileges = Privileges())
    {
      let owner = owner.map(Identifier.quoted) ?? "CURRENT_USER"
      result += PrivilegesSQL.statements(privileges, on: object, default: initial, owner: owner)
    }
    for table in tables {
      add(table.privileges, on: "TABLE \(table.name)", table.owner)
      for column in table.columns {
        result += PrivilegesSQL.statements(column.privileges, on: "TABLE \(table.name)", column: column.name)
      }
    }
    for view in views {
      add(view.privileges, on: "TABLE \(view.name)", view.owner)
      for (column, privileges) in view.columnPrivileges.sorted(by: { $0.key < $1.key }) {
        result += PrivilegesSQL.statements(privileges, on: "TABLE \(view.name)", column: column)
      }
    }
    for sequence in sorted(catalog.sequences.values, by: { $0.name }) {
      let owner = sequence.isIdentity ? sequence.owner.flatMap { catalog.tables[$0.table]?.owner } : sequence.role
      add(sequence.privileges, on: "SEQUENCE \(sequence.name)", owner)
    }
    let usage = everybody("USAGE")
    for type in types {
      add(type.privileges, on: "TYPE \(type.name)", type.owner, default: usage)
    }
    for routine in routines {
      let word = routine.kind == .procedure ? "PROCEDURE" : "FUNCTION"
      add(routine.privileges, on: "\(word) \(routine.reference)", routine.owner, default: everybody("EXECUTE"))
    }
    for schema in catalog.schemas.values.sorted(by: { $0.name < $1.name }) {
      let initial = schema.name == "public" ? usage : Privileges()
      add(schema.privileges, on: "SCHEMA \(Identifier.quoted(schema.name))", schema.owner, default: initial)
    }
    for object in others {
      guard let kind = PrivilegedKind(rawValue: object.kind.rawValue) else { continue }
      let word = kind == .server ? "FOREIGN SERVER" : kind == .language ? "LANGUAGE" : "FOREIGN DATA WRAPPER"
      // Everybody may use a language, and nobody can be told so where it isn't trusted (42809).
      if kind == .language, object.text("trusted") == nil { continue }
      let initial = kind == .language ? usage : Privileges()
      add(object.privileges, on: "\(word) \(Identifier.quoted(object.title.text))", object.owner, default: initial)
    }
    return result
  }

  private func everybody(_ privilege: String) -> Privileges {
    var privileges = Privileges()
    privileges.grant([privilege], to: Privileges.everybody)
    return privileges
  }

  /// Privileges on what PostgreSQL, an extension or a table brings.
  var initialPrivileges: [String] {
    others.filter { $0.kind == .other }.flatMap { object -> [String] in
      guard let words = SchemaSQL.grantWords(object) else { return [] }
      var owner: [String] = []
      if !object.privileges.ownerLimits.isEmpty {
        let list = object.privileges.ownerLimits.sorted().joined(separator: ", ")
        owner = ["REVOKE \(list) ON \(words) FROM CURRENT_USER"]
      }
      var grants = object.privileges
      grants.ownerLimits = []
      return ["REVOKE ALL ON \(words) FROM PUBLIC"] + owner
        + PrivilegesSQL.statements(grants, on: words, default: Privileges())
    }
  }

  /// What GRANT calls such an object; `nil` of a column, and of what isn't about privileges.
  private static func grantWords(_ object: OtherObject) -> String? {
    let words = [
      "table": "TABLE", "view": "TABLE", "materialized view": "TABLE", "foreign table": "TABLE", "sequence": "SEQUENCE",
      "function": "FUNCTION", "aggregate": "FUNCTION", "procedure": "PROCEDURE", "type": "TYPE", "schema": "SCHEMA",
      "language": "LANGUAGE", "foreign-data wrapper": "FOREIGN DATA WRAPPER", "server": "FOREIGN SERVER",
    ]
    let title = object.title.text
    guard object.text("part of") != nil, !title.hasPrefix("table column ") else { return nil }
    for (kind, word) in words.sorted(by: { $0.key.count > $1.key.count }) where title.hasPrefix(kind + " ") {
      return word + title.dropFirst(kind.count)
    }
    return nil
  }

  /// What there is no statement for, or none that can be known.
  var unwritten: [String] {
    others.filter { $0.kind == .other && SchemaSQL.grantWords($0) == nil || OtherSQL($0).isUnknown }
      .map(\.identity.description)
      + others.filter { $0.kind == .subscription && $0.text("enabled") == nil }
      .map { "that \($0.identity.description) is enabled" }
      + catalog.extensions.values.filter { $0.owner != nil }.map { "the owner of \($0.identity.description)" }.sorted()
      + sorted(
        catalog.indexes.values.filter { !($0.isValid && $0.isReady) && catalog.tables[$0.table]?.partitionKey == nil }
      ) {
        $0.name
      }
      .map { "that \($0.identity.description) isn't valid" }
      + tables.flatMap { table in table.privileges.grantors.sorted().map { "that \(table.name) is granted to \($0)" } }
  }

  /// What is set for the database as a whole, whatever it is called.
  var databaseStatements: [String] {
    let database = catalog.database
    var commands: [String] = []
    for (name, value) in database.settings.sorted(by: { $0.key < $1.key }) {
      commands.append("ALTER DATABASE %1$I SET " + SettingSQL.assignment(name, value).replacing("%", with: "%%"))
    }
    if let comment = database.comment {
      commands.append("COMMENT ON DATABASE %1$I IS " + Identifier.literal(comment).replacing("%", with: "%%"))
    }
    commands += PrivilegesSQL.statements(database.privileges, on: "DATABASE %1$I", default: Database().privileges)
    for role in catalog.roles.values.sorted(by: { $0.name < $1.name }) where roles.contains(role.name) {
      let alter = "ALTER ROLE \(Identifier.quoted(role.name)) IN DATABASE %1$I SET "
      commands += role.databaseSettings.sorted { $0.key < $1.key }.map {
        alter + SettingSQL.assignment($0.key, $0.value).replacing("%", with: "%%")
      }
    }
    return commands.map { command in
      "DO $plumb$ BEGIN EXECUTE format(\(Identifier.literal(command)), current_database()); END $plumb$"
    }
  }
}
