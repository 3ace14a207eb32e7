import PostgresClient

/// Counts what a database has of kinds that the catalog doesn't have, so that nothing is passed over in silence.
enum Unmodelled: Family {
  static func query(version: Int) -> String {
    [
      count("large objects", "pg_largeobject_metadata"),
      count(
        "connections of subscriptions", "pg_subscription",
        "subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())"),
      count(
        "secret options of user mappings", "pg_user_mappings m, pg_options_to_table(m.umoptions)",
        "option_name ~* '\(ForeignData.secret)'"),
      count(
        "comments on row types of tables",
        "pg_description d JOIN pg_type t ON t.oid = d.objoid JOIN pg_class c ON c.oid = t.typrelid",
        "d.classoid = 'pg_type'::regclass AND c.relkind <> 'c' AND c.oid >= 16384"),
      count(
        "policies of tables of extensions",
        "pg_policy p JOIN pg_depend e ON e.classid = 'pg_class'::regclass AND e.objid = p.polrelid",
        "e.deptype = 'e' AND e.refclassid = 'pg_extension'::regclass"),
    ].joined(separator: " UNION ALL ")
  }

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
