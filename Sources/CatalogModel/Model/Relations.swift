package import SQLSyntax

/// A view or a materialized view.
package struct View: Hashable, Sendable, ReferringObject {
  package var name: QualifiedName
  package var isMaterialized = false
  package var definition: CanonicalExpression
  /// The names of its columns; `nil` where they aren't known.
  package var columns: [String]?
  /// The types of its columns, as far as they are known; no comparison looks at them.
  package var columnTypes: [TypeName?] = []
  package var options: [String: String] = [:]
  package var owner: String?
  package var privileges = Privileges()
  package var comment: String?
  package var columnComments: [String: String] = [:]
  package var columnDefaults: [String: CanonicalExpression] = [:]
  package var columnPrivileges: [String: Privileges] = [:]
  /// What a materialized view has like a table, as a database says it: `statistics of id`, `clustered on`.
  package var properties: [String: String] = [:]
  package var triggers: [Trigger] = []
  package var indexNames: Set<String> = []
  /// Of a materialized view: whether it has been filled.
  package var isPopulated = true

  package init(name: QualifiedName, definition: CanonicalExpression) {
    self.name = name
    self.definition = definition
  }

  package var kind: ObjectKind { isMaterialized ? .materializedView : .view }

  package var references: References {
    var names = References()
    names.insert(definition)
    for trigger in triggers { names.insert(trigger.function) }
    names.remove(name)
    return names
  }
}

/// An index, those behind constraints too.
package struct Index: Hashable, Sendable, ReferringObject {
  package var name: QualifiedName
  package var table: QualifiedName
  package var accessMethod = "btree"
  package var keys: [IndexKey] = []
  package var including: [String] = []
  package var predicate: CanonicalExpression?
  package var isUnique = false
  package var nullsNotDistinct = false
  /// The constraint that the index is there for; it has the index's name.
  package var isForConstraint = false
  /// The place among the indexes of its table by their age.
  package var order: Int {
    get { age.order }
    set { age.order = newValue }
  }
  private var age = Age()
  /// False after a failed CREATE INDEX CONCURRENTLY.
  package var isValid = true
  /// The whole statement, where a server printed it.
  package var printed = PrintedText()
  /// Whether new rows are put in, as a database says it.
  package var isReady = true
  /// The statistics targets of its columns by their places, as a database says it.
  package var statistics: [Int: Int] = [:]
  package var options: [String: String] = [:]
  package var tablespace: String?
  /// The index of the partitioned table that this one is a part of.
  package var parent: QualifiedName?
  package var comment: String?

  /// A place among the indexes of a table, which no comparison looks at.
  struct Age: Hashable, Sendable {
    var order = 0

    static func == (left: Self, right: Self) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
  }

  package init(name: QualifiedName, table: QualifiedName) {
    self.name = name
    self.table = table
  }

  /// The columns that it starts with, up to the first expression.
  package var leadingColumns: [String] {
    Array(keys.prefix { $0.column != nil }.compactMap(\.column))
  }

  package var references: References {
    var names = References()
    names.insert(table)
    for key in keys { names.insert(key.expression) }
    names.insert(predicate)
    return names
  }
}

/// What an index is ordered by.
package struct IndexKey: Hashable, Sendable {
  /// The column, where the key is one.
  package var column: String?
  package var expression: CanonicalExpression
  package var collation: String?
  /// Where it isn't the type's default.
  package var operatorClass: String?
  /// The schemas of both, where they aren't PostgreSQL's own and a database says them.
  package var collationSchema: String?
  package var operatorClassSchema: String?
  package var isDescending = false
  package var nullsFirst = false
  /// What the index itself calls it: the column's name when the index was made, which copies are named after.
  package var original: OriginalName

  /// A name that no comparison looks at.
  package struct OriginalName: Hashable, Sendable {
    package var text: String?

    package static func == (left: Self, right: Self) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
  }

  package init(column: String?, expression: CanonicalExpression) {
    self.column = column
    original = OriginalName(text: column)
    self.expression = expression
  }

  /// The schemas of its collation and its operator class.
  var schemas: String? {
    let schemas = [collationSchema, operatorClassSchema].compactMap { $0 }
    return schemas.isEmpty ? nil : schemas.joined(separator: " ")
  }

  /// The key as CREATE INDEX has it.
  package var text: String {
    expression.text + (collation.map { " COLLATE \(Identifier.quoted($0))" } ?? "")
      + (operatorClass.map { " " + $0 } ?? "")
      + (isDescending ? " DESC" : "")
      + (nullsFirst == isDescending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST")
  }
}

/// A sequence; its current value isn't part of a schema.
package struct Sequence: Hashable, Sendable, ReferringObject {
  package var name: QualifiedName
  /// `smallint`, `integer` or `bigint`.
  package var type = "bigint"
  package var start = 1
  package var increment = 1
  package var minimum = 1
  package var maximum = Int.max
  package var cache = 1
  package var cycles = false
  /// The column that it goes with.
  package var owner: OwningColumn?
  /// Whether it belongs to an identity column.
  package var isIdentity = false
  package var persistence = Persistence.permanent
  package var role: String?
  package var privileges = Privileges()
  package var comment: String?

  /// A column that a sequence goes with.
  package struct OwningColumn: Hashable, Sendable {
    package var table: QualifiedName
    package var column: String

    package init(table: QualifiedName, column: String) {
      self.table = table
      self.column = column
    }
  }

  package init(name: QualifiedName) { self.name = name }

  package var references: References {
    var names = References()
    if let owner { names.insert(owner.table) }
    return names
  }
}
