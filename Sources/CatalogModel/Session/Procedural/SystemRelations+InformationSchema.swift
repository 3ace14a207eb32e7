import SQLSyntax

extension SystemRelations {
  var informationTables: [Row] {
    let own = tables.map {
      ($0.name, $0.foreignServer != nil ? "FOREIGN" : $0.persistence == .temporary ? "LOCAL TEMPORARY" : "BASE TABLE")
    }
    let all = own + views.filter { !$0.isMaterialized }.map { ($0.name, "VIEW") }
    var rows = all.map {
      SystemRelations.row([
        "table_schema": SystemRelations.schemaName($0.0.schema), "table_name": .text($0.0.name),
        "table_type": .text($0.1),
      ])
    }
    for kind in ["BASE TABLE", "VIEW"] { rows += builtIn("table_name", "table_schema", ["table_type": .text(kind)]) }
    return rows
  }

  var foreignTables: [Row] {
    tables.compactMap { table in
      table.foreignServer.map {
        SystemRelations.row([
          "foreign_table_schema": SystemRelations.schemaName(table.name.schema),
          "foreign_table_name": .text(table.name.name), "foreign_server_name": .text($0),
        ])
      }
    }
  }

  func informationView(_ view: View) -> Row {
    SystemRelations.row([
      "table_schema": SystemRelations.schemaName(view.name.schema), "table_name": .text(view.name.name),
      "view_definition": SystemRelations.notKnown,
    ])
  }

  var informationColumns: [Row] {
    var rows: [Row] = []
    for table in tables {
      for (place, column) in table.columns.enumerated() where restrictions.allow("column_name", column.name) {
        rows.append(columnRow(column, place + 1, table.name))
      }
    }
    for view in views where !view.isMaterialized {
      let names: [Datum] =
        view.columns?.map { .text($0) } ?? [.unknown("the columns of `\(view.name.short)` aren't known")]
      for name in names {
        rows.append(
          SystemRelations.row([
            "table_schema": SystemRelations.schemaName(view.name.schema), "table_name": .text(view.name.name),
            "column_name": name, "is_nullable": .text("YES"), "column_default": SystemRelations.notKnown,
            "data_type": SystemRelations.notKnown, "is_generated": .text("NEVER"), "is_identity": .text("NO"),
          ]))
      }
    }
    return rows
      + builtIn("table_name", "table_schema", ["column_name": .unknown("it is about PostgreSQL's own columns")])
  }

  private func columnRow(_ column: Column, _ place: Int, _ table: QualifiedName) -> Row {
    let type = column.type
    let data: Datum =
      type.isArray ? .text("ARRAY") : type.schema == nil ? .text(type.base.formatted) : domainBase(type)
    let names = TypeName.builtInNames(of: type.name)
    let length: Datum =
      ["character varying", "character"].contains(type.name)
      ? type.modifiers.first.flatMap { Int($0) }.map { .integer($0) } ?? .null : .null
    return SystemRelations.row([
      "table_schema": SystemRelations.schemaName(table.schema), "table_name": .text(table.name),
      "column_name": .text(column.name), "ordinal_position": .integer(place),
      "is_nullable": .text(column.isNotNull ? "NO" : "YES"),
      "column_default": column.defaultValue == nil ? .null : .unknown("how a default is printed isn't known"),
      "data_type": data, "udt_name": .text((type.isArray ? "_" : "") + (type.schema == nil ? names : type.name)),
      "udt_schema": .text(type.schema ?? "pg_catalog"), "character_maximum_length": length,
      "is_identity": .text(column.identity == nil ? "NO" : "YES"),
      "identity_generation": .text(column.identity?.rawValue),
      "is_generated": .text(column.generated == nil ? "NEVER" : "ALWAYS"),
    ]) + (data.isUnknown ? [] : SystemRelations.row(SystemRelations.precision(of: type)))
  }

