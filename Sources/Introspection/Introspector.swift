package import CatalogModel
package import PostgresClient
package import SQLSyntax

/// Reads the schema of a live database into the value that a simulation makes of migrations.
package struct Introspector {
  /// What a database holds.
  package struct Snapshot: Sendable {
    package var catalog: Catalog
    /// How many objects there are of kinds that the catalog doesn't have, by the kind's name.
    package var unmodelled: [String: Int]
    /// Of a server that is newer than what is known here: the catalogs, and the columns of others, that it has beside.
    package var unread: [String] = []
    /// The fingerprints of tables and views, where they were asked for.
    package var fingerprints: [QualifiedName: Fingerprint] = [:]
    /// The tables and views that aren't in the catalog, because they are as `known` has them.
    package var alike: Set<QualifiedName> = []
    /// The server's `server_version_num`.
    package var serverVersion: Int

    /// What to tell the user of a server that is newer than what is known here.
    package var warning: String? {
      let major = serverVersion / 10_000
      guard major > KnownCatalogs.newestMajor else { return nil }
      return "the server runs PostgreSQL \(major); plumb knows up to \(KnownCatalogs.newestMajor), and did not read "
        + (unread.isEmpty ? "what is new in it" : unread.joined(separator: ", "))
    }
  }

  /// The longest that one query may take, in seconds.
  package var timeout = 60
  /// Whether the queries stay prepared on the connection, for one that is read many times: planning them takes the
  /// server five times as long as running them on a small database, measured.
  package var keepsStatements: Bool

  /// Roles that count as the one that runs the migrations, beside the database's owner and the current user.
  package var ownRoles: Set<String>

  /// Whether an extension has its version also where that is what the server installs by default: without it, only what
  /// was asked for is compared.
  package var keepsDefaultVersions = true
  /// Whether what the server prints is kept, word for word: for a catalog that is written down as SQL.
  package var keepsText = false

  /// The fingerprints that tables and views have in the schema that this one is compared with: those that are the same
  /// here are left out. Empty, where fingerprints alone are wanted; `nil` where none are.
  package var known: [QualifiedName: Fingerprint]?

  package init(keepsStatements: Bool = false, ownRoles: Set<String> = []) {
    self.keepsStatements = keepsStatements
    self.ownRoles = ownRoles
  }

  /// The catalog of the database that a connection is to.
  package static func catalog(of connection: Connection) throws(PostgresError) -> Catalog {
    try Introspector().snapshot(of: connection).catalog
  }

  /// The catalog, and what isn't in it.
  ///
  /// Everything is read in one round trip and one read-only transaction; in the open transaction, as it sees the
  /// database, where there is one. Again, up to three times, where an object disappeared meanwhile: the functions that
  /// print definitions don't look through the transaction's snapshot (XX000, "cache lookup failed", or NULL).
  package func snapshot(of connection: Connection) throws(PostgresError) -> Snapshot {
    for _ in 1...3 {
      do {
        return try read(connection)
      } catch {
        guard Introspector.tellsOfDisappearance(error) else { throw error }
      }
    }
    return try read(connection)
  }

  private static func tellsOfDisappearance(_ error: PostgresError) -> Bool {
    switch error {
    case .server(let server): ["XX000", "42P01", "42883", "42704"].contains(server.sqlState)
    case .value: true
    default: false
    }
  }

  /// In this order; the first ones are what later ones refer to.
  private static var families: [any Family.Type] {
    [
      Owners.self, Columns.self, Parents.self, Schemas.self, Roles.self, Extensions.self, Types.self, Routines.self,
      Tables.self, Views.self, Indexes.self, Constraints.self, Sequences.self, Triggers.self, ConstraintTriggers.self,
      Policies.self, DefaultPrivileges.self, Others.self, InitialPrivileges.self, SecurityLabels.self, Unmodelled.self,
      UnknownCatalogs.self,
    ]
  }

  private func read(_ connection: Connection) throws(PostgresError) -> Snapshot {
    let version = connection.serverVersion
    let isNested = connection.transactionStatus == .inTransaction
    let begin = isNested ? "SAVEPOINT plumb_introspection" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    let end = isNested ? "ROLLBACK TO SAVEPOINT plumb_introspection" : "COMMIT"
    let reading = Reading(version: version, keepsDefaultVersions: keepsDefaultVersions, keepsText: keepsText)
    reading.ownRoles = ownRoles
    let queries = Introspector.families.map { $0.query(version: version, keepsText: keepsText) }
    let assembly = CatalogAssembly(
      Introspector.families, reading, known.map { ($0, Fingerprints(version: version, queries: queries)) })
    do {
      let statements = keepsStatements ? try prepared(queries, on: connection) : queries
      let batch = [begin, settings] + statements + [end]
      let results = (batch.count - 1 - queries.count)..<(batch.count - 1)
      try connection.queryAll(batch) { number, rows in if results.contains(number) { assembly.add(rows) } }
    } catch {
      if !connection.isClosed { _ = try? connection.execute(isNested ? end : "ROLLBACK") }
      throw error
    }
    return try assembly.finished()
  }

  /// Statements that prepare the queries where they aren't yet, and then run them.
  private func prepared(_ queries: [String], on connection: Connection) throws(PostgresError) -> [String] {
    let names = queries.indices.map { "plumb_introspection_\(keepsText ? "text_" : "")\($0)" }
    var existing: Set<String> = []
    for row in try connection.query("SELECT name FROM pg_catalog.pg_prepared_statements") {
      existing.insert(try row.string("name"))
    }
    let missing = zip(names, queries).filter { !existing.contains($0.0) }
    return missing.map { "PREPARE \($0.0) AS \($0.1)" } + names.map { "EXECUTE \($0)" }
  }

  /// Settings for the transaction: an empty search path, so that every name is printed with its schema, and the
  /// styles of constants.
  private var settings: String {
    let settings = [
      ("search_path", ""), ("statement_timeout", "\(timeout)s"), ("lock_timeout", "\(timeout)s"), ("jit", "off"),
      // Hash tables of whole catalogs fit, and one process of the server does all.
      ("work_mem", "64MB"), ("max_parallel_workers_per_gather", "0"),
      // Of a database that was never analyzed the server takes its catalogs for small, and joins each row with each.
      ("enable_nestloop", "off"),
      ("datestyle", "ISO, YMD"), ("intervalstyle", "postgres"), ("timezone", "UTC"), ("extra_float_digits", "1"),
      ("bytea_output", "hex"), ("quote_all_identifiers", "off"), ("xmlbinary", "base64"),
    ]
    return "SELECT " + settings.map { "set_config('\($0)', '\($1)', true)" }.joined(separator: ", ")
  }
}
