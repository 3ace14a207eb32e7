import SQLSyntax

extension Session {
  mutating func run(_ block: DoBlock) throws(CatalogError) {
    if block.language == "plpgsql" { try requireReadable(block.body) }
    try inCode { (run) throws(CatalogError) in try run.run(block) }
  }

  mutating func call(_ call: Call) throws(CatalogError) {
    try inCode { (run) throws(CatalogError) in _ = try run.perform(.call(call)) }
  }

  /// A query that calls routines of the migrations runs their code.
  mutating func runQuery(_ query: Query) throws(CatalogError) {
    try follow { (run) throws(CatalogError) in _ = try run.perform(.select(query)) }
  }

  /// Runs code, in which no statement runs outside of a transaction.
  private mutating func inCode(_ body: (inout Procedure) throws(CatalogError) -> Void) throws(CatalogError) {
    let wasInTransaction = isInTransaction
    defer {
      if !wasInTransaction { newEnumValues = [:] }
    }
    try follow(body)
  }

  /// What a script sets for its session is gone with it, and so are its temporary objects.
  mutating func endSession() {
    checksFunctionBodies = true
    if !customSettings.isEmpty { customSettings = [:] }
    guard hasTemporaryObjects else { return }
    hasTemporaryObjects = false
    func isTemporary(_ name: QualifiedName) -> Bool { name.schema == "pg_temp" }
    let targets =
      catalog.tables.keys.filter(isTemporary).map(Removal.table)
      + catalog.views.keys.filter(isTemporary).map(Removal.view)
      + catalog.sequences.keys.filter(isTemporary).map(Removal.sequence)
      + catalog.types.keys.filter(isTemporary).map(Removal.type)
      + catalog.routines.keys.filter { isTemporary($0.name) }.map(Removal.routine)
    // Nothing refuses it: what depends on a temporary object goes along.
    let before = outcome
    try? remove(targets, .cascade)
    outcome = before
  }

  /// The schemas of a routine's own `search_path`.
  static func schemas(ofSetting setting: String) -> [String] {
    setting.split(separator: ",").map { Identifier.parts(of: $0.filter { $0 != " " }).joined(separator: ".") }
      .filter { !$0.isEmpty && $0 != "$user" && $0 != "pg_catalog" }
  }

  mutating func noteUses(of query: Query) {
    query.visit { part in
      if case .call(let name) = part.kind, let routine = routine(named: name) {
        outcome.uses.insert(routine.signature.name)
      }
      return true
    }
  }

  mutating func noteDataChanges(of query: Query) {
    for change in query.dataChanges {
      for name in change.tables {
        guard let relation = relation(name) else { continue }
        outcome.uses.insert(relation)
        outcome.dataChanges.append(relation)
        outcome.lock(relation, .rowExclusive)
        forgetRows(changedBy: change, "it depends on the rows of `\(relation.short)`")
      }
    }
  }
}
