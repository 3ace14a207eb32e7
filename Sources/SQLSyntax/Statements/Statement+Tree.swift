extension Statement {
  /// Reads a statement's node: `{"CreateStmt": {…}}`.
  init(_ node: TreeNode) {
    let (tag, body) = node.tagged
    self =
      Statement.tableStatement(tag, body) ?? Statement.definition(tag, body) ?? Statement.objectStatement(tag, body)
      ?? Statement.command(tag, body) ?? Statement.rareDefinition(tag, body) ?? .other(kind: tag.text)
  }

  private static func tableStatement(_ tag: TreeWord, _ node: TreeNode) -> Statement? {
    switch tag {
    case "CreateStmt": return .createTable(CreateTable(node))
    case "AlterTableStmt": return .alterTable(AlterTable(node))
    case "IndexStmt": return .createIndex(CreateIndex(node))
    case "CreateTableAsStmt": return .createTableAs(CreateTableAs(node))
    case "ViewStmt": return .createView(CreateView(node))
    case "CreateSeqStmt": return .createSequence(CreateSequence(node))
    case "AlterSeqStmt": return .alterSequence(AlterSequence(node))
    case "CreateForeignTableStmt":
      var table = CreateTable(node["base"] ?? node)
      table.foreignServer = node.string("servername")
      table.options += node.list("options").map { StorageOption($0) }
      return .createTable(table)
    default: return nil
    }
  }

  private static func definition(_ tag: TreeWord, _ node: TreeNode) -> Statement? {
    switch tag {
    case "CreateFunctionStmt": return .createFunction(CreateFunction(node))
    case "AlterFunctionStmt": return .alterFunction(AlterFunction(node))
    case "CreateTrigStmt": return .createTrigger(CreateTrigger(node))
    case "CreatePolicyStmt": return .createPolicy(CreatePolicy(node))
    case "AlterPolicyStmt": return .alterPolicy(AlterPolicy(node))
    case "CreateEnumStmt":
      return .createType(
        CreateType(name: ObjectName(parts: node.strings("typeName")), kind: .enumeration(node.strings("vals"))))
    case "CompositeTypeStmt":
      let columns = node.list("coldeflist").compactMap { $0["ColumnDef"].map { ColumnDefinition($0) } }
      return .createType(CreateType(name: ObjectName(rangeVar: node["typevar"] ?? node), kind: .composite(columns)))
    case "CreateRangeStmt":
      let options = node.list("params").map { StorageOption($0) }
      return .createType(CreateType(name: ObjectName(parts: node.strings("typeName")), kind: .range(options)))
    case "DefineStmt" where node.word("kind") == "OBJECT_TYPE":
      let options = node.list("definition").map { StorageOption($0) }
      return .createType(CreateType(name: ObjectName(parts: node.strings("defnames")), kind: .base(options)))
    case "DefineStmt" where node.word("kind") == "OBJECT_AGGREGATE":
      return .createFunction(CreateFunction(aggregate: node))
    case "AlterEnumStmt": return .alterEnum(AlterEnum(node))
    case "CreateDomainStmt": return .createDomain(CreateDomain(node))
    case "AlterDomainStmt": return .alterDomain(AlterDomain(node))
    case "CreateExtensionStmt": return .createExtension(CreateExtension(node))
    case "CreateSchemaStmt": return .createSchema(CreateSchema(node))
    case "CreateRoleStmt": return .createRole(CreateRole(node))
    default: return nil
    }
  }

  private static func objectStatement(_ tag: TreeWord, _ node: TreeNode) -> Statement? {
    switch tag {
    case "DropStmt": .drop(Drop(node))
    case "DropRoleStmt": .drop(Drop(roles: node))
    case "DropUserMappingStmt": .drop(Drop(userMapping: node))
    case "DropSubscriptionStmt": .drop(Drop(subscription: node))
    case "AlterRoleStmt": .alterRole(AlterRole(node))
    case "AlterRoleSetStmt", "AlterDatabaseSetStmt": .alterSettings(AlterSettings(node))
    case "DropOwnedStmt": .owned(OwnedObjects(drop: node))
    case "ReassignOwnedStmt": .owned(OwnedObjects(reassign: node))
    case "AlterExtensionStmt": .alterExtension(AlterExtension(node))
    case "AlterExtensionContentsStmt": .alterExtension(AlterExtension(contents: node))
    case "AlterTypeStmt": .alterType(AlterType(node))
    case "SecLabelStmt": .securityLabel(provider: node.string("provider"))
    case "CommentStmt": .comment(CommentOn(node))
    case "RenameStmt": .rename(Rename(node))
    case "AlterObjectSchemaStmt": .setSchema(SetSchema(node))
    case "AlterOwnerStmt": .changeOwner(ChangeOwner(node))
    case "GrantStmt": .grant(Grant(node))
    case "GrantRoleStmt": .grantRole(GrantRole(node))
    case "AlterDefaultPrivilegesStmt": .alterDefaultPrivileges(AlterDefaultPrivileges(node))
    default: nil
    }
  }

  private static func command(_ tag: TreeWord, _ node: TreeNode) -> Statement? {
    switch tag {
    case "InsertStmt": return .dataChange(DataChange(.insert, node))
    case "UpdateStmt": return .dataChange(DataChange(.update, node))
    case "DeleteStmt": return .dataChange(DataChange(.delete, node))
    case "TruncateStmt": return .dataChange(DataChange(.truncate, node))
    case "MergeStmt": return .dataChange(DataChange(.merge, node))
    case "CopyStmt" where node.flag("is_from"): return .dataChange(DataChange(.copy, node))
    case "SelectStmt":
      if let into = node["intoClause"] { return .createTableAs(CreateTableAs(into: into, query: node)) }
      return .select(Query(node))
    case "CallStmt": return .call(Call(node))
    case "DoStmt": return .doBlock(DoBlock(node))
    case "TransactionStmt": return .transaction(TransactionControl(node))
    case "VariableSetStmt": return .setVariable(SetVariable(node))
    case "RefreshMatViewStmt": return .maintenance(Maintenance(.refreshMaterializedView, node))
    case "ReindexStmt": return .maintenance(Maintenance(.reindex, node))
    case "VacuumStmt": return .maintenance(Maintenance(node.flag("is_vacuumcmd") ? .vacuum : .analyze, node))
    case "ClusterStmt": return .maintenance(Maintenance(.cluster, node))
    case "LockStmt": return .maintenance(Maintenance(.lock, node))
    default: return nil
    }
  }

  /// What a `Definition` makes, and changes of it.
  private static func rareDefinition(_ tag: TreeWord, _ node: TreeNode) -> Statement? {
    Definition(tag, node).map { .define($0) } ?? AlterDefinition(tag, node).map { .alterDefinition($0) }
  }
}
