-- The types of columns that functions are declared with, new values of enums, and joins with names of their own.
CREATE TYPE state AS ENUM ('a', 'b');
CREATE TABLE typed (id char(3), n numeric(5,2), arr text[], s state);
CREATE FUNCTION takes(a typed.id%TYPE, b typed.n%TYPE, c typed.arr%TYPE, d typed.s%TYPE) RETURNS typed.n%TYPE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION gives(a public.typed.id%TYPE) RETURNS SETOF public.typed.id%TYPE LANGUAGE sql AS 'SELECT ''x''::char(3)';
CREATE FUNCTION rows_of() RETURNS TABLE (x typed.id%TYPE) LANGUAGE sql AS 'SELECT ''x''::char(3)';
CREATE FUNCTION no_table(a nothing.id%TYPE) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION no_column(a typed.nothing%TYPE) RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION takes(typed.id%TYPE, numeric, text[], state) STABLE;
DROP FUNCTION gives(typed.id%TYPE);

-- A value that the open transaction added can't be used.
CREATE TABLE jobs (id int, s state, z text);
BEGIN;
ALTER TYPE state ADD VALUE 'c';
CREATE FUNCTION in_case(s state) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT CASE s WHEN 'a' THEN 1 WHEN 'c' THEN 2 ELSE 0 END = 1 $$;
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
INSERT INTO jobs (s) SELECT 'c'::state FROM jobs WHERE s = 'a';
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
INSERT INTO jobs (s) SELECT 'c' FROM jobs WHERE s = 'a';
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
CREATE VIEW with_c AS SELECT * FROM jobs WHERE s = 'c';
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
CREATE FUNCTION sets() RETURNS void LANGUAGE sql AS $$ UPDATE jobs SET s = 'c' $$;
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
UPDATE jobs SET s = 'c' WHERE id = 3;
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
SELECT 1 FROM jobs WHERE s IN ('a', 'c');
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
CREATE INDEX of_c ON jobs (id) WHERE s = 'c';
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
CREATE TABLE starts (s state DEFAULT 'c');
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
DO $$ BEGIN UPDATE jobs SET s = 'c'; END $$;
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'c';
CREATE FUNCTION later() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE jobs SET s = 'c'; END $$;
INSERT INTO jobs (z) VALUES ('c');
COMMENT ON TABLE jobs IS 'c';
COMMIT;
DO $$ BEGIN UPDATE jobs SET s = 'q'; END $$;

-- What a join is called, sequences as relations, and which names are further out.
SELECT t2.z, l.id FROM ((SELECT id AS q FROM jobs) l1 JOIN jobs t ON t.id = l1.q) AS t2 JOIN jobs l ON l.id = t2.id;
CREATE VIEW of_join AS SELECT t2.z, l.id FROM ((SELECT id AS q FROM jobs) l1 JOIN jobs t ON t.id = l1.q) AS t2 JOIN jobs l ON l.id = t2.id;
CREATE SEQUENCE tic;
CREATE VIEW of_sequence AS SELECT (SELECT tic.last_value FROM tic) AS t, (SELECT last_value FROM public.tic) u;
CREATE VIEW further_out AS WITH r AS (SELECT id AS a1, id + 1 AS a2 FROM jobs) SELECT (SELECT count(*) FROM jobs j WHERE j.id IN (r.a1, r.a2, j.id, 5)) AS n, (SELECT count(*) FROM jobs j WHERE j.id NOT IN (r.a1, r.a2)) AS m FROM r;
CREATE VIEW united AS SELECT s, 1 AS x FROM jobs UNION SELECT NULL, 2 FROM jobs UNION ALL SELECT NULL AS q, NULL FROM jobs;
CREATE VIEW united_first AS SELECT NULL AS s UNION SELECT s FROM jobs;
CREATE VIEW united_texts AS SELECT 'a' AS k, s FROM jobs UNION ALL SELECT 'b', NULL UNION ALL SELECT NULL, 'a';

-- Functions that take anything say by their arguments what they give.
CREATE FUNCTION same_array(anyarray) RETURNS anyarray LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION first_of(anyarray) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT $1[1]';
CREATE TABLE many (urls text[] CHECK (urls = same_array(urls)), u text CHECK (u = first_of(ARRAY['x'])));
CREATE TABLE spans (p daterange, k int);
CREATE VIEW merged AS SELECT range_merge(range_agg(p)) AS m, range_agg(p) AS n FROM spans GROUP BY k;

