/// A statement, as far as rules and the catalog ask about it.
///
/// Not a mirror of the grammar: what nobody asks about is `.other` with the grammar's own name for it.
package enum Statement: Sendable {
  case createTable(CreateTable)
  case createTableAs(CreateTableAs)
  case alterTable(AlterTable)
  case createIndex(CreateIndex)
  case createView(CreateView)
  case createSequence(CreateSequence)
  case alterSequence(AlterSequence)
  case createType(CreateType)
  case alterEnum(AlterEnum)
  case createDomain(CreateDomain)
  case alterDomain(AlterDomain)
  case createFunction(CreateFunction)
  case alterFunction(AlterFunction)
  case createTrigger(CreateTrigger)
  case createPolicy(CreatePolicy)
  case alterPolicy(AlterPolicy)
  case createExtension(CreateExtension)
  case createSchema(CreateSchema)
  case createRole(CreateRole)
  case drop(Drop)
  case rename(Rename)
  case setSchema(SetSchema)
  case changeOwner(ChangeOwner)
  case comment(CommentOn)
  case grant(Grant)
  case grantRole(GrantRole)
  case alterDefaultPrivileges(AlterDefaultPrivileges)
  case dataChange(DataChange)
  case select(Query)
  case call(Call)
  case doBlock(DoBlock)
  case transaction(TransactionControl)
  case setVariable(SetVariable)
  case maintenance(Maintenance)
  case define(Definition)
  case alterDefinition(AlterDefinition)
  case alterRole(AlterRole)
  case alterSettings(AlterSettings)
  case owned(OwnedObjects)
  case alterExtension(AlterExtension)
  case alterType(AlterType)
  case securityLabel(provider: String?)
  /// Any other: the grammar's name of it, `CreatedbStmt`.
  case other(kind: String)
}

/// Whether a removal takes what depends on the object along.
package enum DropBehavior: Hashable, Sendable {
  case restrict, cascade

  init(_ node: TreeNode) { self = node.string("behavior") == "DROP_CASCADE" ? .cascade : .restrict }
}

/// A setting of an object: `fillfactor = 70`.
package struct StorageOption: Hashable, Sendable {
  package var name: String
  /// The value's text; `nil` where it isn't given, which means true.
  package var value: String?

  package init(_ name: String, _ value: String?) {
    self.name = name
    self.value = value
  }

  init(_ node: TreeNode) {
    let element = node["DefElem"] ?? node
    let prefix = element.string("defnamespace").map { $0 + "." } ?? ""
    name = prefix + (element.string("defname") ?? "")
    value = element["arg"].map(StorageOption.text)
    if value == "0", let negative = element.location.flatMap({ element.tree.negativeInteger(after: $0) }) {
      value = String(negative)
    }
  }

  /// Whether an option's value is one of those that PostgreSQL reads as false (`defGetBoolean`).
  package static func isFalse(_ value: String) -> Bool { ["false", "off", "0"].contains(value.lowercased()) }

  /// The text of an option's value, whatever node it is.
  static func text(_ node: TreeNode) -> String {
    let (tag, body) = node.tagged
    return switch tag {
    case "String": body.string("sval") ?? ""
    case "Integer": String(body.int("ival"))
    case "Float": body.string("fval") ?? ""
    case "Boolean": body.flag("boolval") ? "true" : "false"
    case "TypeName": TypeName(body).formatted
    case "List": body.list("items").map(text).joined(separator: ".")
    case "A_Const": Constant(body).text
    default: ""
    }
  }
}

/// A role as a statement names it.
package enum RoleName: Hashable, Sendable {
  case named(String)
  case `public`
  case currentUser

  init(_ node: TreeNode) {
    let role = node["RoleSpec"] ?? node
    switch role.word("roletype") {
    case "ROLESPEC_PUBLIC": self = .public
    case "ROLESPEC_CSTRING": self = .named(role.string("rolename") ?? "")
    default: self = .currentUser
    }
  }
}

