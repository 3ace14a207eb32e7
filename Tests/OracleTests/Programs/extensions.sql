-- Extensions.
-- needs: citext uuid-ossp fuzzystrmatch
CREATE EXTENSION citext;
CREATE EXTENSION citext;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION "uuid-ossp" SCHEMA nosuch;
CREATE EXTENSION "uuid-ossp";
CREATE TABLE c (id uuid DEFAULT uuid_generate_v4(), name citext UNIQUE DEFAULT 'x');
CREATE INDEX ON c (name);
DROP EXTENSION citext;
DROP EXTENSION citext CASCADE;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citext') THEN CREATE EXTENSION citext; END IF;
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'plpgsql') THEN
    CREATE TABLE settings (name citext);
  END IF;
END
$$;
CREATE EXTENSION fuzzystrmatch;
COMMENT ON EXTENSION fuzzystrmatch IS 'determine similarities and distance between strings';
COMMENT ON EXTENSION fuzzystrmatch IS 'mine';
COMMENT ON EXTENSION fuzzystrmatch IS NULL;
CREATE DOMAIN named AS citext CHECK (trim(value) = value);
CREATE DOMAIN deeper AS named CHECK (substring(value from '[^.]*$') !~ '^[0-9]+$') CHECK (length(value) < 5) CHECK (value ~ 'x') CHECK (lower(value) = value);
