import SQLSyntax

extension SystemRelations {
  // MARK: - Relations

  private func classRow(
    _ name: QualifiedName, _ kind: String, _ persistence: Persistence = .permanent, _ table: Table? = nil
  ) -> Row {
    let letter = persistence == .temporary ? "t" : persistence == .unlogged ? "u" : "p"
    return SystemRelations.row([
      "oid": .object(.relation(name)), "relname": .text(name.name),
      "relnamespace": SystemRelations.schema(name.schema), "relkind": .text(kind), "relpersistence": .text(letter),
      "relrowsecurity": .boolean(table?.hasRowSecurity ?? false),
      "relforcerowsecurity": .boolean(table?.forcesRowSecurity ?? false),
      "relispartition": .boolean(table?.partitionBound != nil), "relowner": SystemRelations.notKnown,
      "relpartbound": .text(table?.partitionBound),
      "reltuples": SystemRelations.notKnown,
    ])
  }

  var classes: [Row] {
    var rows = tables.map {
      classRow($0.name, $0.foreignServer != nil ? "f" : $0.partitionKey != nil ? "p" : "r", $0.persistence, $0)
    }
    rows += views.map { classRow($0.name, $0.isMaterialized ? "m" : "v") }
    let others = restrictions
    for index in catalog.indexes.values where others.allow("relname", index.name.name) {
      rows.append(classRow(index.name, catalog.tables[index.table]?.partitionKey == nil ? "i" : "I"))
    }
    for sequence in catalog.sequences.values where others.allow("relname", sequence.name.name) {
      rows.append(classRow(sequence.name, "S", sequence.persistence))
    }
    for type in catalog.types.values where type.isComposite && others.allow("relname", type.name.name) {
      rows.append(classRow(type.name, "c"))
    }
    for kind in ["r", "v", "i"] { rows += builtInObjects("relname", "relnamespace", ["relkind": .text(kind)]) }
    rows.append(
      SystemRelations.row([
        "oid": .object(.builtIn), "relname": .builtInName, "relnamespace": SystemRelations.schema("pg_toast"),
        "relkind": .unknown("it is about PostgreSQL's own tables"),
      ]))
    return rows
  }

  var catalogTables: [Row] {
    tables.filter { $0.foreignServer == nil }.map {
      SystemRelations.row([
        "schemaname": SystemRelations.schemaName($0.name.schema), "tablename": .text($0.name.name),
        "tableowner": SystemRelations.notKnown, "rowsecurity": .boolean($0.hasRowSecurity),
        "hasindexes": .boolean(!$0.indexNames.isEmpty),
      ])
    } + builtIn("tablename", "schemaname", ["rowsecurity": .boolean(false)])
  }

  func viewRow(_ view: View) -> Row {
    SystemRelations.row([
      "schemaname": SystemRelations.schemaName(view.name.schema), "viewname": .text(view.name.name),
      "viewowner": SystemRelations.notKnown, "definition": SystemRelations.notKnown,
    ])
  }

  func materializedViewRow(_ view: View) -> Row {
    SystemRelations.row([
      "schemaname": SystemRelations.schemaName(view.name.schema), "matviewname": .text(view.name.name),
      "ispopulated": .boolean(view.isPopulated), "hasindexes": .boolean(!view.indexNames.isEmpty),
      "definition": SystemRelations.notKnown,
    ])
  }

  private var ownIndexes: [Index] {
    catalog.indexes.values.filter {
      restrictions.allow("indexname", $0.name.name) && restrictions.allow("tablename", $0.table.name)
    }
  }

  var indexRows: [Row] {
    ownIndexes.map {
      SystemRelations.row([
        "schemaname": SystemRelations.schemaName($0.name.schema), "tablename": .text($0.table.name),
        "indexname": .text($0.name.name), "indexdef": SystemRelations.definition(of: $0, in: catalog),
      ])
    } + builtIn("indexname", "schemaname", ["tablename": .builtInName])
  }

