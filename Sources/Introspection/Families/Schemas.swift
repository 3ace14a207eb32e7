import CatalogModel
import PostgresClient

/// Who asks, and who owns the database.
enum Owners: Family {
  static func query(version: Int) -> String {
    "SELECT current_user AS me, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()"
  }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows { reading.ownRoles.formUnion([try row.string("me"), try row.string("owner")]) }
  }
}

/// Schemas.
enum Schemas: Family {
  static func query(version: Int) -> String {
    """
    SELECT n.nspname AS name, \(SQL.owner("n.nspowner")), \(SQL.privileges("n.nspacl", "n", "n.nspowner")),
      d.description
    FROM pg_namespace n \(SQL.comment("pg_namespace", "n.oid"))
    WHERE \(SQL.userSchema) AND \(SQL.outsideExtensions("pg_namespace", "n.oid"))
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      var schema = Schema(name: try row.string("name"))
      schema.owner = try reading.owner(row)
      schema.privileges = try reading.privileges(row)
      schema.comment = try row.optionalString("description")
      if schema.name == "public" {
        if schema.owner == "pg_database_owner" { schema.owner = nil }
        // Before PostgreSQL 15 everybody may create objects in a new database's `public`, which no migration asked for.
        if reading.version < 150_000 { schema.privileges.revoke(["CREATE"], from: Privileges.everybody) }
      }
      reading.catalog.store(schema)
    }
  }
}

/// Roles, the system's left out.
enum Roles: Family {
  static func query(version: Int) -> String {
    // The bootstrap superuser has the oid 10 (BOOTSTRAP_SUPERUSERID, catalog/pg_authid.dat).
    "SELECT rolname AS name FROM pg_roles WHERE oid <> 10 AND rolname !~ '^pg_'"
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows { reading.catalog.store(Role(name: try row.string("name"))) }
  }
}

/// Extensions but plpgsql, which every database has.
enum Extensions: Family {
  static func query(version: Int) -> String {
    """
    SELECT x.extname AS name, n.nspname AS schema,
      CASE WHEN d.description IS DISTINCT FROM a.comment THEN d.description END AS description
    FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
      LEFT JOIN pg_available_extensions() a ON a.name = x.extname
      \(SQL.comment("pg_extension", "x.oid"))
    WHERE x.extname <> 'plpgsql'
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      var installed = Extension(name: try row.string("name"), schema: try row.string("schema"))
      installed.comment = try row.optionalString("description")
      reading.catalog.store(installed)
    }
  }
}

/// `ALTER DEFAULT PRIVILEGES`.
enum DefaultPrivileges: Family {
  static func query(version: Int) -> String {
    """
    SELECT \(SQL.owner("a.defaclrole")), n.nspname AS schema, a.defaclobjtype AS kind, a.defaclacl::text[] AS privileges
    FROM pg_default_acl a LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    let kinds: [String: PrivilegedKind] = ["r": .table, "S": .sequence, "f": .routine, "T": .type, "n": .schema]
    for row in rows {
      guard let kind = kinds[try row.string("kind")] else { continue }
      let key = DefaultPrivilegesKey(
        role: try reading.owner(row), schema: try row.optionalString("schema"), kind: kind)
      // What is left without the owner's own may be nothing that the built-in default hasn't.
      let privileges = try reading.privileges(row)
      if privileges != key.builtInDefault { reading.catalog.defaultPrivileges[key] = privileges }
    }
  }
}
