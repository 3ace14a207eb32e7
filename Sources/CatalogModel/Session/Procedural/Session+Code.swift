import SQLSyntax

extension Session {
  mutating func run(_ block: DoBlock) throws(CatalogError) {
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

  /// The schemas of a routine's own `search_path`.
  static func schemas(ofSetting setting: String) -> [String] {
    setting.split(separator: ",").map { Identifier.parts(of: $0.filter { $0 != " " }).joined(separator: ".") }
      .filter { !$0.isEmpty && $0 != "$user" && $0 != "pg_catalog" }
  }

  /// Whether a table has no rows: nobody put any there.
  func isEmpty(_ table: QualifiedName) -> Bool {
    guard !mayHaveFilledAny, !filledTables.contains(table) else { return false }
    return catalog.children(of: table).allSatisfy { isEmpty($0) }
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
        if change.addsRows { filledTables.insert(relation) }
      }
    }
  }
}
