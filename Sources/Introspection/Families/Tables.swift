import CatalogModel
import PostgresClient
import SQLSyntax

/// Tables, partitioned and foreign ones too.
enum Tables: Family {
  static var relation: String? { "oid" }

  static func query(version: Int) -> String {
    """
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relpersistence AS persistence, c.relispartition,
      c.relrowsecurity AS row_security, c.relforcerowsecurity AS forces_row_security,
      c.relreplident AS replica_identity, c.reloptions::text[] AS options, tc.reloptions::text[] AS toast_options,
      CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
      pg_get_expr(c.relpartbound, c.oid) AS partition_bound, tn.nspname AS type_schema, ot.typname AS type_name,
      ts.spcname AS tablespace, am.amname AS access_method, fs.srvname AS server, ft.ftoptions::text[] AS foreign_options,
      \(SQL.owner("c.relowner")), \(SQL.privileges("c.relacl", "r", "c.relowner")), d.description
    FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid
      LEFT JOIN pg_type ot ON ot.oid = c.reloftype
      LEFT JOIN pg_namespace tn ON tn.oid = ot.typnamespace
      LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
      LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap'
      LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
      LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
      \(SQL.comment("pg_class", "c.oid"))
    WHERE c.relkind IN ('r', 'p', 'f') AND \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_class", "c.oid"))
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows { try reading.register(row) }
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let oid = try row.int("oid")
      guard !reading.alike.contains(oid), let name = reading.relationNames[oid] else { continue }
      var table = Table(name: name)
      table.columns = reading.finishedColumns(oid)
      table.persistence = Persistence(rawValue: try row.string("persistence")) ?? .permanent
      table.hasRowSecurity = try row.bool("row_security")
      table.forcesRowSecurity = try row.bool("forces_row_security")
      table.replicaIdentity = try row.string("replica_identity")
      table.owner = try reading.owner(row)
      table.privileges = try reading.privileges(row, of: .table)
      table.comment = try row.optionalString("description")
      table.tablespace = try row.optionalString("tablespace")
      table.accessMethod = try row.optionalString("access_method")
      table.foreignServer = try row.optionalString("server")
      // A foreign table has none, and nobody can give it one.
      if table.foreignServer != nil { table.replicaIdentity = "d" }
      if let schema = try row.optionalString("type_schema"), let name = try row.optionalString("type_name") {
        table.ofType = QualifiedName(schema: schema, name: name)
      }
      table.options = try options(row, reading)
      try readPartitioning(row, oid, &table, reading)
      reading.tables[oid] = table
    }
  }

  private static func options(_ row: Row, _ reading: Reading) throws(PostgresError) -> [String: String] {
    var options = try reading.options(row, "options")
    options.merge(try reading.options(row, "foreign_options")) { first, _ in first }
    for (name, value) in try reading.options(row, "toast_options") { options["toast." + name] = value }
    return options
  }

  private static func readPartitioning(
    _ row: Row, _ oid: Int, _ table: inout Table, _ reading: Reading
  ) throws(PostgresError) {
    table.parents = reading.parents[oid] ?? []
    if let text = try row.optionalString("partition_key") {
      table.partitionKey = CanonicalExpression(verbatim: text)
      if case .createTable(let create)? = Statement(parsing: "CREATE TABLE t () PARTITION BY " + text) {
        let resolver = reading.resolver(base: oid)
        table.partitionKey = create.partitionKey.map {
          reading.kept(text, CanonicalExpression($0, of: table.name, resolver: resolver))
        }
      }
    }
    if try row.bool("relispartition"), let bound = try row.optionalString("partition_bound") {
      table.partitionBound = bound
      if case .createTable(let create)? = Statement(parsing: "CREATE TABLE t PARTITION OF p " + bound) {
        table.partitionBound = create.partitionBound?.text ?? bound
      }
    }
  }
}

/// Parents of tables and of indexes.
enum Parents: Family {
  static var relation: String? { "relation" }
  static var numbers: Set<String> { ["child"] }

  static func query(version: Int) -> String {
    """
    SELECT i.inhrelid AS child, coalesce(x.indrelid, i.inhrelid) AS relation, cc.relname AS child_name, i.inhseqno,
      n.nspname AS schema, c.relname AS name
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class cc ON cc.oid = i.inhrelid
      LEFT JOIN pg_index x ON x.indexrelid = i.inhrelid
    WHERE \(SQL.userSchema)
    ORDER BY i.inhrelid, i.inhseqno
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows {
      let parent = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      reading.parents[try row.int("child"), default: []].append(parent)
    }
  }
}
