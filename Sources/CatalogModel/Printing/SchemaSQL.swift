import SQLSyntax

/// A catalog as the SQL that makes it, in an order in which every statement finds what it needs.
package struct SchemaSQL {
  let catalog: Catalog

  package init(_ catalog: Catalog) { self.catalog = catalog }

  /// The statements, each with its semicolon and line end: those that a server needs once, and below a line
  /// `-- plumb:database` those that a database needs, as in a preset.
  package var text: String {
    let roles = roles.map { "CREATE ROLE \(Identifier.quoted($0));\n" }.joined()
    return "-- Roles: once per server.\n\(roles)\n-- plumb:database\n\n\(databaseText)"
  }

  private var databaseText: String {
    // Bodies may name what comes later.
    let start = ["SET check_function_bodies = off"]
    let groups = [
      start, schemas, extensions, types, sequences, functions, tables, ownedSequences, keys, foreignKeys, views,
      indexes,
      triggers, security, comments, grants, defaultPrivileges,
    ]
    return groups.filter { !$0.isEmpty }.map { $0.map { $0 + ";\n" }.joined() }.joined(separator: "\n")
  }

  private func sorted<Value>(_ values: some Swift.Sequence<Value>, by name: (Value) -> QualifiedName) -> [Value] {
    values.sorted { name($0) < name($1) }
  }

  private var sortedTables: [Table] {
    // Parents first.
    var result: [Table] = []
    var rest = sorted(catalog.tables.values.filter { $0.persistence != .temporary }) { $0.name }
    while !rest.isEmpty {
      let ready = rest.filter { table in table.parents.allSatisfy { parent in !rest.contains { $0.name == parent } } }
      if ready.isEmpty { return result + rest }
      result += ready
      rest.removeAll { table in ready.contains { $0.name == table.name } }
    }
    return result
  }

  // MARK: - What stands alone

  private var schemas: [String] {
    catalog.schemas.values.filter { $0.name != "public" }.sorted { $0.name < $1.name }.map {
      "CREATE SCHEMA \(Identifier.quoted($0.name))"
    }
  }

  private var extensions: [String] {
    catalog.extensions.values.sorted { $0.name < $1.name }.map {
      "CREATE EXTENSION IF NOT EXISTS \(Identifier.quoted($0.name)) WITH SCHEMA \(Identifier.quoted($0.schema))"
    }
  }

  private var types: [String] {
    let simple = sorted(catalog.types.values.filter { !$0.isHidden }) { $0.name }
    return (simple.filter { $0.labels != nil } + simple.filter { $0.labels == nil }).map { TypeSQL($0).create }
  }

  private var sequences: [String] {
    sorted(catalog.sequences.values.filter { !$0.isIdentity }) { $0.name }.map { SequenceSQL($0).create() }
  }

  private var ownedSequences: [String] {
    sorted(catalog.sequences.values.filter { !$0.isIdentity && $0.owner != nil }) { $0.name }.compactMap { sequence in
      sequence.owner.map {
        "ALTER SEQUENCE \(sequence.name) OWNED BY \($0.table).\(Identifier.quoted($0.column))"
      }
    }
  }

  private var functions: [String] {
    catalog.routines.values.sorted { ($0.signature.name, $0.signature.text) < ($1.signature.name, $1.signature.text) }
      .map(\.definition)
  }

  // MARK: - Tables

  private var tables: [String] {
    sortedTables.flatMap { table in [TableSQL(table, catalog).create] + TableSQL(table, catalog).properties }
  }

  private var keys: [String] {
    sortedTables.flatMap { table in
      table.constraints.filter { $0.hasIndex && !$0.isInherited }.map { add($0, to: table) }
    }
  }

  private var foreignKeys: [String] {
    sortedTables.flatMap { table in
      table.constraints.filter { $0.foreignKey != nil && !$0.isInherited }.map { add($0, to: table) }
    }
  }

  private func add(_ constraint: Constraint, to table: Table) -> String {
    "ALTER TABLE \(table.name) ADD " + TableSQL(table, catalog).clause(constraint)
  }

  private var indexes: [String] {
    sorted(catalog.indexes.values.filter { !$0.isForConstraint && $0.parent == nil }) { $0.name }.map(\.statement)
  }

  private var views: [String] {
    var result: [View] = []
    var rest = sorted(catalog.views.values) { $0.name }
    while !rest.isEmpty {
      let ready = rest.filter { view in !rest.contains { $0.name != view.name && view.references.contains($0.name) } }
      let next = ready.isEmpty ? rest : ready
      result += next
      rest.removeAll { view in next.contains { $0.name == view.name } }
    }
    return result.map(\.statement)
  }

  private var triggers: [String] {
    let ofTables = sortedTables.flatMap { table in table.triggers.map { $0.statement(on: table.name) } }
    let ofViews = sorted(catalog.views.values) { $0.name }.flatMap { view in
      view.triggers.map { $0.statement(on: view.name) }
    }
    return ofTables + ofViews
  }

  private var security: [String] {
    sortedTables.flatMap { table in
      (table.hasRowSecurity ? ["ALTER TABLE \(table.name) ENABLE ROW LEVEL SECURITY"] : [])
        + (table.forcesRowSecurity ? ["ALTER TABLE \(table.name) FORCE ROW LEVEL SECURITY"] : [])
        + table.policies.map { $0.statement(on: table.name) }
    }
  }

  // MARK: - Comments and privileges

  private var comments: [String] {
    var result: [String] = []
    func add(_ what: String, _ comment: String?) {
      if let comment { result.append("COMMENT ON \(what) IS \(Identifier.literal(comment))") }
    }
    for schema in catalog.schemas.values.sorted(by: { $0.name < $1.name }) where schema.name != "public" {
      add("SCHEMA \(Identifier.quoted(schema.name))", schema.comment)
    }
    for type in sorted(catalog.types.values, by: { $0.name }) {
      add("\(type.domain == nil ? "TYPE" : "DOMAIN") \(type.name)", type.comment)
    }
    for table in sortedTables { for (what, comment) in TableSQL(table, catalog).comments { add(what, comment) } }
    for view in sorted(catalog.views.values, by: { $0.name }) {
      add("\(view.kind.rawValue.uppercased()) \(view.name)", view.comment)
      for (column, comment) in view.columnComments.sorted(by: { $0.key < $1.key }) {
        add("COLUMN \(view.name).\(Identifier.quoted(column))", comment)
      }
    }
    for index in sorted(catalog.indexes.values, by: { $0.name }) { add("INDEX \(index.name)", index.comment) }
    for sequence in sorted(catalog.sequences.values, by: { $0.name }) {
      add("SEQUENCE \(sequence.name)", sequence.comment)
    }
    for routine in catalog.routines.values.sorted(by: { $0.signature.text < $1.signature.text }) {
      add("\(routine.kind.rawValue.uppercased()) \(routine.reference)", routine.comment)
    }
    return result
  }

  private var grants: [String] {
    var result: [String] = []
    for table in sortedTables {
      result += PrivilegesSQL.statements(table.privileges, on: "TABLE \(table.name)", default: Privileges())
      for column in table.columns {
        result += PrivilegesSQL.statements(column.privileges, on: "TABLE \(table.name)", column: column.name)
      }
    }
    for view in sorted(catalog.views.values, by: { $0.name }) {
      result += PrivilegesSQL.statements(view.privileges, on: "TABLE \(view.name)", default: Privileges())
    }
    for sequence in sorted(catalog.sequences.values, by: { $0.name }) {
      result += PrivilegesSQL.statements(sequence.privileges, on: "SEQUENCE \(sequence.name)", default: Privileges())
    }
    var everybody = Privileges()
    everybody.grant(["EXECUTE"], to: Privileges.everybody)
    for routine in catalog.routines.values.sorted(by: { $0.signature.text < $1.signature.text }) {
      result += PrivilegesSQL.statements(
        routine.privileges, on: "\(routine.kind.rawValue.uppercased()) \(routine.reference)", default: everybody)
    }
    for schema in catalog.schemas.values.sorted(by: { $0.name < $1.name }) {
      var initial = Privileges()
      if schema.name == "public" { initial.grant(["USAGE"], to: Privileges.everybody) }
      result += PrivilegesSQL.statements(
        schema.privileges, on: "SCHEMA \(Identifier.quoted(schema.name))", default: initial)
    }
    return result
  }
}