  /// An index as `pg_get_indexdef` prints it, where no expression is in it.
  static func definition(of index: Index, in catalog: Catalog) -> Datum {
    let isPlain = index.predicate == nil && index.keys.allSatisfy { $0.column != nil && $0.collation == nil }
    guard isPlain, index.options.isEmpty, catalog.tables[index.table]?.partitionKey == nil else {
      return .something("how an index is printed isn't known")
    }
    return .text(index.statement)
  }

  var indexes: [Row] {
    ownIndexes.map { index in
      let constraint = catalog.tables[index.table]?.constraint(index.name.name)
      return SystemRelations.row([
        "indexrelid": .object(.relation(index.name)), "indrelid": .object(.relation(index.table)),
        "indisunique": .boolean(index.isUnique), "indisprimary": .boolean(constraint?.kind == .primaryKey),
        "indisvalid": .boolean(index.isValid), "indkey": SystemRelations.notKnown,
      ])
    } + [SystemRelations.row(["indexrelid": .object(.builtIn), "indrelid": .object(.builtIn)])]
  }

  func sequences(_ relation: String) -> [Row] {
    catalog.sequences.values.map {
      SystemRelations.row([
        "seqrelid": .object(.relation($0.name)), "schemaname": SystemRelations.schemaName($0.name.schema),
        "sequencename": .text($0.name.name), "last_value": SystemRelations.notKnown,
        "start_value": .integer($0.start), "increment_by": .integer($0.increment),
      ])
    }
  }

  var inheritance: [Row] {
    catalog.tables.values.flatMap { table in
      table.parents.map {
        SystemRelations.row(["inhrelid": .object(.relation(table.name)), "inhparent": .object(.relation($0))])
      }
    }
  }

  // MARK: - Types

  private func typeRow(_ name: QualifiedName, _ kind: String) -> [Row] {
    let type = TypeName(schema: name.schema, name: name.name)
    var array = type
    array.isArray = true
    let schema = SystemRelations.schema(name.schema)
    func row(_ type: TypeName, _ name: String, _ kind: String) -> Row {
      SystemRelations.row([
        "oid": .object(.type(type)), "typname": .text(name), "typnamespace": schema, "typtype": .text(kind),
        "typcategory": SystemRelations.notKnown, "typowner": SystemRelations.notKnown,
      ])
    }
    return [row(type, name.name, kind), row(array, "_" + name.name, "b")]
  }

  var types: [Row] {
    var rows: [Row] = []
    for type in catalog.types.values {
      let kind =
        switch type.kind {
        case .enumeration: "e"
        case .domain: "d"
        case .composite: "c"
        case .range: "r"
        case .base: "b"
        case .shell: "p"
        case .multirange: "m"
        }
      rows += typeRow(type.name, kind)
    }
    for table in catalog.tables.values { rows += typeRow(table.name, "c") }
    for view in catalog.views.values { rows += typeRow(view.name, "c") }
    for installed in catalog.extensions.values {
      for name in ExtensionFacts.types[installed.name] ?? [] {
        rows += typeRow(QualifiedName(schema: installed.schema, name: name), "b")
      }
    }
    for kind in ["b", "c", "p", "r", "m", "d"] {
      rows += builtInObjects("typname", "typnamespace", ["typtype": .text(kind)])
    }
    return rows.filter { row in
      guard case .text(let name)? = row.first(where: { $0.name == "typname" })?.value else { return true }
      return restrictions.allow("typname", name)
    }
  }

  var enumLabels: [Row] {
    catalog.types.values.flatMap { type in
      (type.labels ?? []).enumerated().map { place, label in
        SystemRelations.row([
          "enumtypid": .object(.type(TypeName(schema: type.name.schema, name: type.name.name))),
          "enumlabel": .text(label), "enumsortorder": .integer(place + 1),
        ])
      }
    }
  }

  // MARK: - Columns, constraints

