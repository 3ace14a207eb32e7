import PostgresClient

/// Counts what a database has of kinds that the catalog doesn't have, so that nothing is passed over in silence.
enum Unmodelled: Family {
  static func query(version: Int) -> String {
    [
      count("security labels", "pg_seclabel"),
      count("large objects", "pg_largeobject_metadata"),
      count("settings of the database", "pg_db_role_setting", "setdatabase = \(database)"),
      count(
        "tables with another access method than heap", "pg_class c JOIN pg_am a ON a.oid = c.relam",
        "a.amtype = 't' AND a.amname <> 'heap' AND c.relkind IN ('r', 'm', 'p')"),
      count(
        "statistics targets of index columns", "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid",
        "c.relkind IN ('i', 'I') AND a.attstattarget >= 0 AND c.oid >= 16384"),
      count(
        "disabled triggers of constraints", "pg_trigger", "tgisinternal AND tgconstraint <> 0 AND tgenabled <> 'O'"),
      count(
        "privileges on objects of extensions", "pg_init_privs i JOIN pg_proc p ON p.oid = i.objoid",
        "i.classoid = 'pg_proc'::regclass AND i.privtype = 'e' AND p.proacl IS DISTINCT FROM i.initprivs"),
    ].joined(separator: " UNION ALL ")
  }

  private static let database = "(SELECT oid FROM pg_database WHERE datname = current_database())"

  private static func count(_ kind: String, _ source: String, _ condition: String = "true") -> String {
    "SELECT '\(kind)' AS kind, count(*) AS count FROM \(source) WHERE \(condition)"
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let count = try row.int("count")
      if count > 0 { reading.unmodelled[try row.string("kind")] = count }
    }
  }
}
