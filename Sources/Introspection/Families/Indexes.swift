import CatalogModel
import PostgresClient
import SQLSyntax

/// Indexes, those behind constraints too.
enum Indexes: Family {
  static var relation: String? { "relation" }
  static var numbers: Set<String> { ["oid"] }

  static func query(version: Int) -> String { query(version: version, keepsText: false) }

  static func query(version: Int, keepsText: Bool) -> String {
    """
    SELECT c.oid, i.indrelid AS relation, n.nspname AS schema, c.relname AS name, am.amname AS method,
      CASE WHEN \(keepsText) OR NOT k.is_plain THEN pg_get_indexdef(c.oid) END AS definition,
      i.indkey AS columns, i.indnkeyatts AS key_count, i.indoption AS key_options,
      CASE WHEN k.is_plain THEN pg_get_expr(i.indexprs, i.indrelid) END AS expression,
      CASE WHEN k.is_plain THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
      i.indisunique AS is_unique, i.indisvalid AS is_valid,
      i.indisready AS is_ready, k.targets AS statistics,
      \(version >= 150_000 ? "i.indnullsnotdistinct" : "false") AS nulls_not_distinct,
      i.indisclustered AS clustered, i.indisreplident AS replica_identity, co.oid IS NOT NULL AS for_constraint,
      c.reloptions::text[] AS options, ts.spcname AS tablespace, d.description
    FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_am am ON am.oid = c.relam
      JOIN (\(plainness)) k ON k.indexrelid = i.indexrelid
      LEFT JOIN pg_constraint co ON co.conindid = c.oid AND co.conrelid = i.indrelid AND co.contype IN ('p', 'u', 'x')
      LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
      \(SQL.comment("pg_class", "c.oid"))
    WHERE \(SQL.userSchema)
    """
  }

