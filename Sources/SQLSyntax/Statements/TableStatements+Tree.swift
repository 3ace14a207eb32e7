extension CreateTable {
  /// Reads a `CreateStmt` node.
  init(_ node: TreeNode) {
    let relation = node["relation"] ?? node
    name = ObjectName(rangeVar: relation)
    persistence = Persistence(rawValue: relation.string("relpersistence") ?? "p") ?? .permanent
    for element in node.list("tableElts") {
      let (tag, body) = element.tagged
      switch tag {
      case "ColumnDef": columns.append(ColumnDefinition(body))
      case "Constraint":
        if let constraint = ConstraintDefinition(body) { constraints.append(constraint) }
      case "TableLikeClause":
        likes.append(
          LikeClause(
            source: ObjectName(rangeVar: body["relation"] ?? body), options: body.int("options"), place: columns.count))
      default: break
      }
    }
    inherits = node.list("inhRelations").map { ObjectName(rangeVar: $0["RangeVar"] ?? $0) }
    ofType = node["ofTypename"].map { TypeName($0) }
    partitionKey = node["partspec"].map { PartitionKey($0) }
    partitionBound = node["partbound"].map { PartitionBound($0) }
    options = node.list("options").map { StorageOption($0) }
    ifNotExists = node.flag("if_not_exists")
    dropsOnCommit = node.string("oncommit") == "ONCOMMIT_DROP"
    saysOnCommit = node.string("oncommit") != "ONCOMMIT_NOOP"
    accessMethod = node.string("accessMethod")
    tablespace = node.string("tablespacename")
  }
}

extension ColumnDefinition {
  /// Reads a `ColumnDef` node.
  init(_ node: TreeNode) {
    name = node.string("colname") ?? ""
    type = node["typeName"].map { TypeName($0) } ?? TypeName(name: "")
    collation = node["collClause"].map { ObjectName(parts: $0.strings("collname")) }
    compression = node.string("compression")
    foreignOptions = node.list("fdwoptions").map { StorageOption($0) }
    location = node.location
    constraints = []
    for element in node.list("constraints") {
      guard let body = element["Constraint"] else { continue }
      if let constraint = ConstraintDefinition(body) {
        constraints.append(constraint)
      } else if !constraints.isEmpty {
        constraints[constraints.count - 1].readAttribute(body.word("contype"))
      }
    }
  }
}

extension ConstraintDefinition {
  /// Reads a `Constraint` node; `nil` for one that says how the constraint before it is checked.
  init?(_ node: TreeNode) {
    guard let kind = Kind(node) else { return nil }
    self.kind = kind
    name = node.string("conname")
    columns = node.strings(node["fk_attrs"] == nil ? "keys" : "fk_attrs")
    including = node.strings("including")
    indexName = node.string("indexname")
    options = node.list("options").map { StorageOption($0) }
    isNotValid = node.flag("skip_validation")
    isNoInherit = node.flag("is_no_inherit")
    isDeferrable = node.flag("deferrable") || node.flag("initdeferred")
    isInitiallyDeferred = node.flag("initdeferred")
    location = node.location
  }

  fileprivate mutating func readAttribute(_ type: TreeWord) {
    switch type {
    case "CONSTR_ATTR_DEFERRABLE": isDeferrable = true
    case "CONSTR_ATTR_DEFERRED":
      isDeferrable = true
      isInitiallyDeferred = true
    default: break
    }
  }
}

extension ConstraintDefinition.Kind {
  fileprivate init?(_ node: TreeNode) {
    switch node.word("contype") {
    case "CONSTR_NOTNULL": self = .notNull
    case "CONSTR_NULL": self = .null
    case "CONSTR_DEFAULT": self = .defaultValue(Expression(node, "raw_expr"))
    case "CONSTR_CHECK": self = .check(Expression(node, "raw_expr"))
    case "CONSTR_PRIMARY": self = .primaryKey
    case "CONSTR_UNIQUE": self = .unique(nullsNotDistinct: node.flag("nulls_not_distinct"))
    case "CONSTR_FOREIGN": self = .foreignKey(ForeignKeyClause(node))
    case "CONSTR_GENERATED": self = .generated(Expression(node, "raw_expr"))
    case "CONSTR_IDENTITY":
      self = .identity(
        always: node.string("generated_when") == "a", options: node.list("options").map { StorageOption($0) })
    case "CONSTR_EXCLUSION": self = .exclusion(ExclusionClause(node))
    default: return nil
    }
  }
}

extension ForeignKeyClause {
  fileprivate init(_ node: TreeNode) {
    target = ObjectName(rangeVar: node["pktable"] ?? node)
    targetColumns = node.strings("pk_attrs")
    onUpdate = node.string("fk_upd_action") ?? "a"
    onDelete = node.string("fk_del_action") ?? "a"
    onDeleteColumns = node.strings("fk_del_set_cols")
    match = node.string("fk_matchtype") ?? "s"
  }
}

