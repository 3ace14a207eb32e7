-- before
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE t (m mood NOT NULL DEFAULT 'glad', n int);
CREATE INDEX t_n_idx ON t (n) WHERE m = 'sad';
CREATE FUNCTION f(m mood) RETURNS boolean LANGUAGE sql AS $$ SELECT m = 'sad' $$;

-- up
DROP FUNCTION f(mood);
ALTER TYPE mood RENAME TO mood_before;
CREATE TYPE mood AS ENUM ('glad', 'blue', 'odd');
DROP INDEX t_n_idx;
ALTER TABLE t ALTER COLUMN m DROP DEFAULT;
ALTER TABLE t ALTER COLUMN m TYPE mood USING m::text::mood;
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';
DROP TYPE mood_before;
CREATE FUNCTION f(m mood) RETURNS boolean LANGUAGE sql AS $$ SELECT m = 'blue' $$;

-- down
ALTER TYPE mood RENAME TO old_mood;
CREATE TYPE mood AS ENUM ('glad', 'sad');
ALTER TABLE t ALTER COLUMN m DROP DEFAULT;
-- may-fail: fails where a value of `t.m` doesn't fit `mood`
-- heavy-lock: all of `t` is written anew, and nobody can use it meanwhile
ALTER TABLE t ALTER COLUMN m TYPE mood USING m::text::mood;
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';
DROP FUNCTION IF EXISTS f(old_mood);
DROP TYPE IF EXISTS old_mood;
CREATE OR REPLACE FUNCTION f(m mood)
RETURNS boolean
LANGUAGE sql
AS $$ SELECT m = 'sad' $$;
CREATE INDEX IF NOT EXISTS t_n_idx ON t (n) WHERE (m = 'sad');
