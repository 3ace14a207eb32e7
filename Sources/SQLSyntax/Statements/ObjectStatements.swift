/// `DROP` of any kind of object.
package struct Drop: Sendable {
  package var objects: [ObjectReference]
  package var kind: ObjectKind
  package var behavior: DropBehavior
  package var ifExists: Bool
  package var isConcurrent: Bool

  init(_ node: TreeNode) {
    let kind = ObjectKind(objectType: node.word("removeType"))
    self.kind = kind
    objects = node.list("objects").map { ObjectReference(kind: kind, $0) }
    behavior = DropBehavior(node)
    ifExists = node.flag("missing_ok")
    isConcurrent = node.flag("concurrent")
  }

  /// `DROP ROLE`, which the grammar keeps apart.
  init(roles node: TreeNode) {
    kind = .role
    objects = node.list("roles").map { role in
      if case .named(let name) = RoleName(role) { return ObjectReference(kind: .role, name: ObjectName(name)) }
      return ObjectReference(kind: .role, name: ObjectName("current_user"))
    }
    behavior = .restrict
    ifExists = node.flag("missing_ok")
    isConcurrent = false
  }

  /// `DROP USER MAPPING`, which names a role and a server.
  init(userMapping node: TreeNode) {
    kind = .userMapping
    var object = ObjectReference(kind: .userMapping, name: ObjectName(""))
    object.suffix = Definition.userMapping(node)
    objects = [object]
    behavior = .restrict
    ifExists = node.flag("missing_ok")
    isConcurrent = false
  }

  /// `DROP SUBSCRIPTION`.
  init(subscription node: TreeNode) {
    kind = .subscription
    objects = [ObjectReference(kind: .subscription, name: ObjectName(node.string("subname") ?? ""))]
    behavior = DropBehavior(node)
    ifExists = node.flag("missing_ok")
    isConcurrent = false
  }
}

/// `ALTER … RENAME`.
package struct Rename: Sendable {
  /// What is renamed; for a column, a constraint, a trigger and the like its table and its name there.
  package var object: ObjectReference
  /// Of a column: the kind of the relation it is in.
  package var relationKind: ObjectKind
  package var newName: String
  package var ifExists: Bool

  init(_ node: TreeNode) {
    let kind = ObjectKind(objectType: node.word("renameType"))
    if let relation = node["relation"] {
      object = ObjectReference(kind: kind, name: ObjectName(rangeVar: relation), member: node.string("subname"))
    } else {
      object =
        node["object"].map { ObjectReference(kind: kind, $0) } ?? ObjectReference(kind: kind, name: ObjectName(""))
      if let member = node.string("subname") {
        if node["object"] == nil { object.name = ObjectName(member) } else { object.member = member }
      }
    }
    relationKind = ObjectKind(objectType: node.word("relationType"))
    newName = node.string("newname") ?? ""
    ifExists = node.flag("missing_ok")
  }
}

/// `ALTER … SET SCHEMA`.
package struct SetSchema: Sendable {
  package var object: ObjectReference
  package var newSchema: String
  package var ifExists: Bool

  init(_ node: TreeNode) {
    let kind = ObjectKind(objectType: node.word("objectType"))
    object =
      node["relation"].map { ObjectReference(kind: kind, name: ObjectName(rangeVar: $0)) }
      ?? node["object"].map { ObjectReference(kind: kind, $0) } ?? ObjectReference(kind: kind, name: ObjectName(""))
    newSchema = node.string("newschema") ?? ""
    ifExists = node.flag("missing_ok")
  }
}

/// `ALTER … OWNER TO` of what isn't a relation.
package struct ChangeOwner: Sendable {
  package var object: ObjectReference
  package var owner: RoleName

  init(_ node: TreeNode) {
    let kind = ObjectKind(objectType: node.word("objectType"))
    object = node["object"].map { ObjectReference(kind: kind, $0) } ?? ObjectReference(kind: kind, name: ObjectName(""))
    owner = node["newowner"].map { RoleName($0) } ?? .currentUser
  }
}