extension ExclusionClause {
  fileprivate init(_ node: TreeNode) {
    accessMethod = node.string("access_method") ?? "btree"
    let pairs = node.list("exclusions").map(\.elements)
    elements = pairs.compactMap { $0.first?["IndexElem"].map { IndexElement($0) } }
    operators = pairs.compactMap { $0.last?.elements.last?.stringNode }
    predicate = Expression(optional: node, "where_clause")
  }
}

extension PartitionKey {
  fileprivate init(_ node: TreeNode) {
    strategy = (node.string("strategy") ?? "").lowercased()
    elements = node.list("partParams").compactMap { $0["PartitionElem"].map { IndexElement($0) } }
  }
}

extension PartitionBound {
  /// Reads a `PartitionBoundSpec` node.
  init(_ node: TreeNode) {
    func values(_ key: StaticString) -> String {
      node.list(key).map { item in
        if let column = item["ColumnRef"] { return column.strings("fields").joined().uppercased() }
        return CanonicalExpression(item, resolver: NoNames()).text
      }.joined(separator: ", ")
    }
    isDefault = node.flag("is_default")
    text =
      switch node.word("strategy") {
      case _ where isDefault: "DEFAULT"
      case "l": "FOR VALUES IN (\(values("listdatums")))"
      case "r": "FOR VALUES FROM (\(values("lowerdatums"))) TO (\(values("upperdatums")))"
      default: "FOR VALUES WITH (modulus \(node.int("modulus")), remainder \(node.int("remainder")))"
      }
  }
}

extension CreateTableAs {
  /// Reads a `CreateTableAsStmt` node.
  init(_ node: TreeNode) {
    let into = node["into"] ?? node
    self.init(into: into, query: node["query"])
    isMaterializedView = node.string("objtype") == "OBJECT_MATVIEW"
    ifNotExists = node.flag("if_not_exists")
  }

  /// Reads an `IntoClause` node.
  init(into: TreeNode, query: TreeNode?) {
    let relation = into["rel"] ?? into
    name = ObjectName(rangeVar: relation)
    columns = into.strings("colNames")
    self.query = query.map { Query($0) }
    isMaterializedView = false
    persistence = Persistence(rawValue: relation.string("relpersistence") ?? "p") ?? .permanent
    ifNotExists = false
    withData = !into.flag("skipData")
    options = into.list("options").map { StorageOption($0) }
  }
}

extension AlterTable {
  /// Reads an `AlterTableStmt` node.
  init(_ node: TreeNode) {
    let relation = node["relation"] ?? node
    name = ObjectName(rangeVar: relation)
    kind = node["objtype"].map { ObjectKind(objectType: $0.word) } ?? .table
    ifExists = node.flag("missing_ok")
    only = !relation.flag("inh")
    actions = node.list("cmds").compactMap { $0["AlterTableCmd"].map { Action($0) } }
  }
}

extension AlterTable.Action {
  fileprivate init(_ node: TreeNode) {
    let column = node.string("name") ?? ""
    let subtype = node.word("subtype")
    let definition = node["def"]
    let options = definition?.elements.map { StorageOption($0) } ?? []
    switch subtype {
    case "AT_AddColumn":
      self = .addColumn(
        (definition?["ColumnDef"]).map { ColumnDefinition($0) }
          ?? ColumnDefinition(name: "", type: TypeName(name: ""), constraints: []),
        ifNotExists: node.flag("missing_ok"))
    case "AT_DropColumn": self = .dropColumn(column, ifExists: node.flag("missing_ok"), DropBehavior(node))
    case "AT_AlterColumnType":
      let column = definition?["ColumnDef"]
      self = .alterType(
        column: node.string("name") ?? "", column?["typeName"].map { TypeName($0) } ?? TypeName(name: ""),
        collation: column?["collClause"].map { ObjectName(parts: $0.strings("collname")) },
        using: column.flatMap { Expression(optional: $0, "raw_default") })
    case "AT_ColumnDefault":
      self = Expression(optional: node, "def").map { .setDefault(column: column, $0) } ?? .dropDefault(column: column)
    case "AT_SetNotNull": self = .setNotNull(column: column)
    case "AT_DropNotNull": self = .dropNotNull(column: column)
    case "AT_DropExpression": self = .dropExpression(column: column, ifExists: node.flag("missing_ok"))
    case "AT_AddIdentity":
      let identity = definition?["Constraint"]
      self = .addIdentity(
        column: column, always: identity?.string("generated_when") == "a",
        options: identity?.list("options").map { StorageOption($0) } ?? [])
    case "AT_SetIdentity": self = .setIdentity(column: column, options: options)
    case "AT_DropIdentity": self = .dropIdentity(column: column, ifExists: node.flag("missing_ok"))
    case "AT_SetStatistics":
      let target = definition?["Integer"]?.int("ival") ?? -1
      self = .setStatistics(column: column, target == 0 && !node.tree.setsStatisticsToZero ? -1 : target)
    case "AT_SetStorage": self = .setStorage(column: column, definition?.stringNode ?? "")
    case "AT_SetCompression": self = .setCompression(column: column, definition?.stringNode ?? "")
    case "AT_SetOptions": self = .setColumnOptions(column: column, options)
    case "AT_ResetOptions": self = .resetColumnOptions(column: column, options)
    case "AT_GenericOptions", "AT_AlterColumnGenericOptions":
      let changes = definition?.elements.map { ForeignOption($0) } ?? []
      self = .setForeignOptions(column: subtype == "AT_GenericOptions" ? nil : column, changes)
    default: self = .tableAction(subtype, node)
    }
  }

