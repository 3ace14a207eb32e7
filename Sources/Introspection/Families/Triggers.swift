import CatalogModel
import PostgresClient
import SQLSyntax

/// Triggers of tables and views; those behind foreign keys left out, and what partitions have of their parent's.
enum Triggers: Family {
  static var relation: String? { "relation" }

  static func query(version: Int) -> String { query(version: version, keepsText: false) }

  static func query(version: Int, keepsText: Bool) -> String {
    """
    SELECT tg.tgrelid AS relation, tg.tgname AS name, tg.tgenabled AS mode, tg.tgtype AS events,
      tg.tgattr AS update_columns, fn.nspname AS function_schema, p.proname AS function_name,
      on_.nspname AS other_schema, o.relname AS other_name,
      CASE WHEN \(keepsText) OR tg.tgqual IS NOT NULL OR tg.tgnargs > 0 OR tg.tgconstraint <> 0
        OR tg.tgoldtable IS NOT NULL OR tg.tgnewtable IS NOT NULL THEN pg_get_triggerdef(tg.oid) END AS definition, d.description
    FROM pg_trigger tg
      JOIN pg_proc p ON p.oid = tg.tgfoid
      JOIN pg_namespace fn ON fn.oid = p.pronamespace
      LEFT JOIN pg_class o ON o.oid = tg.tgconstrrelid AND NOT tg.tgisinternal
      LEFT JOIN pg_namespace on_ ON on_.oid = o.relnamespace
      LEFT JOIN pg_trigger pt ON pt.oid = tg.tgparentid
      \(SQL.comment("pg_trigger", "tg.oid"))
    WHERE (NOT tg.tgisinternal AND pt.oid IS NULL) OR (tg.tgconstraint = 0 AND pt.tgenabled <> tg.tgenabled)
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let relation = try row.int("relation")
      guard reading.tables[relation] != nil || reading.views[relation] != nil else { continue }
      let function = QualifiedName(schema: try row.string("function_schema"), name: try row.string("function_name"))
      var trigger =
        if let definition = try row.optionalString("definition") {
          trigger(try row.string("name"), definition, function, relation, reading)
        } else {
          try plainTrigger(row, function, relation, reading)
        }
      trigger.mode = try row.string("mode")
      if let schema = try row.optionalString("other_schema") {
        trigger.otherTable = QualifiedName(schema: schema, name: try row.string("other_name"))
      }
      trigger.comment = try row.optionalString("description")
      reading.tables[relation]?.triggers.append(trigger)
      reading.views[relation]?.triggers.append(trigger)
    }
  }

  /// A trigger without arguments, a condition or transition tables, from the bits of `pg_trigger.tgtype`.
  private static func plainTrigger(
    _ row: Row, _ function: QualifiedName, _ relation: Int, _ reading: Reading
  ) throws(PostgresError) -> Trigger {
    let bits = try row.int("events")
    var trigger = Trigger(
      name: try row.string("name"), function: function, timing: CreateTrigger.timing(bits),
      events: CreateTrigger.events(bits), isForEachRow: bits & 1 != 0)
    trigger.updateColumns = reading.columnNames(relation, try row.numbers("update_columns"))
    return trigger
  }

  private static func trigger(
    _ name: String, _ definition: String, _ function: QualifiedName, _ relation: Int, _ reading: Reading
  ) -> Trigger {
    guard case .createTrigger(let create)? = Statement(parsing: definition) else {
      return Trigger(name: name, function: function, timing: definition, events: [], isForEachRow: false)
    }
    var trigger = Trigger(
      name: name, function: function, timing: create.timing, events: create.events, isForEachRow: create.isForEachRow)
    trigger.printed = reading.kept(definition)
    trigger.arguments = create.arguments
    trigger.updateColumns = create.updateColumns
    trigger.condition = create.condition.map {
      CanonicalExpression($0, resolver: reading.resolver(base: relation, rowNames: ["new", "old"]))
    }
    trigger.isConstraint = create.isConstraint
    trigger.isDeferrable = create.isDeferrable
    trigger.isInitiallyDeferred = create.isInitiallyDeferred
    trigger.transitionTables = create.transitionTables
    return trigger
  }
}

/// The triggers behind foreign keys and deferrable keys that aren't on as they were made.
enum ConstraintTriggers: Family {
  static var relation: String? { "relation" }

  static func query(version: Int) -> String {
    """
    SELECT co.conrelid AS relation, co.conname AS name, p.proname AS function, tg.tgenabled AS mode
    FROM pg_trigger tg
      JOIN pg_constraint co ON co.oid = tg.tgconstraint
      JOIN pg_proc p ON p.oid = tg.tgfoid
    WHERE tg.tgisinternal AND tg.tgenabled <> 'O'
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    let states = ["D": "disabled", "R": "for replicas", "A": "always"]
    for row in rows {
      let relation = try row.int("relation")
      let (name, mode) = (try row.string("name"), try row.string("mode"))
      guard let place = reading.tables[relation]?.constraints.firstIndex(where: { $0.name == name }) else { continue }
      let state = "\(try row.string("function")) \(states[mode] ?? mode)"
      var constraint = reading.tables[relation]?.constraints[place].triggerStates ?? []
      if !constraint.contains(state) { constraint.append(state) }
      reading.tables[relation]?.constraints[place].triggerStates = constraint.sorted()
    }
  }
}

/// Row-level security policies.
enum Policies: Family {
  static var relation: String? { "relation" }

  static func query(version: Int) -> String {
    """
    SELECT p.polrelid AS relation, p.polname AS name, p.polcmd AS command, p.polpermissive AS permissive, r.roles,
      pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS with_check, d.description
    FROM pg_policy p
      LEFT JOIN (
        SELECT rp.oid, array_agg(coalesce(a.rolname, 'public'))::text[] AS roles
        FROM pg_policy rp, unnest(rp.polroles) u (role) LEFT JOIN pg_roles a ON a.oid = u.role GROUP BY rp.oid
      ) r ON r.oid = p.oid
      \(SQL.comment("pg_policy", "p.oid"))
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    let commands = ["r": "select", "a": "insert", "w": "update", "d": "delete"]
    for row in rows {
      let relation = try row.int("relation")
      guard reading.tables[relation] != nil else { continue }
      let policy = Policy(
        name: try row.string("name"), command: commands[try row.string("command")] ?? "all",
        isPermissive: try row.bool("permissive"), roles: try row.stringArray("roles").sorted(),
        using: try row.optionalString("using").map { reading.expression($0, base: relation) },
        withCheck: try row.optionalString("with_check").map { reading.expression($0, base: relation) },
        comment: try row.optionalString("description"))
      reading.tables[relation]?.policies.append(policy)
    }
  }
}
