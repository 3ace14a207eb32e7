-- before
CREATE TABLE t (id int);

-- up
CREATE FUNCTION next_name() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
ALTER TABLE t ADD COLUMN name text DEFAULT next_name();
ALTER TABLE t ADD CONSTRAINT named CHECK (name <> next_name());

-- down
ALTER TABLE t DROP CONSTRAINT IF EXISTS named;
-- rows-lost: the values of `t.name` are lost
ALTER TABLE t DROP COLUMN IF EXISTS name;
DROP FUNCTION IF EXISTS next_name();
