package import SQLSyntax

extension Script {
  /// Whether a statement of the script refuses a transaction block, so that it has to be run without one.
  package var requiresAutocommit: Bool { statements.contains { refusesTransactionBlock($0) } }

  /// Whether the whole script is one transaction of its own, which nothing in it ends before the COMMIT that is last.
  package var isOneTransaction: Bool {
    guard statements.count > 1, statements.first?.isControl([.begin, .start]) ?? false else { return false }
    return statements.firstIndex { $0.isControl([.commit, .rollback]) } == statements.count - 1
      && statements.last?.isControl([.commit]) ?? false
  }

  /// Whether a statement fails within a transaction block with SQLSTATE 25001 (`active_sql_transaction`).
  ///
  /// Each was tried on PostgreSQL 15.18, REFRESH … CONCURRENTLY and ALTER TYPE … ADD VALUE among those that don't. Which
  /// procedures commit, a CALL doesn't show.
  package func refusesTransactionBlock(_ statement: Located<Statement>) -> Bool {
    switch statement.value {
    case .createIndex(let index): index.isConcurrent
    case .drop(let drop): drop.isConcurrent || drop.kind == .subscription
    case .define(let definition) where definition.kind == .subscription:
      refusesTransactionBlock(kind: "CreateSubscriptionStmt", text: text(statement.range))
    case .alterDefinition(let alter) where alter.object.kind == .subscription:
      refusesTransactionBlock(kind: "AlterSubscriptionStmt", text: text(statement.range))
    case .maintenance(let maintenance): maintenance.refusesTransactionBlock
    case .alterTable(let table):
      table.actions.contains { if case .detachPartition(_, concurrently: true) = $0 { true } else { false } }
    case .other(let kind): refusesTransactionBlock(kind: kind, text: text(statement.range))
    default: false
    }
  }

  private func refusesTransactionBlock(kind: String, text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    switch kind {
    case "CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterSystemStmt": return true
    case "AlterDatabaseStmt": return words.contains("tablespace")
    case "DiscardStmt": return words.last == "all"
    // A subscription without a slot to make or to drop may stand in a block.
    case "CreateSubscriptionStmt":
      let pairs = zip(words, words.dropFirst())
      return !pairs.contains { ($0 == "connect" || $0 == "create_slot") && StorageOption.isFalse(String($1)) }
    case "AlterSubscriptionStmt": return words.contains("refresh") || words.contains("publication")
    default: return false
    }
  }
}

extension Located<Statement> {
  /// Whether the statement is one of these that control transactions.
  package func isControl(_ kinds: Set<TransactionControl.Kind>) -> Bool {
    if case .transaction(let control) = value { kinds.contains(control.kind) } else { false }
  }
}

extension Maintenance {
  fileprivate var refusesTransactionBlock: Bool {
    switch kind {
    case .vacuum: true
    case .reindex: isConcurrent || ["SCHEMA", "DATABASE", "SYSTEM"].contains(target)
    case .cluster: relations.isEmpty
    case .refreshMaterializedView, .analyze, .lock: false
    }
  }
}

extension ScriptTransaction {
  /// Whether a transaction is begun before the script is run.
  ///
  /// A script with a statement that refuses one is run without, for `.always` too: its tool would stop there with SQLSTATE
  /// 25001, which a rule says; what the script does to the schema is another question.
  package func holds(_ script: Script) -> Bool {
    switch self {
    case .automatic, .always: !script.requiresAutocommit
    case .never, .own: false
    }
  }
}
