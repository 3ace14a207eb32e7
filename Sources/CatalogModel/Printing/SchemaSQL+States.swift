import SQLSyntax

// What is set once everything is there: switches, owners, comments.

extension SchemaSQL {
  /// The properties that no CREATE says.
  var states: [String] {
    tables.flatMap(states) + sorted(catalog.indexes.values) { $0.name }.flatMap(states) + views.flatMap(states)
  }

  private func states(of table: Table) -> [String] {
    let alter = "ALTER TABLE \(table.name) "
    var result: [String] = []
    if let index = table.clusterIndex { result.append(alter + "CLUSTER ON \(Identifier.quoted(index))") }
    switch (table.replicaIdentity, table.replicaIdentityIndex) {
    case ("f", _): result.append(alter + "REPLICA IDENTITY FULL")
    case ("n", _): result.append(alter + "REPLICA IDENTITY NOTHING")
    case ("i", let index?): result.append(alter + "REPLICA IDENTITY USING INDEX \(Identifier.quoted(index))")
    default: break
    }
    for trigger in table.triggers {
      // The word for a parent's trigger that a partition has is said for every state.
      if trigger.mode != "O" || table.partitionBound != nil, let word = Trigger.words[trigger.mode] {
        result.append("ALTER TABLE ONLY \(table.name) \(word) TRIGGER \(Identifier.quoted(trigger.name))")
      }
    }
    for constraint in table.constraints {
      result += constraint.triggerStatements(from: Constraint(name: "", kind: .trigger), on: table.name)
    }
    return result
  }

  private func states(of index: Index) -> [String] {
    let alter = "ALTER INDEX \(index.name) "
    var result: [String] = []
    // Those of other indexes are in their CREATE.
    if index.isForConstraint, !index.options.isEmpty {
      result.append(alter + "SET (\(OptionsSQL.list(index.options)))")
    }
    if let place = index.tablespace { result.append(alter + "SET TABLESPACE \(Identifier.quoted(place))") }
    for (column, target) in index.statistics.sorted(by: { $0.key < $1.key }) {
      result.append(alter + "ALTER COLUMN \(column) SET STATISTICS \(target)")
    }
    return result
  }

  private func states(of view: View) -> [String] {
    var made = View(name: view.name, definition: view.definition)
    // What its CREATE says.
    made.properties = view.properties.filter { View.createProperties.contains($0.key) }
    return view.propertyActions(from: made).map { "ALTER MATERIALIZED VIEW \(view.name) \($0)" }
  }

  // MARK: - Owners and comments

  var owners: [String] {
    var result: [String] = []
    func add(_ what: String, _ owner: String?) {
      if let owner { result.append("ALTER \(what) OWNER TO \(Identifier.quoted(owner))") }
    }
    for schema in catalog.schemas.values.sorted(by: { $0.name < $1.name }) {
      add("SCHEMA \(Identifier.quoted(schema.name))", schema.owner)
    }
    for type in types {
      add("\(type.domain == nil ? "TYPE" : "DOMAIN") \(type.name)", type.owner)
    }
    for sequence in sorted(catalog.sequences.values, by: { $0.name }) where !sequence.isIdentity {
      add("SEQUENCE \(sequence.name)", sequence.role)
    }
    for table in tables { add("TABLE \(table.name)", table.owner) }
    for view in views { add("\(view.kind.rawValue.uppercased()) \(view.name)", view.owner) }
    for routine in routines { add(words(routine), routine.owner) }
    return result + others.filter { $0.kind != .eventTrigger }.flatMap { OtherSQL($0).owner }
  }

  /// A routine as ALTER and COMMENT name it.
  func words(_ routine: Routine) -> String {
    guard routine.kind == .aggregate else { return "\(routine.kind.rawValue.uppercased()) \(routine.reference)" }
    var arguments = routine.signature.arguments
    if let direct = routine.properties["direct arguments"].flatMap(Int.init) {
      let ordered = arguments.dropFirst(direct).joined(separator: ", ")
      arguments = [arguments.prefix(direct).joined(separator: ", ") + " ORDER BY " + ordered]
    }
    let list = arguments.isEmpty ? "*" : arguments.joined(separator: ", ")
    return "AGGREGATE \(routine.signature.name)(\(list))"
  }

