-- before
CREATE TABLE t (m text DEFAULT 'glad', CONSTRAINT known CHECK (m IN ('glad', 'sad')));

-- up
CREATE TYPE mood AS ENUM ('glad', 'sad');
ALTER TABLE t DROP CONSTRAINT known;
ALTER TABLE t ALTER COLUMN m DROP DEFAULT;
ALTER TABLE t ALTER COLUMN m TYPE mood USING m::mood;
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';

-- down
ALTER TABLE t ALTER COLUMN m DROP DEFAULT;
-- heavy-lock: all of `t` is written anew, and nobody can use it meanwhile
ALTER TABLE t ALTER COLUMN m TYPE text;
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';
DROP TYPE IF EXISTS mood;
-- may-fail: fails where rows of `t` violate it
ALTER TABLE t ADD CONSTRAINT known CHECK (m = ANY (ARRAY['glad', 'sad']));