/// The kinds of objects, by their names in the manual.
package enum ObjectKind: String, Hashable, Sendable, CaseIterable {
  case table, view, sequence, index, column, constraint, trigger, policy, rule, type, domain, function, procedure
  case routine, aggregate, schema, role, collation, cast, conversion, database, language, `operator`, publication
  case server, statistics, subscription, tablespace, transform
  /// A parameter of the server, on which privileges are granted.
  case parameter
  case materializedView = "materialized view"
  case foreignTable = "foreign table"
  case domainConstraint = "domain constraint"
  case `extension` = "extension"
  case accessMethod = "access method"
  case eventTrigger = "event trigger"
  case foreignDataWrapper = "foreign-data wrapper"
  case largeObject = "large object"
  case operatorClass = "operator class"
  case operatorFamily = "operator family"
  case textSearchConfiguration = "text search configuration"
  case textSearchDictionary = "text search dictionary"
  case textSearchParser = "text search parser"
  case textSearchTemplate = "text search template"
  case userMapping = "user mapping"
  case attribute, other

  /// Reads the grammar's `ObjectType`.
  init(objectType: TreeWord) {
    self =
      switch objectType {
      case "OBJECT_TABLE": .table
      case "OBJECT_COLUMN": .column
      case "OBJECT_INDEX": .index
      case "OBJECT_POLICY": .policy
      case "OBJECT_TRIGGER": .trigger
      case "OBJECT_FUNCTION": .function
      case "OBJECT_VIEW": .view
      case "OBJECT_TYPE": .type
      case "OBJECT_SEQUENCE": .sequence
      case "OBJECT_TABCONSTRAINT": .constraint
      case "OBJECT_DOMCONSTRAINT": .domainConstraint
      case "OBJECT_MATVIEW": .materializedView
      case "OBJECT_FOREIGN_SERVER": .server
      case "OBJECT_FDW": .foreignDataWrapper
      case "OBJECT_STATISTIC_EXT": .statistics
      case "OBJECT_OPCLASS": .operatorClass
      case "OBJECT_OPFAMILY": .operatorFamily
      case "OBJECT_TSCONFIGURATION": .textSearchConfiguration
      case "OBJECT_TSDICTIONARY": .textSearchDictionary
      case "OBJECT_TSPARSER": .textSearchParser
      case "OBJECT_TSTEMPLATE": .textSearchTemplate
      case "OBJECT_LARGEOBJECT": .largeObject
      case "OBJECT_PARAMETER_ACL": .parameter
      default:
        ObjectKind(
          rawValue: objectType.text.dropFirst("OBJECT_".count).lowercased().split(separator: "_").joined(separator: " ")
        )
          ?? .other
      }
  }
}

/// An object that a statement names: to drop it, to comment on it, to rename it.
package struct ObjectReference: Hashable, Sendable {
  package var kind: ObjectKind
  /// The object's name; for a column, a constraint, a trigger, a policy or a rule that of its table.
  package var name: ObjectName
  /// The name within the table (or the domain).
  package var member: String?
  /// The argument types of a routine; `nil` where the statement leaves them out.
  package var arguments: [TypeName]?
  /// What stands behind the name of an operator, a cast and the like.
  package var suffix: [NamePart] = []

  package init(kind: ObjectKind, name: ObjectName, member: String? = nil, arguments: [TypeName]? = nil) {
    self.kind = kind
    self.name = name
    self.member = member
    self.arguments = arguments
  }

  /// Reads an object as DROP, COMMENT and ALTER … OWNER have it.
  init(kind: ObjectKind, _ node: TreeNode) {
    self.init(kind: kind, name: ObjectName(""))
    let (tag, body) = node.tagged
    switch tag {
    case "ObjectWithArgs" where kind == .operator: self.init(operator: body)
    case "ObjectWithArgs":
      name = ObjectName(parts: body.strings("objname"))
      arguments = body.flag("args_unspecified") ? nil : RoutineParameter.signature(body)
    case "TypeName": name = ObjectReference.typeName(body)
    case "String": name = ObjectName(node.stringNode)
    case "RangeVar": name = ObjectName(rangeVar: body)
    case "List": readList(body.list("items"))
    default: break
    }
  }

  /// Reads an operator, which has its operands behind its name.
  init(operator node: TreeNode) {
    self.init(kind: .operator, name: ObjectName(parts: node.strings("objname")))
    let operands = node.list("objargs").map { $0["TypeName"].map { TypeName($0) } }
    suffix = NamePart.operands(operands.count > 1 ? operands[0] : nil, operands.last ?? nil)
  }

  private mutating func readList(_ items: TreeElements) {
    let parts = items.map { $0["TypeName"].map { ObjectReference.typeName($0).name } ?? $0.stringNode }
    switch kind {
    case .column, .constraint, .trigger, .policy, .rule:
      name = ObjectName(parts: Array(parts.dropLast()))
      member = parts.last
    case .domainConstraint:
      // COMMENT names the domain as a type, RENAME by its parts and the constraint apart.
      if let domain = items.first?["TypeName"] {
        name = ObjectReference.typeName(domain)
        member = parts.last
      } else {
        name = ObjectName(parts: parts)
      }
    case .operatorClass, .operatorFamily:
      name = ObjectName(parts: Array(parts.dropFirst()))
      suffix = NamePart.method(parts.first ?? "")
    case .cast, .transform:
      let types = items.compactMap { $0["TypeName"].map { TypeName($0) } }
      guard let first = types.first, let last = types.last else { return }
      suffix = kind == .cast ? NamePart.cast(first, last) : NamePart.transform(first, parts.last ?? "")
    default: name = ObjectName(parts: parts)
    }
  }

  private static func typeName(_ node: TreeNode) -> ObjectName { ObjectName(parts: node.strings("names")) }
}

extension ObjectName {
  /// Reads a `RangeVar` node.
  init(rangeVar node: TreeNode) {
    self.init(schema: node.string("schemaname"), node.string("relname") ?? "")
  }
}
