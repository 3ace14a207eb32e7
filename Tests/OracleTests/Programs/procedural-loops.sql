CREATE SCHEMA app;
CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE app.c (id int);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON public.%I FOR SELECT USING (true)', t || '_read', t);
  END LOOP;
END $$;
DO $do$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT tablename, schemaname FROM pg_tables WHERE schemaname IN ('public', 'app') ORDER BY tablename LOOP
    EXECUTE format('ALTER TABLE %I.%I ADD COLUMN created_at timestamptz DEFAULT now()', r.schemaname, r.tablename);
    EXECUTE 'COMMENT ON TABLE ' || quote_ident(r.schemaname) || '.' || quote_ident(r.tablename) || ' IS '
      || quote_literal('it''s ' || r.tablename);
  END LOOP;
END $do$;
DO $$
DECLARE
  names text[] := '{x,y,"z z"}';
  i int;
BEGIN
  FOR i IN 1..array_length(names, 1) LOOP
    EXECUTE 'CREATE TABLE ' || quote_ident('t_' || names[i]) || ' (id int)';
  END LOOP;
  FOR i IN REVERSE 3..1 BY 2 LOOP
    EXECUTE format('CREATE TABLE n%s ()', i);
  END LOOP;
END $$;
DO $$
DECLARE
  n int := 0;
BEGIN
  LOOP
    n := n + 1;
    CONTINUE WHEN n = 2;
    EXIT WHEN n > 3;
    EXECUTE format('CREATE TABLE loop_%s (id int)', n);
  END LOOP;
  WHILE n < 6 LOOP
    EXECUTE format('CREATE TABLE while_%s (id int)', n);
    n := n + 1;
  END LOOP;
  <<outer>>
  FOR i IN 1..3 LOOP
    FOR j IN 1..3 LOOP
      EXIT outer WHEN i = 2;
      EXECUTE format('CREATE TABLE pair_%s_%s (id int)', i, j);
    END LOOP;
  END LOOP;
END $$;
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN
    SELECT conname, conrelid::regclass AS tbl FROM pg_constraint WHERE conrelid = 'a'::regclass
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.tbl, r.conname);
  END LOOP;
END $$;
ALTER TABLE a ADD CONSTRAINT a_positive CHECK (id > 0), ADD CONSTRAINT a_key UNIQUE (id);
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN
    SELECT c.conname, c.conrelid::regclass AS tbl FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public' AND t.relname = 'a' AND c.contype = 'c'
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.tbl, r.conname);
  END LOOP;
  FOR r IN EXECUTE 'SELECT policyname, tablename FROM pg_policies WHERE tablename = $1' USING 'b' LOOP
    EXECUTE format('DROP POLICY %I ON %I', r.policyname, r.tablename);
  END LOOP;
END $$;
DO $$
DECLARE
  name text;
BEGIN
  SELECT constraint_name INTO name FROM information_schema.table_constraints
  WHERE table_name = 'a' AND constraint_type = 'UNIQUE';
  IF FOUND THEN
    EXECUTE 'ALTER TABLE a DROP CONSTRAINT ' || name;
  END IF;
  SELECT conname INTO name FROM pg_constraint WHERE conrelid = 'a'::regclass;
  IF name IS NULL THEN
    COMMENT ON TABLE a IS 'no constraints';
  END IF;
  PERFORM 1 FROM pg_class WHERE relname = 'b';
  IF NOT FOUND THEN
    DROP TABLE a;
  END IF;
END $$;
DO $$
DECLARE
  _sql text;
BEGIN
  SELECT string_agg(format('DROP TABLE %I', tablename), '; ' ORDER BY tablename) INTO _sql
  FROM pg_tables WHERE tablename LIKE 'loop\_%' OR tablename LIKE 'pair%';
  EXECUTE _sql;
END $$;
DO $$
DECLARE
  r text;
BEGIN
  FOR r IN SELECT unnest(ARRAY['k1', 'k2']) LOOP
    EXECUTE format('CREATE TABLE %I (%I int)', r, r || ' col');
  END LOOP;
  FOR r IN SELECT 'v' || g FROM generate_series(1, 2) AS g LOOP
    EXECUTE 'CREATE VIEW ' || r || ' AS SELECT 1 AS one';
  END LOOP;
  FOR r IN VALUES ('w1'), ('w2') LOOP
    EXECUTE 'CREATE TABLE ' || r || ' (id int)';
  END LOOP;
