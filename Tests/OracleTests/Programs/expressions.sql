-- Expressions as people write them, in checks, defaults, policies and indexes.
CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (
  i int, b bigint, n numeric(10,2), f double precision, s text, v varchar(20), c char(2), d date, ts timestamp,
  tz timestamptz, iv interval, j jsonb, arr text[], ia int[], u uuid, ok boolean, e st, ip inet);
ALTER TABLE t ADD CONSTRAINT c1 CHECK (i BETWEEN 1 AND 10 AND b NOT BETWEEN 1 AND 2);
ALTER TABLE t ADD CONSTRAINT c2 CHECK (s IN ('x') OR s NOT IN ('y', 'z'));
ALTER TABLE t ADD CONSTRAINT c3 CHECK (v IN ('x', 'y') AND v NOT IN ('a', 'b') AND v <> 'q' AND v LIKE 'a%' AND v NOT ILIKE '%b');
ALTER TABLE t ADD CONSTRAINT c4 CHECK (c = 'ab' AND c IN ('ab', 'cd'));
ALTER TABLE t ADD CONSTRAINT c5 CHECK (n > 0 AND n >= 1.5 AND n < i AND f > 0 AND f <> 1.5 AND b > i AND i > -5);
ALTER TABLE t ADD CONSTRAINT c6 CHECK (e IN ('a', 'b') AND e = 'a' AND e <> 'b'::st);
ALTER TABLE t ADD CONSTRAINT c7 CHECK (d > '2020-01-01' AND ts < '2030-1-1' AND tz > ts AND d <= ts);
ALTER TABLE t ADD CONSTRAINT c8 CHECK (length(s) > 3 AND char_length(v) <= 5 AND length(trim(s)) > 0 AND lower(v) = v AND upper(c) = c);
ALTER TABLE t ADD CONSTRAINT c9 CHECK (s ~ '^[a-z]+$' AND s !~* 'x' AND v ~ '^x' AND s SIMILAR TO 'a|b' AND s LIKE ANY (ARRAY['a%', 'b%']));
ALTER TABLE t ADD CONSTRAINT c10 CHECK ((ok IS TRUE OR ok IS NOT FALSE) AND ok IS NOT UNKNOWN AND NOT ok = false AND ok);
ALTER TABLE t ADD CONSTRAINT c11 CHECK (i IS NULL OR (i IS NOT NULL AND s IS DISTINCT FROM 'x' AND s IS NOT DISTINCT FROM 'y'));
ALTER TABLE t ADD CONSTRAINT c12 CHECK (num_nonnulls(i, b) = 1 AND (i IS NULL) <> (b IS NULL) AND COALESCE(i, 0) >= 0 AND NULLIF(s, '') IS NOT NULL);
ALTER TABLE t ADD CONSTRAINT c13 CHECK (j ? 'k' AND j -> 'a' ->> 'b' = 'c' AND j @> '{"a": [1, 2]}' AND jsonb_typeof(j) = 'object' AND (j ->> 'n')::int > 0);
ALTER TABLE t ADD CONSTRAINT c14 CHECK (arr <@ ARRAY['a', 'b'] AND cardinality(arr) > 0 AND array_length(ia, 1) < 5 AND 'x' = ANY (arr) AND ia[1] > 0 AND 5 <> ALL (ia));
ALTER TABLE t ADD CONSTRAINT c15 CHECK (CASE WHEN i > 0 THEN s IS NOT NULL WHEN i = 0 THEN true ELSE v = 'x' END);
ALTER TABLE t ADD CONSTRAINT c16 CHECK (CASE e WHEN 'a' THEN 1 WHEN 'b' THEN 2 END > 0);
ALTER TABLE t ADD CONSTRAINT c17 CHECK (iv > '1 day' AND iv < interval '2 hours 30 minutes' AND tz > now() - interval '30 days' AND ts + iv > ts);
ALTER TABLE t ADD CONSTRAINT c18 CHECK (extract(year FROM d) > 2000 AND date_part('month', ts) < 13 AND tz AT TIME ZONE 'UTC' > ts);
ALTER TABLE t ADD CONSTRAINT c19 CHECK ((i, b) > (1, 2) AND i = ANY ('{1,2}'::int[]) AND ip << '10.0.0.0/8');
ALTER TABLE t ADD CONSTRAINT c20 CHECK (s || v <> 'ab' AND s || i::text <> 'x' AND concat(s, v) <> '' AND substring(s FROM 1 FOR 2) = 'ab' AND position('x' IN s) > 0);
ALTER TABLE t ADD CONSTRAINT c21 CHECK (i % 2 = 0 AND i * 2 + 1 > b / 2 AND -i < 5 AND +i > 0 AND @ i > 0 AND i & 1 = 1 AND round(n, 1) = n AND n::int > 0 AND abs(i) > 1);
ALTER TABLE t ADD CONSTRAINT c22 CHECK (u <> '00000000-0000-0000-0000-000000000000' AND u::text <> 'x' AND GREATEST(i, 1) > LEAST(b, 2));
ALTER TABLE t ADD CONSTRAINT c23 CHECK (i > 0 AND (b > 0 AND (n > 0)) OR NOT (f > 0 OR s = 'x'));
ALTER TABLE t ADD CONSTRAINT c24 CHECK (v = s AND c = v AND v::text = 'x' AND s::varchar(5) = 'x' AND i::numeric > 1.5);
ALTER TABLE t ADD CONSTRAINT c25 CHECK (s COLLATE "C" > 'a' AND lower(s COLLATE "C") = 'x');
ALTER TABLE t ALTER i SET DEFAULT 1 + 2 * 3, ALTER b SET DEFAULT (5), ALTER n SET DEFAULT 0, ALTER f SET DEFAULT 1.5;
ALTER TABLE t ALTER s SET DEFAULT 'it''s', ALTER v SET DEFAULT 'x'::text, ALTER c SET DEFAULT 'no', ALTER d SET DEFAULT CURRENT_DATE, ALTER ts SET DEFAULT '2020-01-01 10:00';
ALTER TABLE t ALTER tz SET DEFAULT (now() AT TIME ZONE 'utc'), ALTER iv SET DEFAULT interval '1 hour', ALTER j SET DEFAULT '[]'::jsonb, ALTER arr SET DEFAULT ARRAY['a', 'b']::text[], ALTER ia SET DEFAULT '{}'::int[];
ALTER TABLE t ALTER u SET DEFAULT gen_random_uuid(), ALTER ok SET DEFAULT NOT true, ALTER e SET DEFAULT 'a'::st, ALTER ip SET DEFAULT '127.0.0.1', ALTER tz SET DEFAULT timezone('utc', now());
ALTER TABLE t ALTER s SET DEFAULT md5(random()::text), ALTER v SET DEFAULT substr(md5('x'), 1, 5), ALTER d SET DEFAULT '2020-01-01'::date, ALTER tz SET DEFAULT CURRENT_TIMESTAMP + '1 day'::interval, ALTER j SET DEFAULT jsonb_build_object('a', 1, 'b', ARRAY[1, 2]);
ALTER TABLE t ALTER s SET DEFAULT current_setting('app.x', true), ALTER v SET DEFAULT current_user, ALTER i SET DEFAULT '5', ALTER b SET DEFAULT '7'::bigint, ALTER n SET DEFAULT '1.50', ALTER f SET DEFAULT 3, ALTER ok SET DEFAULT 'f', ALTER iv SET DEFAULT '1 month 2 days 03:04:05';
ALTER TABLE t ALTER iv SET DEFAULT '90 minutes', ALTER s SET DEFAULT E'line\nbreak', ALTER v SET DEFAULT $$dollar$$, ALTER c SET DEFAULT NULL, ALTER arr SET DEFAULT array[]::varchar[], ALTER j SET DEFAULT 'null';
ALTER TABLE t ALTER ts SET DEFAULT localtimestamp, ALTER tz SET DEFAULT clock_timestamp(), ALTER d SET DEFAULT now(), ALTER n SET DEFAULT 1e3, ALTER f SET DEFAULT -0.5, ALTER b SET DEFAULT 9223372036854775807, ALTER i SET DEFAULT (random() * 100)::int;
CREATE INDEX ON t (lower(v), (j ->> 'a'), COALESCE(s, v), (d::timestamp));
CREATE INDEX t_p1 ON t (i) WHERE e = 'a' AND ok AND v IN ('x', 'y') AND tz > '2020-01-01 00:00:00+00' AND j ->> 'x' IS NOT NULL;
CREATE INDEX t_p2 ON t (i) WHERE NOT ok OR s = '' OR arr IS NULL OR i IN (1, 2, 3) OR d = '2020-01-01'::date;
CREATE FUNCTION is_ok(x int, y text DEFAULT 'q') RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
ALTER TABLE t ADD CONSTRAINT c30 CHECK (is_ok(i) AND is_ok(i, s) AND is_ok(x => i, y => v));
CREATE INDEX t_f ON t (is_ok(i, s));
DROP FUNCTION is_ok;
DROP FUNCTION is_ok CASCADE;
CREATE TABLE nulls (a varchar(20) DEFAULT NULL, b char(2) DEFAULT NULL, c numeric(10,2) DEFAULT NULL, d timestamp(3) DEFAULT NULL, f text DEFAULT NULL, g interval(3) DEFAULT NULL, k varchar(3)[] DEFAULT NULL);
ALTER TABLE t ALTER tz SET DEFAULT '1970-01-01 00:00:00', ALTER ts SET DEFAULT '1970-01-01';
ALTER TABLE t ALTER tz SET DEFAULT '1970-01-01 00:00:00+00';

