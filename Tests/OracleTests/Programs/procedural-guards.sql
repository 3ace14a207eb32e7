-- Guards as Prisma, Drizzle and Supabase write them.
DO $$ BEGIN
  CREATE TYPE status AS ENUM ('open', 'closed');
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
  CREATE TYPE status AS ENUM ('other');
EXCEPTION
  WHEN duplicate_object THEN null;
END $$;
CREATE TABLE notes (id serial PRIMARY KEY, title text, status status);
CREATE TABLE users (id serial PRIMARY KEY);
DO $$ BEGIN
 ALTER TABLE "notes" ADD CONSTRAINT "notes_title_key" UNIQUE ("title");
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
-- A second UNIQUE of the name is a duplicate table.
DO $$ BEGIN
 ALTER TABLE "notes" ADD CONSTRAINT "notes_title_key" UNIQUE ("title");
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
 ALTER TABLE "notes" ADD CONSTRAINT "notes_title_key" UNIQUE ("title");
EXCEPTION
 WHEN duplicate_object OR duplicate_table THEN RAISE NOTICE 'there: % %', SQLSTATE, SQLERRM;
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'priority') THEN
    CREATE TYPE priority AS ENUM ('low', 'high');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'status') THEN
    CREATE TYPE status AS ENUM ('wrong');
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                 WHERE t.typname = 'level' AND n.nspname = 'public') THEN
    CREATE TYPE level AS ENUM ('one');
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'notes' AND column_name = 'body'
  ) THEN
    ALTER TABLE notes ADD COLUMN body text;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'notes' AND column_name = 'nothing') THEN
    ALTER TABLE notes DROP COLUMN nothing;
  ELSIF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'notes') THEN
    ALTER TABLE notes ADD COLUMN pages int DEFAULT 1;
  ELSE
    RAISE EXCEPTION 'no table';
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'notes_pages_check') THEN
    ALTER TABLE notes ADD CONSTRAINT notes_pages_check CHECK (pages > 0);
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM pg_constraint WHERE conname = 'notes_pages_check' AND conrelid = 'public.notes'::regclass
  ) THEN
    ALTER TABLE notes DROP COLUMN pages;
  END IF;
  IF EXISTS (
    SELECT 1 FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE r.relname = 'notes' AND c.contype = 'c'
  ) THEN
    COMMENT ON TABLE notes IS 'checked';
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND indexname = 'notes_body_idx') THEN
    CREATE INDEX notes_body_idx ON notes (body);
  END IF;
  IF to_regclass('public.notes_body_idx') IS NULL THEN
    DROP TABLE notes;
  END IF;
  IF to_regclass('public.nowhere') IS NULL THEN
    CREATE TABLE nowhere (id int);
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 'notes' AND policyname = 'Own notes') THEN
    CREATE POLICY "Own notes" ON notes USING (true);
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_policy WHERE polname = 'Own notes' AND polrelid = 'notes'::regclass) THEN
    CREATE POLICY "Again" ON notes USING (true);
  END IF;
END
$$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'notes_touch') THEN
    CREATE TRIGGER notes_touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'notes_touch' AND NOT tgisinternal) THEN
    DROP TABLE notes;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_name = 'notes_touch') THEN
    ALTER TABLE notes ADD COLUMN touched timestamptz;
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'touch') THEN
    DROP TABLE notes;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON p.pronamespace = n.oid
                 WHERE n.nspname = 'public' AND p.proname = 'touch_again') THEN
    CREATE FUNCTION touch_again() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$;
  END IF;
  IF to_regprocedure('public.touch()') IS NOT NULL THEN
    COMMENT ON FUNCTION touch() IS 'there';
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'app') THEN CREATE SCHEMA app; END IF;
  IF NOT EXISTS (SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'app') THEN
    CREATE SCHEMA app;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'plpgsql') THEN
    CREATE TABLE app.settings (name text);
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_enum e JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'level' AND e.enumlabel = 'two'
  ) THEN
    ALTER TYPE level ADD VALUE 'two';
  END IF;
  IF EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'one' AND enumtypid = 'level'::regtype) THEN
    ALTER TYPE level RENAME VALUE 'one' TO 'first';
  END IF;
END
$$;
DO $$
BEGIN
  IF (SELECT count(*) FROM information_schema.columns WHERE table_name = 'nowhere') = 1 THEN
    ALTER TABLE nowhere ADD COLUMN more int;
  END IF;
  IF (SELECT data_type FROM information_schema.columns WHERE table_name = 'nowhere' AND column_name = 'more') <> 'bigint' THEN
    ALTER TABLE nowhere ALTER COLUMN more TYPE bigint;
  END IF;
  IF (SELECT is_nullable FROM information_schema.columns WHERE table_name = 'nowhere' AND column_name = 'more') = 'YES' THEN
    ALTER TABLE nowhere ALTER COLUMN more SET NOT NULL;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'nowhere'::regclass AND attname = 'more' AND NOT attisdropped AND attnotnull) THEN
    COMMENT ON COLUMN nowhere.more IS 'needed';
  END IF;
  IF EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relname = 'nowhere' AND c.relkind = 'r' AND n.nspname = current_schema() AND NOT c.relrowsecurity) THEN
    ALTER TABLE nowhere ENABLE ROW LEVEL SECURITY;
  END IF;
