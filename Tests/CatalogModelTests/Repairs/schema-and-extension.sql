-- before


-- up
CREATE SCHEMA app;
CREATE EXTENSION citext SCHEMA app;
CREATE TABLE app.people (name app.citext);
CREATE ROLE repair_reader;
GRANT USAGE ON SCHEMA app TO repair_reader;
GRANT SELECT ON app.people TO repair_reader;

-- down
-- rows-lost: the rows of `app.people` are lost
DROP TABLE IF EXISTS app.people;
DROP EXTENSION IF EXISTS citext;
DROP SCHEMA IF EXISTS app;
DROP ROLE IF EXISTS repair_reader;
