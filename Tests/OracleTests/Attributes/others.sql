-- collation: locale
DROP COLLATION app.c; CREATE COLLATION app.c (provider = libc, locale = 'POSIX');
-- collation: provider
DROP COLLATION app.c; CREATE COLLATION app.c (provider = icu, locale = 'C');
-- collation: deterministic
CREATE COLLATION app.de (provider = icu, locale = 'de');
-- change
DROP COLLATION app.de; CREATE COLLATION app.de (provider = icu, locale = 'de', deterministic = false);
-- collation: lc_ctype
CREATE COLLATION app.de (provider = libc, lc_collate = 'C', lc_ctype = 'C');
-- change
DROP COLLATION app.de; CREATE COLLATION app.de (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
-- collation: owner
ALTER COLLATION app.c OWNER TO pg_monitor;
-- collation: comment
COMMENT ON COLLATION app.c IS 'x';
-- conversion: new
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- conversion: encodings
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- change
DROP CONVERSION conv; CREATE CONVERSION conv FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8;
-- conversion: default
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- change
DROP CONVERSION conv; CREATE DEFAULT CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- conversion: owner
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- change
ALTER CONVERSION conv OWNER TO pg_monitor;
-- conversion: comment
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- change
COMMENT ON CONVERSION conv IS 'x';
-- operator: function
CREATE FUNCTION eq2(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
-- change
DROP OPERATOR === (text, text); CREATE OPERATOR === (leftarg = text, rightarg = text, function = eq2);
-- operator: commutator
DROP OPERATOR === (text, text);
CREATE OPERATOR === (leftarg = text, rightarg = text, function = eq, commutator = ===);
-- operator: negator
CREATE OPERATOR !== (leftarg = text, rightarg = text, function = eq);
-- change
DROP OPERATOR === (text, text);
CREATE OPERATOR === (leftarg = text, rightarg = text, function = eq, negator = !==);
-- operator: restrict
ALTER OPERATOR === (text, text) SET (RESTRICT = eqsel);
-- operator: join
ALTER OPERATOR === (text, text) SET (JOIN = eqjoinsel);
-- operator: hashes
DROP OPERATOR === (text, text); CREATE OPERATOR === (leftarg = text, rightarg = text, function = eq, hashes);
-- operator: merges
DROP OPERATOR === (text, text); CREATE OPERATOR === (leftarg = text, rightarg = text, function = eq, merges);
-- operator: operands
DROP OPERATOR === (text, text); CREATE OPERATOR === (rightarg = text, function = upper);
-- operator: owner
ALTER OPERATOR === (text, text) OWNER TO pg_monitor;
-- operator: comment
COMMENT ON OPERATOR === (text, text) IS 'x';
-- operator class, operator family: new
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- operator class: default
CREATE OPERATOR CLASS ops FOR TYPE mood USING hash AS OPERATOR 1 = (anyenum, anyenum), FUNCTION 1 hashenum(anyenum);
-- change
DROP OPERATOR FAMILY ops USING hash;
CREATE OPERATOR CLASS ops DEFAULT FOR TYPE mood USING hash AS OPERATOR 1 = (anyenum, anyenum), FUNCTION 1 hashenum(anyenum);
-- operator class: members
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- change
DROP OPERATOR CLASS ops USING btree;
CREATE OPERATOR CLASS ops FOR TYPE int USING btree FAMILY ops AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- operator family: functions that sort
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- change
DROP OPERATOR CLASS ops USING btree;
CREATE OPERATOR CLASS ops FOR TYPE int USING btree FAMILY ops AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int), FUNCTION 2 btint4sortsupport(internal);
-- operator class: storage
CREATE OPERATOR CLASS ops FOR TYPE int[] USING gin AS OPERATOR 1 && (anyarray, anyarray), FUNCTION 2 ginarrayextract(anyarray, internal, internal), FUNCTION 3 ginqueryarrayextract(anyarray, internal, int2, internal, internal, internal, internal), FUNCTION 4 ginarrayconsistent(internal, int2, anyarray, int4, internal, internal, internal, internal), STORAGE int;
-- change
DROP OPERATOR FAMILY ops USING gin;
CREATE OPERATOR CLASS ops FOR TYPE int[] USING gin AS OPERATOR 1 && (anyarray, anyarray), FUNCTION 2 ginarrayextract(anyarray, internal, internal), FUNCTION 3 ginqueryarrayextract(anyarray, internal, int2, internal, internal, internal, internal), FUNCTION 4 ginarrayconsistent(internal, int2, anyarray, int4, internal, internal, internal, internal), STORAGE bigint;
-- operator class: owner
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- change
ALTER OPERATOR CLASS ops USING btree OWNER TO pg_monitor;
-- operator class: comment
CREATE OPERATOR CLASS ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
-- change
COMMENT ON OPERATOR CLASS ops USING btree IS 'x';
-- operator family: members
CREATE OPERATOR FAMILY fam USING btree;
-- change
ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 3 = (int, bigint);
-- operator family: functions
CREATE OPERATOR FAMILY fam USING btree;
-- change
ALTER OPERATOR FAMILY fam USING btree ADD FUNCTION 1 (int, bigint) btint48cmp(int, bigint);
-- operator family: sort family of a member
CREATE OPERATOR FAMILY fam USING gist;
CREATE OPERATOR CLASS ops FOR TYPE point USING gist FAMILY fam AS OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, int2, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal);
-- change
ALTER OPERATOR FAMILY fam USING gist ADD OPERATOR 28 <-> (box, point) FOR ORDER BY float_ops;
-- operator family: owner
CREATE OPERATOR FAMILY fam USING btree;
-- change
ALTER OPERATOR FAMILY fam USING btree OWNER TO pg_monitor;
-- operator family: comment
CREATE OPERATOR FAMILY fam USING btree;
-- change
COMMENT ON OPERATOR FAMILY fam USING btree IS 'x';
-- language: new
CREATE LANGUAGE plsh HANDLER plpgsql_call_handler;
-- language: trusted
CREATE LANGUAGE plsh HANDLER plpgsql_call_handler;
-- change
CREATE OR REPLACE TRUSTED LANGUAGE plsh HANDLER plpgsql_call_handler;
-- language: inline
CREATE LANGUAGE plsh HANDLER plpgsql_call_handler;
-- change
CREATE OR REPLACE LANGUAGE plsh HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;
-- language: validator
CREATE LANGUAGE plsh HANDLER plpgsql_call_handler;
-- change
CREATE OR REPLACE LANGUAGE plsh HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
-- language: owner
CREATE LANGUAGE plsh HANDLER plpgsql_call_handler;
-- change
ALTER LANGUAGE plsh OWNER TO pg_monitor;
-- language: privileges
CREATE TRUSTED LANGUAGE plsh HANDLER plpgsql_call_handler;
-- change
REVOKE USAGE ON LANGUAGE plsh FROM PUBLIC;
-- language: comment
CREATE LANGUAGE plsh HANDLER plpgsql_call_handler;
-- change
COMMENT ON LANGUAGE plsh IS 'x';
-- transform: new
CREATE TRANSFORM FOR mood LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
-- transform: functions
CREATE TRANSFORM FOR mood LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
-- change
CREATE OR REPLACE TRANSFORM FOR mood LANGUAGE plpgsql (FROM SQL WITH FUNCTION dsimple_init(internal));
-- transform: comment
CREATE TRANSFORM FOR mood LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
-- change
COMMENT ON TRANSFORM FOR mood LANGUAGE plpgsql IS 'x';
-- text search configuration: mapping
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING FOR word WITH app.words;
-- text search configuration: mapping dropped
ALTER TEXT SEARCH CONFIGURATION app.search DROP MAPPING FOR word;
-- text search configuration: order of dictionaries
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING FOR word WITH app.words, simple;
-- change
ALTER TEXT SEARCH CONFIGURATION app.search ALTER MAPPING FOR word WITH simple, app.words;
-- text search configuration: parser
CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH CONFIGURATION app.search2 (PARSER = pg_catalog.default);
-- change
DROP TEXT SEARCH CONFIGURATION app.search2;
CREATE TEXT SEARCH CONFIGURATION app.search2 (PARSER = app.parser);
-- text search configuration: owner
ALTER TEXT SEARCH CONFIGURATION app.search OWNER TO pg_monitor;
-- text search configuration: comment
COMMENT ON TEXT SEARCH CONFIGURATION app.search IS 'x';
-- text search dictionary: options
ALTER TEXT SEARCH DICTIONARY app.words (accept = false);
-- text search dictionary: template
DROP TEXT SEARCH DICTIONARY app.words; CREATE TEXT SEARCH DICTIONARY app.words (TEMPLATE = snowball, language = english);
-- text search dictionary: owner
ALTER TEXT SEARCH DICTIONARY app.words OWNER TO pg_monitor;
-- text search dictionary: comment
COMMENT ON TEXT SEARCH DICTIONARY app.words IS 'x';
-- text search parser: headline
CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
-- change
DROP TEXT SEARCH PARSER app.parser;
CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
-- text search parser: comment
CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
-- change
COMMENT ON TEXT SEARCH PARSER app.parser IS 'x';
-- text search template: functions
CREATE TEXT SEARCH TEMPLATE app.tmpl (LEXIZE = dsimple_lexize);
-- change
DROP TEXT SEARCH TEMPLATE app.tmpl; CREATE TEXT SEARCH TEMPLATE app.tmpl (INIT = dsimple_init, LEXIZE = dsimple_lexize);
-- text search template: comment
CREATE TEXT SEARCH TEMPLATE app.tmpl (LEXIZE = dsimple_lexize);
-- change
COMMENT ON TEXT SEARCH TEMPLATE app.tmpl IS 'x';
-- statistics: kinds
DROP STATISTICS st; CREATE STATISTICS st (dependencies) ON n, v FROM t;
-- statistics: all kinds
DROP STATISTICS st; CREATE STATISTICS st ON n, v FROM t;
-- statistics: columns
DROP STATISTICS st; CREATE STATISTICS st (ndistinct) ON n, x FROM t;
-- statistics: expressions
DROP STATISTICS st; CREATE STATISTICS st (ndistinct) ON n, lower(v) FROM t;
-- statistics: target
ALTER STATISTICS st SET STATISTICS 500;
-- statistics: owner
ALTER STATISTICS st OWNER TO pg_monitor;
-- statistics: comment
COMMENT ON STATISTICS st IS 'x';
-- statistics: schema
ALTER STATISTICS st SET SCHEMA app;
-- event trigger: event
DROP EVENT TRIGGER guard; CREATE EVENT TRIGGER guard ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION ddl();
-- event trigger: tags
DROP EVENT TRIGGER guard; CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION ddl();
-- event trigger: no tags
DROP EVENT TRIGGER guard; CREATE EVENT TRIGGER guard ON ddl_command_end EXECUTE FUNCTION ddl();
-- event trigger: function
DROP EVENT TRIGGER guard; CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION ddl2();
-- event trigger: disabled
ALTER EVENT TRIGGER guard DISABLE;
-- event trigger: replica
ALTER EVENT TRIGGER guard ENABLE REPLICA;
-- event trigger: always
ALTER EVENT TRIGGER guard ENABLE ALWAYS;
-- event trigger: comment
COMMENT ON EVENT TRIGGER guard IS 'x';
-- access method: new
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
-- access method: type and handler
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
-- change
DROP ACCESS METHOD heap2; CREATE ACCESS METHOD heap2 TYPE INDEX HANDLER bthandler;
-- access method: comment
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
-- change
COMMENT ON ACCESS METHOD heap2 IS 'x';
-- foreign-data wrapper: options
ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD debug 'on');
-- foreign-data wrapper: validator
ALTER FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator;
-- foreign-data wrapper: owner
CREATE ROLE super SUPERUSER;
-- change
ALTER FOREIGN DATA WRAPPER w OWNER TO super;
-- foreign-data wrapper: privileges
GRANT USAGE ON FOREIGN DATA WRAPPER w TO PUBLIC;
-- foreign-data wrapper: comment
COMMENT ON FOREIGN DATA WRAPPER w IS 'x';
-- server: options
ALTER SERVER remote OPTIONS (ADD host 'h');
-- server: another value of an option
ALTER SERVER remote OPTIONS (ADD host 'h');
-- change
ALTER SERVER remote OPTIONS (SET host 'g');
-- server: version
ALTER SERVER remote VERSION '2';
-- server: owner
ALTER SERVER remote OWNER TO pg_monitor;
-- server: privileges
GRANT USAGE ON FOREIGN SERVER remote TO PUBLIC;
-- server: comment
COMMENT ON SERVER remote IS 'x';
-- user mapping: new
CREATE USER MAPPING FOR CURRENT_USER SERVER remote;
-- user mapping: an option
ALTER USER MAPPING FOR PUBLIC SERVER remote OPTIONS (DROP password);
-- user mapping: an option's value
ALTER USER MAPPING FOR PUBLIC SERVER remote OPTIONS (SET user 'v');
-- publication: tables
ALTER PUBLICATION pub ADD TABLE other;
-- publication: all tables
DROP PUBLICATION pub; CREATE PUBLICATION pub FOR ALL TABLES WITH (publish = 'insert, update');
-- publication: row filter
ALTER PUBLICATION pub SET TABLE t WHERE (id > 1);
-- publication: another row filter
ALTER PUBLICATION pub SET TABLE t WHERE (id > 1);
-- change
ALTER PUBLICATION pub SET TABLE t WHERE (id > 2);
-- publication: columns
ALTER PUBLICATION pub SET TABLE t (id, v);
-- publication: schemas
ALTER PUBLICATION pub ADD TABLES IN SCHEMA app;
-- publication: actions
ALTER PUBLICATION pub SET (publish = 'insert');
-- publication: via root
ALTER PUBLICATION pub SET (publish_via_partition_root = true);
-- publication: owner
CREATE ROLE super SUPERUSER;
-- change
ALTER PUBLICATION pub OWNER TO super;
-- publication: comment
COMMENT ON PUBLICATION pub IS 'x';
-- subscription: publications
ALTER SUBSCRIPTION sub SET PUBLICATION two WITH (refresh = false);
-- subscription: binary
ALTER SUBSCRIPTION sub SET (binary = true);
-- subscription: streaming
ALTER SUBSCRIPTION sub SET (streaming = true);
-- subscription: synchronous commit
ALTER SUBSCRIPTION sub SET (synchronous_commit = 'local');
-- subscription: disable on error
ALTER SUBSCRIPTION sub SET (disable_on_error = true);
-- subscription: two phases
DROP SUBSCRIPTION sub;
CREATE SUBSCRIPTION sub CONNECTION 'dbname=none' PUBLICATION one WITH (connect = false, slot_name = NONE, two_phase = true);
-- subscription: slot
ALTER SUBSCRIPTION sub SET (slot_name = 'slot');
-- subscription: enabled
ALTER SUBSCRIPTION sub SET (slot_name = 'slot');
-- change
UPDATE pg_subscription SET subenabled = true WHERE subname = 'sub';
-- subscription: owner
CREATE ROLE super SUPERUSER;
-- change
ALTER SUBSCRIPTION sub OWNER TO super;
-- subscription: comment
COMMENT ON SUBSCRIPTION sub IS 'x';
-- database: comment
DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'x'); END $$;
-- database: privileges
DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database()); END $$;
-- database: setting
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '1MB'); END $$;
-- database: another value of a setting
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '1MB'); END $$;
-- change
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '2MB'); END $$;
-- role: setting
CREATE ROLE app;
-- change
ALTER ROLE app SET work_mem = '1MB';
-- role: setting in the database
CREATE ROLE app;
-- change
DO $$ BEGIN EXECUTE format('ALTER ROLE app IN DATABASE %I SET work_mem = %L', current_database(), '1MB'); END $$;
-- role: bypasses row level security
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
ALTER ROLE app BYPASSRLS;
-- role: superuser
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
ALTER ROLE app SUPERUSER;
-- role: login
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
ALTER ROLE app LOGIN;
-- role: inherit
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
ALTER ROLE app NOINHERIT;
-- role: creates roles
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
ALTER ROLE app CREATEROLE;
-- role: connection limit
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
ALTER ROLE app CONNECTION LIMIT 5;
-- role: membership
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
GRANT pg_monitor TO app;
-- role: membership with admin option
CREATE ROLE app; GRANT SELECT ON t TO app; GRANT pg_monitor TO app;
-- change
GRANT pg_monitor TO app WITH ADMIN OPTION;
-- role: comment
CREATE ROLE app; GRANT SELECT ON t TO app;
-- change
COMMENT ON ROLE app IS 'x';
-- other: security label of a table
INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'p', 'secret');
-- other: security label of a column
INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 1, 'p', 'secret');
-- other: another label
INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 1, 'p', 'secret');
-- change
UPDATE pg_seclabel SET label = 'open';
-- table: granted by another than the owner
CREATE ROLE app; GRANT SELECT ON root TO app WITH GRANT OPTION; GRANT SELECT ON root TO pg_monitor;
-- change
REVOKE SELECT ON root FROM pg_monitor; SET LOCAL ROLE app; GRANT SELECT ON root TO pg_monitor; RESET ROLE;
-- user mapping: of another
CREATE ROLE app; CREATE USER MAPPING FOR app SERVER remote;
-- server: type
DROP FOREIGN TABLE far; DROP SERVER remote CASCADE;
CREATE SERVER remote TYPE 'a' VERSION '1' FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR PUBLIC SERVER remote OPTIONS (user 'u', password 'secret');
CREATE FOREIGN TABLE far (id int, v varchar(10)) SERVER remote;
-- change
DROP FOREIGN TABLE far; DROP SERVER remote CASCADE;
CREATE SERVER remote TYPE 'b' VERSION '1' FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR PUBLIC SERVER remote OPTIONS (user 'u', password 'secret');
CREATE FOREIGN TABLE far (id int, v varchar(10)) SERVER remote;
