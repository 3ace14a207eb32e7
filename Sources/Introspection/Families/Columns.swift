import CatalogModel
import PostgresClient
import SQLSyntax

/// Columns of tables, views and composite types, those of extensions too: foreign keys may name them.
enum Columns: Family {
  static var relation: String? { "relation" }

  static func query(version: Int) -> String {
    """
    SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
      format_type(a.atttypid, a.atttypmod) AS type, nullif(a.attnotnull, false) AS not_null,
      \(version >= 180_000 ? notNull : "NULL") AS not_null_constraint, nullif(a.attidentity, '') AS identity,
      nullif(a.attgenerated, '') AS generated, \(defaultValue) AS default_value,
      co.collname AS collation, cn.nspname AS collation_schema,
      CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
      \(version >= 140_000 ? "nullif(a.attcompression, '')" : "NULL") AS compression,
      nullif(a.attstattarget, -1) AS statistics, a.attoptions::text[] AS options,
      a.attfdwoptions::text[] AS foreign_options, nullif(NOT a.attislocal, false) AS inherited,
      a.attacl::text[] AS privileges,
      CASE WHEN a.attacl IS NOT NULL THEN pg_get_userbyid(c.relowner) END AS owner, d.description
    FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
      LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace AND cn.nspname <> 'pg_catalog'
      \(version >= 180_000 ? notNullJoin : "")
      LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
      \(SQL.comment("pg_class", "a.attrelid", column: "a.attnum"))
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND \(SQL.userSchema)
    """
  }

  /// What is other than usual of a column's NOT NULL, which is a constraint from PostgreSQL 18 on.
  ///
  /// A name that PostgreSQL made says nothing: it stays when the column or the table is renamed.
  private static let notNull = """
    nullif(concat_ws(' ', CASE WHEN nn.conname !~ '_not_null[0-9]*$' THEN format('CONSTRAINT %I', nn.conname) END,
      'NOT NULL', CASE WHEN nn.connoinherit THEN 'NO INHERIT' END, CASE WHEN NOT nn.convalidated THEN 'NOT VALID' END),
      'NOT NULL')
    """

  /// A default names no column, and without a table to look in for some, printing it takes the server an eighth of the
  /// time; the value of a generated column names those of its table.
  private static let defaultValue = """
    CASE WHEN a.attgenerated = '' THEN pg_get_expr(ad.adbin, 0) ELSE pg_get_expr(ad.adbin, ad.adrelid) END
    """

  private static let notNullJoin = """
    LEFT JOIN pg_constraint nn ON nn.contype = 'n' AND nn.conrelid = a.attrelid AND nn.conkey[1] = a.attnum
    """

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    try reading.names.register(columns: rows)
  }

  /// A column with the text of its default.
  static func column(_ row: Row, _ names: LiveNames) throws(PostgresError) -> LiveNames.Column {
    LiveNames.Column(
      number: try row.int("number"), column: try column(row, names),
      defaultText: try row.optionalString("default_value"),
      isGenerated: try row.optionalString("generated") != nil)
  }

  private static func column(_ row: Row, _ names: LiveNames) throws(PostgresError) -> Column {
    var column = Column(name: try row.string("name"), type: names.type(try row.string("type")))
    column.isNotNull = try row.optionalBool("not_null") ?? false
    column.notNullConstraint = try row.optionalString("not_null_constraint")
    column.identity = try row.optionalString("identity").flatMap { identities[$0] }
    column.collation = try row.optionalString("collation")
    column.collationSchema = try row.optionalString("collation_schema")
    column.storage = try row.optionalString("storage").flatMap { storages[$0] }
    column.compression = try row.optionalString("compression").flatMap { compressions[$0] }
    column.statistics = try row.optionalInt("statistics")
    column.options = try row.options("options")
    // The server's own bookkeeping since the releases of November 2026 (15.20); pg_dump passes over it too.
    column.options["pg_attver"] = nil
    column.options.merge(try row.options("foreign_options")) { first, _ in first }
    column.isVirtual = try row.optionalString("generated") == "v"
    column.isInherited = try row.optionalBool("inherited") ?? false
    if try row.optionalString("owner") != nil {
      column.privileges = try row.privileges(of: nil, ownRoles: names.ownRoles)
    }
    column.comment = try row.optionalString("description")
    return column
  }

  private static let storages = ["p": "PLAIN", "e": "EXTERNAL", "x": "EXTENDED", "m": "MAIN"]
  private static let compressions = ["p": "pglz", "l": "lz4"]
  private static let identities: [String: Column.IdentityKind] = ["a": .always, "d": .byDefault]
}

extension Reading {
  /// A table's columns with their defaults, whose expressions may name any relation.
  func finishedColumns(_ relation: Int) -> [Column] {
    names.columns(of: relation).map { row in
      var column = row.column
      if let text = row.defaultText {
        let value = expression(text, base: relation, target: column.type)
        if row.isGenerated { column.generated = value } else { column.defaultValue = value }
      }
      return column
    }
  }

  /// Notes a relation that expressions may name.
  mutating func register(_ row: Row) throws(PostgresError) {
    let oid = try row.int("oid")
    let name = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
    relationNames[oid] = name
    names.register(name, number: oid)
  }
}
