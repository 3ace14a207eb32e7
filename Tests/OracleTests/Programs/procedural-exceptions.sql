CREATE TABLE notes (id int PRIMARY KEY, title text);
DO $$
BEGIN
  CREATE TABLE kept (id int);
  BEGIN
    CREATE TABLE undone (id int);
    CREATE TABLE notes (id int);
  EXCEPTION WHEN duplicate_table THEN
    CREATE TABLE handled (id int);
  END;
END $$;
DO $$
BEGIN
  BEGIN
    ALTER TABLE notes ADD COLUMN title text;
  EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there';
  END;
  BEGIN
    ALTER TABLE notes DROP COLUMN nothing;
  EXCEPTION WHEN undefined_column THEN NULL;
  END;
  BEGIN
    ALTER TABLE nothing ADD COLUMN x int;
  EXCEPTION WHEN undefined_table THEN NULL;
  END;
  BEGIN
    DROP TYPE nothing;
  EXCEPTION WHEN undefined_object THEN NULL;
  END;
  BEGIN
    DROP FUNCTION nothing();
  EXCEPTION WHEN undefined_function THEN NULL;
  END;
  BEGIN
    CREATE SCHEMA public;
  EXCEPTION WHEN duplicate_schema THEN NULL;
  END;
  BEGIN
    DROP TABLE notes, nothing;
  EXCEPTION WHEN SQLSTATE '42P01' THEN NULL;
  END;
  BEGIN
    DROP SCHEMA nothing;
  EXCEPTION WHEN OTHERS THEN NULL;
  END;
END $$;
-- The class of a condition, and one that doesn't match.
DO $$
BEGIN
  CREATE TABLE notes (id int);
EXCEPTION WHEN syntax_error_or_access_rule_violation THEN
  CREATE TABLE by_class (id int);
END $$;
DO $$
BEGIN
  CREATE TABLE notes (id int);
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
DO $$
DECLARE
  state text;
BEGIN
  BEGIN
    RAISE EXCEPTION 'mine' USING ERRCODE = '22012';
  EXCEPTION WHEN division_by_zero THEN
    state := SQLSTATE;
  END;
  EXECUTE 'CREATE TABLE state_' || state || ' (id int)';
  BEGIN
    RAISE unique_violation;
  EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE = '23505' THEN CREATE TABLE was_unique (id int); ELSE RAISE; END IF;
  END;
END $$;
DO $$
BEGIN
  CREATE TABLE gone (id int);
  RAISE EXCEPTION 'again';
EXCEPTION WHEN OTHERS THEN
  RAISE;
END $$;
DO $$
BEGIN
  EXECUTE 'CREATE TABEL x (id int)';
EXCEPTION WHEN syntax_error THEN
  CREATE TABLE syntax_was_wrong (id int);
END $$;
-- An index can't be built concurrently in a block.
DO $$
BEGIN
  CREATE INDEX CONCURRENTLY notes_title ON notes (title);
END $$;
BEGIN;
DO $$ BEGIN CREATE TABLE in_transaction (id int); EXCEPTION WHEN duplicate_table THEN NULL; END $$;
DO $$ BEGIN CREATE TABLE in_transaction (id int); EXCEPTION WHEN duplicate_table THEN NULL; END $$;
COMMIT;
