/// `CREATE INDEX`.
package struct CreateIndex: Sendable {
  /// The index's name; `nil` where PostgreSQL chooses one.
  package var name: String?
  package var table: ObjectName
  package var accessMethod: String
  package var elements: [IndexElement]
  package var including: [IndexElement]
  package var predicate: Expression?
  package var options: [StorageOption]
  package var tablespace: String?
  package var isUnique: Bool
  package var nullsNotDistinct: Bool
  package var isConcurrent: Bool
  package var ifNotExists: Bool
  /// `ON ONLY`: not on the partitions.
  package var only: Bool

  init(_ node: TreeNode) {
    name = node.string("idxname")
    table = ObjectName(rangeVar: node["relation"] ?? node)
    accessMethod = node.string("accessMethod") ?? "btree"
    elements = node.list("indexParams").compactMap { $0["IndexElem"].map { IndexElement($0) } }
    including = node.list("indexIncludingParams").compactMap { $0["IndexElem"].map { IndexElement($0) } }
    predicate = Expression(optional: node, "whereClause")
    options = node.list("options").map { StorageOption($0) }
    tablespace = node.string("tableSpace")
    isUnique = node.flag("unique")
    nullsNotDistinct = node.flag("nulls_not_distinct")
    isConcurrent = node.flag("concurrent")
    ifNotExists = node.flag("if_not_exists")
    only = !(node["relation"]?.flag("inh") ?? true)
  }
}

/// A column or an expression of an index, a partition key or an exclusion constraint.
package struct IndexElement: Sendable {
  package var column: String?
  package var expression: Expression?
  package var collation: ObjectName?
  package var operatorClass: ObjectName?
  package var operatorClassOptions: [StorageOption]
  package var isDescending: Bool
  /// `NULLS FIRST` or `LAST` where it is said.
  package var nullsFirst: Bool?

  init(_ node: TreeNode) {
    column = node.string("name")
    expression = Expression(optional: node, "expr")
    collation = node["collation"].map { ObjectName(parts: $0.elements.map(\.stringNode)) }
    operatorClass = node["opclass"].map { ObjectName(parts: $0.elements.map(\.stringNode)) }
    operatorClassOptions = node.list("opclassopts").map { StorageOption($0) }
    isDescending = node.word("ordering") == "SORTBY_DESC"
    switch node.word("nulls_ordering") {
    case "SORTBY_NULLS_FIRST": nullsFirst = true
    case "SORTBY_NULLS_LAST": nullsFirst = false
    default: nullsFirst = nil
    }
  }
}

/// `CREATE VIEW`.
package struct CreateView: Sendable {
  package var name: ObjectName
  package var columns: [String]
  package var query: Query
  package var orReplace: Bool
  package var options: [StorageOption]
  /// `local` or `cascaded`.
  package var checkOption: String?
  package var persistence: Persistence

  init(_ node: TreeNode) {
    let view = node["view"] ?? node
    name = ObjectName(rangeVar: view)
    columns = node.strings("aliases")
    query = Query(node["query"] ?? node)
    orReplace = node.flag("replace")
    options = node.list("options").map { StorageOption($0) }
    persistence = Persistence(rawValue: view.string("relpersistence") ?? "p") ?? .permanent
    switch node.word("withCheckOption") {
    case "LOCAL_CHECK_OPTION": checkOption = "local"
    case "CASCADED_CHECK_OPTION": checkOption = "cascaded"
    default: checkOption = nil
    }
  }
}

/// `CREATE SEQUENCE`.
package struct CreateSequence: Sendable {
  package var name: ObjectName
  package var options: [StorageOption]
  package var persistence: Persistence
  package var ifNotExists: Bool

  init(_ node: TreeNode) {
    let sequence = node["sequence"] ?? node
    name = ObjectName(rangeVar: sequence)
    options = node.list("options").map { StorageOption($0) }
    persistence = Persistence(rawValue: sequence.string("relpersistence") ?? "p") ?? .permanent
    ifNotExists = node.flag("if_not_exists")
  }
}

/// `ALTER SEQUENCE` with options.
package struct AlterSequence: Sendable {
  package var name: ObjectName
  package var options: [StorageOption]
  package var ifExists: Bool

  init(_ node: TreeNode) {
    name = ObjectName(rangeVar: node["sequence"] ?? node)
    options = node.list("options").map { StorageOption($0) }
    ifExists = node.flag("missing_ok")
  }
}
