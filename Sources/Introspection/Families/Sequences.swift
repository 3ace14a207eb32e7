import CatalogModel
import PostgresClient
import SQLSyntax

/// Sequences, those of identity columns too.
enum Sequences: Family {
  static var relation: String? { "relation" }

  static func query(version: Int) -> String {
    """
    SELECT n.nspname AS schema, c.relname AS name, c.relpersistence AS persistence,
      format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS minimum,
      s.seqmax AS maximum, s.seqcache AS cache, s.seqcycle AS cycles, o.deptype = 'i' AS is_identity,
      t.oid AS relation, tn.nspname AS table_schema, t.relname AS table_name, o.refobjsubid AS column_number,
      \(SQL.owner("c.relowner")), \(SQL.privileges("c.relacl", "s", "c.relowner")), d.description
    FROM pg_sequence s
      JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
        AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
      LEFT JOIN pg_class t ON t.oid = o.refobjid
      LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
      \(SQL.comment("pg_class", "c.oid"))
    WHERE \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_class", "c.oid"))
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows {
      reading.names.sequences.insert(
        QualifiedName(schema: try row.string("schema"), name: try row.string("name")))
    }
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let relation = try row.optionalInt("relation")
      if let relation, reading.alike.contains(relation) { continue }
      var sequence = Sequence(name: QualifiedName(schema: try row.string("schema"), name: try row.string("name")))
      sequence.type = try row.string("type")
      sequence.start = try row.int("start")
      sequence.increment = try row.int("increment")
      sequence.minimum = try row.int("minimum")
      sequence.maximum = try row.int("maximum")
      sequence.cache = try row.int("cache")
      sequence.cycles = try row.bool("cycles")
      sequence.isIdentity = try row.optionalBool("is_identity") ?? false
      sequence.persistence = Persistence(rawValue: try row.string("persistence")) ?? .permanent
      if let relation {
        sequence.owner = Sequence.OwningColumn(
          table: QualifiedName(schema: try row.string("table_schema"), name: try row.string("table_name")),
          column: reading.columnNames(relation, [try row.int("column_number")]).first ?? "")
      }
      sequence.role = try reading.owner(row)
      sequence.privileges = try reading.privileges(row, of: .sequence)
      sequence.comment = try row.optionalString("description")
      reading.catalog.store(sequence)
    }
  }
}
