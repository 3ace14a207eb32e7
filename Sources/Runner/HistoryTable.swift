import Migrations
import PostgresClient
import SQLSyntax

/// The table `schema_migrations` of the document, and every statement about it.
///
/// Its schema is always said: a migration may have changed `search_path`.
enum HistoryTable {
  static let name = "public.schema_migrations"

  /// The table, to the letter of the document.
  static let create = """
    CREATE TABLE public.schema_migrations (
        id UUID DEFAULT gen_random_uuid() PRIMARY KEY,
        version VARCHAR(255) NOT NULL UNIQUE,
        name VARCHAR(255) NOT NULL,
        applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
        checksum VARCHAR(64),
        success BOOLEAN NOT NULL DEFAULT true,
        error_message TEXT,
        execution_time_ms INTEGER,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
    )
    """

  /// The columns that the runner reads and writes.
  static let columns = [
    "version", "name", "applied_at", "checksum", "success", "error_message", "execution_time_ms",
  ]

  /// The columns that the table has, in any order; no row where there is no table.
  static let existingColumns = """
    SELECT attname::text AS name FROM pg_catalog.pg_attribute
    WHERE attrelid = pg_catalog.to_regclass('public.schema_migrations') AND attnum > 0 AND NOT attisdropped
    """

  static let rows = """
    SELECT version, name, applied_at::text AS applied_at, checksum, success, error_message, execution_time_ms
    FROM public.schema_migrations
    """

  /// Writes a row, or writes over that of a failure.
  ///
  /// Returns no row where the migration is applied already.
  ///
  /// `$1` version, `$2` name, `$3` checksum, `$4` success, `$5` error, `$6` milliseconds.
  static let write = """
    INSERT INTO public.schema_migrations AS history
      (version, name, applied_at, checksum, success, error_message, execution_time_ms)
    VALUES ($1, $2, CASE WHEN $4::boolean THEN pg_catalog.now() END, $3, $4::boolean, $5, $6::integer)
    ON CONFLICT (version) DO UPDATE SET
      name = excluded.name, applied_at = excluded.applied_at, checksum = excluded.checksum,
      success = excluded.success, error_message = excluded.error_message,
      execution_time_ms = excluded.execution_time_ms
    WHERE NOT history.success
    RETURNING version
    """

  /// Removes the row of a version, `$1`.
  static let delete = "DELETE FROM public.schema_migrations WHERE version = $1 RETURNING version"

  /// Sets `success`, `$2`, and `error_message`, `$3`, of a version, `$1`.
  static let mark = """
    UPDATE public.schema_migrations SET success = $2::boolean, error_message = $3 WHERE version = $1 RETURNING version
    """

  // MARK: - What a user may have to run

  static func accept(_ version: String, checksum: String) -> String {
    "UPDATE \(name) SET checksum = '\(checksum)' WHERE version = \(Identifier.literal(version));"
  }

  static func forget(_ version: String) -> String {
    "DELETE FROM \(name) WHERE version = \(Identifier.literal(version));"
  }

  static func markApplied(_ version: String, checksum: String?) -> String {
    let checksum = checksum.map { ", checksum = '\($0)'" } ?? ""
    return "UPDATE \(name) SET success = true, error_message = NULL, applied_at = now()\(checksum) "
      + "WHERE version = \(Identifier.literal(version));"
  }
}

extension MigrationHistory {
  /// Reads a database's rows; none where there is no table.
  static func read(_ connection: Connection) throws(RunnerError) -> MigrationHistory {
    do {
      let columns = try connection.query(HistoryTable.existingColumns).map { row in try row.string("name") }
      if columns.isEmpty { return MigrationHistory() }
      let missing = HistoryTable.columns.filter { !columns.contains($0) }
      if !missing.isEmpty { throw RunnerError.foreignTable(missingColumns: missing) }
      return MigrationHistory(rows: try connection.query(HistoryTable.rows).map { try Row($0) })
    } catch let error as PostgresError {
      throw .database(error)
    } catch let error as RunnerError {
      throw error
    } catch {
      throw .database(.value("\(error)"))
    }
  }
}

extension MigrationHistory.Row {
  fileprivate init(_ row: PostgresClient.Row) throws(PostgresError) {
    self.init(
      version: try row.string("version"), name: try row.string("name"),
      appliedAt: try row.optionalString("applied_at"), checksum: try row.optionalString("checksum"),
      success: try row.bool("success"), errorMessage: try row.optionalString("error_message"),
      executionTimeMs: try row.optionalInt("execution_time_ms"))
  }
}
