-- function: body
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1';
-- function: white space in the body
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT  a';
-- function: default
CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a';
-- function: another default
CREATE OR REPLACE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a';
-- change
CREATE OR REPLACE FUNCTION f(a int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT a';
-- function: an argument's name
DROP FUNCTION f; CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT b';
-- function: an argument's mode
DROP FUNCTION f; CREATE FUNCTION f(INOUT a int) LANGUAGE sql AS 'SELECT a';
-- function: variadic
CREATE FUNCTION v(a int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- change
DROP FUNCTION v; CREATE FUNCTION v(VARIADIC a int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- function: an output's name
CREATE FUNCTION o(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 1, 2';
-- change
DROP FUNCTION o; CREATE FUNCTION o(OUT a int, OUT c int) LANGUAGE sql AS 'SELECT 1, 2';
-- function: an output's type
CREATE FUNCTION o(OUT a int, OUT b int) LANGUAGE sql AS 'SELECT 1, 2';
-- change
DROP FUNCTION o; CREATE FUNCTION o(OUT a int, OUT b bigint) LANGUAGE sql AS 'SELECT 1, 2::bigint';
-- function: result
DROP FUNCTION f; CREATE FUNCTION f(a int) RETURNS bigint LANGUAGE sql AS 'SELECT a';
-- function: a set
DROP FUNCTION f; CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql ROWS 1000 AS 'SELECT a';
-- function: a table's columns
CREATE FUNCTION o() RETURNS TABLE (a int, b int) LANGUAGE sql AS 'SELECT 1, 2';
-- change
DROP FUNCTION o; CREATE FUNCTION o() RETURNS TABLE (a int, c int) LANGUAGE sql AS 'SELECT 1, 2';
-- function: overloaded
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- function: language
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS 'SELECT a';
-- function: atomic
CREATE OR REPLACE FUNCTION f(a int) RETURNS int RETURN a;
-- function: atomic otherwise
CREATE OR REPLACE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT a + 1; END;
-- change
CREATE OR REPLACE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT a + 2; END;
-- function: stable
ALTER FUNCTION f STABLE;
-- function: immutable
ALTER FUNCTION f IMMUTABLE;
-- function: security definer
ALTER FUNCTION f SECURITY DEFINER;
-- function: strict
ALTER FUNCTION f STRICT;
-- function: leakproof
ALTER FUNCTION f LEAKPROOF;
-- function: parallel safe
ALTER FUNCTION f PARALLEL SAFE;
-- function: parallel restricted
ALTER FUNCTION f PARALLEL RESTRICTED;
-- function: cost
ALTER FUNCTION f COST 5;
-- function: rows
CREATE FUNCTION o() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';
-- change
ALTER FUNCTION o ROWS 5;
-- function: setting
ALTER FUNCTION f SET search_path = '';
-- function: another value of a setting
ALTER FUNCTION f SET search_path = '';
-- change
ALTER FUNCTION f SET search_path = app, public;
-- function: another setting
ALTER FUNCTION f SET work_mem = '1MB';
-- function: support function
CREATE FUNCTION o() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';
-- change
ALTER FUNCTION o SUPPORT generate_series_int4_support;
-- function: comment
COMMENT ON FUNCTION f IS 'x';
-- function: privileges
REVOKE EXECUTE ON FUNCTION f FROM PUBLIC;
-- function: privileges of another
GRANT EXECUTE ON FUNCTION f TO pg_monitor;
-- function: what the owner may not do
REVOKE EXECUTE ON FUNCTION f FROM CURRENT_USER;
-- function: owner
ALTER FUNCTION f OWNER TO pg_monitor;
-- function: window
CREATE FUNCTION win() RETURNS bigint LANGUAGE internal AS 'window_row_number';
-- change
DROP FUNCTION win; CREATE FUNCTION win() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- function: symbol
CREATE FUNCTION win() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
-- change
CREATE OR REPLACE FUNCTION win() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank';
-- function: transforms
CREATE TRANSFORM FOR mood LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE FUNCTION tr(mood) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- change
CREATE OR REPLACE FUNCTION tr(mood) RETURNS int LANGUAGE plpgsql TRANSFORM FOR TYPE mood AS 'BEGIN RETURN 1; END';
-- procedure: body
CREATE OR REPLACE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN NULL; END';
-- procedure: security definer
ALTER PROCEDURE p SECURITY DEFINER;
-- procedure: comment
COMMENT ON PROCEDURE p IS 'x';
-- procedure: owner
ALTER PROCEDURE p OWNER TO pg_monitor;
-- procedure: privileges
REVOKE EXECUTE ON PROCEDURE p FROM PUBLIC;
-- procedure: setting
ALTER PROCEDURE p SET work_mem = '1MB';
-- procedure: output
CREATE PROCEDURE q(OUT a int) LANGUAGE plpgsql AS 'BEGIN END';
-- change
DROP PROCEDURE q; CREATE PROCEDURE q(OUT b int) LANGUAGE plpgsql AS 'BEGIN END';
-- aggregate: state function
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4mi, stype = int, initcond = '0');
-- aggregate: state type
DROP AGGREGATE total(int); CREATE AGGREGATE total(int) (sfunc = int84pl, stype = bigint, initcond = '0');
-- aggregate: initial value
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '1');
-- aggregate: state size
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0', sspace = 100);
-- aggregate: final function
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = int4abs);
-- aggregate: extra arguments of the final function
CREATE FUNCTION last(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = int4abs);
-- change
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', finalfunc = last, finalfunc_extra);
-- aggregate: final function's changes
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = int4abs);
-- change
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', finalfunc = int4abs, finalfunc_modify = READ_WRITE);
-- aggregate: combine function
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0', combinefunc = int4pl);
-- aggregate: serialisation
CREATE AGGREGATE av(bigint) (sfunc = int8_avg_accum, stype = internal, finalfunc = numeric_poly_avg, combinefunc = int8_avg_combine);
-- change
CREATE OR REPLACE AGGREGATE av(bigint) (sfunc = int8_avg_accum, stype = internal, finalfunc = numeric_poly_avg,
  combinefunc = int8_avg_combine, serialfunc = int8_avg_serialize, deserialfunc = int8_avg_deserialize);
