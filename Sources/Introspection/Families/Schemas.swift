import CatalogModel
import PostgresClient

/// Who asks, and who owns the database.
enum Owners: Family {
  static func query(version: Int) -> String {
    """
    SELECT current_user AS me, \(SQL.owner("db.datdba")), \(SQL.privileges("db.datacl", "d", "db.datdba")),
      d.description, s.setconfig::text[] AS settings,
      EXISTS (SELECT FROM pg_extension WHERE extname = 'plpgsql') AS has_plpgsql
    FROM pg_database db
      LEFT JOIN pg_shdescription d ON d.classoid = 'pg_database'::regclass AND d.objoid = db.oid
      LEFT JOIN pg_db_role_setting s ON s.setdatabase = db.oid AND s.setrole = 0
    WHERE db.datname = current_database()
    """
  }

  static var registers: Bool { true }

  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {
    for row in rows {
      reading.ownRoles.formUnion([try row.string("me"), try row.string("owner")])
      reading.catalog.database.privileges = try reading.privileges(row, of: nil)
      for role in reading.ownRoles { reading.catalog.database.privileges.forget(role) }
      reading.catalog.database.comment = try row.optionalString("description")
      reading.catalog.database.settings = try reading.options(row, "settings")
      reading.catalog.database.hasPlpgsql = try row.bool("has_plpgsql")
    }
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
      schema.privileges = try reading.privileges(row, of: .schema)
      schema.comment = try row.optionalString("description")
      if schema.name == "public" {
        if schema.owner == "pg_database_owner" {
          schema.owner = nil
          // The database's owner has all of it in any case.
          for role in reading.ownRoles { schema.privileges.forget(role) }
        }
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
    """
    SELECT r.rolname AS name, r.rolconfig::text[] AS settings, s.setconfig::text[] AS database_settings,
      array_remove(ARRAY[
        CASE WHEN r.rolsuper THEN 'superuser=true' END, CASE WHEN NOT r.rolinherit THEN 'inherit=false' END,
        CASE WHEN r.rolcreaterole THEN 'createrole=true' END, CASE WHEN r.rolcreatedb THEN 'createdb=true' END,
        CASE WHEN r.rolcanlogin THEN 'login=true' END, CASE WHEN r.rolreplication THEN 'replication=true' END,
        CASE WHEN r.rolbypassrls THEN 'bypassrls=true' END,
        'connection limit=' || nullif(r.rolconnlimit, -1), 'valid until=' || r.rolvaliduntil], NULL) AS options,
      m.roles AS memberships, d.description
    FROM pg_roles r
      LEFT JOIN (
        SELECT member, array_agg(role ORDER BY role) AS roles FROM (
          SELECT m.member, g.rolname || CASE WHEN bool_or(m.admin_option) THEN ' with admin option' ELSE '' END AS role
          FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid GROUP BY m.member, g.rolname) memberships
        GROUP BY member) m ON m.member = r.oid
      LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid
        AND s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
      LEFT JOIN pg_shdescription d ON d.classoid = 'pg_authid'::regclass AND d.objoid = r.oid
    WHERE r.oid <> 10 AND r.rolname !~ '^pg_'
    """
  }

  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {
    for row in rows {
      var role = Role(name: try row.string("name"))
      role.options = try reading.options(row, "options")
      role.memberships = try row.optionalStringArray("memberships") ?? []
      role.settings = try reading.options(row, "settings")
      role.databaseSettings = try reading.options(row, "database_settings")
      role.comment = try row.optionalString("description")
      reading.catalog.store(role)
    }
  }
}

/// Extensions but plpgsql, which every database has.
enum Extensions: Family {
  static func query(version: Int) -> String {
    """
    SELECT x.extname AS name, n.nspname AS schema, x.extversion AS version, \(SQL.owner("x.extowner")),
      a.default_version,
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
      let version = try row.string("version")
      let usual = try row.optionalString("default_version")
      if reading.keepsDefaultVersions || usual != version {
        installed.version = version
      }
      installed.owner = try reading.owner(row)
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
      let privileges = try reading.privileges(row, of: key.schema == nil ? kind : nil)
      if privileges != key.builtInDefault { reading.catalog.defaultPrivileges[key] = privileges }
    }
  }
}
