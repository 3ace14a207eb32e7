package import SQLSyntax

extension AlterTable.Action {
  /// The lock that the action takes on its table (`AlterTableGetLockLevel`, commands/tablecmds.c of PostgreSQL 15).
  package var lock: LockMode {
    switch self {
    case .setStatistics, .setColumnOptions, .resetColumnOptions, .validateConstraint, .clusterOn, .attachPartition,
      .setOptions, .resetOptions:
      return .shareUpdateExclusive
    case .detachPartition(_, let concurrently): return concurrently ? .shareUpdateExclusive : .accessExclusive
    case .setTrigger: return .shareRowExclusive
    case .addConstraint(let definition):
      if case .foreignKey = definition.kind { return .shareRowExclusive }
      return .accessExclusive
    case .addColumn, .dropColumn, .alterType, .setDefault, .dropDefault, .setNotNull, .dropNotNull, .dropExpression,
      .addIdentity, .setIdentity, .dropIdentity, .setStorage, .setCompression, .dropConstraint, .alterConstraint,
      .setRowSecurity, .forceRowSecurity, .changeOwner, .inherit, .noInherit, .setType, .setRule, .replicaIdentity,
      .setPersistence, .setTablespace, .setAccessMethod, .setForeignOptions, .other:
      return .accessExclusive
    }
  }
}
