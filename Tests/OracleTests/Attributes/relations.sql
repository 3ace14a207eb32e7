-- view: definition
CREATE OR REPLACE VIEW w AS SELECT id, v FROM t WHERE n > 1;
-- view: security invoker
ALTER VIEW w SET (security_invoker = true);
-- view: security barrier
ALTER VIEW w SET (security_barrier = true);
-- view: check option
CREATE OR REPLACE VIEW w AS SELECT id, v FROM t WITH LOCAL CHECK OPTION;
-- view: cascaded check option
CREATE OR REPLACE VIEW w AS SELECT id, v FROM t WITH LOCAL CHECK OPTION;
-- change
CREATE OR REPLACE VIEW w AS SELECT id, v FROM t WITH CASCADED CHECK OPTION;
-- view: comment
COMMENT ON VIEW w IS 'x';
-- view: owner
ALTER VIEW w OWNER TO pg_monitor;
-- view: privileges
GRANT SELECT ON w TO PUBLIC;
-- view: what the owner may not do
REVOKE DELETE ON w FROM CURRENT_USER;
-- view: privileges on a column
GRANT SELECT (id) ON w TO PUBLIC;
-- view: comment on a column
COMMENT ON COLUMN w.id IS 'x';
-- view: default of a column
ALTER VIEW w ALTER id SET DEFAULT 1;
-- view: name of a column
ALTER VIEW w RENAME id TO key;
-- view: recursive
DROP VIEW w;
CREATE RECURSIVE VIEW w (id, v) AS SELECT id, v FROM t;
-- other: privileges on a view's row type
REVOKE USAGE ON TYPE w FROM PUBLIC;
-- trigger: of a view
CREATE TRIGGER tw INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION g();
-- rule: of a view
CREATE RULE rw AS ON INSERT TO w DO INSTEAD NOTHING;
-- materialized view: populated
REFRESH MATERIALIZED VIEW m;
-- materialized view: definition
DROP MATERIALIZED VIEW m;
CREATE MATERIALIZED VIEW m AS SELECT id, x FROM t WHERE n > 1 WITH NO DATA;
CREATE INDEX mi ON m (id);
-- materialized view: parameters
ALTER MATERIALIZED VIEW m SET (fillfactor = 70);
-- materialized view: toast parameters
ALTER MATERIALIZED VIEW m SET (toast.autovacuum_enabled = false);
-- materialized view: owner
ALTER MATERIALIZED VIEW m OWNER TO pg_monitor;
-- materialized view: privileges
GRANT SELECT ON m TO PUBLIC;
-- materialized view: privileges on a column
GRANT SELECT (id) ON m TO PUBLIC;
-- materialized view: comment
COMMENT ON MATERIALIZED VIEW m IS 'x';
-- materialized view: comment on a column
COMMENT ON COLUMN m.id IS 'x';
-- materialized view: clustered on
ALTER MATERIALIZED VIEW m CLUSTER ON mi;
-- materialized view: tablespace
ALTER MATERIALIZED VIEW m SET TABLESPACE place;
-- materialized view: access method
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
-- change
ALTER MATERIALIZED VIEW m SET ACCESS METHOD heap2;
-- materialized view: statistics of a column
ALTER MATERIALIZED VIEW m ALTER id SET STATISTICS 500;
-- materialized view: storage of a column
ALTER MATERIALIZED VIEW m ALTER x SET STORAGE MAIN;
-- materialized view: compression of a column
ALTER MATERIALIZED VIEW m ALTER x SET COMPRESSION pglz;
-- materialized view: options of a column
ALTER MATERIALIZED VIEW m ALTER x SET (n_distinct = 5);
-- sequence: type
ALTER SEQUENCE s AS int;
-- sequence: start
ALTER SEQUENCE s START 5;
-- sequence: increment
ALTER SEQUENCE s INCREMENT 5;
-- sequence: minimum
ALTER SEQUENCE s MINVALUE -5;
-- sequence: maximum
ALTER SEQUENCE s MAXVALUE 10;
-- sequence: cache
ALTER SEQUENCE s CACHE 10;
-- sequence: cycle
ALTER SEQUENCE s CYCLE;
-- sequence: persistence
ALTER SEQUENCE s SET UNLOGGED;
-- sequence: owned by
ALTER SEQUENCE s OWNED BY t.id;
-- sequence: owner
ALTER SEQUENCE s OWNER TO pg_monitor;
-- sequence: privileges
GRANT USAGE ON SEQUENCE s TO PUBLIC;
-- sequence: comment
COMMENT ON SEQUENCE s IS 'x';
-- sequence: what the owner may not do
REVOKE UPDATE ON SEQUENCE s FROM CURRENT_USER;
