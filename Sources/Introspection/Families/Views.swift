import CatalogModel
import PostgresClient
import SQLSyntax

/// Views and materialized views.
enum Views: Family {
  static func query(version: Int) -> String {
    """
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, pg_get_viewdef(c.oid) AS definition,
      c.relispopulated AS populated, c.reloptions::text[] AS options,
      \(SQL.owner("c.relowner")), \(SQL.privileges("c.relacl", "r", "c.relowner")), d.description
    FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      \(SQL.comment("pg_class", "c.oid"))
    WHERE c.relkind IN ('v', 'm') AND \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_class", "c.oid"))
    """
  }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows { try reading.register(row) }
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let oid = try row.int("oid")
      guard let name = reading.relationNames[oid] else { continue }
      var view = View(name: name, definition: reading.query(try row.string("definition")))
      view.isMaterialized = try row.string("kind") == "m"
      view.isPopulated = try row.bool("populated")
      view.options = try reading.options(row, "options")
      view.owner = try reading.owner(row)
      view.privileges = try reading.privileges(row)
      view.comment = try row.optionalString("description")
      let columns = reading.finishedColumns(oid)
      view.columns = columns.map(\.name)
      view.columnTypes = columns.map(\.type)
      for column in columns {
        view.columnComments[column.name] = column.comment
        view.columnDefaults[column.name] = column.defaultValue
      }
      reading.views[oid] = view
    }
  }
}

extension Reading {
  /// The canonical form of a query that the server printed.
  func query(_ text: String) -> CanonicalExpression {
    guard let query = Query(parsing: text) else { return CanonicalExpression(verbatim: text) }
    return CanonicalExpression(query, resolver: resolver())
  }
}
