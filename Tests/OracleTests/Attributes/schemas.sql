-- schema: comment
COMMENT ON SCHEMA app IS 'x';
-- schema: comment of public
COMMENT ON SCHEMA public IS 'x';
-- schema: privileges
GRANT USAGE ON SCHEMA app TO PUBLIC;
-- schema: privileges on public
GRANT CREATE ON SCHEMA public TO PUBLIC;
-- schema: grant option
GRANT USAGE ON SCHEMA app TO pg_monitor;
-- change
GRANT USAGE ON SCHEMA app TO pg_monitor WITH GRANT OPTION;
-- schema: what the owner may not do
REVOKE CREATE ON SCHEMA app FROM CURRENT_USER;
-- schema: owner
ALTER SCHEMA app OWNER TO pg_monitor;
-- schema: owner of public
ALTER SCHEMA public OWNER TO pg_monitor;
-- extension: installed
CREATE EXTENSION citext SCHEMA app;
-- extension: version
CREATE EXTENSION hstore SCHEMA app VERSION '1.4';
-- change
ALTER EXTENSION hstore UPDATE TO '1.5';
-- extension: schema
CREATE EXTENSION hstore SCHEMA app;
-- change
ALTER EXTENSION hstore SET SCHEMA other;
-- extension: comment
CREATE EXTENSION hstore SCHEMA app;
-- change
COMMENT ON EXTENSION hstore IS 'x';
-- extension: owner
CREATE EXTENSION hstore SCHEMA app;
-- change
UPDATE pg_extension SET extowner = 'pg_monitor'::regrole WHERE extname = 'hstore';
-- database: plpgsql is gone
CREATE EXTENSION hstore;
DROP FUNCTION g CASCADE; DROP PROCEDURE p; DROP EVENT TRIGGER guard; DROP FUNCTION ddl, ddl2;
-- change
DROP EXTENSION plpgsql;
-- other: privileges on a member
CREATE EXTENSION hstore SCHEMA app;
-- change
REVOKE EXECUTE ON FUNCTION app.hstore_to_json(app.hstore) FROM PUBLIC;
-- other: privileges on a member of type
CREATE EXTENSION hstore SCHEMA app;
-- change
REVOKE USAGE ON TYPE app.hstore FROM PUBLIC;
-- other: privileges on a member that is a view
CREATE EXTENSION pg_stat_statements SCHEMA app;
-- change
REVOKE SELECT ON app.pg_stat_statements FROM PUBLIC;
-- other: privileges on a language
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
-- other: privileges on a function of PostgreSQL
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
-- other: privileges on a view of PostgreSQL
REVOKE SELECT ON pg_catalog.pg_user FROM PUBLIC;
-- other: privileges on a column of PostgreSQL
GRANT SELECT (rolname) ON pg_catalog.pg_authid TO PUBLIC;
-- other: privileges on the schema pg_catalog
GRANT CREATE ON SCHEMA pg_catalog TO pg_monitor;
-- other: default privileges, another kind
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT USAGE ON SEQUENCES TO PUBLIC;
-- other: default privileges, another privilege
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT INSERT ON TABLES TO PUBLIC;
-- other: default privileges, another grantee
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;
-- other: default privileges, another schema
ALTER DEFAULT PRIVILEGES IN SCHEMA other GRANT SELECT ON TABLES TO PUBLIC;
-- other: default privileges, every schema
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
-- other: default privileges, another role
ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
-- other: default privileges, functions
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
-- other: default privileges, types
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;
-- other: default privileges, schemas
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO pg_monitor;
-- other: default privileges, what the owner may not do
ALTER DEFAULT PRIVILEGES REVOKE INSERT ON TABLES FROM CURRENT_USER;
