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
      CASE WHEN t.typcollation <> b.typcollation THEN cn.nspname END AS collation_schema,
      CASE t.typtype WHEN 'r' THEN \(TypeProperties.ofRange(version)) WHEN 'b' THEN \(TypeProperties.ofBase(version)) END
        AS properties,
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
      LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace AND cn.nspname <> 'pg_catalog'
      LEFT JOIN pg_type element ON element.typarray = t.oid
      \(SQL.comment("pg_type", "t.oid"))
    WHERE (t.typtype IN ('e', 'd', 'r', 'b', 'm') OR c.relkind = 'c' OR (t.typtype = 'p' AND NOT t.typisdefined))
      AND element.oid IS NULL
      AND \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_type", "t.oid"))
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows where try row.string("kind") == "c" {
      let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      reading.names.register(name, number: try row.int("relation"))
    }
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      var type = UserType(name: name, kind: try kind(row, &reading))
      if let domain = type.domain { reading.names.domains[name] = domain.type }
      type.properties = try reading.options(row, "properties")
      type.owner = try reading.owner(row)
      type.privileges = try reading.privileges(row, of: .type)
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
      domain.collationSchema = try row.optionalString("collation_schema")
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

/// What makes up ranges and base types, as CREATE TYPE names it: `name=value` each.
private enum TypeProperties {
  /// A list without what there is none of.
  private static func list(_ properties: [(name: String, value: String)]) -> String {
    let items = properties.map { "'\($0.name)=' || \($0.value)" }
    return "array_remove(ARRAY[\(items.joined(separator: ", "))], NULL)"
  }

  private static func function(_ column: String) -> String { "nullif(\(column)::oid, 0)::regproc" }

  static func ofRange(_ version: Int) -> String {
    let multirange = version >= 140_000 ? [("multirange_type_name", "nullif(r.rngmultitypid, 0)::regtype")] : []
    return list(
      [
        (
          "subtype_opclass",
          "(SELECT quote_ident(cn.nspname) || '.' || quote_ident(oc.opcname) FROM pg_opclass oc "
            + "JOIN pg_namespace cn ON cn.oid = oc.opcnamespace WHERE oc.oid = r.rngsubopc AND NOT oc.opcdefault)"
        ),
        (
          "collation",
          "(SELECT nullif(r.rngcollation, st.typcollation)::regcollation FROM pg_type st WHERE st.oid = r.rngsubtype)"
        ),
        ("canonical", function("r.rngcanonical")), ("subtype_diff", function("r.rngsubdiff")),
      ] + multirange)
  }

  static func ofBase(_ version: Int) -> String {
    let subscripting = version >= 140_000 ? [("subscript", function("t.typsubscript"))] : []
    return list(
      [
        ("input", function("t.typinput")), ("output", function("t.typoutput")),
        ("receive", function("t.typreceive")), ("send", function("t.typsend")),
        ("typmod_in", function("t.typmodin")), ("typmod_out", function("t.typmodout")),
        ("analyze", function("t.typanalyze")),
        ("internallength", "CASE WHEN t.typlen < 0 THEN 'variable' ELSE t.typlen::text END"),
        ("passedbyvalue", "nullif(t.typbyval, false)"),
        (
          "alignment",
          "CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' ELSE 'int4' END"
        ),
        (
          "storage",
          "CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' ELSE 'plain' END"
        ),
        ("category", "quote_literal(t.typcategory::text)"), ("preferred", "nullif(t.typispreferred, false)"),
        ("default", "quote_literal(t.typdefault)"), ("element", "nullif(t.typelem, 0)::regtype"),
        ("delimiter", "quote_literal(t.typdelim::text)"), ("collatable", "nullif(t.typcollation <> 0, false)"),
      ] + subscripting)
  }
}
