import SQLSyntax

/// What a query asks of one relation by equality, so that rows which can't match needn't be made.
struct Restrictions {
  private var allowed: [String: Set<String>] = [:]

  /// Asks for every row.
  init() {}

  init(_ conditions: [ValueExpression], _ procedure: Procedure) {
    for condition in conditions {
      switch condition {
      case .operation("=", .name(let parts)?, let other), .operation("=", let other?, .name(let parts)):
        if let name = parts.last, let text = Restrictions.text(other, procedure) { allowed[name] = [text] }
      case .isIn(.name(let parts), let list):
        let texts = list.compactMap { Restrictions.text($0, procedure) }
        if let name = parts.last, texts.count == list.count { allowed[name] = Set(texts) }
      default: break
      }
    }
  }

  private static func text(_ expression: ValueExpression, _ procedure: Procedure) -> String? {
    switch expression {
    case .constant(.string(let text)): return text
    case .cast(.constant(.string(let text)), let type) where ["text", "name"].contains(type.name): return text
    case .name(let parts):
      var copy = procedure
      guard parts.count == 1, case .text(let text)? = try? copy.value(expression) else { return nil }
      return text
    default: return nil
    }
  }

  /// Whether a row may be asked for whose column has this text.
  func allow(_ column: String, _ text: String) -> Bool { allowed[column]?.contains(text) ?? true }
}

extension Procedure {
  /// The rows of a relation: of the catalogs from the simulated one, of a table that nobody filled none.
  mutating func relation(_ name: ObjectName, _ restrictions: Restrictions) throws(CatalogError) -> RowSet {
    let isCatalog = name.schema == "pg_catalog" || (name.schema == nil && name.name.hasPrefix("pg_"))
    if isCatalog || name.schema == "information_schema" {
      let relations = SystemRelations(session: session, restrictions: restrictions)
      guard let rows = isCatalog ? relations.catalog(name.name) : relations.informationSchema(name.name) else {
        return RowSet(reason: "the rows of `\(name)` aren't known")
      }
      let catalogs = isCatalog ? [] : SystemRelations.catalogColumns(of: rows)
      return RowSet(rows: rows.map { [Binding(alias: name.name, fields: $0 + catalogs, isOpen: true)] })
    }
    guard let relation = session.relation(name) else { throw .undefinedRelation(name) }
    session.outcome.lock(relation, .accessShare)
    if let table = session.catalog.tables[relation] {
      let stored = session.rowsBelow(table.name)
      let rows = stored.rows.map { [binding($0, of: table, as: name.name)] }
      return RowSet(rows: rows, reason: stored.reason == nil ? nil : "it depends on the rows of `\(relation.short)`")
    }
    if session.catalog.sequences[relation] != nil {
      guard let last = session.lastValue(of: relation) else {
        return RowSet(reason: "it depends on `\(relation.short)`")
      }
      return RowSet(rows: [
        [Binding(alias: name.name, fields: [.init(name: "last_value", value: .integer(last))], isOpen: true)]
      ])
    }
    guard let view = session.catalog.views[relation] else { return RowSet(reason: "it depends on `\(relation.short)`") }
    return try rows(of: view)
  }
}

extension Procedure {
  /// The rows of a view: those of its query.
  private mutating func rows(of view: View) throws(CatalogError) -> RowSet {
    let unknown = RowSet(reason: "it depends on the rows of `\(view.name.short)`")
    guard !view.isMaterialized, let query = Query(parsing: view.definition.text), expressionDepth < 100 else {
      return unknown
    }
    var run = self
    run.rows = []
    run.common = [:]
    run.frames = []
    run.expressionDepth += 20
    run.session.searchPath = ["public"]
    guard var set = try? run.answer(SelectQuery(query)) else { return unknown }
    if set.reason != nil { set.reason = unknown.reason }
    let columns = view.columns ?? []
    set.rows = set.rows.map { Procedure.renamed($0, view.name.name, columns) }
    return set
  }
}

/// The system catalogs and `information_schema`, as far as the simulated catalog can answer for them.
///
/// PostgreSQL's own objects are there as one row with a name that no migration gives; a column without a value here has
/// one that isn't known.
struct SystemRelations {
  typealias Row = [Datum.Field]

  let session: Session
  let restrictions: Restrictions
  var catalog: Catalog { session.catalog }

  static func row(_ values: KeyValuePairs<String, Datum>) -> Row {
    values.map { Datum.Field(name: $0.key, value: $0.value) }
  }

  static func schema(_ name: String) -> Datum { .object(.schema(name)) }

  static let notKnown = Datum.unknown("it isn't part of a simulated schema")

  /// The schemas of PostgreSQL's own objects.
  static let systemSchemas = ["pg_catalog", "information_schema"]

  /// A schema as people see it; temporary tables are in one with a number.
  static func schemaName(_ name: String) -> Datum {
    name == "pg_temp" ? .unknown("the name of a session's temporary schema isn't known") : .text(name)
  }

  var tables: [Table] {
    catalog.tables.values.filter { restrictions.allowsRelation($0.name) }
  }

  var views: [View] { catalog.views.values.filter { restrictions.allowsRelation($0.name) } }

