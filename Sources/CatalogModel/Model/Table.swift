package import SQLSyntax

/// A table, partitioned and foreign ones too, with what belongs to it.
package struct Table: Hashable, Sendable, ReferringObject {
  package var name: QualifiedName
  package var columns: [Column] = []
  /// By name, as PostgreSQL keeps them unique in a table.
  package var constraints: [Constraint] = []
  package var policies: [Policy] = []
  package var triggers: [Trigger] = []
  /// The names of its indexes, which are in its schema.
  package var indexNames: Set<String> = []
  package var persistence = Persistence.permanent
  /// `ENABLE ROW LEVEL SECURITY`.
  package var hasRowSecurity = false
  /// `FORCE ROW LEVEL SECURITY`.
  package var forcesRowSecurity = false
  package var owner: String?
  package var privileges = Privileges()
  package var comment: String?
  package var options: [String: String] = [:]
  /// `RANGE (created_at)`, of a partitioned table.
  package var partitionKey: CanonicalExpression?
  /// `FOR VALUES …`, of a partition, whose parent is the one in `parents`.
  package var partitionBound: String?
  package var parents: [QualifiedName] = []
  package var foreignServer: String?
  package var ofType: QualifiedName?
  /// `d` default, `n` nothing, `f` full, `i` an index (`pg_class.relreplident`).
  package var replicaIdentity = "d"
  package var replicaIdentityIndex: String?
  package var clusterIndex: String?
  package var tablespace: String?
  /// Where it isn't `heap` and a database says it.
  package var accessMethod: String?

  package init(name: QualifiedName) { self.name = name }

  /// The column of a name.
  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }
  /// The constraint of a name.
  package func constraint(_ name: String) -> Constraint? { constraints.first { $0.name == name } }
  /// The policy of a name.
  package func policy(_ name: String) -> Policy? { policies.first { $0.name == name } }
  /// The trigger of a name.
  package func trigger(_ name: String) -> Trigger? { triggers.first { $0.name == name } }

  /// The primary key.
  package var primaryKey: Constraint? { constraints.first { $0.kind == .primaryKey } }

  /// The relations, routines and types that it names.
  package var references: References {
    var names = References()
    for parent in parents { names.insert(parent) }
    if let ofType { names.insert(ofType) }
    for column in columns { names.insert(column) }
    for constraint in constraints { names.insert(constraint) }
    for policy in policies {
      names.insert(policy.using)
      names.insert(policy.withCheck)
    }
    for trigger in triggers {
      names.insert(trigger.function)
      names.insert(trigger.condition)
    }
    names.insert(partitionKey)
    names.remove(name)
    return names
  }

  /// What has to be there before the table can be made; policies, triggers and foreign keys come later.
  var creationReferences: References {
    var names = References()
    for parent in parents { names.insert(parent) }
    if let ofType { names.insert(ofType) }
    for column in columns { names.insert(column) }
    for constraint in constraints { names.insert(constraint.check) }
    names.insert(partitionKey)
    names.remove(name)
    return names
  }

  package func refersLike(_ other: Table) -> Bool {
    columns.count == other.columns.count
      && columns.indices.allSatisfy { columns[$0].refersLike(other.columns[$0]) } && constraints == other.constraints
      && policies == other.policies && triggers == other.triggers && partitionKey == other.partitionKey
      && parents == other.parents && ofType == other.ofType
  }
}

/// A column of a table.
package struct Column: Hashable, Sendable {
  package var name: String
  /// With the schema, where it isn't one of PostgreSQL's own.
  package var type: TypeName
  package var isNotNull = false
  /// What PostgreSQL 18 knows of NOT NULL as a constraint, where it isn't as it makes it by itself:
  /// `CONSTRAINT given NOT NULL NO INHERIT NOT VALID`.
  package var notNullConstraint: String?
  package var defaultValue: CanonicalExpression?
  /// `GENERATED ALWAYS AS (…) STORED`.
  package var generated: CanonicalExpression?
  /// Whether that is `VIRTUAL`, from PostgreSQL 18 on.
  package var isVirtual = false
  package var identity: IdentityKind?
  /// Where it isn't the type's own.
  package var collation: String?
  /// The collation's schema, where it isn't PostgreSQL's own and a database says it.
  package var collationSchema: String?
  /// `PLAIN`, `EXTERNAL`, `EXTENDED` or `MAIN`, where it isn't the type's own.
  package var storage: String?
  package var compression: String?
  package var statistics: Int?
  package var options: [String: String] = [:]
  package var privileges = Privileges()
  package var comment: String?
  /// Whether it comes from a parent table alone.
  package var isInherited = false

  /// Whether an INSERT may give its own value.
  package enum IdentityKind: String, Hashable, Sendable {
    case always = "ALWAYS"
    case byDefault = "BY DEFAULT"
  }

  package init(name: String, type: TypeName) {
    self.name = name
    self.type = type
  }

  fileprivate func refersLike(_ other: Column) -> Bool {
    type == other.type && defaultValue == other.defaultValue && generated == other.generated
  }
}

