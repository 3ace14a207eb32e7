import CatalogModel
import SQLSyntax

extension ProgramGenerator {
  func index(_ catalog: Catalog) -> String {
    let indexes = catalog.indexes.values.map(\.name).sorted()
    if let name = random.pick(indexes), random.once(in: 3) {
      return random.one(
        "DROP INDEX \(name)", "ALTER INDEX \(name) RENAME TO \(random.one("i", "renamed", "a_idx"))",
        "DROP INDEX IF EXISTS \(name) CASCADE")
    }
    guard let table = table(catalog) else { return createTable(catalog) }
    let name = random.once(in: 3) ? "" : " " + random.one("i", "users_idx", "a_idx")
    let column = column(of: table)
    let keys = random.one(
      columns(of: table), "\(column) DESC NULLS LAST", "(\(column) IS NULL)", "\(column), \(self.column(of: table)) ASC"
    )
    return "CREATE\(random.maybe("UNIQUE", in: 3)) INDEX\(name) ON \(table.name) (\(keys))"
      + random.maybe("INCLUDE (\(self.column(of: table)))", in: 6)
      + random.maybe("WHERE \(condition(on: table))", in: 4)
  }

  func view(_ catalog: Catalog) -> String {
    let views = catalog.views.values.map { ($0.name, $0.isMaterialized) }.sorted { $0.0 < $1.0 }
    if let (name, isMaterialized) = random.pick(views), random.once(in: 2) {
      let kind = isMaterialized ? "MATERIALIZED VIEW" : "VIEW"
      return random.one(
        "DROP \(kind) \(name)\(random.maybe("CASCADE", in: 3))",
        "ALTER \(kind) \(name) RENAME TO \(random.one("v", "renamed", "report"))",
        isMaterialized ? "REFRESH MATERIALIZED VIEW \(name)" : "ALTER VIEW \(name) SET (security_invoker = true)")
    }
    guard let table = table(catalog) else { return createTable(catalog) }
    let name = random.one("v", "report", "public.active")
    let columns = random.one("*", columns(of: table), "count(*) AS n", "\(column(of: table)) AS x")
    let query = "SELECT \(columns) FROM \(table.name)" + random.maybe("WHERE \(condition(on: table))")
    return random.one("CREATE VIEW", "CREATE OR REPLACE VIEW", "CREATE MATERIALIZED VIEW") + " \(name) AS \(query)"
  }

  func type(_ catalog: Catalog) -> String {
    let types = catalog.types.values.sorted { $0.name < $1.name }
    if let type = random.pick(types), random.once(in: 2) {
      if type.domain != nil {
        return random.one(
          "ALTER DOMAIN \(type.name) ADD CONSTRAINT positive CHECK (VALUE IS NOT NULL)",
          "ALTER DOMAIN \(type.name) DROP CONSTRAINT\(random.maybe("IF EXISTS")) positive",
          "ALTER DOMAIN \(type.name) SET DEFAULT NULL", "ALTER DOMAIN \(type.name) SET NOT NULL",
          "DROP DOMAIN \(type.name)\(random.maybe("CASCADE"))")
      }
      if let label = random.pick(type.labels ?? []) {
        return random.one(
          "ALTER TYPE \(type.name) ADD VALUE\(random.maybe("IF NOT EXISTS")) '\(random.one("new", "old", "lost"))'",
          "ALTER TYPE \(type.name) ADD VALUE 'first' BEFORE \(Identifier.literal(label))",
          "ALTER TYPE \(type.name) RENAME VALUE \(Identifier.literal(label)) TO '\(random.one("new", "other"))'",
          "DROP TYPE \(type.name)\(random.maybe("CASCADE"))", "ALTER TYPE \(type.name) RENAME TO state")
      }
      return random.one(
        "ALTER TYPE \(type.name) ADD ATTRIBUTE \(newColumn()) int", "DROP TYPE \(type.name)\(random.maybe("CASCADE"))",
        "ALTER TYPE \(type.name) DROP ATTRIBUTE \(newColumn())")
    }
    return random.one(
      "CREATE TYPE \(random.one("mood", "state")) AS ENUM ('new', 'old')", "CREATE TYPE pair AS (a int, b text)",
      "CREATE DOMAIN \(random.one("email", "amount")) AS text\(random.maybe("NOT NULL")) CHECK (VALUE <> '')",
      "CREATE DOMAIN amount AS numeric(10,2) DEFAULT 0 CONSTRAINT positive CHECK (VALUE > 0)")
  }

