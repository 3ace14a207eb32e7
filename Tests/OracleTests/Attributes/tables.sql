-- table: kind
DROP TABLE root2;
CREATE TABLE root2 (id int) PARTITION BY LIST (id);
-- table: comment
COMMENT ON TABLE t IS 'x';
-- table: another comment
COMMENT ON TABLE t IS 'x';
-- change
COMMENT ON TABLE t IS 'y';
-- table: row level security
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
-- table: forced row level security
ALTER TABLE t FORCE ROW LEVEL SECURITY;
-- table: persistence
ALTER TABLE heir SET UNLOGGED;
-- table: reloptions
ALTER TABLE t SET (fillfactor = 70);
-- table: another value of a reloption
ALTER TABLE t SET (fillfactor = 70);
-- change
ALTER TABLE t SET (fillfactor = 80);
-- table: toast options
ALTER TABLE t SET (toast.autovacuum_enabled = false);
-- table: replica identity full
ALTER TABLE t REPLICA IDENTITY FULL;
-- table: replica identity nothing
ALTER TABLE t REPLICA IDENTITY NOTHING;
-- table: replica identity of an index
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
-- table: clustered on
ALTER TABLE t CLUSTER ON i;
-- table: owner
ALTER TABLE t OWNER TO pg_monitor;
-- table: privileges
GRANT SELECT ON t TO PUBLIC;
-- table: grant option
GRANT SELECT ON t TO pg_monitor;
-- change
GRANT SELECT ON t TO pg_monitor WITH GRANT OPTION;
-- table: what the owner may not do
REVOKE TRUNCATE ON t FROM CURRENT_USER;
-- table: a parent
ALTER TABLE heir INHERIT root;
-- table: another parent
ALTER TABLE heir INHERIT root;
-- change
ALTER TABLE heir INHERIT root2;
-- table: the order of parents
ALTER TABLE heir INHERIT root, INHERIT root2;
-- change
ALTER TABLE heir NO INHERIT root, INHERIT root;
-- table, column: attached
ALTER TABLE parted ATTACH PARTITION part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- table, column: detached
ALTER TABLE parted DETACH PARTITION year;
-- table: bound
DROP TABLE year;
CREATE TABLE year PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2022-01-01');
-- table: default partition
DROP TABLE year;
CREATE TABLE year PARTITION OF parted DEFAULT;
-- table: partition key
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (at);
-- change
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (id);
-- table: partition key's method
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY LIST (at);
-- change
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY HASH (at);
-- table: partition key's operator class
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (v);
-- change
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (v text_pattern_ops);
-- table: partition key's collation
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (v);
-- change
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (v COLLATE "C");
-- table: partition key's expression
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (lower(v));
-- change
DROP TABLE parted;
CREATE TABLE parted (id int NOT NULL, at date, v text) PARTITION BY RANGE (upper(v));
-- table: type
CREATE TYPE rowtype AS (id int);
DROP TABLE heir;
CREATE TABLE heir OF rowtype;
-- change
ALTER TABLE heir NOT OF;
-- table: access method
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
-- change
ALTER TABLE heir SET ACCESS METHOD heap2;
-- table: tablespace
ALTER TABLE heir SET TABLESPACE place;
-- table: tablespace of a partitioned table
ALTER TABLE parted SET TABLESPACE place;
-- other: privileges on a table's row type
REVOKE USAGE ON TYPE t FROM PUBLIC;
-- foreign table: options
ALTER FOREIGN TABLE far OPTIONS (ADD remote 'x');
-- foreign table: server
CREATE SERVER remote2 FOREIGN DATA WRAPPER w;
-- change
DROP FOREIGN TABLE far;
CREATE FOREIGN TABLE far (id int, v varchar(10)) SERVER remote2;
-- foreign table: comment
COMMENT ON FOREIGN TABLE far IS 'x';
-- foreign table: owner
ALTER FOREIGN TABLE far OWNER TO pg_monitor;
-- foreign table: privileges
GRANT SELECT ON far TO PUBLIC;
-- column: options of a foreign table's
ALTER FOREIGN TABLE far ALTER v OPTIONS (ADD name 'x');
-- constraint: check of a foreign table
ALTER FOREIGN TABLE far ADD CONSTRAINT c CHECK (id > 0);
-- trigger: of a foreign table
CREATE TRIGGER far BEFORE INSERT ON far FOR EACH ROW EXECUTE FUNCTION g();
-- policy: command
DROP POLICY pol ON t;
CREATE POLICY pol ON t USING (n = 1);
-- policy: using
ALTER POLICY pol ON t USING (n = 2);
-- policy: with check
CREATE POLICY pol2 ON t USING (n = 1);
-- change
ALTER POLICY pol2 ON t WITH CHECK (n = 1);
-- policy: roles
ALTER POLICY pol ON t TO pg_monitor;
-- policy: restrictive
DROP POLICY pol ON t;
CREATE POLICY pol ON t AS RESTRICTIVE FOR SELECT USING (n = 1);
-- policy: comment
COMMENT ON POLICY pol ON t IS 'x';
-- policy: name
ALTER POLICY pol ON t RENAME TO pol2;
-- rule: new
CREATE RULE r2 AS ON DELETE TO t DO INSTEAD NOTHING;
-- rule: action
CREATE OR REPLACE RULE r AS ON DELETE TO other DO INSTEAD SELECT 1;
-- rule: event
CREATE OR REPLACE RULE r AS ON UPDATE TO other DO INSTEAD NOTHING;
-- rule: instead
CREATE OR REPLACE RULE r AS ON DELETE TO other DO ALSO NOTHING;
-- rule: condition
CREATE OR REPLACE RULE r AS ON DELETE TO other WHERE old.a > 1 DO INSTEAD NOTHING;
-- rule: disabled
ALTER TABLE other DISABLE RULE r;
-- rule: replica
ALTER TABLE other ENABLE REPLICA RULE r;
-- rule: always
ALTER TABLE other ENABLE ALWAYS RULE r;
-- rule: comment
COMMENT ON RULE r ON other IS 'x';
-- trigger: timing
DROP TRIGGER trg ON t;
CREATE TRIGGER trg AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: event
DROP TRIGGER trg ON t;
CREATE TRIGGER trg BEFORE UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: columns
DROP TRIGGER trg ON t;
CREATE TRIGGER trg BEFORE UPDATE OF n ON t FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: condition
DROP TRIGGER trg ON t;
CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW WHEN (new.n > 1) EXECUTE FUNCTION g();
-- trigger: for each statement
DROP TRIGGER trg ON t;
CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION g();
-- trigger: arguments
DROP TRIGGER trg ON t;
CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g('x');
-- trigger: function
CREATE FUNCTION app.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
-- change
DROP TRIGGER trg ON t;
CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION app.g();
-- trigger: transition tables
CREATE TRIGGER trg2 AFTER UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION g();
-- change
DROP TRIGGER trg2 ON t;
CREATE TRIGGER trg2 AFTER UPDATE ON t REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION g();
-- trigger: another transition table
CREATE TRIGGER trg2 AFTER UPDATE ON t REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION g();
-- change
DROP TRIGGER trg2 ON t;
CREATE TRIGGER trg2 AFTER UPDATE ON t REFERENCING NEW TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION g();
-- trigger: disabled
ALTER TABLE t DISABLE TRIGGER trg;
-- trigger: always
ALTER TABLE t ENABLE ALWAYS TRIGGER trg;
-- trigger: replica
ALTER TABLE t ENABLE REPLICA TRIGGER trg;
-- trigger: a constraint's
DROP TRIGGER trg ON t;
CREATE TRIGGER trg AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- change
DROP TRIGGER trg ON t;
CREATE CONSTRAINT TRIGGER trg AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: deferrable
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- change
DROP TRIGGER trg2 ON t;
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: initially deferred
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION g();
-- change
DROP TRIGGER trg2 ON t;
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: the other table of a constraint's
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- change
DROP TRIGGER trg2 ON t;
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t FROM other FOR EACH ROW EXECUTE FUNCTION g();
-- trigger: comment
COMMENT ON TRIGGER trg ON t IS 'x';
-- trigger: comment on a constraint's
CREATE CONSTRAINT TRIGGER trg2 AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- change
COMMENT ON TRIGGER trg2 ON t IS 'x';
-- trigger: of a partition, disabled
CREATE TRIGGER every AFTER INSERT ON parted FOR EACH ROW EXECUTE FUNCTION g();
-- change
ALTER TABLE year DISABLE TRIGGER every;
-- constraint: triggers of a foreign key, disabled
ALTER TABLE other DISABLE TRIGGER ALL;
-- constraint: triggers of a foreign key on the other side, disabled
ALTER TABLE t DISABLE TRIGGER ALL;
ALTER TABLE t ENABLE TRIGGER USER;
-- constraint: triggers of a foreign key, for replicas
ALTER TABLE other DISABLE TRIGGER ALL;
-- change
DO $$ DECLARE n text; BEGIN
  FOR n IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'other'::regclass AND tgisinternal LOOP
    EXECUTE format('ALTER TABLE other ENABLE REPLICA TRIGGER %I', n);
  END LOOP; END $$;
-- table: bound of a time with time zone
CREATE TABLE log (at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- change
DROP TABLE log_1; CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01 01:00');
-- table: NULL in a partition's list
CREATE TABLE kinds (k text) PARTITION BY LIST (k);
CREATE TABLE kinds_1 PARTITION OF kinds FOR VALUES IN ('a', 'b');
-- change
DROP TABLE kinds_1; CREATE TABLE kinds_1 PARTITION OF kinds FOR VALUES IN ('a', 'b', NULL);
-- table: remainder
CREATE TABLE hashed (k int) PARTITION BY HASH (k);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- change
DROP TABLE hashed_1; CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- trigger: of a partition, for replicas
CREATE TRIGGER every AFTER INSERT ON parted FOR EACH ROW EXECUTE FUNCTION g();
-- change
ALTER TABLE year ENABLE REPLICA TRIGGER every;
-- index: a part that is attached last
CREATE INDEX pi ON ONLY parted (v); CREATE INDEX yi ON year (v);
-- change
DROP INDEX yi;
-- view: of a table with brackets in its name
CREATE TABLE "counts (2024)" (id int);
-- change
CREATE VIEW of_counts AS SELECT id FROM "counts (2024)";
