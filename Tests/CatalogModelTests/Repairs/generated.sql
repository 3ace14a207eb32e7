-- before
CREATE TABLE a (n int, twice int GENERATED ALWAYS AS (n * 2) STORED);

-- up
ALTER TABLE a ALTER COLUMN twice DROP EXPRESSION;
ALTER TABLE a ADD COLUMN thrice int GENERATED ALWAYS AS (n * 3) STORED;

-- down
ALTER TABLE a DROP COLUMN IF EXISTS thrice;
-- rows-lost: the values of `a.twice` are lost
ALTER TABLE a DROP COLUMN IF EXISTS twice;
-- heavy-lock: all of `a` is written anew, and nobody can use it meanwhile
ALTER TABLE a ADD COLUMN IF NOT EXISTS twice integer GENERATED ALWAYS AS (n * 2) STORED;