  var attributes: [Row] {
    var rows: [Row] = []
    for table in catalog.tables.values {
      for (place, column) in table.columns.enumerated() where restrictions.allow("attname", column.name) {
        rows.append(
          SystemRelations.row([
            "attrelid": .object(.relation(table.name)), "attname": .text(column.name), "attnum": .integer(place + 1),
            "attnotnull": .boolean(column.isNotNull), "attisdropped": .boolean(false),
            "atttypid": .object(.type(column.type.base)),
            "atttypmod": column.type.modifierNumber.map { .integer($0) } ?? SystemRelations.notKnown,
            "atthasdef": .boolean(column.defaultValue != nil),
            "attidentity": .text(column.identity.map { $0 == .always ? "a" : "d" } ?? ""),
            "attgenerated": .text(column.generated == nil ? "" : "s"),
          ]))
      }
      rows.append(
        SystemRelations.row([
          "attrelid": .object(.relation(table.name)), "attname": .builtInName, "attnum": .integer(-1),
          "attisdropped": .boolean(false), "attnotnull": .boolean(true),
        ]))
    }
    for view in catalog.views.values {
      guard let columns = view.columns else {
        rows.append(
          SystemRelations.row(["attrelid": .object(.relation(view.name)), "attname": SystemRelations.notKnown]))
        continue
      }
      for (place, column) in columns.enumerated() {
        rows.append(
          SystemRelations.row([
            "attrelid": .object(.relation(view.name)), "attname": .text(column), "attnum": .integer(place + 1),
            "attisdropped": .boolean(false), "attnotnull": .boolean(false),
          ]))
      }
    }
    rows.append(SystemRelations.row(["attrelid": .object(.builtIn), "attname": SystemRelations.notKnown]))
    return rows
  }

  private func places(_ columns: [String], in table: Table?) -> Datum {
    guard let table else { return SystemRelations.notKnown }
    return .array(
      columns.map { name in table.columns.firstIndex { $0.name == name }.map { .integer($0 + 1) } ?? .null })
  }

  /// The index behind a constraint; of a foreign key, that of the key it points to.
  private func constraintIndex(_ constraint: Constraint, _ table: Table) -> Datum {
    let index = QualifiedName(schema: table.name.schema, name: constraint.name)
    if catalog.indexes[index]?.table == table.name, table.indexNames.contains(constraint.name) {
      return .object(.relation(index))
    }
    return constraint.foreignKey == nil ? .object(.none) : SystemRelations.notKnown
  }

  var constraints: [Row] {
    var rows: [Row] = []
    for table in catalog.tables.values {
      for constraint in table.constraints where restrictions.allow("conname", constraint.name) {
        let key = constraint.foreignKey
        rows.append(
          SystemRelations.row([
            "oid": .object(.member(.constraint, constraint.name, table.name)), "conname": .text(constraint.name),
            "connamespace": SystemRelations.schema(table.name.schema), "contype": .text(constraint.letter),
            "conrelid": .object(.relation(table.name)), "contypid": .object(.none),
            "confrelid": .object(key.map { .relation($0.target) } ?? .none),
            "conkey": constraint.check == nil ? places(constraint.columns, in: table) : SystemRelations.notKnown,
            "confkey": key.map { places($0.targetColumns, in: catalog.tables[$0.target]) } ?? .null,
            "convalidated": .boolean(constraint.isValidated), "condeferrable": .boolean(constraint.isDeferrable),
            "confdeltype": .text(key?.onDelete ?? " "), "confupdtype": .text(key?.onUpdate ?? " "),
            "conindid": constraintIndex(constraint, table),
          ]))
      }
    }
    for type in catalog.types.values {
      for constraint in type.domain?.constraints ?? [] {
        rows.append(
          SystemRelations.row([
            "oid": .object(.member(.domainConstraint, constraint.name, type.name)), "conname": .text(constraint.name),
            "connamespace": SystemRelations.schema(type.name.schema), "contype": .text("c"),
            "conrelid": .object(.none), "confrelid": .object(.none),
            "contypid": .object(.type(TypeName(schema: type.name.schema, name: type.name.name))),
          ]))
      }
    }
    return rows
      + builtInObjects("conname", "connamespace", ["conrelid": .object(.builtIn), "confrelid": .object(.none)])
  }
}

extension Constraint {
  /// As `pg_constraint.contype` has it.
  var letter: String {
    switch kind {
    case .check: "c"
    case .primaryKey: "p"
    case .unique: "u"
    case .foreignKey: "f"
    case .exclusion: "x"
    case .trigger: "t"
    }
  }
}
