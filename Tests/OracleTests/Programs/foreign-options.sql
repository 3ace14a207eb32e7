-- Options that a foreign-data wrapper reads: each is added once, and another is there before it is set or dropped.
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE f (a int OPTIONS (name 'x'), b int) SERVER s OPTIONS (remote 't');
CREATE TABLE t (a int);
ALTER FOREIGN TABLE f OPTIONS (ADD x '1', ADD x '2');
ALTER FOREIGN TABLE f OPTIONS (x '1', DROP remote);
ALTER FOREIGN TABLE f OPTIONS (x '1');
ALTER FOREIGN TABLE f OPTIONS (SET y '1');
ALTER FOREIGN TABLE f OPTIONS (DROP y);
ALTER TABLE f OPTIONS (SET x '3', z '2');
ALTER FOREIGN TABLE f ALTER a OPTIONS (DROP y);
ALTER FOREIGN TABLE f ALTER c OPTIONS (y '1');
ALTER FOREIGN TABLE f ALTER a OPTIONS (SET name 'y'), ALTER b OPTIONS (name 'z', ADD more 'q');
ALTER TABLE f ALTER b OPTIONS (DROP more);
ALTER TABLE t OPTIONS (x '1');
ALTER TABLE t ALTER a OPTIONS (x '1');

-- Sequences of tables have their table's owner, and may be logged or not by themselves.
CREATE SEQUENCE alone;
CREATE TABLE numbered (a serial, b int GENERATED ALWAYS AS IDENTITY);
CREATE TEMPORARY SEQUENCE passing;
CREATE ROLE other;
ALTER SEQUENCE alone SET UNLOGGED;
ALTER SEQUENCE numbered_a_seq SET UNLOGGED;
ALTER SEQUENCE numbered_b_seq SET UNLOGGED;
ALTER SEQUENCE passing SET UNLOGGED;
ALTER TABLE alone SET LOGGED;
ALTER SEQUENCE numbered SET LOGGED;
ALTER SEQUENCE numbered_a_seq OWNER TO other;
ALTER SEQUENCE numbered_a_seq OWNER TO CURRENT_USER;
ALTER SEQUENCE alone OWNER TO other;

-- Operators that order sort by the families of B-trees.
CREATE OPERATOR FAMILY near USING gist;
ALTER OPERATOR FAMILY near USING gist ADD OPERATOR 15 <-> (point, point) FOR ORDER BY pg_catalog.float_ops;
ALTER OPERATOR FAMILY near USING gist ADD OPERATOR 16 <-> (box, point) FOR ORDER BY float_ops;
ALTER OPERATOR FAMILY near USING gist ADD OPERATOR 17 <-> (circle, point) FOR ORDER BY no_ops;