  private static func tableAction(_ subtype: TreeWord, _ node: TreeNode) -> Self {
    let name = node.string("name") ?? ""
    let definition = node["def"]
    let options = definition?.elements.map { StorageOption($0) } ?? []
    let partition = definition?["PartitionCmd"]
    let other = ObjectName(rangeVar: partition?["name"] ?? definition?["RangeVar"] ?? node)
    switch subtype {
    case "AT_AddConstraint", "AT_AlterConstraint":
      guard let constraint = definition?["Constraint"].flatMap({ ConstraintDefinition($0) }) else {
        return .other(subtype.text)
      }
      return subtype == "AT_AddConstraint" ? .addConstraint(constraint) : .alterConstraint(constraint)
    case "AT_DropConstraint": return .dropConstraint(name, ifExists: node.flag("missing_ok"), DropBehavior(node))
    case "AT_ValidateConstraint": return .validateConstraint(name)
    case "AT_EnableRowSecurity": return .setRowSecurity(enabled: true)
    case "AT_DisableRowSecurity": return .setRowSecurity(enabled: false)
    case "AT_ForceRowSecurity": return .forceRowSecurity(true)
    case "AT_NoForceRowSecurity": return .forceRowSecurity(false)
    case "AT_ChangeOwner": return .changeOwner(node["newowner"].map { RoleName($0) } ?? .currentUser)
    case "AT_SetRelOptions": return .setOptions(options)
    case "AT_ResetRelOptions": return .resetOptions(options)
    case "AT_AttachPartition":
      return .attachPartition(
        other, partition?["bound"].map { PartitionBound($0) } ?? .init(text: "", isDefault: false))
    case "AT_DetachPartition": return .detachPartition(other, concurrently: partition?.flag("concurrent") ?? false)
    case "AT_AddInherit": return .inherit(other)
    case "AT_DropInherit": return .noInherit(other)
    case "AT_AddOf": return .setType(definition?["TypeName"].map { TypeName($0) })
    case "AT_DropOf": return .setType(nil)
    case "AT_ClusterOn": return .clusterOn(name)
    case "AT_DropCluster": return .clusterOn(nil)
    case "AT_ReplicaIdentity":
      let identity = definition?["ReplicaIdentityStmt"]
      return .replicaIdentity(identity?.string("identity_type") ?? "d", index: identity?.string("name"))
    case "AT_SetLogged": return .setPersistence(.permanent)
    case "AT_SetUnLogged": return .setPersistence(.unlogged)
    case "AT_SetTableSpace": return .setTablespace(name)
    case "AT_SetAccessMethod": return .setAccessMethod(name)
    default: return triggerAction(subtype, name)
    }
  }

  private static func triggerAction(_ subtype: TreeWord, _ name: String) -> Self {
    switch subtype {
    case "AT_EnableTrig": .setTrigger(name: name, mode: "O")
    case "AT_EnableAlwaysTrig": .setTrigger(name: name, mode: "A")
    case "AT_EnableReplicaTrig": .setTrigger(name: name, mode: "R")
    case "AT_DisableTrig": .setTrigger(name: name, mode: "D")
    case "AT_EnableTrigAll", "AT_EnableTrigUser": .setTrigger(name: nil, mode: "O")
    case "AT_DisableTrigAll", "AT_DisableTrigUser": .setTrigger(name: nil, mode: "D")
    case "AT_EnableRule": .setRule(name: name, mode: "O")
    case "AT_EnableAlwaysRule": .setRule(name: name, mode: "A")
    case "AT_EnableReplicaRule": .setRule(name: name, mode: "R")
    case "AT_DisableRule": .setRule(name: name, mode: "D")
    default: .other(subtype.text)
    }
  }
}