-- The elements of an array that is cast get the cast, and not the array.
CREATE TYPE array_mood AS ENUM ('glad', 'sad');
CREATE TABLE cast_arrays (
  id uuid, name varchar(20), number int, at timestamptz,
  times timestamp[] NOT NULL DEFAULT ARRAY[now()]::timestamp[],
  moods array_mood[] DEFAULT ARRAY['glad', 'sad']::array_mood[],
  grid bigint[] DEFAULT ARRAY[ARRAY[1, 2], ARRAY[3, 4]]::bigint[],
  texts text[] DEFAULT ARRAY[gen_random_uuid(), gen_random_uuid()]::text[],
  CHECK (name = ANY (ARRAY['a', 'b']::varchar[])),
  CHECK (id::text = ANY (ARRAY[number, 1]::text[])),
  CHECK (number = ANY (ARRAY[1.5, number]::int[])));
ALTER TABLE cast_arrays ALTER times SET DEFAULT ARRAY[now(), CURRENT_TIMESTAMP]::timestamp[];
CREATE VIEW cast_array_view AS SELECT ARRAY[name, 'x']::text[] AS a, ARRAY[number]::bigint[] AS b, ARRAY[at]::date[] AS c,
  ARRAY[name]::array_mood[] AS d, ARRAY[NULL, number]::text[] AS e FROM cast_arrays;
