package import CatalogModel
package import EphemeralPostgres
package import Introspection
package import Migrations
package import PostgresClient
package import SQLSyntax

/// Runs migrations on a private server: UP, DOWN and UP again of each, with the catalog after every step.
///
/// Whatever becomes of a migration's DOWN and its second UP, the next one finds what its first UP left, as in life.
package final class Rehearsal {
  private let databases: RehearsalDatabases
  private var database: String
  private var session: RehearsalSession
  /// What fills the tables, where something does.
  private var filling: RowFilling?
  /// The state that the migrations so far have built.
  package private(set) var catalog: Catalog

  /// Makes a database with the preset on a server.
  package init(on server: EphemeralServer, preset: Preset? = nil, seed: Seed? = nil) throws(RehearsalError) {
    filling = seed.map { RowFilling($0) }
    databases = RehearsalDatabases(server)
    database = try databases.createTemplate(preset)
    do {
      session = try databases.connect(database)
      catalog = try session.catalog()
    } catch {
      throw .server(error)
    }
  }

  deinit { session.connection.close() }

  /// Whether an extension isn't installed beside the server.
  package func lacks(extension name: String) throws(RehearsalError) -> Bool {
    do {
      return try session.connection.query("SELECT FROM pg_available_extensions WHERE name = $1", [name]).isEmpty
    } catch {
      throw .server(error)
    }
  }

  /// Rehearses migrations in order, and hands each over as soon as it is done.
  package func forEach(
    _ migrations: some Swift.Sequence<Migration>, _ body: (RehearsedMigration) throws -> Void
  ) throws {
    for migration in migrations { try body(rehearse(migration)) }
  }

  /// Rehearses the next migration.
  package func rehearse(_ migration: Migration) throws(RehearsalError) -> RehearsedMigration {
    var result = RehearsedMigration(migration, before: catalog)
    do {
      result.rowsBefore = try rows(session)
      try rehearseUp(&result)
      guard let afterUp = result.afterUp else { return result }
      catalog = afterUp
      try fillAfterUp(&result)
      guard let down = migration.down, !down.statements.isEmpty || !down.errors.isEmpty else { return result }
      let dropsRole = Rehearsal.dropsRole(down) && Rehearsal.fitsTransaction(migration.up)
      if !dropsRole,
        Rehearsal.needsOwnDatabase(migration.up, migration.transaction)
          || Rehearsal.needsOwnDatabase(down, migration.downTransaction)
      {
        try rehearseDownInCopy(down, &result)
      } else {
        try rehearseDownInTransaction(down, &result)
      }
    } catch {
      throw .server(error)
    }
    return result
  }

  /// Applies the next migration alone, without its DOWN; for a state to look at.
  package func apply(_ migration: Migration) throws(RehearsalError) -> RehearsedMigration {
    var result = RehearsedMigration(migration, before: catalog)
    do {
      try rehearseUp(&result)
    } catch {
      throw .server(error)
    }
    if let afterUp = result.afterUp { catalog = afterUp }
    return result
  }

  /// Applies migrations in order, without a look at the schema between them, and reads the schema that they leave.
  ///
  /// The first that fails is the end; the rehearsal is then of no more use. `keepsText` keeps what the server prints.
  package func schema(
    after migrations: some Swift.Sequence<Migration>, keepsText: Bool = false
  ) throws(RehearsalError) -> Result<Introspector.Snapshot, FailedMigration> {
    do {
      for migration in migrations where migration.isReadable {
        if case .failed(let error, let range) = try session.run(migration.up, in: migration.transaction) {
          return .failure(FailedMigration(migration: migration, error: error, range: range))
        }
      }
      let snapshot = try session.snapshot(withFingerprints: true, keepsText: keepsText)
      catalog = snapshot.catalog
      return .success(snapshot)
    } catch {
      throw .server(error)
    }
  }

  /// A migration whose UP a server refuses.
  package struct FailedMigration: Error {
    package var migration: Migration
    package var error: ServerError
    /// The place in the file of the statement that failed.
    package var range: Range<Int>
  }

  /// Runs the DOWN of the newest migration that is applied, for good: a step of the way back to zero.
  package func descend(_ migration: Migration) throws(RehearsalError) -> RehearsedMigration.Outcome {
    guard let down = migration.down, migration.irreversibility == nil else { return .notRun }
    do {
      let outcome = try session.run(down, in: migration.downTransaction)
      if outcome == .ok { catalog = try session.catalog() }
      return outcome
    } catch {
      throw .server(error)
    }
  }

  // MARK: - Rows

  /// Runs those statements of the seed that can be run by now, and returns them.
  package func fill() throws(RehearsalError) -> [Located<Statement>] {
    do {
      return try filling?.run(on: session) ?? []
    } catch {
      throw .server(error)
    }
  }

  /// The statements of the seed that the server refused every time so far.
  package var refusedRows: [RefusedRows] { filling?.refused ?? [] }

  /// Fills what UP made, and notes which tables got rows that weren't there before it.
  private func fillAfterUp(_ result: inout RehearsedMigration) throws(PostgresError) {
    guard filling?.waiting.isEmpty == false else { return }
    let before = try rows(session) ?? [:]
    result.filled = try filling?.run(on: session) ?? []
    guard !result.filled.isEmpty else { return }
    let after = try rows(session) ?? [:]
    result.filledTables = Set(after.keys.filter { after[$0] != before[$0] })
  }

  /// The rows of all tables, where a seed has filled some.
  private func rows(
    _ session: RehearsalSession, in catalog: Catalog? = nil
  ) throws(PostgresError) -> [QualifiedName: TableRows]? {
    try filling == nil ? nil : session.rows(in: catalog ?? self.catalog)
  }

  // MARK: - The steps

  private func rehearseUp(_ result: inout RehearsedMigration) throws(PostgresError) {
    let script = result.migration.up
    let transaction = result.migration.transaction
    guard result.migration.isReadable else { return }
    let dropsRole = Rehearsal.dropsRole(script)
    guard Rehearsal.needsOwnDatabase(script, transaction), !dropsRole else {
      result.up = try session.run(script, in: dropsRole ? .automatic : transaction)
      if result.up == .ok { result.afterUp = try session.catalog() }
      return
    }
    // What it commits before it fails could not be taken back, so it runs in a copy that is kept where it succeeds.
    session.connection.close()
    let copy = try databases.create(from: database)
    let copySession = try databases.connect(copy)
    result.up = try copySession.run(script, in: transaction)
    if result.up == .ok {
      result.afterUp = try copySession.catalog()
      try databases.drop(database)
      database = copy
      session = copySession
    } else {
      copySession.connection.close()
      try databases.drop(copy)
      session = try databases.connect(database)
    }
  }

  /// DOWN and UP in one transaction that is taken back, so that nothing has to be restored.
  private func rehearseDownInTransaction(_ down: Script, _ result: inout RehearsedMigration) throws(PostgresError) {
    let connection = session.connection
    let numbers = try session.sequenceNumbers()
    try connection.execute("BEGIN")
    result.down = try session.runNested(down)
    if result.down == .ok {
      result.afterDown = try session.catalog()
      result.rowsAfterDown = try rows(session, in: result.afterDown)
      result.redo = try session.runNested(result.migration.up)
      if result.redo == .ok { result.afterRedo = try session.catalog() }
    }
    try connection.execute("ROLLBACK")
    try session.restore(numbers)
    try session.reset()
  }

  /// DOWN and UP in a copy of the database, each committed.
  private func rehearseDownInCopy(_ down: Script, _ result: inout RehearsedMigration) throws(PostgresError) {
    session.connection.close()
    let copy = try databases.create(from: database)
    let copySession = try databases.connect(copy)
    result.down = try copySession.run(down, in: result.migration.downTransaction)
    if result.down == .ok {
      result.afterDown = try copySession.catalog()
      result.rowsAfterDown = try rows(copySession, in: result.afterDown)
      result.redo = try copySession.run(result.migration.up, in: result.migration.transaction)
      if result.redo == .ok { result.afterRedo = try copySession.catalog() }
    }
    copySession.connection.close()
    try databases.drop(copy)
    session = try databases.connect(database)
  }

  /// Whether a script can't be taken back with a transaction, or does in one what needs another's end.
  ///
  /// A new value of an enum can be used only after it was committed (55P04, unsafe_new_enum_value_usage), and a procedure
  /// commits only where no transaction was begun around it (2D000, invalid_transaction_termination).
  private static func needsOwnDatabase(_ script: Script, _ transaction: ScriptTransaction) -> Bool {
    let isOne = script.isOneTransaction
    guard isOne || transaction.holds(script) else { return true }
    return !fitsTransaction(script)
  }

  /// Whether all of a script can be taken back with a transaction around it.
  private static func fitsTransaction(_ script: Script) -> Bool {
    let statements = script.isOneTransaction ? script.statements.dropFirst().dropLast() : script.statements[...]
    return statements.allSatisfy { statement in
      switch statement.value {
      case .transaction: false
      case .alterEnum(let alter) where alter.oldValue == nil: false
      default: !script.refusesTransactionBlock(statement)
      }
    }
  }

  /// Whether a script drops a role, which it can't while a copy of its database holds on to the role (2BP01): it runs in
  /// one transaction instead, where it can.
  private static func dropsRole(_ script: Script) -> Bool {
    var drops = false
    for statement in script.statements {
      switch statement.value {
      case .drop(let drop) where drop.kind == .role: drops = true
      // They may end the transaction.
      case .doBlock, .call: return false
      default: break
      }
    }
    return drops && fitsTransaction(script)
  }
}
