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
    others.flatMap { object -> [String] in
      guard let words = object.grantWords, let initial = object.initialPrivileges.privileges else { return [] }
      return PrivilegesSQL.statements(object.privileges, on: words.object, default: initial, column: words.column)
    }
  }

  /// What there is no statement for, or none that can be known.
  var unwritten: [String] {
    others.filter { $0.kind == .other && $0.grantWords == nil || OtherSQL($0).isUnknown }
      .map(\.identity.description)
      + others.filter { $0.kind == .subscription && $0.isEnabled }
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

  /// What is set for the database as a whole, and for roles in it.
  var databaseStatements: [String] {
    var database = catalog.database
    // That went before everything else.
    database.hasPlpgsql = true
    let ofRoles = catalog.roles.values.sorted { $0.name < $1.name }.filter { roles.contains($0.name) }
    return DatabaseSQL.changes(from: Database(), to: database)
      + ofRoles.flatMap { DatabaseSQL.changes(of: $0.name, from: [:], to: $0.databaseSettings) }
  }
}

extension OtherObject {
  /// What GRANT calls an object that PostgreSQL, an extension or a table brings, and the column where it is about one;
  /// `nil` of what isn't about privileges.
  var grantWords: (object: String, column: String?)? {
    let words = [
      "table column": "TABLE", "table": "TABLE", "view": "TABLE", "materialized view": "TABLE",
      "foreign table": "TABLE", "sequence": "SEQUENCE", "function": "FUNCTION", "aggregate": "FUNCTION",
      "procedure": "PROCEDURE", "type": "TYPE", "schema": "SCHEMA", "language": "LANGUAGE",
      "foreign-data wrapper": "FOREIGN DATA WRAPPER", "server": "FOREIGN SERVER",
    ]
    let title = title.text
    guard kind == .other, text("part of") != nil,
      let kind = words.keys.filter({ title.hasPrefix($0 + " ") }).max(by: { $0.count < $1.count }),
      let word = words[kind]
    else { return nil }
    let name = String(title.dropFirst(kind.count + 1))
    guard kind == "table column" else { return ("\(word) \(name)", nil) }
    let parts = Identifier.parts(of: name)
    guard let column = parts.last, parts.count > 1 else { return nil }
    return ("\(word) " + parts.dropLast().map(Identifier.quoted).joined(separator: "."), column)
  }
}