END $$;
-- Only rows change.
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM a LOOP
    UPDATE a SET id = r.id + 1 WHERE id = r.id;
  END LOOP;
  INSERT INTO b VALUES (1), (2);
  FOR r IN SELECT * FROM b LOOP
    INSERT INTO a (id) VALUES (r.id);
  END LOOP;
  UPDATE b SET id = 3;
  IF FOUND THEN
    DELETE FROM b;
  END IF;
END $$;
DO $$
BEGIN
  FOR i IN 1..3 LOOP
    EXECUTE 'CREATE TABLE twice (id int)';
  END LOOP;
END $$;
DO $$
BEGIN
  EXECUTE NULL;
END $$;
DO $$
DECLARE
  t text;
BEGIN
  CASE 2 WHEN 1 THEN t := 'case_one'; WHEN 2, 3 THEN t := 'case_two'; ELSE t := 'case_else'; END CASE;
  EXECUTE 'CREATE TABLE ' || t || ' (id int)';
  CASE WHEN t = 'nothing' THEN NULL; END CASE;
END $$;
DO $$
DECLARE
  t CONSTANT text NOT NULL DEFAULT 'declared';
  c text := CASE WHEN true THEN 'col' ELSE 'no' END;
BEGIN
  EXECUTE format('CREATE TABLE %1$I (%2$I int, %1$I int)', t, c);
  IF t ILIKE 'DECL%' AND c ~ '^c' AND NOT (t IN ('x', 'y')) THEN
    RETURN;
  END IF;
  DROP TABLE declared;
END $$;
-- Loops over cursors.
DO $$
DECLARE
  tables CURSOR FOR SELECT t.table_name AS name FROM information_schema.tables t
    WHERE t.table_schema = 'public' AND t.table_name != 'b' AND t.table_name IN ('a', 'b')
    AND NOT EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_name = t.table_name AND c.column_name = 'done');
  named NO SCROLL CURSOR (prefix text, length numeric(3, 0)) IS SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename LIKE prefix || '%' AND tablename <> 'none' ORDER BY 1;
BEGIN
  FOR found_table IN tables LOOP
    EXECUTE 'ALTER TABLE ' || found_table.name || ' ADD COLUMN done int';
  END LOOP;
  FOR r IN named('n', 2) LOOP
    EXECUTE format('COMMENT ON TABLE %I IS %L', r.tablename, 'numbered');
  END LOOP;
  FOR r IN named(length := 1, prefix := 'b') LOOP
    EXECUTE format('COMMENT ON TABLE %I IS %L', r.tablename, 'lettered');
  END LOOP;
END $$;
CREATE FUNCTION through() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  rest refcursor;
  bound CURSOR (key int) FOR SELECT * FROM a WHERE id = key;
BEGIN
  FOR r IN bound(1) LOOP
    RAISE NOTICE '%', r.id;
  END LOOP;
END $$;
-- A query of CREATE TABLE AS may name the code's variables.
CREATE FUNCTION held(ids varchar[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  total int := 0;
BEGIN
  CREATE TEMP TABLE chosen ON COMMIT DROP AS SELECT * FROM unnest(ids) AS id;
  CREATE TEMP TABLE others ON COMMIT DROP AS SELECT a.id, total AS total FROM a WHERE a.id::text = ANY (ids);
  RETURN total;
END $$;
SELECT held(ARRAY['1', '2']);
-- A loop over what a statement in WITH returns.
DO $$
DECLARE
  r record;
  n int := 0;
BEGIN
  FOR r IN WITH gone AS (DELETE FROM a WHERE id > 0 RETURNING id) SELECT * FROM gone LOOP
    n := n + 1;
  END LOOP;
END $$;
-- A function's name with its arguments.
CREATE FUNCTION app.twice(a int, b varchar[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION twice() RETURNS int LANGUAGE sql AS 'SELECT 1';
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.proname = 'twice' AND n.nspname IN ('public', 'app') LOOP
    EXECUTE format('DROP FUNCTION %s', r.signature);
  END LOOP;
END $$;
CREATE SCHEMA digits;
SET search_path = digits;
create table ev_2024_01(a int); create table ev_2024_12(a int); create table ev_default(a int); create table ev_20241(a int);
do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'digits' and tablename ~ '^ev_\d{4}_\d{2}$' loop execute format('alter table %I rename to %I', r.tablename, 'x' || r.tablename); end loop; end $$;
do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'digits' and tablename ~ 'ev_[0-9]+$' loop execute format('alter table %I rename to %I', r.tablename, 'y' || r.tablename); end loop; end $$;
do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'digits' and tablename ~ '_[0-9]+_1' loop execute format('alter table %I rename to %I', r.tablename, 'z' || r.tablename); end loop; end $$;
