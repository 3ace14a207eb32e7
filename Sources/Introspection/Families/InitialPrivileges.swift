import CatalogModel
import PostgresClient
import SQLSyntax

/// Privileges on what no migration makes: PostgreSQL's own objects, those of extensions, and the row types of tables;
/// where they are others than initdb or the extension gave (`pg_init_privs`).
enum InitialPrivileges: Family {
  /// A catalog with the privileges of its objects, and the letter of `acldefault`.
  private static func source(
    _ catalog: String, _ column: String, _ owner: String, _ letter: String, extra: String = "false"
  ) -> String {
    """
    SELECT '\(catalog)'::regclass AS classid, x.oid AS objid, 0 AS column, x.\(column) AS acl,
      acldefault(\(letter), x.\(owner)) AS initial, x.\(owner) AS owner, \(extra) AS is_row_type
    FROM \(catalog) x WHERE x.\(column) IS NOT NULL
    """
  }

  private static let sources = [
    source("pg_class", "relacl", "relowner", "CASE x.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\""),
    """
    SELECT 'pg_class'::regclass, a.attrelid, a.attnum, a.attacl, '{}'::aclitem[], c.relowner, false
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL
    """,
    source("pg_proc", "proacl", "proowner", "'f'"),
    source(
      "pg_type", "typacl", "typowner", "'T'",
      extra: "EXISTS (SELECT FROM pg_class c WHERE c.oid = x.typrelid AND c.relkind <> 'c')"),
    source("pg_namespace", "nspacl", "nspowner", "'n'") + " AND x.nspname <> 'public'",
    source("pg_language", "lanacl", "lanowner", "'l'"),
    source("pg_foreign_data_wrapper", "fdwacl", "fdwowner", "'F'"),
    source("pg_foreign_server", "srvacl", "srvowner", "'S'"),
  ]

  static func query(version: Int) -> String {
    """
    SELECT i.type, i.identity, coalesce(e.extname, CASE WHEN o.is_row_type THEN 'its table' ELSE 'PostgreSQL' END) AS origin,
      \(SQL.owner("o.owner")), o.acl::text[] AS privileges,
      coalesce(p.initprivs, o.initial)::text[] AS initial_privileges
    FROM (\(sources.joined(separator: " UNION ALL "))) o
      LEFT JOIN pg_init_privs p ON p.classoid = o.classid AND p.objoid = o.objid AND p.objsubid = o.column
      LEFT JOIN pg_depend m ON m.classid = o.classid AND m.objid = o.objid AND m.objsubid = 0 AND m.deptype = 'e'
        AND m.refclassid = 'pg_extension'::regclass
      LEFT JOIN pg_extension e ON e.oid = m.refobjid
      CROSS JOIN LATERAL pg_identify_object(o.classid, o.objid, o.column) i
    WHERE (o.objid < 16384 OR m.objid IS NOT NULL OR o.is_row_type)
      -- What is in it was made after initdb noted the privileges of the rest.
      AND i.schema IS DISTINCT FROM 'information_schema' AND i.identity <> 'information_schema'
      AND NOT (o.acl @> coalesce(p.initprivs, o.initial) AND o.acl <@ coalesce(p.initprivs, o.initial))
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    let kinds: [String: PrivilegedKind] = [
      "table": .table, "view": .table, "materialized view": .table, "foreign table": .table, "sequence": .sequence,
      "function": .routine, "procedure": .routine, "aggregate": .routine, "type": .type, "schema": .schema,
      "language": .language, "foreign-data wrapper": .foreignDataWrapper, "server": .server,
    ]
    for row in rows {
      let type = try row.string("type")
      let title = "\(type) \(try row.string("identity"))"
      var object = OtherObject(kind: .other, schema: nil, title: CanonicalExpression(verbatim: title))
      object.properties = [.init("part of", CanonicalExpression(verbatim: try row.string("origin")))]
      object.privileges = try reading.privileges(row, of: kinds[type])
      let initial = try row.optionalStringArray("initial_privileges") ?? []
      object.initialPrivileges.privileges = AccessControl.privileges(
        initial, owner: try row.string("owner"), of: kinds[type])
      reading.catalog.store(object)
    }
  }
}

/// Security labels, an object for each.
enum SecurityLabels: Family {
  static func query(version: Int) -> String {
    """
    SELECT i.type, i.identity, l.provider, l.label
    FROM (
        SELECT classoid, objoid, objsubid, provider, label FROM pg_seclabel
        UNION ALL
        SELECT classoid, objoid, 0, provider, label FROM pg_shseclabel WHERE classoid = 'pg_authid'::regclass
          OR objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
      ) l
      CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let provider = Identifier.quoted(try row.string("provider"))
      let title = "security label of \(provider) on \(try row.string("type")) \(try row.string("identity"))"
      var object = OtherObject(kind: .other, schema: nil, title: CanonicalExpression(verbatim: title))
      object.properties = [.init("label", CanonicalExpression(verbatim: try row.string("label")))]
      reading.catalog.store(object)
    }
  }
}