/// A constraint of a table or a domain.
package struct Constraint: Hashable, Sendable {
  /// What it demands.
  package enum Kind: Hashable, Sendable {
    case check(CanonicalExpression)
    case primaryKey
    case unique(nullsNotDistinct: Bool)
    case foreignKey(ForeignKey)
    case exclusion(Exclusion)
    /// A constraint trigger.
    case trigger
  }

  package var name: String
  package var kind: Kind
  package var columns: [String] = []
  package var including: [String] = []
  package var isValidated = true
  /// False with `NOT ENFORCED`, from PostgreSQL 18 on.
  package var isEnforced = true
  /// Whether the last column of a key is `WITHOUT OVERLAPS`, from PostgreSQL 18 on.
  package var isWithoutOverlaps = false
  package var isNoInherit = false
  package var isDeferrable = false
  package var isInitiallyDeferred = false
  /// Whether it comes from a parent table alone.
  package var isInherited = false
  package var comment: String?
  /// The whole statement, where a server printed it.
  package var printed = PrintedText()
  /// Those of its triggers that are off, or fire for replicas alone or always, as a database says it.
  package var triggerStates: [String] = []

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  package var foreignKey: ForeignKey? { if case .foreignKey(let key) = kind { key } else { nil } }
  package var check: CanonicalExpression? { if case .check(let expression) = kind { expression } else { nil } }

  /// Whether PostgreSQL keeps an index of the constraint's name for it.
  package var hasIndex: Bool {
    switch kind {
    case .primaryKey, .unique, .exclusion: true
    case .check, .foreignKey, .trigger: false
    }
  }
}

/// Where a foreign key points.
package struct ForeignKey: Hashable, Sendable {
  package var target: QualifiedName
  package var targetColumns: [String]
  /// As `ForeignKeyClause` has them.
  package var onUpdate: String
  package var onDelete: String
  package var onDeleteColumns: [String]
  package var match: String
  /// Whether the last column is a `PERIOD`, from PostgreSQL 18 on.
  package var hasPeriod = false
  /// The index of the target that it depends on, by its place among those of its table; 0 where that isn't known.
  package var keyIndex: Int {
    get { key.order }
    set { key.order = newValue }
  }
  private var key = Index.Age()

  package init(
    target: QualifiedName, targetColumns: [String], onUpdate: String = "a", onDelete: String = "a",
    onDeleteColumns: [String] = [], match: String = "s"
  ) {
    self.target = target
    self.targetColumns = targetColumns
    self.onUpdate = onUpdate
    self.onDelete = onDelete
    self.onDeleteColumns = onDeleteColumns
    self.match = match
  }
}

/// What an exclusion constraint compares; its index has the rest.
package struct Exclusion: Hashable, Sendable {
  package var operators: [String]

  package init(operators: [String]) { self.operators = operators }
}

/// A row-level security policy.
package struct Policy: Hashable, Sendable {
  package var name: String
  /// `all`, `select`, `insert`, `update` or `delete`.
  package var command: String
  package var isPermissive: Bool
  /// In alphabetical order; PUBLIC is `public`.
  package var roles: [String]
  package var using: CanonicalExpression?
  package var withCheck: CanonicalExpression?
  package var comment: String?

  package init(
    name: String, command: String, isPermissive: Bool, roles: [String], using: CanonicalExpression?,
    withCheck: CanonicalExpression?, comment: String? = nil
  ) {
    self.name = name
    self.command = command
    self.isPermissive = isPermissive
    self.roles = roles
    self.using = using
    self.withCheck = withCheck
    self.comment = comment
  }
}

/// A trigger of a table or a view.
package struct Trigger: Hashable, Sendable {
  package var name: String
  package var function: QualifiedName
  package var arguments: [String] = []
  /// `BEFORE`, `AFTER` or `INSTEAD OF`.
  package var timing: String
  /// Of `INSERT`, `DELETE`, `UPDATE`, `TRUNCATE`, in that order.
  package var events: [String]
  package var updateColumns: [String] = []
  package var isForEachRow: Bool
  package var condition: CanonicalExpression?
  package var isConstraint = false
  package var isDeferrable = false
  package var isInitiallyDeferred = false
  package var transitionTables: [String] = []
  /// The whole statement, where a server printed it.
  package var printed = PrintedText()
  /// The other table of a constraint trigger, as a database says it.
  package var otherTable: QualifiedName?
  /// `O` enabled, `D` disabled, `R` for replicas, `A` always (`pg_trigger.tgenabled`).
  package var mode = "O"
  package var comment: String?

  package init(name: String, function: QualifiedName, timing: String, events: [String], isForEachRow: Bool) {
    self.name = name
    self.function = function
    self.timing = timing
    self.events = events
    self.isForEachRow = isForEachRow
  }
}
