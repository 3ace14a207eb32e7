-- Columns that get another type, and what holds on to the old one.
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TYPE other_mood AS ENUM ('sad', 'glad', 'mad');
CREATE TABLE person (id int, mood mood DEFAULT 'sad', born timestamptz, note text DEFAULT 'x', n int DEFAULT 3);
ALTER TABLE person ALTER mood TYPE text;
DROP TYPE mood;
ALTER TABLE person ALTER mood TYPE other_mood USING mood::other_mood;
ALTER TABLE person ALTER mood TYPE mood USING mood::mood;
ALTER TABLE person ALTER mood TYPE varchar(20);
ALTER TYPE mood RENAME TO temper;
ALTER TABLE person ALTER mood SET DEFAULT 'sad';
ALTER TABLE person ALTER mood TYPE temper USING mood::temper;
ALTER TABLE person ALTER mood DROP DEFAULT;
ALTER TABLE person ALTER mood TYPE temper USING mood::temper;
ALTER TABLE person ALTER mood SET DEFAULT 'glad';
ALTER TABLE person ALTER mood TYPE text;
DROP TYPE temper CASCADE;
ALTER TABLE person ALTER n TYPE text;
ALTER TABLE person ALTER note TYPE int USING 1;
ALTER TABLE person ALTER note TYPE varchar;
CREATE INDEX ON person (date(born AT TIME ZONE 'UTC'));
CREATE TABLE dated (at timestamp, d date);
CREATE INDEX ON dated (date(at));
ALTER TABLE dated ALTER at TYPE date;
ALTER TABLE dated ALTER at TYPE timestamp;
ALTER TABLE dated ALTER at TYPE timestamptz;
ALTER TABLE dated ALTER at TYPE text;
TRUNCATE nix.t;
TRUNCATE nix;
DELETE FROM nix.t;
CREATE TABLE r (a int, b int, c text);
CREATE VIEW rows_compared AS SELECT (a, b) = (1, 2) AS a, ROW(a, b) <> ROW(1, 2) AS b, (a, b) < (1, 2) AS c,
  (a, b) IN ((1, 2), (3, 4)) AS d, (a, b) NOT IN ((1, 2), (3, 4)) AS e, (a, b) IS DISTINCT FROM (1, 2) AS f,
  ROW(a) = ROW(1) AS g, NOT (a, b) = (1, 2) AS h, (a, b) IN (SELECT 1, 2) AS i, (a, b) IS NULL AS j
  FROM r WHERE (a, c) = (1, 'x') AND b = 2;
ALTER TABLE r ADD CHECK ((a, b) = (1, 2) AND c = 'x'), ADD CHECK ((a, b) <> (1, 2) OR c = 'x');
CREATE FUNCTION with_path() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';
SET search_path TO public, pg_temp;
CREATE FUNCTION with_other_path() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';
RESET search_path;
CREATE FUNCTION with_path_again() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';
ALTER FUNCTION with_path() RESET ALL;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO nobody_here;
ALTER DEFAULT PRIVILEGES FOR ROLE nobody_here GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA nowhere GRANT SELECT ON TABLES TO PUBLIC;
GRANT SELECT ON nowhere TO nobody_here;
GRANT SELECT ON r TO nobody_here;
