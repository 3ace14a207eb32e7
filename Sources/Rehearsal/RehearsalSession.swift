import CatalogModel
import Introspection
import Migrations
import PostgresClient
import SQLSyntax

/// One connection to a database of a rehearsal, on which scripts run as the runner runs them.
final class RehearsalSession {
  typealias Outcome = RehearsedMigration.Outcome

  let connection: Connection
  /// What the preset sets for every session, such as `search_path`.
  private let settings: [(name: String, value: String)]

  init(_ parameters: ConnectionParameters, settings: [(name: String, value: String)]) throws(PostgresError) {
    connection = try Connection(parameters, applicationName: "plumb rehearsal")
    self.settings = settings
    try reset()
  }

  /// Sets the search path that ALTER DATABASE or ALTER ROLE gave to new sessions, as `process_settings` finds it.
  private let startPath = """
    ; SELECT set_config('search_path', substr(setting, length('search_path=') + 1), false)
    FROM pg_db_role_setting, unnest(setconfig) AS setting
    WHERE setting LIKE 'search_path=%'
      AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
    ORDER BY setrole <> 0 DESC, setdatabase <> 0 DESC LIMIT 1
    """

  /// Takes back what a script set for its session: in life each migration may have a session of its own.
  func reset() throws(PostgresError) {
    let calls = settings.map { setting in
      let (name, value) = (Connection.quoted(literal: setting.name), Connection.quoted(literal: setting.value))
      return "set_config(\(name), \(value), false)"
    }
    let select = calls.isEmpty ? "" : "; SELECT " + calls.joined(separator: ", ")
    try connection.execute("SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DISCARD TEMP" + select + startPath)
  }

  /// What migrations made, as it is now, in the open transaction where there is one.
  ///
  /// The version of an extension that none of them asked for is the server's own affair.
  func snapshot(
    withFingerprints: Bool = false, keepsText: Bool = false
  ) throws(PostgresError) -> Introspector.Snapshot {
    var introspector = Introspector(keepsStatements: true)
    introspector.keepsDefaultVersions = false
    introspector.known = withFingerprints ? [:] : nil
    introspector.keepsText = keepsText
    return try introspector.snapshot(of: connection)
  }

  /// The catalog as it is now, without its surroundings: a proof looks at what migrations make alone.
  func catalog() throws(PostgresError) -> Catalog {
    var catalog = try snapshot().catalog
    catalog.forgetSurroundings()
    return catalog
  }

  // MARK: - Scripts

  /// Runs a script as its tool does; where it fails, what it did outside a transaction stays.
  func run(_ script: Script, in transaction: ScriptTransaction) throws(PostgresError) -> Outcome {
    let isHeld = transaction.holds(script)
    // After a COMMIT of the script's own, its tool begins no second transaction.
    if isHeld { try connection.execute("BEGIN") }
    for place in places(of: script) {
      if let failure = try run(place, of: script) {
        if connection.transactionStatus != .idle { try connection.execute("ROLLBACK") }
        try reset()
        return failure
      }
    }
    if isHeld, let failure = try end(after: script.statements.last?.range ?? script.range) { return failure }
    // What the script began itself and didn't end is lost with its session.
    if connection.transactionStatus != .idle { try connection.execute("ROLLBACK") }
    try reset()
    return .ok
  }

  /// Runs a script within the open transaction; where it fails, all of it is taken back.
  ///
  /// Constraints that wait for the transaction's end are checked, as the end of its own would, which isn't run.
  func runNested(_ script: Script) throws(PostgresError) -> Outcome {
    try connection.execute("SAVEPOINT plumb_script")
    var outcome = Outcome.ok
    let ends = script.isOneTransaction ? [script.statements.first, script.statements.last].map { $0?.range } : []
    for place in places(of: script) where !ends.contains(place) {
      if let failure = try run(place, of: script) {
        outcome = failure
        break
      }
    }
    if outcome == .ok {
      outcome = try attempt("SET CONSTRAINTS ALL IMMEDIATE", at: script.statements.last?.range ?? script.range) ?? .ok
    }
    if outcome != .ok { try connection.execute("ROLLBACK TO SAVEPOINT plumb_script") }
    try connection.execute("RELEASE SAVEPOINT plumb_script")
    try reset()
    return outcome
  }

  /// Runs one statement within the open transaction; where it fails, it alone is taken back.
  func attemptNested(_ sql: String) throws(PostgresError) -> ServerError? {
    try connection.execute("SAVEPOINT plumb_statement")
    let outcome = try attempt(sql, at: 0..<0)
    if outcome != nil { try connection.execute("ROLLBACK TO SAVEPOINT plumb_statement") }
    try connection.execute("RELEASE SAVEPOINT plumb_statement")
    if case .failed(let error, _)? = outcome { return error }
    return nil
  }

  /// The numbers that sequences gave last; none of a sequence that gave none.
  func sequenceNumbers() throws(PostgresError) -> [String: Int?] {
    var numbers: [String: Int?] = [:]
    let rows = try connection.query(
      "SELECT format('%I.%I', schemaname, sequencename) AS name, last_value FROM pg_sequences")
    for row in rows { numbers[try row.string("name")] = .some(try row.optionalInt("last_value")) }
    return numbers
  }

  /// Sets back the sequences that gave numbers since, which no ROLLBACK does.
  func restore(_ numbers: [String: Int?]) throws(PostgresError) {
    for (name, number) in try sequenceNumbers() where numbers[name] != number {
      guard let before = numbers[name] else { continue }
      let sequence = Connection.quoted(literal: name)
      try connection.execute(
        before.map { "SELECT setval(\(sequence), \($0))" }
          ?? "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence WHERE seqrelid = \(sequence)::regclass"
      )
    }
  }

  /// Ends the open transaction; what its last constraints say is returned.
  func commit() throws(PostgresError) -> ServerError? {
    if case .failed(let error, _)? = try attempt("COMMIT", at: 0..<0) { return error }
    return nil
  }

  /// Commits what is open; a constraint that is checked then may still fail.
  private func end(after range: Range<Int>) throws(PostgresError) -> Outcome? {
    connection.transactionStatus == .idle ? nil : try attempt("COMMIT", at: range)
  }

  /// The statements in order, those too that can't be read: the server says why.
  private func places(of script: Script) -> [Range<Int>] {
    (script.statements.map(\.range) + script.errors.map(\.range)).sorted { $0.lowerBound < $1.lowerBound }
  }

  private func run(_ range: Range<Int>, of script: Script) throws(PostgresError) -> Outcome? {
    try attempt(script.text(range), at: range)
  }

  /// Runs a statement; its error is an outcome, a lost server is thrown.
  private func attempt(_ sql: String, at range: Range<Int>) throws(PostgresError) -> Outcome? {
    do {
      try connection.execute(sql)
      return nil
    } catch {
      switch error {
      case .server(let failure): return .failed(failure, range)
      case .unsupported(let text) where !connection.isClosed:
        // 0A000 is feature_not_supported.
        return .failed(ServerError(severity: "ERROR", sqlState: "0A000", message: text), range)
      case .value(let text):
        // 22021 is character_not_in_repertoire.
        return .failed(ServerError(severity: "ERROR", sqlState: "22021", message: text), range)
      default: throw error
      }
    }
  }
}
