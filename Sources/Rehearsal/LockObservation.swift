package import PostgresClient
package import SQLSyntax

/// What a statement locks and rewrites, as the server shows it.
package struct LockObservation: Hashable, Sendable {
  /// A lock that the statement took on a table, a view, an index or a sequence.
  package struct RelationLock: Hashable, Sendable {
    package var relation: QualifiedName
    /// As `pg_locks` names it: `AccessExclusiveLock`.
    package var mode: String
    /// Whether the statement itself made the relation.
    package var isNew: Bool

    package init(relation: QualifiedName, mode: String, isNew: Bool = false) {
      self.relation = relation
      self.mode = mode
      self.isNew = isNew
    }
  }

  package var locks: Set<RelationLock>
  /// The tables and materialized views that have other files than before: they were written anew.
  package var rewritten: Set<QualifiedName>
  /// The indexes that were built anew.
  package var rebuiltIndexes: Set<QualifiedName>

  /// Runs a statement and looks at the locks it added; outside a transaction it is taken back afterwards.
  ///
  /// In an open transaction, locks that earlier statements took already aren't seen again.
  package init(of sql: String, on connection: Connection) throws(PostgresError) {
    let isAlone = connection.transactionStatus == .idle
    if isAlone { try connection.execute("BEGIN") }
    do {
      let before = try Relations(connection)
      try connection.execute(sql)
      let after = try Relations(connection)
      locks = after.locks(since: before)
      rewritten = after.rewritten(since: before, isIndex: false)
      rebuiltIndexes = after.rewritten(since: before, isIndex: true)
    } catch {
      if isAlone, !connection.isClosed { _ = try? connection.execute("ROLLBACK") }
      throw error
    }
    if isAlone { try connection.execute("ROLLBACK") }
  }
}

/// The relations of a database at one moment, and which of them this session has locked.
private struct Relations {
  struct Relation {
    var name: QualifiedName
    var file: Int
    var kind: String
  }

  private var relations: [Int: Relation] = [:]
  private var modes: [Int: Set<String>] = [:]

  init(_ connection: Connection) throws(PostgresError) {
    let answers = try connection.queryAll([
      """
      SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relfilenode AS file, c.relkind AS kind
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      """,
      """
      SELECT relation, mode FROM pg_catalog.pg_locks
      WHERE locktype = 'relation' AND pid = pg_catalog.pg_backend_pid() AND granted
      """,
    ])
    for row in answers.first ?? Rows() {
      relations[try row.int("oid")] = Relation(
        name: QualifiedName(schema: try row.string("schema"), name: try row.string("name")), file: try row.int("file"),
        kind: try row.string("kind"))
    }
    for row in answers.last ?? Rows() { modes[try row.int("relation"), default: []].insert(try row.string("mode")) }
  }

  /// Locks by the names before the statement, which may have renamed or dropped what it locked.
  func locks(since before: Relations) -> Set<LockObservation.RelationLock> {
    var locks: Set<LockObservation.RelationLock> = []
    for (oid, modes) in modes {
      guard let relation = before.relations[oid] ?? relations[oid] else { continue }
      for mode in modes.subtracting(before.modes[oid] ?? []) {
        locks.insert(.init(relation: relation.name, mode: mode, isNew: before.relations[oid] == nil))
      }
    }
    return locks
  }

  func rewritten(since before: Relations, isIndex: Bool) -> Set<QualifiedName> {
    var names: Set<QualifiedName> = []
    for (oid, relation) in relations where (relation.kind == "i") == isIndex && "irm".contains(relation.kind) {
      if let old = before.relations[oid], old.file != relation.file { names.insert(old.name) }
    }
    return names
  }
}
