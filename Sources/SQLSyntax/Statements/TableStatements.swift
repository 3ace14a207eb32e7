/// How long a table's data lives: `pg_class.relpersistence`.
package enum Persistence: String, Hashable, Sendable {
  case permanent = "p"
  case unlogged = "u"
  case temporary = "t"
}

extension Persistence: CustomStringConvertible {
  /// The word that PostgreSQL's messages have for such a table.
  package var description: String {
    switch self {
    case .permanent: "permanent"
    case .unlogged: "unlogged"
    case .temporary: "temporary"
    }
  }
}

/// `CREATE TABLE`, of any form but `AS`; foreign tables too.
package struct CreateTable: Sendable {
  package var name: ObjectName
  package var columns: [ColumnDefinition] = []
  package var constraints: [ConstraintDefinition] = []
  package var likes: [LikeClause] = []
  package var inherits: [ObjectName] = []
  /// The composite type of `CREATE TABLE … OF`.
  package var ofType: TypeName?
  package var partitionKey: PartitionKey?
  /// `FOR VALUES …` of a partition, whose parent is in `inherits`.
  package var partitionBound: PartitionBound?
  package var persistence = Persistence.permanent
  package var options: [StorageOption] = []
  package var ifNotExists = false
  /// `ON COMMIT DROP`, which leaves nothing behind.
  package var dropsOnCommit = false
  /// Whether there is an ON COMMIT at all.
  package var saysOnCommit = false
  package var accessMethod: String?
  package var tablespace: String?
  /// The server of `CREATE FOREIGN TABLE`.
  package var foreignServer: String?
}

/// `LIKE table INCLUDING …`: what of the table is copied.
package struct LikeClause: Hashable, Sendable {
  package var source: ObjectName
  /// The bits of `CREATE_TABLE_LIKE_…` (nodes/parsenodes.h).
  package var options: Int
  /// How many of the statement's columns stand before it.
  package var place: Int
}

/// A column as CREATE TABLE and ADD COLUMN have it.
package struct ColumnDefinition: Sendable {
  package var name: String
  package var type: TypeName
  package var constraints: [ConstraintDefinition]
  package var collation: ObjectName?
  package var compression: String?
  /// The options of a foreign table's column.
  package var foreignOptions: [StorageOption] = []
  package var location: Int?

  /// Whether it only says more of a column that a partition or a typed table has anyway.
  package var hasNoType: Bool { type.name.isEmpty }
}

/// A constraint of a column, a table or a domain; a column's default, identity and generation too, as in the grammar.
package struct ConstraintDefinition: Sendable {
  /// What it demands or sets.
  package enum Kind: Sendable {
    case notNull
    case null
    case defaultValue(Expression)
    case check(Expression)
    case primaryKey
    case unique(nullsNotDistinct: Bool)
    case foreignKey(ForeignKeyClause)
    case generated(Expression)
    case identity(always: Bool, options: [StorageOption])
    case exclusion(ExclusionClause)
  }

  package var kind: Kind
  package var name: String?
  package var columns: [String] = []
  package var including: [String] = []
  /// The index of `USING INDEX`.
  package var indexName: String?
  package var options: [StorageOption] = []
  package var isNotValid = false
  package var isNoInherit = false
  package var isDeferrable = false
  package var isInitiallyDeferred = false
  package var location: Int?
}

/// `REFERENCES`: the other table and what happens to the rows here when one there changes.
package struct ForeignKeyClause: Hashable, Sendable {
  package var target: ObjectName
  /// The referenced columns; empty means the primary key.
  package var targetColumns: [String]
  /// `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default (`pg_constraint.confupdtype`).
  package var onUpdate: String
  package var onDelete: String
  /// The columns of `ON DELETE SET NULL (…)`.
  package var onDeleteColumns: [String]
  /// `s` simple, `f` full.
  package var match: String
}

/// `EXCLUDE USING method (element WITH operator, …) WHERE (…)`.
package struct ExclusionClause: Sendable {
  package var accessMethod: String
  package var elements: [IndexElement]
  package var operators: [String]
  package var predicate: Expression?
}

/// `PARTITION BY strategy (…)`.
package struct PartitionKey: Sendable {
  /// `range`, `list` or `hash`.
  package var strategy: String
  package var elements: [IndexElement]
}

