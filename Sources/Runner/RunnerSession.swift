import PostgresClient

/// One connection that holds the lock and runs the migrations, with the settings that a run needs.
struct RunnerSession {
  let connection: Connection

  /// Connects, and refuses a database that takes no changes.
  init(_ parameters: ConnectionParameters, writes: Bool) throws(RunnerError) {
    do {
      connection = try Connection(parameters)
      try connection.requireSupportedVersion()
    } catch {
      throw .database(error)
    }
    if writes { try requireWritable() }
  }

  /// Reads or changes the table, with errors as the runner's.
  @discardableResult
  func query(_ sql: String, _ parameters: [String?] = []) throws(RunnerError) -> Rows {
    do { return try connection.query(sql, parameters) } catch { throw .database(error) }
  }

  /// Takes back whatever a migration set, and sets what the next one needs.
  ///
  /// RESET ALL doesn't reset the role. DISCARD ALL would, and would drop the advisory lock too.
  func resetSettings() throws(RunnerError) {
    for sql in ["RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL", "DISCARD TEMP"] { try query(sql) }
    // A timeout between two statements would end the session, and with it the lock: 25P03, 57P05 (since 14).
    try query("SET idle_in_transaction_session_timeout = 0")
    if connection.serverVersion >= 140_000 { try query("SET idle_session_timeout = 0") }
  }

  /// Makes `schema_migrations` where it isn't there yet.
  ///
  /// Under the lock: two at once fail with 23505.
  func createTable() throws(RunnerError) {
    guard try query(HistoryTable.existingColumns).isEmpty else { return }
    do {
      try connection.query(HistoryTable.create)
    } catch .server(let error) {
      throw .cannotCreateTable(error)
    } catch {
      throw .database(error)
    }
  }

  /// The invalid indexes of the database, each with its schema and the table that it is on.
  func invalidIndexes() throws(RunnerError) -> [InvalidIndex] {
    let sql = """
      SELECT i.indexrelid::bigint AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS index,
        c.relname::text AS name, t.relname::text AS table
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_class t ON t.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname NOT LIKE 'pg\\_toast%' ORDER BY 2
      """
    do {
      return try connection.query(sql).map { row throws(PostgresError) in
        InvalidIndex(
          oid: try row.int("oid"), qualifiedName: try row.string("index"), name: try row.string("name"),
          table: try row.string("table"))
      }
    } catch {
      throw .database(error)
    }
  }

  private func requireWritable() throws(RunnerError) {
    do {
      let sql = """
        SELECT pg_catalog.pg_is_in_recovery() AS standby,
          pg_catalog.current_setting('transaction_read_only') = 'on' AS read_only
        """
      guard let row = try connection.query(sql).first else { return }
      if try row.bool("standby") { throw RunnerError.readOnly("the server is a standby") }
      if try row.bool("read_only") { throw RunnerError.readOnly("`default_transaction_read_only` is on") }
    } catch let error as RunnerError {
      throw error
    } catch let error as PostgresError {
      throw .database(error)
    } catch {
      throw .database(.value("\(error)"))
    }
  }
}

/// An index that a failed build outside a transaction left.
struct InvalidIndex: Hashable {
  var oid: Int
  var qualifiedName: String
  var name: String
  var table: String
}