  var comments: [String] {
    var result: [String] = []
    func add(_ what: String, _ comment: String?) {
      if let comment { result.append("COMMENT ON \(what) IS \(Identifier.literal(comment))") }
    }
    for schema in catalog.schemas.values.sorted(by: { $0.name < $1.name }) {
      // Every new database has a comment on `public`.
      let initial = schema.name == "public" ? "standard public schema" : nil
      if schema.comment != initial { add("SCHEMA \(Identifier.quoted(schema.name))", schema.comment ?? "") }
    }
    for installed in catalog.extensions.values.sorted(by: { $0.name < $1.name }) {
      add("EXTENSION \(Identifier.quoted(installed.name))", installed.comment)
    }
    for type in types {
      add("\(type.domain == nil ? "TYPE" : "DOMAIN") \(type.name)", type.comment)
      for constraint in type.domain?.constraints ?? [] {
        add("CONSTRAINT \(Identifier.quoted(constraint.name)) ON DOMAIN \(type.name)", constraint.comment)
      }
      guard case .composite(let columns) = type.kind else { continue }
      for column in columns { add("COLUMN \(type.name).\(Identifier.quoted(column.name))", column.comment) }
    }
    for table in tables { for (what, comment) in TableSQL(table, catalog).comments { add(what, comment) } }
    for view in views {
      add("\(view.kind.rawValue.uppercased()) \(view.name)", view.comment)
      for (column, comment) in view.columnComments.sorted(by: { $0.key < $1.key }) {
        add("COLUMN \(view.name).\(Identifier.quoted(column))", comment)
      }
      for trigger in view.triggers {
        add("TRIGGER \(Identifier.quoted(trigger.name)) ON \(view.name)", trigger.comment)
      }
    }
    for index in sorted(catalog.indexes.values, by: { $0.name }) { add("INDEX \(index.name)", index.comment) }
    for sequence in sorted(catalog.sequences.values, by: { $0.name }) {
      add("SEQUENCE \(sequence.name)", sequence.comment)
    }
    for routine in routines { add(words(routine), routine.comment) }
    return result + others.filter { $0.kind != .eventTrigger }.flatMap { OtherSQL($0).comment }
  }
}

extension Trigger {
  /// The word of ALTER TABLE for each state (`pg_trigger.tgenabled`).
  static let words = ["O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"]
}

extension Constraint {
  /// The statements that bring its triggers from their states in another constraint to those that they have here.
  ///
  /// The triggers behind a constraint have names that a server makes up: they are found by what they call.
  func triggerStatements(from present: Constraint, on table: QualifiedName) -> [String] {
    func states(_ constraint: Constraint) -> [String: Substring] {
      let pairs = constraint.triggerStates.map { state in
        let function = state.prefix { $0 != " " }
        return (String(function), state.dropFirst(function.count + 1))
      }
      return Dictionary(pairs) { first, _ in first }
    }
    let words = ["disabled": "DISABLE", "for replicas": "ENABLE REPLICA", "always": "ENABLE ALWAYS"]
    let (old, new) = (states(present), states(self))
    return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { function in
      """
      DO $plumb$ DECLARE name text; relation text; BEGIN
        FOR name, relation IN SELECT t.tgname, t.tgrelid::regclass FROM pg_trigger t
          JOIN pg_constraint c ON c.oid = t.tgconstraint JOIN pg_proc p ON p.oid = t.tgfoid
          WHERE c.conrelid = \(Identifier.literal(table.description))::regclass
            AND c.conname = \(Identifier.literal(name)) AND p.proname = \(Identifier.literal(function))
        LOOP EXECUTE format('ALTER TABLE %s \(new[function].flatMap { words[String($0)] } ?? "ENABLE") TRIGGER %I', relation, name); END LOOP;
      END $plumb$
      """
    }
  }
}

extension View {
  /// The properties of a materialized view that its CREATE says.
  static let createProperties: Set<String> = ["access method", "tablespace"]

  /// The actions of ALTER MATERIALIZED VIEW that give it what it has like a table, and another state of it hasn't.
  func propertyActions(from present: View) -> [String] {
    let changed = Set(present.properties.keys).union(properties.keys).filter {
      present.properties[$0] != properties[$0]
    }
    return changed.sorted().flatMap { property -> [String] in
      let value = properties[property]
      func column(_ prefix: String) -> String? {
        property.hasPrefix(prefix) ? "ALTER COLUMN " + Identifier.quoted(String(property.dropFirst(prefix.count))) : nil
      }
      switch property {
      case "clustered on": return [value.map { "CLUSTER ON \(Identifier.quoted($0))" } ?? "SET WITHOUT CLUSTER"]
      case "access method": return ["SET ACCESS METHOD \(Identifier.quoted(value ?? "heap"))"]
      case "tablespace": return ["SET TABLESPACE \(Identifier.quoted(value ?? "pg_default"))"]
      default: break
      }
      if let column = column("storage of ") {
        let place = columns?.firstIndex { column == "ALTER COLUMN " + Identifier.quoted($0) }
        let type = place.flatMap { columnTypes.indices.contains($0) ? columnTypes[$0] : nil }
        return ["\(column) SET STORAGE \(value ?? type?.defaultStorage ?? "EXTENDED")"]
      }
      if let column = column("compression of ") { return ["\(column) SET COMPRESSION \(value ?? "default")"] }
      if let column = column("statistics of ") { return ["\(column) SET STATISTICS \(value ?? "-1")"] }
      guard let column = column("options of ") else { return [] }
      return OptionsSQL.changes(
        from: OptionsSQL.read(present.properties[property]), to: OptionsSQL.read(value)
      ).map { "\(column) \($0)" }
    }
  }
}