/// `FOR VALUES …` or `DEFAULT`.
package struct PartitionBound: Hashable, Sendable {
  /// The bound in one spelling: `FOR VALUES FROM (1) TO (MINVALUE)`.
  package var text: String
  package var isDefault: Bool

  /// The text with its constants as PostgreSQL prints those of some types, a type for each column of the key.
  package func printed(as types: [TypeName?]) -> String {
    var output = ""
    var column = 0
    var rest = text[...]
    let isList = text.hasPrefix("FOR VALUES IN")
    while let character = rest.first {
      let begins = output.hasSuffix("(") || output.hasSuffix(", ")
      if let constant = rest.prefixMatch(of: /'((?:[^']|'')*)'/)
        ?? (begins ? rest.prefixMatch(of: /(-?[0-9.][0-9.eE+-]*)/) : nil)
      {
        rest = rest[constant.range.upperBound...]
        let type = isList ? types.first ?? nil : types.indices.contains(column) ? types[column] : nil
        let value = String(constant.1).replacing("''", with: "'")
        let printed = type.map { Literals.printed(value, as: $0) } ?? value
        let isBare = type.map { PartitionBound.isBare(printed, of: $0) } ?? (character != "'")
        output += isBare ? printed : Identifier.literal(printed)
      } else if character == "'" {
        return text
      } else {
        if character == "(" { column = 0 } else if character == "," { column += 1 }
        output.append(rest.removeFirst())
      }
    }
    return output
  }

  /// Whether a constant of a type is told by its looks alone, so that a server prints it without quotes
  /// (`get_const_expr`).
  private static func isBare(_ constant: String, of type: TypeName) -> Bool {
    switch type.schema == nil ? type.formatted.prefix(while: { $0 != "(" }) : "" {
    case "integer": !constant.hasPrefix("-")
    case "numeric": constant.first?.isNumber ?? false && constant.contains { "eE.".contains($0) }
    case "boolean": true
    default: false
    }
  }
}

/// `CREATE TABLE … AS`, `SELECT … INTO` and `CREATE MATERIALIZED VIEW`.
package struct CreateTableAs: Sendable {
  package var name: ObjectName
  package var columns: [String]
  package var query: Query?
  package var isMaterializedView: Bool
  package var persistence: Persistence
  package var ifNotExists: Bool
  package var withData: Bool
  package var options: [StorageOption]
}

/// `ADD`, `SET` or `DROP` of an option that a foreign-data wrapper reads.
package struct ForeignOption: Sendable {
  /// What is done with the option; without a word it is added.
  package enum Verb: Sendable { case add, set, drop }

  package var verb: Verb
  package var option: StorageOption

  init(_ node: TreeNode) {
    switch (node["DefElem"] ?? node).word("defaction") {
    case "DEFELEM_SET": verb = .set
    case "DEFELEM_DROP": verb = .drop
    default: verb = .add
    }
    option = StorageOption(node)
  }
}

/// `ALTER TABLE` and its like for views, indexes, sequences, types and foreign tables.
package struct AlterTable: Sendable {
  package var name: ObjectName
  package var kind: ObjectKind
  package var ifExists: Bool
  /// `ONLY`: not the children.
  package var only: Bool
  package var actions: [Action]

  /// One of the comma-separated subcommands.
  package enum Action: Sendable {
    case addColumn(ColumnDefinition, ifNotExists: Bool)
    case dropColumn(String, ifExists: Bool, DropBehavior)
    case alterType(column: String, TypeName, collation: ObjectName?, using: Expression?)
    case setDefault(column: String, Expression)
    case dropDefault(column: String)
    case setNotNull(column: String)
    case dropNotNull(column: String)
    case dropExpression(column: String, ifExists: Bool)
    case addIdentity(column: String, always: Bool, options: [StorageOption])
    case setIdentity(column: String, options: [StorageOption])
    case dropIdentity(column: String, ifExists: Bool)
    case setStatistics(column: String, Int)
    case setStorage(column: String, String)
    case setCompression(column: String, String)
    case setColumnOptions(column: String, [StorageOption])
    case resetColumnOptions(column: String, [StorageOption])
    /// `OPTIONS (…)` of a foreign table, or of a column of one.
    case setForeignOptions(column: String?, [ForeignOption])
    case addConstraint(ConstraintDefinition)
    case dropConstraint(String, ifExists: Bool, DropBehavior)
    case validateConstraint(String)
    case alterConstraint(ConstraintDefinition)
    case setRowSecurity(enabled: Bool)
    case forceRowSecurity(Bool)
    case changeOwner(RoleName)
    case setOptions([StorageOption])
    case resetOptions([StorageOption])
    case attachPartition(ObjectName, PartitionBound)
    case detachPartition(ObjectName, concurrently: Bool)
    case inherit(ObjectName)
    case noInherit(ObjectName)
    /// `OF type`; without a type `NOT OF`.
    case setType(TypeName?)
    /// `name` is `nil` for ALL and USER; the mode is `pg_trigger.tgenabled`: `O`, `D`, `R` or `A`.
    case setTrigger(name: String?, mode: String)
    /// The mode is `pg_rewrite.ev_enabled`.
    case setRule(name: String, mode: String)
    case clusterOn(String?)
    case replicaIdentity(String, index: String?)
    case setPersistence(Persistence)
    case setTablespace(String)
    case setAccessMethod(String)
    /// Any other: the grammar's name of it, `AT_ReAddIndex`.
    case other(String)
  }
}
