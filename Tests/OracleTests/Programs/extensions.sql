-- Extensions.
-- needs: citext uuid-ossp
CREATE EXTENSION citext;
CREATE EXTENSION citext;
CREATE EXTENSION IF NOT EXISTS citext;
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
