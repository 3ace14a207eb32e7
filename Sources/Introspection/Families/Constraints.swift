import CatalogModel
import PostgresClient
import SQLSyntax

/// Constraints of tables and of domains.
///
/// Left out are constraint triggers, which are triggers; PostgreSQL 18's NOT NULL constraints, which the columns have;
/// and what a foreign key that points to a partitioned table has for each partition.
enum Constraints: Family {
  static var relation: String? { "relation" }
  static var numbers: Set<String> { ["domain", "index", "target"] }

  static func query(version: Int) -> String {
    """
    SELECT co.conname AS name, co.contype AS kind, nullif(co.conrelid, 0) AS relation, nullif(co.contypid, 0) AS domain,
      nullif(co.conindid, 0) AS index, nullif(co.convalidated, true) AS validated,
      nullif(co.connoinherit, false) AS no_inherit, nullif(co.condeferrable, false) AS deferrable,
      nullif(co.condeferred, false) AS deferred,
      \(version >= 180_000 ? "nullif(co.conenforced, true)" : "NULL") AS enforced,
      \(version >= 180_000 ? "nullif(co.conperiod, false)" : "NULL") AS temporal,
      nullif(NOT co.conislocal, false) AS inherited, co.conkey AS columns,
      f.oid AS target, fn.nspname AS target_schema, f.relname AS target_name, co.confkey AS target_columns,
      CASE WHEN co.contype = 'f' THEN co.confupdtype END AS on_update,
      CASE WHEN co.contype = 'f' THEN co.confdeltype END AS on_delete,
      CASE WHEN co.contype = 'f' THEN co.confmatchtype END AS match,
      \(version >= 150_000 ? "co.confdelsetcols" : "NULL") AS delete_columns,
      CASE WHEN co.contype = 'c' THEN pg_get_expr(co.conbin, co.conrelid) END AS expression, x.operators,
      CASE WHEN co.contype = 'x' THEN pg_get_constraintdef(co.oid) END AS definition,
      d.description
    FROM pg_constraint co
      JOIN pg_namespace n ON n.oid = co.connamespace
      LEFT JOIN pg_class f ON f.oid = co.confrelid
      LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
      LEFT JOIN pg_constraint parent ON parent.oid = co.conparentid
      LEFT JOIN (
        SELECT xc.oid, array_agg(op.oprname ORDER BY u.place)::text[] AS operators
        FROM pg_constraint xc, unnest(xc.conexclop) WITH ORDINALITY u (operator, place)
          JOIN pg_operator op ON op.oid = u.operator
        WHERE xc.contype = 'x' GROUP BY xc.oid
      ) x ON x.oid = co.oid
      \(SQL.comment("pg_constraint", "co.oid"))
    WHERE co.contype IN ('c', 'p', 'u', 'x', 'f') AND \(SQL.userSchema)
      AND (parent.oid IS NULL OR parent.conrelid <> co.conrelid)
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let relation = try row.optionalInt("relation") ?? 0
      let domain = try row.optionalInt("domain") ?? 0
      if reading.tables[relation] != nil, let constraint = try constraint(row, relation, reading) {
        reading.tables[relation]?.constraints.append(constraint)
      } else if case .domain(var kind)? = reading.types[domain]?.kind,
        let name = reading.types[domain]?.name,
        let constraint = try constraint(
          row, relation, reading, value: .init(name: name, columns: [("value", kind.type)]))
      {
        kind.constraints.append(constraint)
        reading.types[domain]?.kind = .domain(kind)
      }
    }
  }

  private static func constraint(
    _ row: Row, _ relation: Int, _ reading: Reading, value: ResolvedRelation? = nil
  ) throws(PostgresError) -> Constraint? {
    guard let kind = try kind(row, relation, reading, value: value) else { return nil }
    var constraint = Constraint(name: try row.string("name"), kind: kind)
    if case .check = kind {
      // A check's columns are those that its expression names.
    } else {
      constraint.columns = reading.columnNames(relation, try row.numbers("columns"))
    }
    if constraint.hasIndex { constraint.including = reading.indexes[try row.int("index")]?.including ?? [] }
    constraint.isEnforced = try row.optionalBool("enforced") ?? true
    // What isn't enforced isn't valid either.
    constraint.isValidated = try row.optionalBool("validated") ?? true || !constraint.isEnforced
    if constraint.hasIndex { constraint.isWithoutOverlaps = try row.optionalBool("temporal") ?? false }
    // Constraints with an index and foreign keys always have it set.
    if case .check = kind { constraint.isNoInherit = try row.optionalBool("no_inherit") ?? false }
    constraint.isDeferrable = try row.optionalBool("deferrable") ?? false
    constraint.isInitiallyDeferred = try row.optionalBool("deferred") ?? false
    constraint.printed = reading.kept(try row.optionalString("definition"))
    constraint.isInherited = try row.optionalBool("inherited") ?? false
    constraint.comment = try row.optionalString("description")
    return constraint
  }

  private static func kind(
    _ row: Row, _ relation: Int, _ reading: Reading, value: ResolvedRelation?
  ) throws(PostgresError) -> Constraint.Kind? {
    switch try row.string("kind") {
    case "c": return .check(reading.expression(try row.string("expression"), base: relation, value: value))
    case "p": return .primaryKey
    case "u": return .unique(nullsNotDistinct: reading.indexes[try row.int("index")]?.nullsNotDistinct ?? false)
    case "x": return .exclusion(Exclusion(operators: try row.optionalStringArray("operators") ?? []))
    case "f": return .foreignKey(try foreignKey(row, relation, reading))
    default: return nil
    }
  }

  private static func foreignKey(
    _ row: Row, _ relation: Int, _ reading: Reading
  ) throws(PostgresError) -> ForeignKey {
    var key = ForeignKey(
      target: QualifiedName(schema: try row.string("target_schema"), name: try row.string("target_name")),
      targetColumns: reading.columnNames(try row.int("target"), try row.numbers("target_columns")),
      onUpdate: try row.string("on_update"), onDelete: try row.string("on_delete"),
      onDeleteColumns: reading.columnNames(relation, try row.numbers("delete_columns")),
      match: try row.string("match"))
    key.keyIndex = try row.optionalInt("index") ?? 0
    key.hasPeriod = try row.optionalBool("temporal") ?? false
    return key
  }
}
