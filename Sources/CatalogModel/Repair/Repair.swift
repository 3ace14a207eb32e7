import Diagnostics
import SQLSyntax

/// The statements that turn one catalog into another.
///
/// Every statement is applied to a session as soon as it is written: the next one is written for what is there then. So
/// what goes along with something that is dropped is made again, and nothing is written twice.
package struct Repair: Sendable {
  /// How the statements are written.
  package struct Options: Hashable, Sendable {
    package var names: NameStyle
    /// Whether indexes are made and dropped `CONCURRENTLY`, which no transaction block allows.
    package var isConcurrent: Bool
    /// Whether an enum that has too many values, or has them in another order, is made anew with the columns of its type.
    package var remakesEnums: Bool

    package init(names: NameStyle = .short, isConcurrent: Bool = false, remakesEnums: Bool = false) {
      self.names = names
      self.isConcurrent = isConcurrent
      self.remakesEnums = remakesEnums
    }
  }

  /// In an order in which each finds what it needs.
  package private(set) var statements: [RepairStatement] = []
  /// What no statement does.
  package internal(set) var notes: [RepairNote] = []
  /// The statements that the simulation refuses, with the reason, so that they were left out.
  package private(set) var refused: [String: String] = [:]
  /// What the statements leave different.
  package private(set) var residue = CatalogDiff(from: Catalog(), to: Catalog())

  /// The catalog that the statements so far have made.
  var session: Session
  let target: Catalog
  let options: Options
  /// What is being dropped, so that circles end.
  var removing: Set<Removal> = []
  /// What is being made.
  var creating: Set<QualifiedName> = []
  /// What was made since the state that is to come back, and may go where its name is needed.
  var isOwn: Set<QualifiedName> = []

  var names: NameStyle { options.names }
  var catalog: Catalog { session.catalog }

  /// Finds the statements that lead from one catalog to the other.
  ///
  /// A comparison sees a renamed object as one that is gone and another that is new: `renames` are the statements that
  /// led from the second catalog to the first, whose renames are taken back.
  package init(
    from current: Catalog, to target: Catalog, undoing steps: [AppliedStatement] = [], options: Options = Options()
  ) {
    session = Session(catalog: current)
    self.target = target
    self.options = options
    undoRenames(in: steps)
    refused = [:]
    // What is in the way of one change may come to light with another.
    for _ in 0..<3 {
      let before = statements.count
      createContainers()
      createRareObjects(areBasic: true)
      createTypes()
      removeRareObjects(areBasic: false)
      removeMembers()
      removeWholes()
      alterTables()
      removeOthers()
      removeRareObjects(areBasic: true)
      createTables()
      createOthers()
      createRareObjects(areBasic: true)
      createRareObjects(areBasic: false)
      setProperties()
      setObserved()
      if statements.count == before { break }
      residue = CatalogDiff(from: target, to: catalog)
      if residue.isEmpty || residue.isColumnOrderOnly { break }
    }
    removeShared()
    residue = CatalogDiff(from: target, to: catalog)
  }

  // MARK: - Writing

  /// Adds a statement where the simulation accepts it; `false` where it is refused or changes nothing.
  ///
  /// A statement that makes an object says all of it; `isObserved` is another that also sets what no simulation follows.
  @discardableResult
  mutating func emit(
    _ sql: String, _ object: ObjectIdentity, _ notes: [RepairNote] = [], isObserved: Bool = false
  ) -> Bool {
    let script = Script(SourceText(path: "repair", text: sql))
    guard script.errors.isEmpty, script.statements.count == 1, let statement = script.statements.first else {
      refused[sql] = script.errors.first?.message ?? "it isn't one statement"
      return false
    }
    let outcome = session.apply(statement.value)
    if let error = outcome.error { refused[sql] = "\(error.message) (\(error.sqlState))" }
    guard outcome.error == nil, !outcome.isNoOp else { return false }
    refused[sql] = nil
    let rewritten = outcome.rewrites.filter { target.tables[$0] != nil }.map { table in
      RepairNote(.heavyLock, "all of `\(table.short)` is written anew, and nobody can use it meanwhile")
    }
    var added = RepairStatement(sql: sql, object: object, notes: notes + rewritten, isObserved: isObserved)
    added.isObserved = added.isObserved || added.isCreation
    statements.append(added)
    if added.isObserved { session.catalog.adopt(object, of: target, isNew: added.isCreation) }
    return true
  }

  /// Adds statements that give an object what no simulation follows of it.
  mutating func emit(observed sql: [String], _ object: ObjectIdentity, _ notes: [RepairNote] = []) {
    guard !sql.isEmpty else { return }
    statements += sql.map { RepairStatement(sql: $0, object: object, notes: notes, isObserved: true) }
    session.catalog.adopt(object, of: target, isNew: false)
  }

  /// `ALTER TABLE users`.
  func alter(_ table: QualifiedName) -> String {
    "ALTER \(catalog.tables[table]?.foreignServer == nil ? "TABLE" : "FOREIGN TABLE") \(names(table))"
  }

  /// Notes once that something has no inverse.
  mutating func note(_ text: String) {
    let note = RepairNote(.noInverse, text)
    if !notes.contains(note) { notes.append(note) }
  }
}
