import SQLSyntax

extension Session {
  /// What a definition's name and properties name has to be there.
  mutating func requireTerms(of definition: Definition) throws(CatalogError) {
    try require(definition.suffix)
    for property in definition.properties {
      var relation = definition.table
      for term in property.terms {
        if case .relation(let name) = term { relation = name }
        try require(term, of: definition.kind, relation)
      }
    }
  }

  /// What a name is made up of has to be there.
  mutating func require(_ suffix: [NamePart]) throws(CatalogError) {
    for part in suffix {
      switch part {
      case .text: break
      case .type(let type): _ = try resolve(type)
      case .object(let kind, let name): try requireObject(kind, name)
      }
    }
  }

  private mutating func require(
    _ term: Definition.Term, of kind: ObjectKind, _ relation: ObjectName?
  ) throws(CatalogError) {
    switch term {
    case .text: break
    case .type(let type): _ = try resolve(type)
    case .function(let name): try requireFunction(name)
    case .relation(let name):
      let found = try existingRelation(name)
      guard catalog.tables[found] != nil else { throw .wrongType(found, "a table") }
    case .column(let column): try requireColumn(column, of: relation)
    case .object(let kind, let name): try requireObject(kind, name)
    case .operator(_, let types):
      // Operators of PostgreSQL's own aren't known by their names here.
      for type in types { _ = try resolve(type) }
    case .expression(let expression):
      guard let relation, let table = try? existingTable(relation), kind != .rule else { return }
      try requireColumns(expression, in: table)
    case .query: break
    }
  }

  private mutating func requireColumn(_ column: String, of relation: ObjectName?) throws(CatalogError) {
    guard let relation, case let table = try existingTable(relation), table.column(column) == nil else { return }
    throw CatalogError("42703", "column \"\(column)\" does not exist")
  }

  /// A function of the name; which of several is meant isn't looked at here.
  mutating func requireFunction(_ name: ObjectName) throws(CatalogError) {
    if let found = lookUp(name, { catalog.routinesByName[$0] != nil }) {
      outcome.uses.insert(found)
      return
    }
    if name.schema == nil || name.schema == "pg_catalog" {
      if BuiltInNames.isFunction(name.name) || InternalFunctionNames.contain(name.name) { return }
    }
    try requireSchema(name)
    guard !catalog.extensions.isEmpty else { throw .undefinedFunction("\(name)()") }
    guard SessionResolver(session: self, base: nil, rowNames: []).function(name) == nil || name.schema != nil else {
      return
    }
    outcome.undecided.append("whether an extension brings the function `\(name)` isn't known")
  }

  mutating func requireObject(_ kind: ObjectKind, _ name: ObjectName) throws(CatalogError) {
    if let found = resolver().object(kind, name) {
      outcome.uses.insert(found)
      return
    }
    if kind.builtInNames.contains(name.name), name.schema == nil || name.schema == "pg_catalog" { return }
    try requireSchema(name)
    guard catalog.extensions.isEmpty else {
      outcome.undecided.append("whether an extension brings the \(kind.rawValue) `\(name)` isn't known")
      return
    }
    throw .undefinedObject(kind, name.name)
  }

  /// Facts that are known of one kind alone.
  mutating func check(_ object: inout OtherObject, _ definition: Definition) throws(CatalogError) {
    switch object.kind {
    case .operator: try checkOperator(&object, definition)
    case .collation: try checkCollation(object)
    case .statistics: try checkStatistics(object)
    case .eventTrigger: try checkEventTrigger(object)
    case .publication: try checkPublication(object)
    case .textSearchDictionary:
      if object.text("template") == nil { throw CatalogError("42P17", "text search template is required") }
    case .textSearchConfiguration:
      if object.text("parser") == nil { throw CatalogError("42P17", "text search parser is required") }
    case .rule: checkRule(object, definition)
    case .cast: try checkCast(object, definition)
    case .subscription: checkSubscription(object, definition)
    default: break
    }
  }

