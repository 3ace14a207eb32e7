-- before
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE t (m mood NOT NULL DEFAULT 'glad');
CREATE INDEX t_m_idx ON t (m) WHERE m = 'sad';

-- up
DROP INDEX t_m_idx;
ALTER TABLE t ALTER COLUMN m DROP DEFAULT;
ALTER TABLE t ALTER COLUMN m TYPE text;
DROP TYPE mood;

-- down
CREATE TYPE mood AS ENUM ('glad', 'sad');
-- may-fail: fails where a value of `t.m` doesn't fit `mood`
-- heavy-lock: all of `t` is written anew, and nobody can use it meanwhile
ALTER TABLE t ALTER COLUMN m TYPE mood USING m::mood;
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';
CREATE INDEX IF NOT EXISTS t_m_idx ON t (m) WHERE (m = 'sad');
