import CatalogModel
import SQLSyntax

/// Foreign-data wrappers, servers and user mappings; the values of a mapping's options, which hold secrets, aren't kept.
enum ForeignData {
  static let queries = [wrappers, servers, mappings]

  /// Matches the names of options whose values nobody should see.
  static let secret = "password|passwd|secret|token|key"

  /// `OPTIONS (…)` of a list in the catalogs.
  private static func options(_ column: String) -> String {
    """
    (SELECT 'OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', ' ORDER BY option_name) || ')'
      FROM pg_options_to_table(\(column)))
    """
  }

  private static let wrappers = Others.select(
    .foreignDataWrapper, "pg_foreign_data_wrapper", name: "x.fdwname",
    definition: """
      format('CREATE FOREIGN DATA WRAPPER %I %s %s %s', x.fdwname, 'HANDLER ' || nullif(x.fdwhandler, 0)::regproc,
        'VALIDATOR ' || nullif(x.fdwvalidator, 0)::regproc, \(options("x.fdwoptions")))
      """,
    owner: "pg_get_userbyid(x.fdwowner)", privileges: "coalesce(x.fdwacl, acldefault('F', x.fdwowner))")

  private static let servers = Others.select(
    .server, "pg_foreign_server", name: "x.srvname",
    definition: """
      format('CREATE SERVER %I %s %s FOREIGN DATA WRAPPER %I %s', x.srvname, 'TYPE ' || quote_literal(x.srvtype),
        'VERSION ' || quote_literal(x.srvversion), w.fdwname, \(options("x.srvoptions")))
      """,
    owner: "pg_get_userbyid(x.srvowner)", privileges: "coalesce(x.srvacl, acldefault('S', x.srvowner))",
    joins: "JOIN pg_foreign_data_wrapper w ON w.oid = x.srvfdw")

  private static let mappings = """
    SELECT 'user mapping' AS kind, NULL::text AS schema, usename::text AS name,
      format('CREATE USER MAPPING FOR %s SERVER %I %s',
        CASE WHEN umuser = 0 THEN 'PUBLIC' ELSE quote_ident(usename) END, srvname, \(options("umoptions"))) AS definition,
      (SELECT string_agg(format('\(Observed.valuePrefix)%s=%s', option_name, replace(option_value, E'\\n', ' ')), E'\\n')
        FROM pg_options_to_table(umoptions) WHERE option_name !~* '\(secret)') AS extra,
      NULL::text AS owner, NULL::text[] AS privileges, NULL::text AS description
    FROM pg_user_mappings
    """
}

/// Publications and subscriptions.
enum Replication {
  static func queries(_ version: Int) -> [String] { [publications(version), subscriptions(version)] }

  /// Publications with their tables; from PostgreSQL 15 with columns, row filters and schemas.
  private static func publications(_ version: Int) -> String {
    let generated =
      version >= 180_000 ? "CASE x.pubgencols WHEN 's' THEN ', publish_generated_columns = stored' END" : "NULL"
    let columns =
      version >= 150_000
      ? """
      '(' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM pg_attribute a
        WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')'
      """ : "NULL"
    let filter =
      version >= 150_000 ? "' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'" : "NULL"
    let schemas =
      version >= 150_000
      ? """
      (SELECT 'TABLES IN SCHEMA ' || string_agg(pnnspid::regnamespace::text, ', ') FROM pg_publication_namespace
        WHERE pnpubid = x.oid)
      """ : "NULL"
    return Others.select(
      .publication, "pg_publication", name: "x.pubname",
      definition: """
        format('CREATE PUBLICATION %I %s WITH (publish = %L%s%s)', x.pubname,
          CASE WHEN x.puballtables THEN 'FOR ALL TABLES' ELSE 'FOR ' || nullif(concat_ws(', ',
            (SELECT 'TABLE ' || string_agg(concat(r.prrelid::regclass, \(columns), \(filter)), ', ')
              FROM pg_publication_rel r WHERE r.prpubid = x.oid), \(schemas)), '') END,
          concat_ws(', ', CASE WHEN x.pubinsert THEN 'insert' END, CASE WHEN x.pubupdate THEN 'update' END,
            CASE WHEN x.pubdelete THEN 'delete' END, CASE WHEN x.pubtruncate THEN 'truncate' END),
          CASE WHEN x.pubviaroot THEN ', publish_via_partition_root = true' END, \(generated))
        """,
      owner: "pg_get_userbyid(x.pubowner)")
  }

  /// Subscriptions, without what they connect to.
  private static func subscriptions(_ version: Int) -> String {
    // A boolean up to PostgreSQL 15.
    let streaming =
      version >= 160_000
      ? "CASE x.substream WHEN 'p' THEN 'parallel' ELSE (x.substream = 't')::text END" : "x.substream"
    // The columns that each major version added (manual, "pg_subscription").
    let since: [(name: String, column: String, version: Int)] = [
      ("binary", "x.subbinary", 140_000), ("streaming", streaming, 140_000),
      ("two_phase", "x.subtwophasestate <> 'd'", 150_000), ("disable_on_error", "x.subdisableonerr", 150_000),
      ("password_required", "x.subpasswordrequired", 160_000), ("run_as_owner", "x.subrunasowner", 160_000),
      ("origin", "x.suborigin", 160_000), ("failover", "x.subfailover", 170_000),
    ]
    let properties = since.filter { version >= $0.version }.map { "'\($0.name)=' || (\($0.column))::text" }
    let all = ["'synchronous_commit=' || x.subsynccommit"] + properties
    return Others.select(
      .subscription, "pg_subscription", name: "x.subname",
      definition: """
        format('CREATE SUBSCRIPTION %I CONNECTION '''' PUBLICATION %s WITH (%s)', x.subname,
          (SELECT string_agg(quote_ident(name), ', ' ORDER BY name) FROM unnest(x.subpublications) name),
          concat_ws(', ', 'enabled = ' || x.subenabled, 'slot_name = ' || coalesce(quote_literal(x.subslotname), 'NONE')))
        """,
      extra: "concat_ws(E'\\n', \(all.joined(separator: ", ")))", owner: "pg_get_userbyid(x.subowner)",
      isShared: true,
      condition: "x.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())")
  }
}
