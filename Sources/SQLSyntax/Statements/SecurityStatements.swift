/// `CREATE POLICY`.
package struct CreatePolicy: Sendable {
  package var name: String
  package var table: ObjectName
  /// `all`, `select`, `insert`, `update` or `delete`.
  package var command: String
  package var isPermissive: Bool
  package var roles: [RoleName]
  package var using: Expression?
  package var withCheck: Expression?

  init(_ node: TreeNode) {
    name = node.string("policy_name") ?? ""
    table = ObjectName(rangeVar: node["table"] ?? node)
    command = node.string("cmd_name") ?? "all"
    isPermissive = node.flag("permissive")
    roles = node.list("roles").map { RoleName($0) }
    using = Expression(optional: node, "qual")
    withCheck = Expression(optional: node, "with_check")
  }
}

/// `ALTER POLICY`; `nil` is what the statement leaves as it is.
package struct AlterPolicy: Sendable {
  package var name: String
  package var table: ObjectName
  package var roles: [RoleName]?
  package var using: Expression?
  package var withCheck: Expression?

  init(_ node: TreeNode) {
    name = node.string("policy_name") ?? ""
    table = ObjectName(rangeVar: node["table"] ?? node)
    roles = node["roles"].map { $0.elements.map { RoleName($0) } }
    using = Expression(optional: node, "qual")
    withCheck = Expression(optional: node, "with_check")
  }
}

/// `GRANT` and `REVOKE` of privileges.
package struct Grant: Sendable {
  package var isGrant: Bool
  package var kind: ObjectKind
  /// The objects; of `ALL … IN SCHEMA` the schemas; of ALTER DEFAULT PRIVILEGES none.
  package var objects: [ObjectReference]
  package var isAllInSchema: Bool
  /// Empty means ALL.
  package var privileges: [Privilege]
  package var grantees: [RoleName]
  package var withGrantOption: Bool
  package var behavior: DropBehavior

  /// A privilege, perhaps on some columns alone.
  package struct Privilege: Hashable, Sendable {
    /// In lower case: `select`.
    package var name: String
    package var columns: [String]
  }

  init(_ node: TreeNode) {
    isGrant = node.flag("is_grant")
    let kind = ObjectKind(objectType: node.word("objtype"))
    self.kind = kind
    isAllInSchema = node.word("targtype") == "ACL_TARGET_ALL_IN_SCHEMA"
    let objectKind = isAllInSchema ? .schema : kind
    objects = node.list("objects").map { ObjectReference(kind: objectKind, $0) }
    privileges = node.list("privileges").compactMap { $0["AccessPriv"] }.map {
      Privilege(name: ($0.string("priv_name") ?? "all").lowercased(), columns: $0.strings("cols"))
    }
    grantees = node.list("grantees").map { RoleName($0) }
    withGrantOption = node.flag("grant_option")
    behavior = DropBehavior(node)
  }
}

/// `GRANT role TO role` and `REVOKE`.
package struct GrantRole: Hashable, Sendable {
  package var isGrant: Bool
  package var roles: [String]
  package var grantees: [RoleName]

  init(_ node: TreeNode) {
    isGrant = node.flag("is_grant")
    roles = node.list("granted_roles").compactMap { $0["AccessPriv"]?.string("priv_name") }
    grantees = node.list("grantee_roles").map { RoleName($0) }
  }
}

/// `ALTER DEFAULT PRIVILEGES`.
package struct AlterDefaultPrivileges: Sendable {
  /// Empty means every schema.
  package var schemas: [String]
  /// Empty means the current role.
  package var roles: [RoleName]
  package var grant: Grant

  init(_ node: TreeNode) {
    let options = node.list("options").compactMap { $0["DefElem"] }
    func list(_ name: StaticString) -> TreeElements? {
      options.first { $0.word("defname") == name }?["arg"]?.elements
    }
    schemas = list("schemas")?.map(\.stringNode) ?? []
    roles = list("roles")?.map { RoleName($0) } ?? []
    grant = Grant(node["action"] ?? node)
  }
}