/// `COMMENT ON`.
package struct CommentOn: Sendable {
  package var object: ObjectReference
  /// The comment; `nil` removes it, as an empty one does.
  package var text: String?

  init(_ node: TreeNode) {
    let kind = ObjectKind(objectType: node.word("objtype"))
    object = node["object"].map { ObjectReference(kind: kind, $0) } ?? ObjectReference(kind: kind, name: ObjectName(""))
    text = node.string("comment").flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A statement that changes rows.
package struct DataChange: Sendable {
  /// Which command it is.
  package enum Kind: String, Sendable {
    case insert = "INSERT"
    case update = "UPDATE"
    case delete = "DELETE"
    case truncate = "TRUNCATE"
    case merge = "MERGE"
    case copy = "COPY"
  }

  package var kind: Kind
  package var tables: [ObjectName]
  /// The condition of UPDATE and DELETE.
  package var condition: Expression?
  package var cascade: Bool
  /// Whether there may be rows afterwards where there were none.
  package var addsRows: Bool { kind == .insert || kind == .copy || kind == .merge }
  /// Whether COPY waits for rows from the client.
  package var isFromClient: Bool
  /// The statement itself, of which `rowChange` is read.
  let statement: Query

  init(_ kind: Kind, _ node: TreeNode) {
    self.kind = kind
    statement = Query(node)
    tables =
      kind == .truncate
      ? node.list("relations").map { ObjectName(rangeVar: $0["RangeVar"] ?? $0) }
      : node["relation"].map { [ObjectName(rangeVar: $0)] } ?? []
    condition = Expression(optional: node, "whereClause")
    cascade = DropBehavior(node) == .cascade
    isFromClient = kind == .copy && node.string("filename") == nil && !node.flag("is_program")
  }
}

/// `BEGIN`, `COMMIT`, `SAVEPOINT` and their like.
package struct TransactionControl: Sendable {
  /// Which command it is.
  package enum Kind: String, Sendable {
    case begin = "BEGIN"
    case start = "START"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"
    case savepoint = "SAVEPOINT"
    case release = "RELEASE"
    case rollbackTo = "ROLLBACK_TO"
    case other = ""
  }

  package var kind: Kind
  package var savepoint: String?

  init(_ node: TreeNode) {
    kind = Kind(rawValue: String((node.string("kind") ?? "").dropFirst("TRANS_STMT_".count))) ?? .other
    savepoint = node.string("savepoint_name")
  }
}

/// `SET` and `RESET` of a parameter.
package struct SetVariable: Hashable, Sendable {
  /// The parameter's name; `nil` for `RESET ALL`.
  package var name: String?
  /// The values; `nil` sets the default again.
  package var values: [String]?
  package var isLocal: Bool
  /// `FROM CURRENT`: the value that the session has.
  package var isCurrent: Bool

  package init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
    isLocal = false
    isCurrent = false
  }

  /// The name as a server keeps it with a routine, a role or a database.
  package var storedName: String? { name.map { SetVariable.namesInTwoCases[$0] ?? $0 } }

  // SELECT name FROM pg_settings WHERE name <> lower(name);
  private static let namesInTwoCases = [
    "timezone": "TimeZone", "datestyle": "DateStyle", "intervalstyle": "IntervalStyle",
  ]

  init(_ node: TreeNode) {
    name = node.string("name")?.lowercased()
    isCurrent = node.string("kind") == "VAR_SET_CURRENT"
    values =
      node.string("kind") == "VAR_SET_VALUE"
      ? node.list("args").map { argument in
        if let constant = argument["A_Const"] { return Constant(constant).text }
        if let cast = argument["TypeCast"]?["arg"]?["A_Const"] { return Constant(cast).text }
        return ""
      } : nil
    isLocal = node.flag("is_local")
  }
}

/// `REFRESH MATERIALIZED VIEW`, `REINDEX`, `VACUUM`, `ANALYZE`, `CLUSTER` and `LOCK TABLE`.
package struct Maintenance: Sendable {
  /// Which command it is.
  package enum Kind: String, Sendable {
    case refreshMaterializedView = "REFRESH MATERIALIZED VIEW"
    case reindex = "REINDEX"
    case vacuum = "VACUUM"
    case analyze = "ANALYZE"
    case cluster = "CLUSTER"
    case lock = "LOCK TABLE"
  }

  package var kind: Kind
  package var relations: [ObjectName]
  /// The index of CLUSTER, where one is named.
  package var index: String?
  package var isConcurrent: Bool
  package var isFull: Bool
  /// `WITH NO DATA` of REFRESH.
  package var skipsData: Bool
  /// Of REINDEX: `TABLE`, `INDEX`, `SCHEMA`, `SYSTEM`, `DATABASE`.
  package var target: String

  init(_ kind: Kind, _ node: TreeNode) {
    self.kind = kind
    index = kind == .cluster ? node.string("indexname") : nil
    let nodes =
      node.list("rels").compactMap { $0["VacuumRelation"]?["relation"] }
      + node.list("relations").compactMap { $0["RangeVar"] } + [node["relation"]].compactMap { $0 }
    relations = nodes.map { ObjectName(rangeVar: $0) }
    let options = node.list("params").map { StorageOption($0) } + node.list("options").map { StorageOption($0) }
    isConcurrent = node.flag("concurrent") || options.contains { $0.name == "concurrently" && $0.value != "false" }
    isFull = options.contains { $0.name == "full" && $0.value != "false" }
    skipsData = node.flag("skipData")
    target = String((node.string("kind") ?? "").dropFirst("REINDEX_OBJECT_".count))
  }
}
