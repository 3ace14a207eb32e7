import CatalogModel
import PostgresClient
import SQLSyntax

/// Views and materialized views.
enum Views: Family {
  static var relation: String? { "oid" }

  static func query(version: Int) -> String {
    """
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, pg_get_viewdef(c.oid) AS definition,
      c.relispopulated AS populated, c.reloptions::text[] AS options, tc.reloptions::text[] AS toast_options,
      am.amname AS access_method, ts.spcname AS tablespace,
      \(SQL.owner("c.relowner")), \(SQL.privileges("c.relacl", "r", "c.relowner")), d.description
    FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid
      LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap'
      LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
      \(SQL.comment("pg_class", "c.oid"))
    WHERE c.relkind IN ('v', 'm') AND \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_class", "c.oid"))
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows { try reading.register(row) }
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let oid = try row.int("oid")
      guard !reading.alike.contains(oid), let name = reading.relationNames[oid] else { continue }
      var view = View(name: name, definition: reading.query(try row.string("definition")))
      view.isMaterialized = try row.string("kind") == "m"
      view.isPopulated = try row.bool("populated")
      view.options = try reading.options(row, "options")
      for (name, value) in try reading.options(row, "toast_options") { view.options["toast." + name] = value }
      view.properties["access method"] = try row.optionalString("access_method")
      view.properties["tablespace"] = try row.optionalString("tablespace")
      view.owner = try reading.owner(row)
      view.privileges = try reading.privileges(row, of: .table)
      view.comment = try row.optionalString("description")
      let columns = reading.finishedColumns(oid)
      view.columns = columns.map(\.name)
      view.columnTypes = columns.map(\.type)
      for column in columns {
        view.columnComments[column.name] = column.comment
        view.columnDefaults[column.name] = column.defaultValue
        if !column.privileges.isEmpty { view.columnPrivileges[column.name] = column.privileges }
        if view.isMaterialized { view.properties.merge(properties(column)) { first, _ in first } }
      }
      reading.views[oid] = view
    }
  }

  /// What a column of a materialized view has like one of a table.
  private static func properties(_ column: Column) -> [String: String] {
    var properties: [String: String] = [:]
    properties["storage of " + column.name] = column.storage
    properties["compression of " + column.name] = column.compression
    properties["statistics of " + column.name] = column.statistics.map(String.init)
    let options = column.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    properties["options of " + column.name] = options.isEmpty ? nil : options.joined(separator: ", ")
    return properties
  }
}

extension Reading {
  /// The canonical form of a query that the server printed.
  func query(_ text: String) -> CanonicalExpression {
    guard let query = Query(parsing: text) else { return CanonicalExpression(verbatim: text) }
    return kept(text, CanonicalExpression(query, resolver: resolver()))
  }
}