-- aggregate: moving state
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0');
-- aggregate: moving state's type
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0');
-- change
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int84pl, minvfunc = int84mi, mstype = bigint, minitcond = '0',
  mfinalfunc = int4);
-- aggregate: moving state's size
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0');
-- change
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0',
  msspace = 100);
-- aggregate: moving final function's changes
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0',
  mfinalfunc = int4abs);
-- change
CREATE OR REPLACE AGGREGATE total(int) (
  sfunc = int4pl, stype = int, initcond = '0', msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '0',
  mfinalfunc = int4abs, mfinalfunc_modify = READ_WRITE);
-- aggregate: sort operator
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4larger, stype = int, initcond = '0');
-- change
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4larger, stype = int, initcond = '0', sortop = >);
-- aggregate: parallel
CREATE OR REPLACE AGGREGATE total(int) (sfunc = int4pl, stype = int, initcond = '0', parallel = safe);
-- aggregate: ordered set
CREATE AGGREGATE pc(float8 ORDER BY anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);
-- change
DROP AGGREGATE pc(float8 ORDER BY anyelement);
CREATE AGGREGATE pc(float8 ORDER BY anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = READ_ONLY);
-- aggregate: an argument's name
DROP AGGREGATE total(int); CREATE AGGREGATE total(n int) (sfunc = int4pl, stype = int, initcond = '0');
-- aggregate: comment
COMMENT ON AGGREGATE total(int) IS 'x';
-- aggregate: owner
ALTER AGGREGATE total(int) OWNER TO pg_monitor;
-- aggregate: privileges
REVOKE EXECUTE ON FUNCTION total(int) FROM PUBLIC;
