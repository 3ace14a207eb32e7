import CatalogModel
import PostgresClient
import SQLSyntax

/// Enums, domains, composite types, ranges and base types; array types and the row types of tables left out.
enum Types: Family {
  static func query(version: Int) -> String {
    """
    SELECT t.oid, n.nspname AS schema, t.typname AS name, t.typtype AS kind, t.typrelid AS relation,
      e.labels, format_type(coalesce(r.rngsubtype, \(version >= 140_000 ? "mr.rngtypid" : "NULL")), NULL) AS subtype, format_type(t.typbasetype, t.typtypmod) AS base,
      t.typnotnull AS not_null, pg_get_expr(t.typdefaultbin, 0) AS default_value,
      CASE WHEN t.typcollation <> b.typcollation THEN co.collname END AS collation,
      \(SQL.owner("t.typowner")), \(SQL.privileges("t.typacl", "T", "t.typowner")), d.description
    FROM pg_type t
      JOIN pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_class c ON c.oid = t.typrelid
      LEFT JOIN (
        SELECT enumtypid, array_agg(enumlabel ORDER BY enumsortorder)::text[] AS labels FROM pg_enum GROUP BY enumtypid
      ) e ON e.enumtypid = t.oid
      LEFT JOIN pg_range r ON r.rngtypid = t.oid
      \(version >= 140_000 ? "LEFT JOIN pg_range mr ON mr.rngmultitypid = t.oid" : "")
      LEFT JOIN pg_type b ON b.oid = t.typbasetype
      LEFT JOIN pg_collation co ON co.oid = t.typcollation
      LEFT JOIN pg_type element ON element.typarray = t.oid
      \(SQL.comment("pg_type", "t.oid"))
    WHERE (t.typtype IN ('e', 'd', 'r', 'b', 'm') OR c.relkind = 'c' OR (t.typtype = 'p' AND NOT t.typisdefined))
      AND element.oid IS NULL
      AND \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_type", "t.oid"))
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      var type = UserType(name: name, kind: try kind(row, &reading))
      type.owner = try reading.owner(row)
      type.privileges = try reading.privileges(row)
      type.comment = try row.optionalString("description")
      reading.types[try row.int("oid")] = type
    }
  }

  private static func kind(_ row: Row, _ reading: inout Reading) throws(PostgresError) -> UserType.Kind {
    switch try row.string("kind") {
    case "e": return .enumeration(try row.optionalStringArray("labels") ?? [])
    case "d":
      var domain = Domain(type: reading.type(try row.string("base")))
      domain.isNotNull = try row.bool("not_null")
      domain.collation = try row.optionalString("collation")
      domain.defaultValue = try row.optionalString("default_value").map {
        reading.expression($0, target: domain.type)
      }
      return .domain(domain)
    case "r": return .range(subtype: reading.type(try row.string("subtype")))
    case "c": return .composite(reading.finishedColumns(try row.int("relation")))
    case "m":
      let range = reading.type(try row.string("subtype"))
      return .multirange(of: QualifiedName(schema: range.schema ?? "pg_catalog", name: range.name))
    case "p": return .shell
    default: return .base
    }
  }
}
