import PostgresClient

/// What the system catalogs of a newer server have that is read by nobody here.
enum UnknownCatalogs: Family {
  static func query(version: Int) -> String {
    """
    SELECT c.relname AS catalog, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE \(version / 10_000 > KnownCatalogs.newestMajor) AND c.relkind = 'r' AND c.oid < 16384 AND a.attnum > 0
      AND c.relnamespace = 'pg_catalog'::regnamespace
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    var found: [(catalog: String, column: String)] = []
    for row in rows { found.append((try row.string("catalog"), try row.string("column"))) }
    reading.unread = KnownCatalogs.unknown(found)
  }
}
