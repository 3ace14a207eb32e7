/// SQL that tests share.
enum Samples {
  /// An object of every kind that a catalog has.
  static func everyKind() throws -> String {
    let anExtension = try ServerParts.anExtension()
    let type = anExtension.map { "app." + $0 } ?? "text"
    let version = try TestServer.version()
    let notDistinct = version >= 150_000 ? "NULLS NOT DISTINCT" : ""
    let invoker = version >= 150_000 ? "WITH (security_invoker = true)" : ""
    let columns = version >= 150_000 ? "(id, code)" : ""
    let body = version >= 140_000 ? "RETURN a + b" : "LANGUAGE sql AS 'SELECT $1 + $2'"
    return """
      CREATE SCHEMA app;
      \(anExtension.map { "CREATE EXTENSION \($0) SCHEMA app;" } ?? "")
      CREATE TYPE app.mood AS ENUM ('sad', 'ok');
      CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
      CREATE TYPE app.pair AS (x int, y varchar(10));
      CREATE TYPE app.span AS RANGE (subtype = float8);
      CREATE TABLE parent (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n serial, code varchar(10) NOT NULL DEFAULT 'x' UNIQUE,
        mood app.mood DEFAULT 'ok', mail app.email, ci \(type), p app.pair,
        total numeric(10, 2) GENERATED ALWAYS AS (n * 2) STORED, at timestamptz DEFAULT now(),
        CONSTRAINT code_check CHECK (code IN ('x', 'y') AND n BETWEEN 1 AND 10));
      COMMENT ON TABLE parent IS 'parents';
      COMMENT ON COLUMN parent.code IS 'codes';
      CREATE TABLE child (id int, parent_id bigint REFERENCES parent (id) ON DELETE CASCADE DEFERRABLE,
        during int4range, EXCLUDE USING gist (during WITH &&) WHERE (id > 0));
      CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at, lower(id::text));
      CREATE TABLE parted2 (id int, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE parted_1 PARTITION OF parted2 FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
      CREATE TABLE heir (extra int) INHERITS (child);
      CREATE INDEX parent_mood ON parent (mood DESC, lower(code)) INCLUDE (at) WHERE code <> 'x';
      CREATE UNIQUE INDEX child_unique ON child (id) \(notDistinct) WITH (fillfactor = 70);
      CREATE SEQUENCE app.counter INCREMENT 5;
      CREATE VIEW app.names \(invoker) AS SELECT p.*, c.id AS child FROM parent p
        LEFT JOIN child c ON c.parent_id = p.id WHERE p.code = 'x';
      CREATE VIEW app.some AS SELECT code FROM parent WHERE code = 'x' WITH LOCAL CHECK OPTION;
      CREATE MATERIALIZED VIEW counts AS SELECT code, count(*) FROM parent GROUP BY code WITH NO DATA;
      CREATE FUNCTION app.twice(a int, b text DEFAULT 'x', OUT c int) LANGUAGE sql STABLE SET search_path = ''
        AS 'SELECT a * 2';
      CREATE FUNCTION app.sum_of(a int, b int) RETURNS int \(body);
      CREATE FUNCTION app.rows_of() RETURNS TABLE (id int, name text) LANGUAGE plpgsql AS 'BEGIN END';
      CREATE PROCEDURE app.work(INOUT a int) LANGUAGE plpgsql AS 'BEGIN END';
      CREATE AGGREGATE app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
      CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF code ON parent FOR EACH ROW WHEN (new.code <> 'z')
        EXECUTE FUNCTION app.touch('a', 'b');
      CREATE TRIGGER log AFTER UPDATE ON parent REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
      CREATE TRIGGER instead INSTEAD OF INSERT ON app.names FOR EACH ROW EXECUTE FUNCTION app.touch();
      ALTER TABLE parent ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON parent FOR UPDATE TO PUBLIC USING (code IN (SELECT 'x' FROM child c WHERE c.id = n))
        WITH CHECK (true);
      CREATE RULE nothing AS ON DELETE TO child DO INSTEAD NOTHING;
      CREATE STATISTICS parent_stats ON code, mood FROM parent;
      CREATE COLLATION app.german (locale = 'C');
      CREATE CAST (app.pair AS text) WITH INOUT;
      CREATE OPERATOR app.=== (leftarg = int, rightarg = int, function = app.sum_of);
      CREATE PUBLICATION feed FOR TABLE parent \(columns), child;
      CREATE FUNCTION app.ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION app.ddl();
      CREATE TEXT SEARCH CONFIGURATION app.search (COPY = simple);
      CREATE FOREIGN DATA WRAPPER nowhere;
      CREATE SERVER remote FOREIGN DATA WRAPPER nowhere;
      CREATE USER MAPPING FOR CURRENT_USER SERVER remote;
      CREATE FOREIGN TABLE far (id int OPTIONS (name 'i')) SERVER remote OPTIONS (t 'far');
      GRANT SELECT ON parent TO PUBLIC;
      GRANT UPDATE (code) ON parent TO PUBLIC;
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
      """
  }
}
