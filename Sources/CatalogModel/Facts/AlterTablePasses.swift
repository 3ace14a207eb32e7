import SQLSyntax

extension AlterTable {
  /// The actions in the order in which PostgreSQL does them, whatever order they are written in.
  var actionsInOrder: [Action] {
    guard actions.count > 1 else { return actions }
    return actions.enumerated().sorted { ($0.element.pass, $0.offset) < ($1.element.pass, $1.offset) }.map(\.element)
  }
}

extension AlterTable.Action {
  /// The pass of ALTER TABLE that does the action (`ATPrepCmd`, commands/tablecmds.c of PostgreSQL 15).
  fileprivate var pass: Int {
    switch self {
    case .dropColumn, .dropConstraint, .dropNotNull, .dropDefault, .dropExpression, .dropIdentity: 0
    case .alterType: 1
    case .addColumn: 4
    case .setNotNull, .setIdentity: 6
    case .addConstraint: 7
    case .setDefault, .addIdentity: 9
    case .setStatistics, .setStorage, .setCompression, .setColumnOptions, .resetColumnOptions, .validateConstraint,
      .alterConstraint, .setRowSecurity, .forceRowSecurity, .changeOwner, .setOptions, .resetOptions, .attachPartition,
      .detachPartition, .inherit, .noInherit, .setType, .setTrigger, .setRule, .clusterOn, .replicaIdentity,
      .setPersistence, .setTablespace, .setAccessMethod, .setForeignOptions, .other:
      10
    }
  }
}
