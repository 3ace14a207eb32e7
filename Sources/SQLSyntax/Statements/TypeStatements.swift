/// `CREATE TYPE`.
package struct CreateType: Sendable {
  /// What sort of type it makes.
  package enum Kind: Sendable {
    case enumeration([String])
    case composite([ColumnDefinition])
    case range([StorageOption])
    /// A base type, or without options a shell.
    case base([StorageOption])
  }

  package var name: ObjectName
  package var kind: Kind
}

/// `ALTER TYPE … ADD VALUE` and `RENAME VALUE`.
package struct AlterEnum: Sendable {
  package var name: ObjectName
  /// The value that is renamed; `nil` where one is added.
  package var oldValue: String?
  package var newValue: String
  /// The value beside which the new one goes; `nil` for the end.
  package var neighbor: String?
  package var isAfterNeighbor: Bool
  package var ifNotExists: Bool

  init(_ node: TreeNode) {
    name = ObjectName(parts: node.strings("typeName"))
    oldValue = node.string("oldVal")
    newValue = node.string("newVal") ?? ""
    neighbor = node.string("newValNeighbor")
    isAfterNeighbor = node.flag("newValIsAfter")
    ifNotExists = node.flag("skipIfNewValExists")
  }
}

/// `CREATE DOMAIN`.
package struct CreateDomain: Sendable {
  package var name: ObjectName
  package var type: TypeName
  package var collation: ObjectName?
  package var constraints: [ConstraintDefinition]

  init(_ node: TreeNode) {
    name = ObjectName(parts: node.strings("domainname"))
    type = node["typeName"].map { TypeName($0) } ?? TypeName(name: "")
    collation = node["collClause"].map { ObjectName(parts: $0.strings("collname")) }
    constraints = node.list("constraints").compactMap { $0["Constraint"].flatMap { ConstraintDefinition($0) } }
  }
}

/// `ALTER DOMAIN`.
package struct AlterDomain: Sendable {
  /// What it changes.
  package enum Action: Sendable {
    case setDefault(Expression)
    case dropDefault
    case setNotNull
    case dropNotNull
    case addConstraint(ConstraintDefinition)
    case dropConstraint(String, ifExists: Bool, DropBehavior)
    case validateConstraint(String)
    case other
  }

  package var name: ObjectName
  package var action: Action

  init(_ node: TreeNode) {
    name = ObjectName(parts: node.strings("typeName"))
    switch node.word("subtype") {
    case "T": action = Expression(optional: node, "def").map { .setDefault($0) } ?? .dropDefault
    case "N": action = .dropNotNull
    case "O": action = .setNotNull
    case "C":
      action = (node["def"]?["Constraint"]).flatMap { ConstraintDefinition($0) }.map { .addConstraint($0) } ?? .other
    case "X":
      action = .dropConstraint(node.string("name") ?? "", ifExists: node.flag("missing_ok"), DropBehavior(node))
    case "V": action = .validateConstraint(node.string("name") ?? "")
    default: action = .other
    }
  }
}

/// `CREATE EXTENSION`.
package struct CreateExtension: Sendable {
  package var name: String
  package var schema: String?
  package var ifNotExists: Bool
  package var cascade: Bool

  init(_ node: TreeNode) {
    let options = node.list("options").map { StorageOption($0) }
    name = node.string("extname") ?? ""
    schema = options.first { $0.name == "schema" }?.value
    cascade = options.contains { $0.name == "cascade" }
    ifNotExists = node.flag("if_not_exists")
  }
}

/// `CREATE SCHEMA`, with the statements that stand in it.
package struct CreateSchema: Sendable {
  package var name: String
  package var owner: RoleName?
  package var ifNotExists: Bool
  package var elements: [Statement]

  init(_ node: TreeNode) {
    owner = node["authrole"].map { RoleName($0) }
    if let name = node.string("schemaname") {
      self.name = name
    } else if case .named(let role) = owner {
      name = role
    } else {
      name = ""
    }
    ifNotExists = node.flag("if_not_exists")
    elements = node.list("schemaElts").map { Statement($0) }
  }
}

/// `CREATE ROLE`, `USER` and `GROUP`.
package struct CreateRole: Sendable {
  package var name: String
  package var options: [StorageOption]

  init(_ node: TreeNode) {
    name = node.string("role") ?? ""
    options = node.list("options").map { StorageOption($0) }
    // CREATE USER says it by its name.
    if node.string("stmt_type") == "ROLESTMT_USER", !options.contains(where: { $0.name == "canlogin" }) {
      options.append(StorageOption("canlogin", "true"))
    }
  }
}