  /// Which indexes have at most one expression, and for every key the operator class and the collation that
  /// CREATE INDEX gives it by itself; and the statistics targets of their keys.
  ///
  /// Looking these up is what takes pg_get_indexdef most of its time, so that it is asked for the others alone. What a
  /// default operator class is for other types than its own, and the collation of an expression that names one, is left
  /// to it. Where a class keeps what it indexes as it is (`opckeytype`), the index's column has the key's own type.
  /// 25 is `text`, 1043 `varchar`, 100 the database's own collation.
  private static let plainness = """
    SELECT i.indexrelid, count(*) FILTER (WHERE i.indkey[ia.attnum - 1] = 0) < 2 AND bool_and(
        oc.opcdefault AND oc.opckeytype = 0 AND ia.attoptions IS NULL
        AND (oc.opcintype = ia.atttypid
          OR (oc.opcintype = 25 AND ia.atttypid = 1043 AND i.indkey[ia.attnum - 1] <> 0))
        AND CASE WHEN a.attnum IS NOT NULL THEN ia.attcollation = a.attcollation
          ELSE ia.attcollation IN (0, 100) AND (i.indkey[ia.attnum - 1] <> 0
            OR odd.attrelid IS NULL AND i.indexprs::text NOT LIKE '%{COLLATE%') END
      ) AS is_plain,
      array_agg(ia.attnum || '=' || ia.attstattarget) FILTER (WHERE ia.attstattarget >= 0) AS targets
    FROM pg_index i
      JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum > 0 AND ia.attnum <= i.indnkeyatts
      JOIN pg_opclass oc ON oc.oid = i.indclass[ia.attnum - 1]
      -- The columns whose collation isn't the database's.
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[ia.attnum - 1]
        AND a.attcollation NOT IN (0, 100)
      LEFT JOIN (
        SELECT DISTINCT attrelid FROM pg_attribute WHERE attcollation NOT IN (0, 100)
      ) odd ON odd.attrelid = i.indrelid
    GROUP BY i.indexrelid
    """

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let oid = try row.int("oid")
      let relation = try row.int("relation")
      guard let table = reading.tables[relation]?.name ?? reading.views[relation]?.name else { continue }
      let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      var index = Index(name: name, table: table)
      index.order = oid
      index.accessMethod = try row.string("method")
      index.isUnique = try row.bool("is_unique")
      index.isValid = try row.bool("is_valid")
      index.isReady = try row.bool("is_ready")
      for (column, target) in try reading.options(row, "statistics") {
        if let column = Int(column) { index.statistics[column] = Int(target) }
      }
      index.nullsNotDistinct = try row.bool("nulls_not_distinct")
      index.isForConstraint = try row.bool("for_constraint")
      index.options = try reading.options(row, "options")
      index.tablespace = try row.optionalString("tablespace")
      index.parent = reading.parents[oid]?.first
      index.comment = try row.optionalString("description")
      if let definition = try row.optionalString("definition") {
        readDefinition(definition, relation, &index, reading)
      } else {
        try readKeys(row, relation, &index, reading)
      }
      reading.indexes[oid] = index
      reading.tables[relation]?.indexNames.insert(name.name)
      reading.views[relation]?.indexNames.insert(name.name)
      if try row.bool("clustered") {
        reading.tables[relation]?.clusterIndex = name.name
        reading.views[relation]?.properties["clustered on"] = name.name
      }
      if try row.bool("replica_identity") { reading.tables[relation]?.replicaIdentityIndex = name.name }
    }
  }

  /// Reads an index that is plain, from the catalog's columns.
  private static func readKeys(
    _ row: Row, _ relation: Int, _ index: inout Index, _ reading: Reading
  ) throws(PostgresError) {
    let columns = try row.numbers("columns")
    let count = try row.int("key_count")
    for (column, bits) in zip(columns.prefix(count), try row.numbers("key_options")) {
      let name = reading.columnNames(relation, [column]).first
      let text = if let name { Identifier.quoted(name) } else { try row.string("expression") }
      var key = IndexKey(column: name, expression: reading.expression(text, base: relation))
      // INDOPTION_DESC and INDOPTION_NULLS_FIRST (catalog/pg_index.h).
      key.isDescending = bits & 1 != 0
      key.nullsFirst = bits & 2 != 0
      index.keys.append(key)
    }
    index.including = reading.columnNames(relation, Array(columns.dropFirst(count)))
    index.predicate = try row.optionalString("predicate").map { reading.expression($0, base: relation) }
  }

  private static func readDefinition(_ text: String, _ relation: Int, _ index: inout Index, _ reading: Reading) {
    index.printed = reading.kept(text)
    guard case .createIndex(let create)? = Statement(parsing: text) else {
      index.keys = [IndexKey(column: nil, expression: CanonicalExpression(verbatim: text))]
      return
    }
    index.keys = create.elements.map { key($0, relation, reading) }
    index.including = create.including.compactMap(\.column)
    index.predicate = create.predicate.map {
      CanonicalExpression($0, resolver: reading.resolver(base: relation))
    }
  }

  private static func key(_ element: IndexElement, _ relation: Int, _ reading: Reading) -> IndexKey {
    let resolver = reading.resolver(base: relation)
    let expression =
      element.expression.map { CanonicalExpression($0, resolver: resolver) }
      ?? reading.expression(Identifier.quoted(element.column ?? ""), base: relation)
    var key = IndexKey(column: element.column, expression: expression)
    key.collation = element.collation?.name
    key.collationSchema = element.collation?.schema.flatMap { $0 == "pg_catalog" ? nil : $0 }
    key.operatorClassSchema = element.operatorClass?.schema
    key.operatorClass = element.operatorClass.map { operatorClass in
      let options = element.operatorClassOptions.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: ", ")
      return operatorClass.name + (options.isEmpty ? "" : "(\(options))")
    }
    key.isDescending = element.isDescending
    key.nullsFirst = element.nullsFirst ?? element.isDescending
    return key
  }
}
