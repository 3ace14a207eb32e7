-- Views over PostgreSQL's own relations: their columns are known by name; `*` is of one that no later version added to.
CREATE TABLE t (id int PRIMARY KEY, name text);
CREATE VIEW activity AS SELECT coalesce(nullif(application_name, ''), 'unknown') AS application_name, pid,
  extract(epoch FROM age(now(), query_start)) AS age, query FROM pg_stat_activity WHERE state = 'active';
CREATE VIEW sizes AS SELECT nspname, relname, relkind, reltuples, pg_relation_size(c.oid) AS bytes
  FROM pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE relkind = 'r' AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema';
CREATE MATERIALIZED VIEW held AS SELECT relname || '.' || nspname AS full_name, max(reltuples) AS most
  FROM pg_class, pg_namespace n WHERE n.oid = relnamespace GROUP BY 1;
CREATE VIEW columns AS SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
  WHERE table_schema = 'public';
CREATE VIEW every AS SELECT * FROM pg_stat_xact_user_functions;
CREATE VIEW described AS SELECT tablename, obj_description((schemaname || '.' || tablename)::regclass) AS comment
  FROM pg_tables WHERE schemaname = ANY (current_schemas(false));
CREATE VIEW locks AS SELECT a.pid, l.mode, relation::regclass AS relation
  FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) WHERE NOT granted;
CREATE VIEW keys AS SELECT conname, attname FROM pg_constraint
  JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey) WHERE contype IN ('p', 'u') AND conrelid = 't'::regclass;
CREATE FUNCTION kinds() RETURNS TABLE (kind "char", count bigint) LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT relkind, count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace GROUP BY relkind; END;
DROP VIEW activity;
