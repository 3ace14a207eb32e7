import SQLSyntax

/// A catalog as the SQL that makes it, in an order in which every statement finds what it needs.
package struct SchemaSQL {
  let catalog: Catalog
  /// The tables that a script keeps, parents first.
  let tables: [Table]

  package init(_ catalog: Catalog) {
    self.catalog = catalog
    tables = SchemaSQL.parentsFirst(catalog.tables.values.filter { $0.persistence != .temporary })
  }

  /// The statements, each with its semicolon and line end: those that a server needs once, and below a line
  /// `-- plumb:database` those that a database needs, as in a preset.
  package var text: String {
    let roles = roleStatements.map { $0 + ";\n" }.joined()
    return "-- Roles: once per server.\n\(roles)\n-- plumb:database\n\n\(databaseText)"
  }

  private var databaseText: String {
    // Bodies may name what comes later.
    let start = ["SET check_function_bodies = off"]
    let groups = [
      start, schemas, extensions, shells, orderedDefinitions, attachedKeys, laterChecks, foreignKeys, indexes, triggers,
      security, replication, states, owners, ownedSequences, comments, grants, initialPrivileges, defaultPrivileges,
      databaseStatements, eventTriggers,
    ]
    let statements = groups.filter { !$0.isEmpty }.map { $0.map { $0 + ";\n" }.joined() }.joined(separator: "\n")
    return statements + unwritten.map { "-- not written: \($0)\n" }.joined()
  }

  func sorted<Value>(_ values: some Swift.Sequence<Value>, by name: (Value) -> QualifiedName) -> [Value] {
    values.sorted { name($0) < name($1) }
  }

  private static func parentsFirst(_ tables: [Table]) -> [Table] {
    var result: [Table] = []
    var rest = tables.sorted { $0.name < $1.name }
    while !rest.isEmpty {
      let names = Set(rest.map(\.name))
      let ready = rest.filter { table in table.parents.allSatisfy { !names.contains($0) } }
      if ready.isEmpty { return result + rest }
      result += ready
      rest.removeAll { table in !table.parents.contains { names.contains($0) } }
    }
    return result
  }

  /// The types that have statements of their own.
  var types: [UserType] { sorted(catalog.types.values.filter { !$0.isHidden }) { $0.name } }

  var views: [View] { sorted(catalog.views.values) { $0.name } }

  var others: [OtherObject] { catalog.others.values.sorted { $0.identity < $1.identity } }

  var routines: [Routine] {
    catalog.routines.values.sorted { ($0.signature.name, $0.signature.text) < ($1.signature.name, $1.signature.text) }
  }

  // MARK: - What stands alone

  private var schemas: [String] {
    catalog.schemas.values.filter { $0.name != "public" }.sorted { $0.name < $1.name }.map {
      "CREATE SCHEMA \(Identifier.quoted($0.name))"
    }
  }

  private var extensions: [String] {
    let installed = catalog.extensions.values.sorted { $0.name < $1.name }.map { installed in
      "CREATE EXTENSION IF NOT EXISTS \(Identifier.quoted(installed.name)) WITH SCHEMA "
        + Identifier.quoted(installed.schema) + (installed.version.map { " VERSION \(Identifier.literal($0))" } ?? "")
    }
    return (catalog.database.hasPlpgsql ? [] : ["DROP EXTENSION plpgsql"]) + installed
  }

  private var ownedSequences: [String] {
    sorted(catalog.sequences.values.filter { !$0.isIdentity && $0.owner != nil }) { $0.name }.compactMap { sequence in
      sequence.owner.map {
        "ALTER SEQUENCE \(sequence.name) OWNED BY \($0.table).\(Identifier.quoted($0.column))"
      }
    }
  }

  // MARK: - What tables need once they are all there

  /// CHECK constraints that rows of old may violate.
  private var laterChecks: [String] {
    let ofTables = tables.flatMap { table in
      table.constraints.filter { $0.check != nil && !$0.isValidated && !$0.isInherited }.map { add($0, to: table) }
    }
    let ofDomains = sorted(catalog.types.values) { $0.name }.flatMap { type in
      (type.domain?.constraints ?? []).filter { !$0.isValidated }.map {
        "ALTER DOMAIN \(type.name) ADD\(TypeSQL(type).clause($0))"
      }
    }
    return ofTables + ofDomains
  }

  private var foreignKeys: [String] {
    tables.flatMap { table in
      table.constraints.filter { $0.foreignKey != nil && !$0.isInherited }.map { add($0, to: table) }
    }
  }

  func add(_ constraint: Constraint, to table: Table) -> String {
    let only = table.partitionKey != nil && constraint.hasIndex ? "ONLY " : ""
    return "ALTER TABLE \(only)\(table.name) ADD " + TableSQL(table, catalog).clause(constraint)
  }

  /// The keys of partitions become parts of their parents' keys.
  private var attachedKeys: [String] { attached { $0.isForConstraint } }

  private var indexes: [String] {
    let own = sorted(catalog.indexes.values.filter { !$0.isForConstraint }) { $0.name }
    return own.map { index in
      let isParent = catalog.tables[index.table]?.partitionKey != nil
      // That of a partitioned table is made of those of its partitions, which keep their names.
      return isParent
        ? index.statement.replacing(" ON \(index.table)", with: " ON ONLY \(index.table)", maxReplacements: 1)
        : index.statement
    } + attached { !$0.isForConstraint }
  }

  private func attached(_ isIncluded: (Index) -> Bool) -> [String] {
    // The lowest parts first: an index is valid once all of its parts are.
    let parts = catalog.indexes.values.filter { $0.parent != nil && isIncluded($0) }
    func depth(_ index: Index) -> Int {
      index.parent.flatMap { catalog.indexes[$0] }.map { depth($0) + 1 } ?? 0
    }
    return parts.sorted { (-depth($0), $0.name) < (-depth($1), $1.name) }.compactMap { part in
      part.parent.map { "ALTER INDEX \($0) ATTACH PARTITION \(part.name)" }
    }
  }

  private var triggers: [String] {
    let ofTables = tables.flatMap { table in
      table.triggers.filter { !isCloned($0, of: table) }.map { $0.statement(on: table.name) }
    }
    let ofViews = views.flatMap { view in view.triggers.map { $0.statement(on: view.name) } }
    let rest = others.filter { $0.kind == .rule || $0.kind == .statistics }.flatMap { OtherSQL($0).create }
    return ofTables + ofViews + rest
  }

  /// Whether a partition has the trigger of its parent.
  private func isCloned(_ trigger: Trigger, of table: Table) -> Bool {
    guard table.partitionBound != nil, let parent = table.parents.first.flatMap({ catalog.tables[$0] }) else {
      return false
    }
    return parent.trigger(trigger.name) != nil || isCloned(trigger, of: parent)
  }

  private var security: [String] {
    tables.flatMap { table in
      (table.hasRowSecurity ? ["ALTER TABLE \(table.name) ENABLE ROW LEVEL SECURITY"] : [])
        + (table.forcesRowSecurity ? ["ALTER TABLE \(table.name) FORCE ROW LEVEL SECURITY"] : [])
        + table.policies.map { $0.statement(on: table.name) }
    }
  }

  private var replication: [String] {
    others.filter { $0.kind == .publication || $0.kind == .subscription }.flatMap { OtherSQL($0).create }
  }

  /// Last, so that they are silent about what goes before.
  private var eventTriggers: [String] {
    others.filter { $0.kind == .eventTrigger }.flatMap { object in
      OtherSQL(object).create + OtherSQL(object).owner + OtherSQL(object).comment
    }
  }
}
