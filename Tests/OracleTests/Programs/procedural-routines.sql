CREATE SCHEMA app;
CREATE TABLE notes (id int);
CREATE TABLE app.notes (id int);
CREATE FUNCTION add_column(tbl text, col text, kind text DEFAULT 'text') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF lower(kind) NOT IN ('text', 'int') THEN
    RAISE EXCEPTION 'no such kind';
  END IF;
  EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS %I %s', tbl, col, kind);
END $$;
SELECT add_column('notes', 'title');
SELECT add_column('notes', 'pages', 'int');
SELECT add_column('notes', kind => 'int', col => 'named');
SELECT add_column('notes', 'nope', 'uuid');
SELECT add_column('nothing', 'nope');
-- Overloads: an array, a text.
CREATE FUNCTION add_column(tbl text, cols text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  col text;
BEGIN
  FOREACH col IN ARRAY cols LOOP
    PERFORM add_column(tbl, col);
  END LOOP;
END $$;
SELECT add_column('notes', ARRAY['one', 'two']);
DO $$
BEGIN
  PERFORM add_column('notes', 'performed');
  PERFORM add_column(t.tablename::text, 'everywhere') FROM pg_tables t WHERE t.schemaname = 'public';
END $$;
SELECT add_column(tablename::text, 'selected') FROM pg_tables WHERE schemaname = 'public';
CREATE PROCEDURE make(name text, n integer DEFAULT 1) LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1..n LOOP
    EXECUTE format('CREATE TABLE %I (id int)', name || '_' || i);
  END LOOP;
END $$;
CALL make('made');
CALL make('more', 2);
CALL make('more', n => 3);
CALL nothing();
CREATE FUNCTION sql_make() RETURNS void LANGUAGE sql AS $$
  CREATE TABLE by_sql (id int);
  INSERT INTO notes (id) VALUES (1);
  SELECT NULL::void;
$$;
SELECT sql_make();
SELECT sql_make();
CREATE FUNCTION in_app() RETURNS void LANGUAGE plpgsql SET search_path = app AS $$
BEGIN
  ALTER TABLE notes ADD COLUMN in_app int;
  CREATE TABLE made_in_app (id int);
END $$;
SELECT in_app();
CREATE TABLE after_app (id int);
CREATE FUNCTION has_table(name text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = name AND schemaname = 'public')
$$;
DO $$
BEGIN
  IF has_table('after_app') AND NOT has_table('nothing') THEN
    CREATE TABLE asked (id int);
  END IF;
END $$;
-- Recursion, OUT parameters, values.
CREATE FUNCTION chain(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF n = 0 THEN RETURN 0; END IF;
  EXECUTE format('CREATE TABLE chain_%s (id int)', n);
  RETURN chain(n - 1) + 1;
END $$;
SELECT chain(3);
CREATE FUNCTION pick(OUT chosen text) LANGUAGE plpgsql AS $$ BEGIN chosen := 'picked'; END $$;
DO $$
DECLARE
  name text := pick();
BEGIN
  EXECUTE 'CREATE TABLE ' || name || ' (id int)';
  SELECT chain(1) INTO name WHERE false;
END $$;
-- What is only read or written changes no schema.
CREATE FUNCTION write() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  n int;
BEGIN
  INSERT INTO notes (id) VALUES (1) RETURNING id INTO n;
  UPDATE notes SET id = 2 WHERE id = n;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n > 0 THEN
    DELETE FROM notes WHERE id = 2;
  END IF;
  RETURN n;
END $$;
SELECT write();
SELECT write() FROM notes;
CREATE FUNCTION rows_of() RETURNS TABLE (name text) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT tablename::text FROM pg_tables;
END $$;
SELECT * FROM rows_of();
DROP FUNCTION write();
DO $$
DECLARE
  col_name text := 'title';
BEGIN
  PERFORM 1 FROM information_schema.columns WHERE table_name = 'notes' AND column_name = col_name;
  IF FOUND THEN
    ALTER TABLE notes RENAME COLUMN title TO heading;
  END IF;
END $$;
DO $$
DECLARE
  column_name text := 'heading';
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'notes' AND column_name = column_name) THEN
    DROP TABLE notes;
  END IF;
END $$;
-- A function that calls itself with values that nobody knows, on two ways.
CREATE FUNCTION pruned(config jsonb, path text DEFAULT '') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  result jsonb := '{}';
  key text;
  value jsonb;
BEGIN
  FOR key, value IN SELECT * FROM jsonb_each(config) LOOP
    IF path = '' THEN
      path := key;
    ELSE
      path := path || '.' || key;
    END IF;
    IF key LIKE 'a%' THEN
      IF jsonb_typeof(value) = 'object' THEN
        result := result || jsonb_build_object(key, pruned(value, path));
      ELSE
        result := result || jsonb_build_object(key, value);
      END IF;
    ELSIF jsonb_typeof(value) = 'object' THEN
      result := result || pruned(value, path);
    END IF;
  END LOOP;
  RETURN result;
END $$;
DO $$ BEGIN PERFORM pruned(jsonb_build_object('a', random())); END $$;
SELECT pruned(jsonb_build_object('b', jsonb_build_object('a', random())));
-- One that calls itself a known number of times.
CREATE FUNCTION numbered(n int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE numbered_%s ()', n);
  IF n > 1 THEN PERFORM numbered(n - 1); END IF;
END $$;
SELECT numbered(3);
