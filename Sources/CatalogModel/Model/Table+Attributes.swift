package import SQLSyntax

extension Table: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(foreignServer == nil ? .table : .foreignTable, name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("unlogged", if: persistence == .unlogged)
    list.add("row level security", if: hasRowSecurity)
    list.add("force row level security", if: forcesRowSecurity)
    list.add("partition key", partitionKey?.text)
    list.add("partition bound", partitionBound.map(Table.inOrder))
    list.add(partitionBound == nil ? "inherits" : "partition of", parents.map(\.short))
    list.add("server", foreignServer)
    list.add("of type", ofType?.short)
    list.add("replica identity", replicaIdentity == "d" ? nil : replicaIdentityIndex ?? replicaIdentity)
    list.add("clustered on", clusterIndex)
    list.add("tablespace", tablespace)
    list.add("access method", accessMethod)
    list.add("storage parameters", options)
    list.add(owner: owner, privileges: privileges, comment: comment)
    return list.attributes
  }

  /// A partition's bound; the values of a list in order, since they are a set.
  private static func inOrder(_ bound: String) -> String {
    let start = "FOR VALUES IN ("
    guard bound.uppercased().hasPrefix(start), bound.hasSuffix(")") else { return bound }
    var values = [""]
    var isQuoted = false
    for character in bound.dropFirst(start.count).dropLast() {
      if character == "'" { isQuoted.toggle() }
      if character == ",", !isQuoted { values.append("") } else { values[values.count - 1].append(character) }
    }
    return start + values.map { $0.drop { $0 == " " } }.sorted().joined(separator: ", ") + ")"
  }
}

extension Column {
  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("type", type.formatted)
    list.add("not null", if: isNotNull)
    list.add("not null constraint", notNullConstraint)
    list.add("default", defaultValue?.text)
    list.add("generated", generated?.text)
    list.add("virtual", if: isVirtual)
    list.add("identity", identity?.rawValue)
    list.add("collation", collation)
    list.add("collation's schema", collationSchema)
    list.add("storage", storage)
    list.add("compression", compression)
    list.add("statistics", statistics.map(String.init))
    list.add("options", options)
    list.add("inherited", if: isInherited)
    list.add("privileges", privileges.descriptions)
    list.add("comment", comment)
    return list.attributes
  }
}

extension Constraint {
  /// The constraint's properties; those of its index are in the catalog.
  package func attributes(in catalog: Catalog, _ table: QualifiedName) -> [Attribute] {
    var list = AttributeList()
    list.add("definition", definition(in: catalog, table))
    list.add("not valid", if: !isValidated)
    list.add("not enforced", if: !isEnforced)
    list.add("no inherit", if: isNoInherit)
    list.add("deferrable", if: isDeferrable)
    list.add("initially deferred", if: isInitiallyDeferred)
    list.add("inherited", if: isInherited)
    if hasIndex, let index = catalog.indexes[QualifiedName(schema: table.schema, name: name)] {
      list.add("storage parameters", index.options)
      list.add("index comment", index.comment)
      list.add("index tablespace", index.tablespace)
      list.add("index validity", index.isValid && index.isReady ? nil : index.isReady ? "not valid" : "not ready")
      list.add("index statistics", index.statisticsText)
      list.add("schemas of names", index.keys.compactMap(\.schemas))
    }
    list.add("state of its triggers", triggerStates)
    list.add("comment", comment)
    return list.attributes
  }

  /// The constraint as ADD CONSTRAINT has it, without its name.
  package func definition(in catalog: Catalog, _ table: QualifiedName) -> String {
    let columnList =
      "(" + columns.map(Identifier.quoted).joined(separator: ", ") + (isWithoutOverlaps ? " WITHOUT OVERLAPS)" : ")")
    let include = including.isEmpty ? "" : " INCLUDE (" + including.map(Identifier.quoted).joined(separator: ", ") + ")"
    switch kind {
    case .check(let expression): return "CHECK (\(expression.text))"
    case .primaryKey: return "PRIMARY KEY \(columnList)\(include)"
    case .unique(let nullsNotDistinct):
      return "UNIQUE \(nullsNotDistinct ? "NULLS NOT DISTINCT " : "")\(columnList)\(include)"
    case .foreignKey(let key): return "FOREIGN KEY (\(key.list(columns))) \(key.text)"
    case .exclusion(let exclusion):
      guard let index = catalog.indexes[QualifiedName(schema: table.schema, name: name)] else { return "EXCLUDE" }
      let elements = zip(index.keys, exclusion.operators).map { "\($0.text) WITH \($1)" }.joined(separator: ", ")
      return "EXCLUDE USING \(index.accessMethod) (\(elements))\(include)"
        + (index.predicate.map { " WHERE (\($0.text))" } ?? "")
    case .trigger: return "TRIGGER"
    }
  }
}

extension ForeignKey {
  /// `REFERENCES t(a) ON DELETE CASCADE`.
  package var text: String {
    let names = ["r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"]
    var text = "REFERENCES \(target.short)(\(list(targetColumns)))"
    if match == "f" { text += " MATCH FULL" }
    if let action = names[onUpdate] { text += " ON UPDATE \(action)" }
    if let action = names[onDelete] { text += " ON DELETE \(action)" }
    if !onDeleteColumns.isEmpty { text += " (" + onDeleteColumns.map(Identifier.quoted).joined(separator: ", ") + ")" }
    return text
  }

  /// The columns of one side.
  func list(_ columns: [String]) -> String {
    var names = columns.map(Identifier.quoted)
    if hasPeriod, let last = names.popLast() { names.append("PERIOD " + last) }
    return names.joined(separator: ", ")
  }
}

extension Policy {
  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("command", command.uppercased())
    list.add("restrictive", if: !isPermissive)
    list.add("roles", roles)
    list.add("using", using?.text)
    list.add("with check", withCheck?.text)
    list.add("comment", comment)
    return list.attributes
  }
}

extension Trigger {
  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("definition", definition)
    list.add("constraint trigger", if: isConstraint)
    list.add("from", otherTable?.short)
    list.add("deferrable", if: isDeferrable)
    list.add("initially deferred", if: isInitiallyDeferred)
    list.add("state", mode == "O" ? nil : ["D": "disabled", "R": "replica", "A": "always"][mode] ?? mode)
    list.add("comment", comment)
    return list.attributes
  }

  /// The trigger as CREATE TRIGGER has it, without its name and table.
  package var definition: String {
    let updates = updateColumns.isEmpty ? "" : " OF " + updateColumns.map(Identifier.quoted).joined(separator: ", ")
    let event = events.map { $0 == "UPDATE" ? $0 + updates : $0 }.joined(separator: " OR ")
    let tables = transitionTables.isEmpty ? "" : " REFERENCING " + transitionTables.sorted(by: >).joined(separator: " ")
    return "\(timing) \(event)\(tables) FOR EACH \(isForEachRow ? "ROW" : "STATEMENT")"
      + (condition.map { " WHEN (\($0.text))" } ?? "")
      + " EXECUTE FUNCTION \(function.short)(" + arguments.map(Identifier.literal).joined(separator: ", ") + ")"
  }
}
