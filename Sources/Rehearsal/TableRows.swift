import CatalogModel
import PostgresClient
import SQLSyntax

/// How many rows a table has, and what tells them from others.
package struct TableRows: Hashable, Sendable {
  package var count: Int
  /// The same for the same rows, in whatever order they and their columns are.
  package var fingerprint: String
}

extension RehearsalSession {
  /// The rows of every table that has some.
  func rows(in catalog: Catalog) throws(PostgresError) -> [QualifiedName: TableRows] {
    let tables = catalog.tables.values.filter { $0.persistence != .temporary && $0.foreignServer == nil }.map(\.name)
    guard !tables.isEmpty else { return [:] }
    let parts = tables.map { table in
      let (schema, name) = (Connection.quoted(literal: table.schema), Connection.quoted(literal: table.name))
      let relation = "\(Connection.quoted(identifier: table.schema)).\(Connection.quoted(identifier: table.name))"
      // A column may have any name, and an alias that it has would mean the column.
      return "SELECT \(schema) AS schema, \(name) AS name, count(*) AS count,"
        + " sum(hashtextextended(to_jsonb(\"plumb row\")::text, 0)) AS fingerprint"
        + " FROM ONLY \(relation) \"plumb row\" HAVING count(*) > 0"
    }
    var rows: [QualifiedName: TableRows] = [:]
    for row in try connection.query(parts.joined(separator: " UNION ALL ")) {
      let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      rows[name] = TableRows(count: try row.int("count"), fingerprint: try row.string("fingerprint"))
    }
    return rows
  }
}
