-- type: a label
ALTER TYPE mood ADD VALUE 'new' BEFORE 'ok';
-- type: order of labels
DROP TYPE mood; CREATE TYPE mood AS ENUM ('ok', 'sad');
-- type: name of a label
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
-- type: comment
COMMENT ON TYPE mood IS 'x';
-- type: privileges
REVOKE USAGE ON TYPE mood FROM PUBLIC;
-- type: owner
ALTER TYPE mood OWNER TO pg_monitor;
-- type: what the owner may not do
REVOKE USAGE ON TYPE mood FROM CURRENT_USER;
-- attribute: added
ALTER TYPE pair ADD ATTRIBUTE z int;
-- attribute: type
ALTER TYPE pair ALTER ATTRIBUTE x TYPE bigint;
-- attribute: typmod
ALTER TYPE pair ALTER ATTRIBUTE y TYPE varchar(20);
-- attribute: collation
ALTER TYPE pair ALTER ATTRIBUTE y TYPE varchar(10) COLLATE "C";
-- attribute: comment
COMMENT ON COLUMN pair.x IS 'x';
-- attribute: order
DROP TYPE pair; CREATE TYPE pair AS (y varchar(10), x int);
-- domain: base type
DROP DOMAIN d; CREATE DOMAIN d AS varchar CONSTRAINT short CHECK (length(VALUE) < 9);
-- domain: typmod
CREATE DOMAIN e AS varchar(10);
-- change
DROP DOMAIN e; CREATE DOMAIN e AS varchar(20);
-- domain: not null
ALTER DOMAIN d SET NOT NULL;
-- domain: default
ALTER DOMAIN d SET DEFAULT 'x';
-- domain: collation
CREATE DOMAIN e AS text;
-- change
DROP DOMAIN e; CREATE DOMAIN e AS text COLLATE "C";
-- domain: comment
COMMENT ON DOMAIN d IS 'x';
-- domain: owner
ALTER DOMAIN d OWNER TO pg_monitor;
-- domain: privileges
REVOKE USAGE ON DOMAIN d FROM PUBLIC;
-- domain constraint: check
ALTER DOMAIN d DROP CONSTRAINT short; ALTER DOMAIN d ADD CONSTRAINT short CHECK (length(VALUE) < 10);
-- domain constraint: name
ALTER DOMAIN d RENAME CONSTRAINT short TO brief;
-- domain constraint: not valid
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID;
-- change
ALTER DOMAIN d VALIDATE CONSTRAINT c;
-- domain constraint: comment
COMMENT ON CONSTRAINT short ON DOMAIN d IS 'x';
-- type: a range's subtype
CREATE TYPE span AS RANGE (subtype = float8);
-- change
DROP TYPE span; CREATE TYPE span AS RANGE (subtype = numeric);
-- type: a range's difference
CREATE TYPE span AS RANGE (subtype = float8);
-- change
DROP TYPE span; CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);
-- type: a range's collation
CREATE TYPE span AS RANGE (subtype = text);
-- change
DROP TYPE span; CREATE TYPE span AS RANGE (subtype = text, collation = "C");
-- type: a range's operator class
CREATE TYPE span AS RANGE (subtype = text);
-- change
DROP TYPE span; CREATE TYPE span AS RANGE (subtype = text, subtype_opclass = text_pattern_ops);
-- type: a range's canonical function
CREATE TYPE span;
CREATE FUNCTION span(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE span AS RANGE (subtype = int);
-- change
DROP TYPE span CASCADE;
CREATE TYPE span;
CREATE FUNCTION span(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
CREATE TYPE span AS RANGE (subtype = int, canonical = span);
-- type: a range's multirange
CREATE TYPE span AS RANGE (subtype = float8);
-- change
DROP TYPE span; CREATE TYPE span AS RANGE (subtype = float8, multirange_type_name = spans);
-- type: a base type's properties
CREATE TYPE base;
CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE base (input = base_in, output = base_out, internallength = 4, passedbyvalue, alignment = int4);
-- change
ALTER TYPE base SET (RECEIVE = NONE);
UPDATE pg_type SET typcategory = 'N' WHERE typname = 'base';
-- type: a base type's default
CREATE TYPE base;
CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE base (input = base_in, output = base_out, internallength = 4, passedbyvalue, alignment = int4);
-- change
DROP TYPE base CASCADE;
CREATE TYPE base;
CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE base (
  input = base_in, output = base_out, internallength = 4, passedbyvalue, alignment = int4, default = '5', delimiter = ';');
-- type: a base type's functions
CREATE TYPE base;
CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION base_send(base) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'textsend';
CREATE TYPE base (input = base_in, output = base_out);
-- change
ALTER TYPE base SET (SEND = base_send, STORAGE = EXTENDED);
-- cast: new
CREATE CAST (pair AS text) WITH INOUT;
-- cast: context
CREATE CAST (pair AS text) WITH INOUT;
-- change
DROP CAST (pair AS text); CREATE CAST (pair AS text) WITH INOUT AS ASSIGNMENT;
-- cast: implicit
CREATE CAST (pair AS text) WITH INOUT AS ASSIGNMENT;
-- change
DROP CAST (pair AS text); CREATE CAST (pair AS text) WITH INOUT AS IMPLICIT;
-- cast: method
CREATE FUNCTION to_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '' $$;
CREATE CAST (pair AS text) WITH INOUT;
-- change
DROP CAST (pair AS text); CREATE CAST (pair AS text) WITH FUNCTION to_text(pair);
-- cast: function
CREATE FUNCTION to_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '' $$;
CREATE FUNCTION to_text2(pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '' $$;
CREATE CAST (pair AS text) WITH FUNCTION to_text(pair);
-- change
DROP CAST (pair AS text); CREATE CAST (pair AS text) WITH FUNCTION to_text2(pair);
-- cast: comment
CREATE CAST (pair AS text) WITH INOUT;
-- change
COMMENT ON CAST (pair AS text) IS 'x';
