-- Queries nested so deep that whatever asks for the type of each level's output anew never ends.
CREATE TABLE t (a int, b text);
CREATE VIEW scalar AS SELECT
  (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + (SELECT a +
    (SELECT a + 1 FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1)
    FROM t LIMIT 1) AS x;
CREATE VIEW rows AS
  SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT x.a + 1 AS a, x.b FROM (
    SELECT a, b FROM t) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x) x;
ALTER TABLE t RENAME a TO c;