  func routine(_ catalog: Catalog) -> String {
    let routines = catalog.routines.values.map(\.signature).sorted {
      $0.name < $1.name || $0.arguments.count < $1.arguments.count
    }
    if let routine = random.pick(routines), random.once(in: 3) {
      let signature = "\(routine.name)(\(routine.arguments.joined(separator: ", ")))"
      return random.one(
        "DROP FUNCTION \(signature)\(random.maybe("CASCADE"))", "DROP FUNCTION \(routine.name)",
        "ALTER FUNCTION \(signature) SECURITY DEFINER", "ALTER FUNCTION \(signature) RENAME TO f",
        "ALTER FUNCTION \(signature) SET search_path = ''", "REVOKE ALL ON FUNCTION \(signature) FROM PUBLIC")
    }
    let create = "CREATE" + random.maybe("OR REPLACE") + " FUNCTION"
    return random.one(
      "\(create) touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "\(create) f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + \(random.below(3))'",
      "\(create) f(a int, b text DEFAULT 'x') RETURNS text LANGUAGE sql STABLE AS 'SELECT b'",
      "\(create) f(a text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN a IS NULL; END'")
  }

  func policy(_ catalog: Catalog) -> String {
    guard let table = table(catalog) else { return createTable(catalog) }
    if let policy = random.pick(table.policies.map { Identifier.quoted($0.name) }), random.once(in: 2) {
      return random.one(
        "DROP POLICY \(policy) ON \(table.name)", "ALTER POLICY \(policy) ON \(table.name) RENAME TO other",
        "ALTER POLICY \(policy) ON \(table.name) USING (\(condition(on: table)))",
        "ALTER POLICY \(policy) ON \(table.name) TO pg_monitor")
    }
    return "CREATE POLICY \(random.one("own", "\"Read all\"")) ON \(table.name)"
      + random.maybe("FOR \(random.one("SELECT", "DELETE", "ALL"))") + random.maybe("TO pg_monitor", in: 3)
      + " USING (\(condition(on: table)))"
  }

  func sequence(_ catalog: Catalog) -> String {
    guard let name = random.pick(catalog.sequences.values.map(\.name).sorted()), random.once(in: 2) else {
      return "CREATE SEQUENCE\(random.maybe("IF NOT EXISTS", in: 3)) \(random.one("s", "numbers", "a_id_seq"))"
        + random.maybe("AS smallint") + random.maybe("INCREMENT BY \(random.one("2", "-1"))") + random.maybe("CACHE 5")
    }
    var owned = "NONE"
    if let table = table(catalog) { owned = "\(table.name).\(column(of: table))" }
    return random.one(
      "DROP SEQUENCE \(name)\(random.maybe("CASCADE", in: 3))", "ALTER SEQUENCE \(name) OWNED BY \(owned)",
      "ALTER SEQUENCE \(name) RENAME TO \(random.one("s", "numbers"))", "ALTER SEQUENCE \(name) INCREMENT BY 3",
      "ALTER SEQUENCE \(name) RESTART WITH 5")
  }

  func comment(_ catalog: Catalog) -> String {
    guard let table = table(catalog) else { return createTable(catalog) }
    let text = random.one("'what it is'", "'it''s'", "NULL")
    switch random.below(4) {
    case 0: return "COMMENT ON COLUMN \(table.name).\(column(of: table)) IS \(text)"
    case 1:
      guard let constraint = random.pick(table.constraints.map(\.name)) else { fallthrough }
      return "COMMENT ON CONSTRAINT \(Identifier.quoted(constraint)) ON \(table.name) IS \(text)"
    case 2:
      guard let index = random.pick(catalog.indexes.values.map(\.name).sorted()) else { fallthrough }
      return "COMMENT ON INDEX \(index) IS \(text)"
    default: return "COMMENT ON TABLE \(table.name) IS \(text)"
    }
  }

  func grant(_ catalog: Catalog) -> String {
    guard let table = table(catalog) else { return createTable(catalog) }
    let role = random.one("PUBLIC", "pg_monitor")
    let what = random.one("SELECT", "ALL", "INSERT, UPDATE", "SELECT (\(column(of: table)))")
    return random.one(
      "GRANT \(what) ON \(table.name) TO \(role)", "REVOKE \(what) ON \(table.name) FROM \(role)",
      "GRANT \(what) ON \(table.name) TO \(role)", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role)",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO \(role)")
  }

  func schema(_ catalog: Catalog) -> String {
    let other = random.pick(schemas(catalog).filter { $0 != "public" })
    guard let other, random.once(in: 2) else {
      return "CREATE SCHEMA\(random.maybe("IF NOT EXISTS")) \(random.one("app", "\"Audit\""))"
    }
    let quoted = Identifier.quoted(other)
    guard let table = table(catalog), random.once(in: 2) else {
      return random.one(
        "DROP SCHEMA \(quoted)\(random.maybe("CASCADE"))", "ALTER SCHEMA \(quoted) RENAME TO renamed",
        "SET search_path = \(quoted), public", "RESET search_path")
    }
    return "ALTER TABLE \(table.name) SET SCHEMA \(random.one(quoted, "public"))"
  }

  func drop(_ catalog: Catalog) -> String {
    guard let table = table(catalog) else { return createTable(catalog) }
    return random.one(
      "DROP TABLE \(table.name)\(random.maybe("CASCADE"))", "DROP TABLE IF EXISTS \(newName(catalog))",
      "DROP TABLE \(table.name) RESTRICT")
  }
}
