import SQLSyntax

extension Others {
  /// Publications with their tables; from PostgreSQL 15 with columns, row filters and schemas.
  static func publications(_ version: Int) -> String {
    let filter = version >= 150_000 ? "|| coalesce(' WHERE ' || pg_get_expr(r.prqual, r.prrelid), '')" : ""
    let columns = version >= 150_000 ? "|| coalesce('(' || r.prattrs::text || ')', '')" : ""
    let root = version >= 130_000 ? "CASE WHEN x.pubviaroot THEN 'via root' END," : ""
    let schemas =
      version >= 150_000
      ? """
      LEFT JOIN (
        SELECT pnpubid, string_agg('TABLES IN SCHEMA ' || pnnspid::regnamespace, ', '
          ORDER BY pnnspid::regnamespace::text) AS items
        FROM pg_publication_namespace GROUP BY pnpubid
      ) s ON s.pnpubid = x.oid
      """ : "CROSS JOIN (SELECT NULL::text AS items) s"
    return select(
      .publication, "pg_publication", name: "x.pubname",
      definition: """
        concat_ws(', ', CASE WHEN x.puballtables THEN 'ALL TABLES' END, CASE WHEN x.pubinsert THEN 'insert' END,
          CASE WHEN x.pubupdate THEN 'update' END, CASE WHEN x.pubdelete THEN 'delete' END,
          CASE WHEN x.pubtruncate THEN 'truncate' END, \(root) t.items, s.items)
        """,
      owner: "pg_get_userbyid(x.pubowner)",
      joins: """
        LEFT JOIN (
          SELECT r.prpubid, string_agg(r.prrelid::regclass::text \(columns) \(filter), ', '
            ORDER BY r.prrelid::regclass::text) AS items
          FROM pg_publication_rel r GROUP BY r.prpubid
        ) t ON t.prpubid = x.oid
        \(schemas)
        """)
  }
}

/// Text search objects.
enum TextSearch {
  static let queries = [
    Others.select(
      .textSearchConfiguration, "pg_ts_config", name: "x.cfgname",
      definition: "concat_ws(' ', p.prsname, m.items)", schema: "x.cfgnamespace",
      owner: "pg_get_userbyid(x.cfgowner)",
      joins: """
        JOIN pg_ts_parser p ON p.oid = x.cfgparser
        LEFT JOIN (
          SELECT mapcfg, string_agg(format('%s:%s', maptokentype, mapdict::regdictionary), ' '
            ORDER BY maptokentype, mapseqno) AS items
          FROM pg_ts_config_map WHERE mapcfg >= 16384 GROUP BY mapcfg
        ) m ON m.mapcfg = x.oid
        """),
    Others.select(
      .textSearchDictionary, "pg_ts_dict", name: "x.dictname",
      definition: "concat_ws(' ', t.tmplname, x.dictinitoption)", schema: "x.dictnamespace",
      owner: "pg_get_userbyid(x.dictowner)", joins: "JOIN pg_ts_template t ON t.oid = x.dicttemplate"),
    Others.select(
      .textSearchParser, "pg_ts_parser", name: "x.prsname",
      definition: "concat_ws(' ', x.prsstart, x.prstoken, x.prsend, x.prsheadline, x.prslextype)",
      schema: "x.prsnamespace"),
    Others.select(
      .textSearchTemplate, "pg_ts_template", name: "x.tmplname",
      definition: "concat_ws(' ', x.tmplinit, x.tmpllexize)", schema: "x.tmplnamespace"),
  ]
}

/// Foreign-data wrappers, servers and user mappings; values of options that hold secrets are not read.
enum ForeignData {
  static let queries = [
    Others.select(
      .foreignDataWrapper, "pg_foreign_data_wrapper", name: "x.fdwname",
      definition: """
        concat_ws(' ', nullif(x.fdwhandler, 0)::regproc, nullif(x.fdwvalidator, 0)::regproc, x.fdwoptions::text,
          x.fdwacl::text)
        """,
      owner: "pg_get_userbyid(x.fdwowner)"),
    Others.select(
      .server, "pg_foreign_server", name: "x.srvname",
      definition: "concat_ws(' ', w.fdwname, x.srvtype, x.srvversion, x.srvoptions::text, x.srvacl::text)",
      owner: "pg_get_userbyid(x.srvowner)", joins: "JOIN pg_foreign_data_wrapper w ON w.oid = x.srvfdw"),
    """
    SELECT 'other', NULL::text, format('user mapping for %s on server %s', usename, srvname), NULL::text,
      ''::text, NULL::text, NULL::text
    FROM pg_user_mappings
    """,
  ]
}