  private mutating func checkCollation(_ object: OtherObject) throws(CatalogError) {
    let provider = object.text("provider") ?? "libc"
    guard ["libc", "icu"].contains(provider) else {
      throw CatalogError("42P17", "unrecognized collation provider: \(provider)")
    }
    guard provider == "libc" else { return }
    for name in ["lc_collate", "lc_ctype"] {
      guard let locale = object.text(name) else {
        throw CatalogError("42P17", "parameter \"\(name)\" must be specified")
      }
      if !["C", "POSIX"].contains(locale), outcome.undecided.isEmpty {
        outcome.undecided.append("whether the server's system has the locale `\(locale)` isn't known")
      }
    }
  }

  private func checkStatistics(_ object: OtherObject) throws(CatalogError) {
    let columns = object.properties.filter { $0.name == "column" }.map(\.value.text)
    let expressions = object.properties.filter { $0.name == "expression" }.count
    let kinds = (object.text("kinds") ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
    for kind in kinds where !["ndistinct", "dependencies", "mcv"].contains(kind) {
      throw CatalogError("42601", "unrecognized statistics kind \"\(kind)\"")
    }
    if Set(columns).count < columns.count {
      throw CatalogError("42701", "duplicate column name in statistics definition")
    }
    if columns.count + expressions < 2, expressions == 0 {
      throw CatalogError("42P17", "extended statistics require at least 2 columns")
    }
    if columns.isEmpty, expressions == 1, !kinds.isEmpty {
      throw CatalogError(
        "42601", "when building statistics on a single expression, statistics kinds may not be specified")
    }
  }

  private func checkEventTrigger(_ object: OtherObject) throws(CatalogError) {
    let events = ["ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite"]
    guard let event = object.text("event"), events.contains(event) else {
      throw CatalogError("42601", "unrecognized event name \"\(object.text("event") ?? "")\"")
    }
    for property in object.properties where property.name.hasPrefix("when ") && property.name != "when tag" {
      throw CatalogError("42601", "unrecognized filter variable \"\(property.name.dropFirst(5))\"")
    }
    for case .function(let name) in object.properties.flatMap(\.value.pieces) {
      let routine = catalog.routines[RoutineSignature(name: name, arguments: [])]
      guard let routine else { throw .undefinedFunction("\(name.short)()") }
      if routine.result != "event_trigger" {
        throw CatalogError("42P17", "function \(name.name) must return type event_trigger")
      }
    }
  }

  private func checkPublication(_ object: OtherObject) throws(CatalogError) {
    let known: Set<String> = ["publish", "publish_via_partition_root", "table", "schema", "all tables"]
    for property in object.properties where !known.contains(property.name) {
      throw CatalogError("42601", "unrecognized publication parameter: \"\(property.name)\"")
    }
    for action in (object.text("publish") ?? "").split(separator: ",").map({ $0.filter { $0 != " " } })
    where !["insert", "update", "delete", "truncate"].contains(action) {
      throw CatalogError("42601", "unrecognized value for publication option \"publish\": \"\(action)\"")
    }
    for property in object.properties where property.name == "table" {
      if case .relation(let name)? = property.value.pieces.first { try requirePublishable(name) }
    }
  }

  /// A table whose changes are logged, with rows of its own or partitions (22023).
  private func requirePublishable(_ name: QualifiedName) throws(CatalogError) {
    let kind: String
    if let view = catalog.views[name] {
      kind = "\(view.kind.rawValue)s"
    } else if let table = catalog.tables[name], table.foreignServer != nil || table.persistence != .permanent {
      kind = "\(table.foreignServer != nil ? "foreign" : "\(table.persistence)") tables"
    } else {
      return
    }
    throw CatalogError(
      "22023", "cannot add relation \"\(name.name)\" to publication",
      detail: "This operation is not supported for \(kind).")
  }

  /// The server that a subscription is to must answer, unless the statement says otherwise.
  private mutating func checkSubscription(_ object: OtherObject, _ definition: Definition) {
    if case .text(let connects)? = definition.property("connect")?.terms.first,
      StorageOption.isFalse(connects)
    {
      return
    }
    outcome.undecided.append("whether the publisher of subscription `\(object.title.text)` answers isn't known")
  }
}
