package import SQLSyntax

/// A session of a server that isn't there: a catalog, the settings that names depend on, open transactions.
///
/// `apply` does to the catalog what PostgreSQL does, refuses what it refuses, and says what it can't know.
package struct Session: Sendable {
  package var catalog: Catalog
  /// The schemas in which a name without one is looked up.
  package var searchPath: [String] = ["public"]
  /// The search path of a session for which no setting says another.
  package var usualPath: [String] = ["public"]
  /// What `search_path` was set to.
  private var pathSetting = defaultPath
  private static let defaultPath = ["$user", "public"]
  /// The role of `SET ROLE`; `nil` is the one that runs the migrations.
  package var role: String?
  /// What ALTER DATABASE and ALTER ROLE say of the search path of new sessions.
  var startPaths: [StartPathScope: [String]] = [:]
  /// How many transactions there were, with the one that the next statement runs in.
  private(set) var transactionNumber = 0
  /// Whether a transaction block is open.
  package internal(set) var isInTransaction = false
  /// What `ROLLBACK` goes back to, the outermost first.
  private var savepoints: [Savepoint] = []
  /// What the statement that is being applied does.
  var outcome = Outcome()
  /// The rows that statements put into tables, which can make a later change fail.
  var rows = StoredRows()
  /// The settings with a dot in their names, which nobody but the migrations knows.
  var customSettings: [String: Datum] = [:]
  /// Those that end with the transaction, with what they are then.
  private var localSettings: [String: Datum] = [:]
  /// The setting `check_function_bodies`.
  var checksFunctionBodies = true
  /// Whether something was made in the session's temporary schema.
  var hasTemporaryObjects = false
  /// The day on which the statements run, since 1970-01-01.
  private(set) var today = Moment.today
  /// The enum values that were added in the open transaction, which can't be used in it (55P04).
  var newEnumValues: [QualifiedName: Set<String>] = [:]

  /// The code that the statement stands in, whose variables a query may name.
  var code: [Procedure.Frame] = []

  private struct Savepoint: Sendable {
    var name: String?
    var catalog: Catalog
    var rows: StoredRows
    var searchPath: [String]
    var role: String?
  }

  package init(catalog: Catalog = .empty) { self.catalog = catalog }

  /// Applies a statement. Where PostgreSQL refuses it, or fails in the middle, the catalog stays as it was.
  package mutating func apply(_ statement: Statement) -> Outcome {
    outcome = Outcome()
    let before = (catalog: catalog, rows: rows)
    if !isInTransaction { transactionNumber += 1 }
    do {
      try requireNames(in: statement)
      try perform(statement)
    } catch {
      catalog = before.catalog
      takeBackRows(before.rows)
      let uses = outcome.uses
      outcome = Outcome()
      outcome.uses = uses
      if let name = extensionThatMayBring(error) {
        outcome.isOpenEverywhere = true
        outcome.undecided.append("whether the extension `\(name)` prevents that \(error.message) isn't known")
      } else {
        outcome.error = error
      }
    }
    return outcome
  }

  /// Opens a transaction block, as a runner does around a migration.
  package mutating func begin() {
    isInTransaction = true
    transactionNumber += 1
    newEnumValues = [:]
    savepoints = [Savepoint(name: nil, catalog: catalog, rows: rows, searchPath: searchPath, role: role)]
  }

  /// Ends the transaction block and keeps what was done.
  package mutating func commit() {
    isInTransaction = false
    customSettings.merge(localSettings) { _, before in before }
    localSettings = [:]
    newEnumValues = [:]
    savepoints = []
  }

  /// Ends the transaction block and takes back what was done in it.
  package mutating func rollback() {
    if let start = savepoints.first { restore(start) }
    commit()
  }

  mutating func control(_ statement: TransactionControl) throws(CatalogError) {
    switch statement.kind {
    case .begin, .start: if !isInTransaction { begin() }
    case .commit: commit()
    case .rollback: rollback()
    case .savepoint:
      guard isInTransaction else { throw CatalogError("25P01", "SAVEPOINT can only be used in transaction blocks") }
      savepoints.append(
        Savepoint(name: statement.savepoint, catalog: catalog, rows: rows, searchPath: searchPath, role: role))
    case .release, .rollbackTo:
      guard let index = savepoints.lastIndex(where: { $0.name == statement.savepoint }), statement.savepoint != nil
      else {
        throw CatalogError("3B001", "savepoint \"\(statement.savepoint ?? "")\" does not exist")
      }
      if statement.kind == .rollbackTo { restore(savepoints[index]) }
      savepoints.removeSubrange((statement.kind == .rollbackTo ? index + 1 : index)...)
    case .other: break
    }
  }

  private mutating func restore(_ savepoint: Savepoint) {
    catalog = savepoint.catalog
    takeBackRows(savepoint.rows)
    searchPath = savepoint.searchPath
    role = savepoint.role
  }

  /// The rows are as they were; sequences don't count back.
  private mutating func takeBackRows(_ before: StoredRows) {
    let next = rows.nextValues
    rows = before
    rows.nextValues = next
  }

  /// The value of `search_path`, name by name.
  var searchPathValues: [String] {
    if pathSetting.filter({ $0 != "$user" && !$0.isEmpty }) == searchPath { return pathSetting }
    return searchPath == ["public"] ? Session.defaultPath : searchPath
  }

  mutating func set(_ variable: SetVariable) {
    switch variable.name {
    case "search_path":
      pathSetting = variable.values ?? Session.defaultPath
      searchPath = variable.values.map { $0.filter { $0 != "$user" && !$0.isEmpty } } ?? ["public"]
    case "role", "session_authorization":
      role = variable.values?.first.flatMap { $0 == "none" ? nil : $0 }
    case "check_function_bodies": checksFunctionBodies = variable.values?.first.flatMap(Literals.boolean) ?? true
    case nil:
      searchPath = ["public"]
      checksFunctionBodies = true
    case let name?:
      if name.contains(".") { setCustom(name, .text(variable.values?.first), isLocal: variable.isLocal) }
    }
  }

  /// Gives a setting of the migrations' own a value; one that was set once is empty afterwards, and not null.
  mutating func setCustom(_ name: String, _ value: Datum, isLocal: Bool) {
    if isLocal { localSettings[name] = localSettings[name] ?? customSettings[name] ?? .text("") }
    customSettings[name] = value
  }
}
