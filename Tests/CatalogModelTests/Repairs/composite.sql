-- before
CREATE TYPE pair AS (a int, b text);

-- up
ALTER TYPE pair ADD ATTRIBUTE c int;
ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint;

-- down
ALTER TYPE pair DROP ATTRIBUTE IF EXISTS c;
ALTER TYPE pair ALTER ATTRIBUTE a TYPE integer;
