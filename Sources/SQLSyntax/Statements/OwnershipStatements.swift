/// `ALTER ROLE` with options, and `ALTER GROUP … ADD USER`.
package struct AlterRole: Sendable {
  package var role: RoleName
  package var options: [StorageOption]

  init(_ node: TreeNode) {
    role = node["role"].map { RoleName($0) } ?? .currentUser
    options = node.list("options").map { StorageOption($0) }
  }
}

/// `ALTER ROLE … SET` and `ALTER DATABASE … SET`: what new sessions start with.
package struct AlterSettings: Sendable {
  /// Whose sessions; `nil` is everybody's.
  package var role: RoleName?
  /// In which database; `nil` is in all of them.
  package var database: String?
  package var setting: SetVariable

  init(_ node: TreeNode) {
    role = node["role"].map { RoleName($0) }
    database = node.string("database") ?? node.string("dbname")
    setting = SetVariable(node["setstmt"] ?? node)
  }
}

/// `DROP OWNED` and `REASSIGN OWNED`.
package struct OwnedObjects: Sendable {
  package var roles: [RoleName]
  /// Who gets the objects; `nil` where they are dropped.
  package var newOwner: RoleName?
  package var behavior: DropBehavior

  init(drop node: TreeNode) {
    roles = node.list("roles").map { RoleName($0) }
    behavior = DropBehavior(node)
  }

  init(reassign node: TreeNode) {
    roles = node.list("roles").map { RoleName($0) }
    newOwner = node["newrole"].map { RoleName($0) } ?? .currentUser
    behavior = .restrict
  }
}

/// `ALTER EXTENSION`: another version, another member.
package struct AlterExtension: Sendable {
  package var name: String
  /// The object that becomes a member or stops to be one; `nil` for `UPDATE`.
  package var member: ObjectReference?
  package var adds: Bool

  init(_ node: TreeNode) {
    name = node.string("extname") ?? ""
    adds = false
  }

  init(contents node: TreeNode) {
    name = node.string("extname") ?? ""
    let kind = ObjectKind(objectType: node.word("objtype"))
    member = node["object"].map { ObjectReference(kind: kind, $0) }
    adds = node.int("action") > 0
  }
}

/// `ALTER TYPE … SET` of a base type's properties.
package struct AlterType: Sendable {
  package var name: ObjectName
  package var options: [StorageOption]

  init(_ node: TreeNode) {
    name = ObjectName(parts: node.strings("typeName"))
    options = node.list("options").map { StorageOption($0) }
  }
}
