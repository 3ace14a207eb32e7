import SQLSyntax

extension Session {
  /// Statements that leave every schema as it is, by the grammar's names.
  ///
  /// Settings of the server and of databases belong to no schema; cursors, notifications and prepared
  /// statements go with the session.
  package static let statementsWithoutSchemaEffect: Set<String> = [
    "AlterCollationStmt", "AlterDatabaseRefreshCollStmt", "AlterDatabaseStmt", "AlterSystemStmt",
    "AlterTableSpaceOptionsStmt", "CheckPointStmt", "ClosePortalStmt",
    "ConstraintsSetStmt", "CopyStmt", "CreateTableSpaceStmt", "CreatedbStmt", "DeallocateStmt", "DeclareCursorStmt",
    "DiscardStmt", "DropTableSpaceStmt", "DropdbStmt", "ExecuteStmt", "ExplainStmt", "FetchStmt", "ListenStmt",
    "LoadStmt", "NotifyStmt", "PrepareStmt", "UnlistenStmt", "VariableShowStmt",
  ]

  /// Statements that no transaction block takes, with their commands.
  private static let outsideTransactions = [
    "AlterSystemStmt": "ALTER SYSTEM", "CreateTableSpaceStmt": "CREATE TABLESPACE", "CreatedbStmt": "CREATE DATABASE",
    "DropTableSpaceStmt": "DROP TABLESPACE", "DropdbStmt": "DROP DATABASE",
  ]

  /// Statements whose effect nobody can know from the migrations alone, by the grammar's names, each with the reason.
  package static let undecidedStatements: [String: String] = [
    "AlterObjectDependsStmt": "what goes when the extension goes isn't followed",
    "AlterTableMoveAllStmt": "which tables are in a tablespace, the server knows",
    "ImportForeignSchemaStmt": "which tables the foreign server has isn't known",
  ]

  /// Does what a statement that isn't read does: nothing, or what nobody knows.
  mutating func other(_ kind: String) throws(CatalogError) {
    if isInTransaction, let command = Session.outsideTransactions[kind] { throw .inTransaction(command) }
    guard !Session.statementsWithoutSchemaEffect.contains(kind) else { return }
    if let reason = Session.undecidedStatements[kind] { return outcome.undecided.append(reason) }
    notModelled(kind)
  }
}