-- Arrays of constants, and of domains.
CREATE DOMAIN act AS text CHECK (VALUE <> '');
CREATE TABLE acts (id act, par act);
CREATE VIEW tree AS WITH RECURSIVE p AS (SELECT id, '{}'::act[] AS parents, 0 AS depth FROM acts UNION ALL SELECT c.id, p.parents || c.par, p.depth + 1 FROM p JOIN acts c ON c.par = p.id WHERE NOT c.id = ANY (p.parents)) SELECT * FROM p;
CREATE VIEW any_text AS SELECT 1 FROM jobs WHERE z = ANY ('{"PRE", "Q_A", "with space", "a,b", null, "null", ""}');
CREATE VIEW any_other AS SELECT 1 FROM jobs WHERE id = ANY ('{ 1 , 02 }') AND s = ANY ('{"a", b}') AND id <> ALL ('{}');

-- Numbers as they are printed.
CREATE TABLE numbers (a double precision DEFAULT '0.0', b real DEFAULT '1.50', c double precision DEFAULT '1e3', d double precision DEFAULT '-0.0', e double precision DEFAULT 'NaN', f float8 DEFAULT '100000000000000000000', g numeric DEFAULT '0.0', h float8 DEFAULT ' 2 ', i float4 DEFAULT '0.1', j float8 DEFAULT '1e-5', k float8 DEFAULT '123456789.123', l real DEFAULT '1e6', m real DEFAULT '123456', n int DEFAULT '007', o bigint DEFAULT ' 12 ', p int[] DEFAULT '{01, 2}', q float8[] DEFAULT '{1.0,2.50}', r numeric(5,2) DEFAULT '01.50', s smallint DEFAULT '-0');

-- What is called by its name alone, and what is clustered.
CREATE FUNCTION plain() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP PROCEDURE plain;
DROP PROCEDURE plain();
DROP PROCEDURE nothing;
DROP FUNCTION nothing;
CREATE PROCEDURE done() LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION done;
DROP ROUTINE done;
COMMENT ON ROLE nobody IS 'x';
CREATE INDEX jobs_id ON jobs (id);
CLUSTER jobs;
CLUSTER jobs USING nothing;
CLUSTER jobs USING jobs_id;
CLUSTER jobs;
CREATE POLICY pp ON jobs USING (nothing(array['a'::no_type]));

-- Which of several things that are missing is told.
CREATE DOMAIN vd AS varchar(20);
CREATE DOMAIN bd AS char(3);
CREATE DOMAIN idm AS bigint;
CREATE TABLE dt (a vd, b bd, c idm, aa vd[], bb bd[], cc idm[]);
CREATE VIEW any_domain AS SELECT 1 FROM dt WHERE a = ANY (aa) AND b = ANY (bb) AND c = ANY (cc) AND 'x' = ANY (aa) AND 5 = ANY (cc) AND a <> ALL (aa);
SELECT 1 FROM (SELECT 1 FROM no_schema.t) a, no_relation;
WITH a AS (SELECT 1 FROM no_schema.t), b AS (SELECT 1 FROM no_relation) SELECT 1;
WITH b AS (SELECT no_column FROM dt) SELECT 1 FROM no_relation;
WITH b AS (SELECT dt.no_column FROM dt), c AS (SELECT 1 FROM no_relation) SELECT 1 FROM no_relation;
WITH b AS (SELECT dt.no_column FROM dt), c AS (UPDATE no_relation SET a = 1) SELECT 1;
WITH b AS (SELECT dt.no_column FROM dt) UPDATE no_relation SET a = 1;
SELECT no_column FROM dt, no_relation;
SELECT no_column FROM dt WHERE EXISTS (SELECT 1 FROM no_relation);
DROP FUNCTION IF EXISTS nothing(dt.no_column%TYPE);
DROP FUNCTION IF EXISTS nothing(no_relation.no_column%TYPE);
DROP FUNCTION nothing(no_relation.no_column%TYPE);
DROP FUNCTION nothing(dt.no_column%TYPE);
CREATE VIEW united_domains AS SELECT a, c FROM dt UNION ALL SELECT NULL, NULL FROM dt UNION SELECT a, NULL FROM dt;

-- The arrays of a type by their own name.
CREATE TABLE by_name (a _state, b public._act, c _vd NOT NULL DEFAULT '{x}', d _nothing);
CREATE TABLE by_name (a _state, b public._act, c _vd NOT NULL DEFAULT '{x}');
CREATE FUNCTION takes_all(_state) RETURNS _act LANGUAGE sql AS 'SELECT NULL::_act';
ALTER TABLE by_name ADD e _dt, ALTER a TYPE text[];

-- Casts that are written as calls, and the order in which UPDATE is read.
CREATE VIEW called AS SELECT uuid(z) AS u, jsonb(z) AS j, json(z || 'x') AS k FROM jobs;
UPDATE jobs SET no_column = (SELECT 1 FROM no_relation);
UPDATE jobs SET no_column = other_column;
UPDATE jobs SET no_column = 1;