  /// How exact a type's numbers and times are (`_pg_numeric_precision` and its like, information_schema.sql).
  private static func precision(of type: TypeName) -> KeyValuePairs<String, Datum> {
    var (precision, radix, scale, time): (Datum, Datum, Datum, Datum) = (.null, .null, .null, .null)
    let modifiers = type.modifiers.map { Int($0) }
    func modifier(_ place: Int) -> Int? { modifiers.indices.contains(place) ? modifiers[place] : nil }
    switch type.isArray ? "" : type.schema == nil ? type.name : "" {
    case "smallint": (precision, radix, scale) = (.integer(16), .integer(2), .integer(0))
    case "integer": (precision, radix, scale) = (.integer(32), .integer(2), .integer(0))
    case "bigint": (precision, radix, scale) = (.integer(64), .integer(2), .integer(0))
    case "real": (precision, radix) = (.integer(24), .integer(2))
    case "double precision": (precision, radix) = (.integer(53), .integer(2))
    case "numeric":
      radix = .integer(10)
      if let digits = modifier(0) { (precision, scale) = (.integer(digits), .integer(modifier(1) ?? 0)) }
    case "date": time = .integer(0)
    case "timestamp without time zone", "timestamp with time zone", "time without time zone", "time with time zone":
      time = .integer(modifier(0) ?? 6)
    default: break
    }
    return [
      "numeric_precision": precision, "numeric_precision_radix": radix, "numeric_scale": scale,
      "datetime_precision": type.name == "interval" ? notKnown : time,
    ]
  }

  /// A domain's column has the domain's type, any other of a migration's types is `USER-DEFINED`.
  private func domainBase(_ type: TypeName) -> Datum {
    guard let name = type.qualifiedName, catalog.types[name]?.domain == nil else { return SystemRelations.notKnown }
    return .text("USER-DEFINED")
  }

  // MARK: - Constraints

  private func each(_ body: (Table, Constraint) -> [Row]) -> [Row] {
    tables.flatMap { table in
      table.constraints.flatMap { constraint -> [Row] in
        guard restrictions.allow("constraint_name", constraint.name), constraint.kind != .trigger,
          constraint.letter != "x"
        else { return [] }
        return body(table, constraint).map {
          $0
            + SystemRelations.row([
              "constraint_name": .text(constraint.name),
              "constraint_schema": SystemRelations.schemaName(table.name.schema),
            ])
        }
      }
    }
  }

  private static let types = ["c": "CHECK", "p": "PRIMARY KEY", "u": "UNIQUE", "f": "FOREIGN KEY"]

  var tableConstraints: [Row] {
    var rows = each { table, constraint in
      [
        SystemRelations.row([
          "table_schema": SystemRelations.schemaName(table.name.schema), "table_name": .text(table.name.name),
          "constraint_type": .text(SystemRelations.types[constraint.letter]),
          "is_deferrable": .text(constraint.isDeferrable ? "YES" : "NO"),
        ])
      ]
    }
    // A NOT NULL is there as a CHECK with a name of numbers.
    for table in tables {
      for column in table.columns where column.isNotNull {
        rows.append(
          SystemRelations.row([
            "table_schema": SystemRelations.schemaName(table.name.schema), "table_name": .text(table.name.name),
            "constraint_type": .text("CHECK"), "constraint_name": .builtInName,
          ]))
      }
    }
    return rows + builtIn("table_name", "table_schema", ["constraint_name": .builtInName])
  }

  var keyColumns: [Row] {
    each { table, constraint in
      guard constraint.check == nil else { return [] }
      return constraint.columns.enumerated().map { place, column in
        SystemRelations.row([
          "table_schema": SystemRelations.schemaName(table.name.schema), "table_name": .text(table.name.name),
          "column_name": .text(column), "ordinal_position": .integer(place + 1),
        ])
      }
    } + builtIn("table_name", "table_schema", ["constraint_name": .builtInName])
  }