END
$$;
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.table_constraints
             WHERE constraint_type = 'PRIMARY KEY' AND table_name = 'users') THEN
    ALTER TABLE notes ADD COLUMN user_id int;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'notes_user_id_fkey') THEN
    ALTER TABLE notes ADD CONSTRAINT notes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.key_column_usage WHERE constraint_name = 'notes_user_id_fkey' AND column_name = 'user_id')
    AND EXISTS (SELECT 1 FROM information_schema.constraint_column_usage WHERE constraint_name = 'notes_user_id_fkey' AND table_name = 'users')
    AND EXISTS (SELECT 1 FROM information_schema.referential_constraints WHERE constraint_name = 'notes_user_id_fkey' AND delete_rule = 'NO ACTION')
  THEN
    COMMENT ON TABLE users IS 'pointed to';
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'postgres') THEN DROP TABLE notes; END IF;
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'nobody_at_all') THEN DROP TABLE notes; END IF;
  IF EXISTS (SELECT FROM pg_user WHERE usename = 'nobody_at_all') THEN DROP TABLE notes; END IF;
  IF EXISTS (SELECT FROM pg_views WHERE viewname = 'notes_view') THEN DROP TABLE notes; END IF;
  IF EXISTS (SELECT FROM pg_matviews WHERE matviewname = 'notes_view') THEN DROP TABLE notes; END IF;
END
$$;
-- The table isn't there: an error, and nothing is left of the block.
DO $$
BEGIN
  CREATE TABLE left_behind (id int);
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'nothing' AND conrelid = 'missing'::regclass) THEN
    DROP TABLE notes;
  END IF;
END
$$;
DO $$
BEGIN
  CREATE TABLE left_behind (id int);
  RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation';
END
$$;
DO $$
BEGIN
  CREATE TABLE left_behind (id int);
  RAISE EXCEPTION 'no %', 1;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users) THEN
    CREATE TABLE nobody_yet (id int);
  END IF;
  IF (SELECT count(*) FROM users WHERE id > 5) > 0 THEN
    DROP TABLE users CASCADE;
  END IF;
END
$$;
-- Guards that look at an index, at a key's sequence, at groups, at the database's name.
CREATE TABLE guarded (id serial PRIMARY KEY, a int, b int);
CREATE UNIQUE INDEX guarded_a_b ON guarded (a, b DESC);
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'guarded_a_b' AND indexdef LIKE '%(a, b DESC)%') THEN
    ALTER TABLE guarded ADD COLUMN by_definition int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = 'guarded_pkey' AND c.conrelid = to_regclass('guarded')
      AND pg_get_indexdef(c.conindid) LIKE '%USING btree (id)%') THEN
    ALTER TABLE guarded ADD COLUMN by_index int;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 'guarded'
      AND constraint_type = 'PRIMARY KEY' AND table_catalog = (SELECT current_database())) THEN
    ALTER TABLE guarded ADD COLUMN by_catalog int;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM (SELECT a, b FROM guarded GROUP BY 1, b HAVING count(*) > 1) doubles) THEN
    ALTER TABLE guarded ADD COLUMN by_groups int;
  END IF;
  EXECUTE format('ALTER SEQUENCE %s CACHE 5', pg_get_serial_sequence('guarded', 'id'));
  IF pg_get_serial_sequence('public.guarded', 'a') IS NULL THEN
    ALTER TABLE guarded ADD COLUMN by_sequence int;
  END IF;
END $$;
INSERT INTO guarded (a, b) VALUES (1, 1), (2, 1), (3, 2);
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT b AS key, count(*) AS number, max(a) AS most FROM guarded GROUP BY b HAVING count(*) > 1 LOOP
    EXECUTE format('COMMENT ON COLUMN guarded.b IS %L', format('%s of %s up to %s', r.number, r.key, r.most));
  END LOOP;
END $$;
-- A name that isn't one, a column that isn't there.
DO $$ BEGIN
  IF to_regclass('/* schema */guarded') IS NOT NULL THEN
    DROP TABLE guarded;
  END IF;
END $$;
DO $$ BEGIN
  PERFORM 'a b'::regclass;
END $$;
DO $$ BEGIN
  PERFORM pg_get_serial_sequence('guarded', 'none');
END $$;
DO $$ BEGIN
  IF to_regclass(' public . guarded ') IS NOT NULL THEN
    DROP TABLE guarded;
  END IF;
END $$;