  func catalog(_ name: String) -> [Row]? {
    switch name {
    case "pg_namespace": namespaces
    case "pg_class": classes
    case "pg_tables": catalogTables
    case "pg_views": views.filter { !$0.isMaterialized }.map(viewRow) + builtIn("viewname", "schemaname")
    case "pg_matviews": views.filter(\.isMaterialized).map(materializedViewRow)
    case "pg_indexes": indexRows
    case "pg_index": indexes
    case "pg_sequences", "pg_sequence": sequences(name)
    case "pg_type": types
    case "pg_enum": enumLabels
    case "pg_attribute": attributes
    case "pg_constraint": constraints
    case "pg_inherits": inheritance
    case "pg_trigger": triggers
    case "pg_policy", "pg_policies": policies(name)
    case "pg_proc": routines
    case "pg_extension": extensions
    case "pg_publication": others(.publication, "pubname")
    case "pg_event_trigger": others(.eventTrigger, "evtname")
    case "pg_foreign_server": others(.server, "srvname")
    case "pg_publication_tables", "pg_publication_rel", "pg_publication_namespace":
      // No publication has members where there is none.
      others(.publication, "pubname").isEmpty ? [] : nil
    case "pg_roles", "pg_authid": roles("rolname")
    case "pg_user", "pg_shadow": roles("usename")
    case "pg_language": ["internal", "c", "sql", "plpgsql"].map { SystemRelations.row(["lanname": .text($0)]) }
    default: nil
    }
  }

  func informationSchema(_ name: String) -> [Row]? {
    switch name {
    case "schemata": namespaces.map { [.init(name: "schema_name", value: $0[1].value)] }
    case "tables": informationTables
    case "views": views.filter { !$0.isMaterialized }.map(informationView) + builtIn("table_name", "table_schema")
    case "columns": informationColumns
    case "table_constraints": tableConstraints
    case "key_column_usage": keyColumns
    case "constraint_column_usage": constraintColumns
    case "referential_constraints": referentialConstraints
    case "check_constraints": checkConstraints
    case "routines": informationRoutines
    case "foreign_tables": foreignTables
    case "foreign_servers": others(.server, "foreign_server_name")
    case "triggers": informationTriggers
    case "sequences": informationSequences
    default: nil
    }
  }

  /// PostgreSQL's own objects of a kind: a row for each of its schemas.
  func builtIn(_ name: String, _ schema: String, _ values: KeyValuePairs<String, Datum> = [:]) -> [Row] {
    SystemRelations.systemSchemas.map {
      [.init(name: name, value: .builtInName), .init(name: schema, value: .text($0))] + SystemRelations.row(values)
    }
  }

  /// As `builtIn`, with the schema's oid.
  func builtInObjects(_ name: String, _ schema: String, _ values: KeyValuePairs<String, Datum> = [:]) -> [Row] {
    SystemRelations.systemSchemas.map {
      [
        .init(name: "oid", value: .object(.builtIn)), .init(name: name, value: .builtInName),
        .init(name: schema, value: SystemRelations.schema($0)),
      ] + SystemRelations.row(values)
    }
  }

  /// The columns of `information_schema` that hold the database's name: one beside each schema.
  static func catalogColumns(of rows: [Row]) -> Row {
    let names = rows.first?.map(\.name) ?? []
    return names.compactMap { $0 == "schema_name" ? "catalog_name" : $0.replacingSuffix("_schema", with: "_catalog") }
      .map { Datum.Field(name: $0, value: .databaseName) }
  }

  // MARK: - Schemas, roles, extensions

  private var namespaces: [Row] {
    let names = SystemRelations.systemSchemas + ["pg_toast"] + catalog.schemas.keys.filter { $0 != "pg_temp" }.sorted()
    return names.map { SystemRelations.row(["oid": SystemRelations.schema($0), "nspname": .text($0)]) }
  }

  private func roles(_ column: String) -> [Row] {
    let predefined = [
      "pg_database_owner", "pg_read_all_data", "pg_write_all_data", "pg_monitor", "pg_read_all_settings",
      "pg_read_all_stats", "pg_stat_scan_tables", "pg_read_server_files", "pg_write_server_files",
      "pg_execute_server_program", "pg_signal_backend", "pg_checkpoint",
    ]
    let own = catalog.roles.keys.sorted()
    let names = own + (own.contains("postgres") ? [] : ["postgres"]) + (column == "rolname" ? predefined : [])
    return names.map {
      let role = catalog.roles[$0]
      let isUser = role.map { $0.options["login"] == "true" } ?? ($0 == "postgres")
      let isKnown: Datum = role == nil ? .boolean(isUser) : SystemRelations.notKnown
      return SystemRelations.row(["oid": .object(.role($0)), column: .text($0), "rolcanlogin": isKnown])
    }
  }

  private var extensions: [Row] {
    (catalog.extensions.values.map { ($0.name, $0.schema) } + [("plpgsql", "pg_catalog")]).map {
      SystemRelations.row([
        "oid": .object(.extension($0.0)), "extname": .text($0.0), "extnamespace": SystemRelations.schema($0.1),
        "extversion": SystemRelations.notKnown,
      ])
    }
  }
}

extension Restrictions {
  /// Whether rows about a table or a view may be asked for.
  func allowsRelation(_ name: QualifiedName) -> Bool {
    let columns = ["relname", "tablename", "viewname", "matviewname", "table_name", "event_object_table"]
    return columns.allSatisfy { allow($0, name.name) }
      && (name.schema == "pg_temp" || ["schemaname", "table_schema"].allSatisfy { allow($0, name.schema) })
  }
}

extension String {
  /// The text with another end; `nil` where it ends otherwise.
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String? {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : nil
  }
}