  /// The columns that constraints need: of a foreign key those that it points to.
  var constraintColumns: [Row] {
    let unrestricted = SystemRelations(session: session, restrictions: Restrictions())
    return unrestricted.each { table, constraint in
      let relation = constraint.foreignKey?.target ?? table.name
      let columns = constraint.foreignKey?.targetColumns ?? constraint.columns
      let names: [Datum] =
        constraint.check == nil ? columns.map { .text($0) } : [.unknown("the columns of a CHECK aren't known")]
      return names.map {
        SystemRelations.row([
          "table_schema": SystemRelations.schemaName(relation.schema), "table_name": .text(relation.name),
          "column_name": $0,
        ])
      }
    } + builtIn("table_name", "table_schema", ["constraint_name": .builtInName])
  }

  var referentialConstraints: [Row] {
    let rules = ["a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"]
    return each { _, constraint in
      guard let key = constraint.foreignKey else { return [] }
      return [
        SystemRelations.row(["delete_rule": .text(rules[key.onDelete]), "update_rule": .text(rules[key.onUpdate])])
      ]
    }
  }

  var checkConstraints: [Row] {
    each { _, constraint in
      constraint.check == nil ? [] : [SystemRelations.row(["check_clause": SystemRelations.notKnown])]
    } + [SystemRelations.row(["constraint_name": .builtInName])]
  }

  // MARK: - Routines, triggers, sequences

  var informationRoutines: [Row] {
    catalog.routines.pairs.filter { restrictions.allow("routine_name", $0.0.name.name) }.map { signature, routine in
      SystemRelations.row([
        "routine_schema": .text(signature.name.schema), "specific_schema": .text(signature.name.schema),
        "routine_name": .text(signature.name.name),
        "routine_type": .text(routine.kind == .procedure ? "PROCEDURE" : "FUNCTION"),
      ])
    }
      + catalog.extensions.values.flatMap { installed in
        (ExtensionFacts.functions[installed.name] ?? []).map {
          SystemRelations.row([
            "routine_schema": .text(installed.schema), "routine_name": .text($0), "routine_type": .text("FUNCTION"),
          ])
        }
      } + builtIn("routine_name", "routine_schema", ["routine_type": .text("FUNCTION")])
  }

  var informationTriggers: [Row] {
    let all = tables.map { ($0.name, $0.triggers) } + views.map { ($0.name, $0.triggers) }
    return all.flatMap { relation, triggers in
      triggers.flatMap { trigger in
        trigger.events.filter { $0 != "TRUNCATE" }.map { event in
          SystemRelations.row([
            "trigger_schema": SystemRelations.schemaName(relation.schema), "trigger_name": .text(trigger.name),
            "event_object_schema": SystemRelations.schemaName(relation.schema),
            "event_object_table": .text(relation.name), "event_manipulation": .text(event),
            "action_timing": .text(trigger.timing),
            "action_orientation": .text(trigger.isForEachRow ? "ROW" : "STATEMENT"),
          ])
        }
      }
    }
  }

  var informationSequences: [Row] {
    // Those of identity columns aren't there.
    catalog.sequences.values.filter { !$0.isIdentity }.map {
      SystemRelations.row([
        "sequence_schema": SystemRelations.schemaName($0.name.schema), "sequence_name": .text($0.name.name),
        "data_type": .text($0.type), "start_value": .text(String($0.start)), "increment": .text(String($0.increment)),
      ])
    }
  }
}

extension TypeName {
  /// The name that `pg_type` has for one of PostgreSQL's own types.
  static func builtInNames(of name: String) -> String {
    switch name {
    case "smallint": "int2"
    case "integer": "int4"
    case "bigint": "int8"
    case "real": "float4"
    case "double precision": "float8"
    case "boolean": "bool"
    case "character varying": "varchar"
    case "character": "bpchar"
    case "timestamp with time zone": "timestamptz"
    case "timestamp without time zone": "timestamp"
    case "time with time zone": "timetz"
    case "time without time zone": "time"
    case "bit varying": "varbit"
    default: name
    }
  }
}
