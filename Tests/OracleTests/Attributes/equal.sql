-- a list of texts
CREATE TABLE t (v text CHECK (v IN ('a', 'b')));
-- and
CREATE TABLE t (v text CHECK (v = ANY (ARRAY['a', 'b'])));
-- a list of varchars, as it is printed
CREATE TABLE t (v varchar(9) CHECK (v IN ('a', 'b')));
-- and
CREATE TABLE t (v varchar(9) CHECK (((v)::text = ANY ((ARRAY['a'::varchar, 'b'::varchar])::text[]))));
-- a list of varchars, as it is printed after a dump
CREATE TABLE t (v varchar(9) CHECK (v IN ('a', 'b')));
-- and
CREATE TABLE t (v varchar(9) CHECK (((v)::text = ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text]))));
-- not in a list of varchars, as it is printed after a dump
CREATE TABLE t (v varchar(9) CHECK (v NOT IN ('a', 'b')));
-- and
CREATE TABLE t (v varchar(9) CHECK (((v)::text <> ALL (ARRAY[('a'::varchar)::text, ('b'::varchar)::text]))));
-- a list of varchars after ALTER TYPE
CREATE TABLE t (v varchar(9) CHECK (v IN ('a', 'b')));
-- and
CREATE TABLE t (v varchar(5) CHECK (v IN ('a', 'b')));
ALTER TABLE t ALTER v TYPE varchar(9);
-- ALTER TYPE there and back
CREATE TABLE t (v varchar(10) CHECK (v IN ('a', 'b')), CHECK (v <> 'c'));
-- and
CREATE TABLE t (v varchar(10) CHECK (v IN ('a', 'b')), CHECK (v <> 'c'));
ALTER TABLE t ALTER v TYPE varchar(20);
ALTER TABLE t ALTER v TYPE varchar(10);
-- a list in an index's predicate, in a policy and in a view
CREATE TABLE t (v varchar(9));
CREATE INDEX i ON t (v) WHERE v IN ('a', 'b');
CREATE POLICY p ON t USING (v IN ('a', 'b'));
CREATE VIEW w AS SELECT v FROM t WHERE v IN ('a', 'b');
-- and
CREATE TABLE t (v varchar(9));
CREATE INDEX i ON t (v) WHERE v::text = ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text]);
CREATE POLICY p ON t USING ((v)::text = ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text]));
CREATE VIEW w AS SELECT v FROM t WHERE v::text = ANY ((ARRAY['a'::varchar, 'b'::varchar])::text[]);
-- serial
CREATE TABLE t (id serial);
-- and
CREATE SEQUENCE t_id_seq AS int;
CREATE TABLE t (id int NOT NULL DEFAULT nextval('t_id_seq'));
ALTER SEQUENCE t_id_seq OWNED BY t.id;
-- bigserial as a key
CREATE TABLE t (id bigserial PRIMARY KEY);
-- and
CREATE TABLE t (id bigint NOT NULL);
CREATE SEQUENCE public.t_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
-- identity
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);
-- and
CREATE TABLE t (id int NOT NULL);
ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY (
  SEQUENCE NAME public.t_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1);
-- between
CREATE TABLE t (n int CHECK (n BETWEEN 1 AND 5));
-- and
CREATE TABLE t (n int CHECK (n >= 1 AND n <= 5));
-- a view's star
CREATE TABLE t (a text, b int);
CREATE VIEW w AS SELECT * FROM t;
-- and
CREATE TABLE t (a text, b int);
CREATE VIEW w AS SELECT t.a, t.b FROM public.t;
-- an alias of a view's table
CREATE TABLE t (a text, b int);
CREATE VIEW w AS SELECT x.a FROM t x WHERE x.b > 1;
-- and
CREATE TABLE t (a text, b int);
CREATE VIEW w AS SELECT x.a FROM public.t AS x WHERE (x.b > 1);
-- aliases of types
CREATE TABLE t (n int8, v varchar(3), at timestamptz, b bool, d float8, c char, i int4, dec decimal(5, 2));
-- and
CREATE TABLE t (n bigint, v character varying(3), at timestamp with time zone, b boolean, d double precision,
  c character(1), i integer, dec numeric(5, 2));
-- a default's cast
CREATE TABLE t (v text DEFAULT 'x', j jsonb DEFAULT '{}', n numeric DEFAULT 0);
-- and
CREATE TABLE t (v text DEFAULT 'x'::text, j jsonb DEFAULT '{}'::jsonb, n numeric DEFAULT 0);
-- like
CREATE TABLE t (v text CHECK (v LIKE 'a%'));
-- and
CREATE TABLE t (v text CHECK (v ~~ 'a%'));
-- a key's name
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int CHECK (b > 0), c int REFERENCES t);
-- and
CREATE TABLE t (id int NOT NULL, a int, b int, c int,
  CONSTRAINT t_pkey PRIMARY KEY (id), CONSTRAINT t_a_key UNIQUE (a), CONSTRAINT t_b_check CHECK (b > 0),
  CONSTRAINT t_c_fkey FOREIGN KEY (c) REFERENCES t (id));
-- a renamed column
CREATE TABLE t (a int);
ALTER TABLE t RENAME a TO b;
-- and
CREATE TABLE t (b int);
-- a renamed table
CREATE TABLE s (a int CHECK (a > 0));
CREATE VIEW w AS SELECT a FROM s;
ALTER TABLE s RENAME TO t;
ALTER TABLE t RENAME CONSTRAINT s_a_check TO t_a_check;
-- and
CREATE TABLE t (a int CHECK (a > 0));
CREATE VIEW w AS SELECT a FROM t;
-- a default operator class
CREATE TABLE t (a int);
CREATE INDEX i ON t USING btree (a int4_ops ASC NULLS LAST);
-- and
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
-- a default collation
CREATE TABLE t (a text COLLATE "default");
CREATE INDEX i ON t (a COLLATE "default");
-- and
CREATE TABLE t (a text);
CREATE INDEX i ON t (a);
-- a dropped column
CREATE TABLE t (a int, x int, b int);
ALTER TABLE t DROP x;
-- and
CREATE TABLE t (a int, b int);
-- a dropped column of a key and an index
CREATE TABLE t (x int, a int, b int);
ALTER TABLE t DROP x;
ALTER TABLE t ADD UNIQUE (a, b);
CREATE INDEX i ON t (b) INCLUDE (a);
CREATE STATISTICS s ON a, b FROM t;
CREATE PUBLICATION p FOR TABLE t (a, b);
CREATE TRIGGER g BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
GRANT SELECT (b) ON t TO PUBLIC;
COMMENT ON COLUMN t.b IS 'x';
-- and
CREATE TABLE t (a int, b int);
ALTER TABLE t ADD UNIQUE (a, b);
CREATE INDEX i ON t (b) INCLUDE (a);
CREATE STATISTICS s ON a, b FROM t;
CREATE PUBLICATION p FOR TABLE t (a, b);
CREATE TRIGGER g BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
GRANT SELECT (b) ON t TO PUBLIC;
COMMENT ON COLUMN t.b IS 'x';
-- a dropped attribute
CREATE TYPE p AS (a int, x int, b int);
ALTER TYPE p DROP ATTRIBUTE x;
-- and
CREATE TYPE p AS (a int, b int);
-- a label in the middle
CREATE TYPE e AS ENUM ('a', 'c');
ALTER TYPE e ADD VALUE 'b' BEFORE 'c';
-- and
CREATE TYPE e AS ENUM ('a', 'b', 'c');
-- the order of grants
CREATE TABLE t (a int);
GRANT SELECT ON t TO PUBLIC;
GRANT INSERT ON t TO pg_monitor;
-- and
CREATE TABLE t (a int);
GRANT INSERT ON t TO pg_monitor;
GRANT SELECT ON t TO PUBLIC;
-- a grant taken back
CREATE TABLE t (a int);
GRANT SELECT ON t TO PUBLIC;
REVOKE SELECT ON t FROM PUBLIC;
-- and
CREATE TABLE t (a int);
-- a grant taken back from everything
CREATE TABLE t (a int); CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE e AS ENUM (); CREATE SCHEMA app; CREATE VIEW w AS SELECT 1 AS a;
GRANT SELECT (a) ON t TO pg_monitor; REVOKE SELECT (a) ON t FROM pg_monitor;
GRANT USAGE ON SEQUENCE s TO pg_monitor; REVOKE USAGE ON SEQUENCE s FROM pg_monitor;
GRANT EXECUTE ON FUNCTION f TO pg_monitor; REVOKE EXECUTE ON FUNCTION f FROM pg_monitor;
GRANT USAGE ON TYPE e TO pg_monitor; REVOKE USAGE ON TYPE e FROM pg_monitor;
GRANT USAGE ON SCHEMA app TO pg_monitor; REVOKE USAGE ON SCHEMA app FROM pg_monitor;
GRANT SELECT ON w TO pg_monitor; REVOKE SELECT ON w FROM pg_monitor;
GRANT EXECUTE ON FUNCTION pg_sleep TO pg_monitor; REVOKE EXECUTE ON FUNCTION pg_sleep FROM pg_monitor;
GRANT USAGE ON LANGUAGE plpgsql TO pg_monitor; REVOKE USAGE ON LANGUAGE plpgsql FROM pg_monitor;
GRANT USAGE ON TYPE t TO pg_monitor; REVOKE USAGE ON TYPE t FROM pg_monitor;
-- and
CREATE TABLE t (a int); CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE e AS ENUM (); CREATE SCHEMA app; CREATE VIEW w AS SELECT 1 AS a;
-- what everybody may do anyway, granted
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE DOMAIN d AS int;
GRANT EXECUTE ON FUNCTION f TO PUBLIC;
GRANT USAGE ON DOMAIN d TO PUBLIC;
-- and
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE DOMAIN d AS int;
-- a grant to the owner
CREATE TABLE t (a int);
GRANT ALL ON t TO CURRENT_USER;
-- and
CREATE TABLE t (a int);
-- default privileges taken back
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM PUBLIC;
-- and
SELECT 1;
-- the order of a policy's roles
CREATE TABLE t (a int);
CREATE POLICY p ON t TO pg_monitor, pg_signal_backend USING (true);
-- and
CREATE TABLE t (a int);
CREATE POLICY p ON t TO pg_signal_backend, pg_monitor USING (true);
-- the order of options
CREATE TABLE t (a int) WITH (fillfactor = 70, autovacuum_enabled = false);
-- and
CREATE TABLE t (a int) WITH (autovacuum_enabled = false);
ALTER TABLE t SET (fillfactor = 70);
-- options set and reset
CREATE TABLE t (a int, v text) WITH (fillfactor = 70);
ALTER TABLE t RESET (fillfactor);
ALTER TABLE t ALTER v SET STORAGE EXTENDED, ALTER v SET STATISTICS -1, ALTER v SET COMPRESSION default;
-- and
CREATE TABLE t (a int, v text);
-- the order of settings
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET work_mem = '1MB' SET search_path = '' AS 'SELECT 1';
-- and
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path TO '' SET work_mem TO '1MB' AS 'SELECT 1';
-- a search path in quotes
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
-- and
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION f SET search_path TO '';
-- attributes of a function as they are anyway
SET search_path = public;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- and
CREATE FUNCTION public.f() RETURNS integer AS 'SELECT 1' LANGUAGE sql VOLATILE CALLED ON NULL INPUT SECURITY INVOKER
  NOT LEAKPROOF PARALLEL UNSAFE COST 100;
-- the session's search path
SET search_path = app, public;
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE u (id int REFERENCES t, n int DEFAULT length('x'));
CREATE VIEW w AS SELECT * FROM t;
-- and
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE app.u (id int REFERENCES app.t, n int DEFAULT length('x'));
CREATE VIEW app.w AS SELECT * FROM app.t;
-- line ends of a body
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS E'BEGIN\r\n  RETURN 1;\r\nEND';
-- and
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS E'BEGIN\n  RETURN 1;\nEND';
-- what a sequence has given
CREATE SEQUENCE s;
SELECT nextval('s'), nextval('s');
SELECT setval('s', 100);
-- and
CREATE SEQUENCE s;
-- rows
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, v text);
INSERT INTO t (v) SELECT 'x' FROM generate_series(1, 100);
ANALYZE t;
-- and
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, v text);
-- a materialized view refreshed
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
REFRESH MATERIALIZED VIEW m;
-- and
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
-- row level security off and on
CREATE TABLE t (a int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t DISABLE ROW LEVEL SECURITY;
-- and
CREATE TABLE t (a int);
-- a trigger disabled and enabled
CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES t);
ALTER TABLE t DISABLE TRIGGER ALL;
ALTER TABLE t ENABLE TRIGGER ALL;
-- and
CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES t);
-- a constraint validated later
CREATE TABLE t (id int PRIMARY KEY, p int);
ALTER TABLE t ADD CONSTRAINT c CHECK (p > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT c;
ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES t NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT f;
-- and
CREATE TABLE t (id int PRIMARY KEY, p int CONSTRAINT c CHECK (p > 0) CONSTRAINT f REFERENCES t (id));
-- a key made of an index
CREATE TABLE t (id int NOT NULL);
CREATE UNIQUE INDEX t_pkey ON t (id);
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;
-- and
CREATE TABLE t (id int PRIMARY KEY);
-- a partition attached
CREATE TABLE p (id int PRIMARY KEY, v text CHECK (v <> ''), FOREIGN KEY (id) REFERENCES p) PARTITION BY RANGE (id);
CREATE INDEX i ON p (v);
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (9);
-- and
CREATE TABLE p (id int PRIMARY KEY, v text CHECK (v <> ''), FOREIGN KEY (id) REFERENCES p) PARTITION BY RANGE (id);
CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (9);
CREATE INDEX i ON p (v);
-- a partition bound's casts
CREATE TABLE p (at date) PARTITION BY RANGE (at);
CREATE TABLE c PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- and
CREATE TABLE p (at date) PARTITION BY RANGE (at);
CREATE TABLE c PARTITION OF p FOR VALUES FROM ('2024-01-01'::date) TO (date '2024-02-01');
-- the order of a partition's list
CREATE TABLE p (v text) PARTITION BY LIST (v);
CREATE TABLE c PARTITION OF p FOR VALUES IN ('a', 'b');
-- and
CREATE TABLE p (v text) PARTITION BY LIST (v);
CREATE TABLE c PARTITION OF p FOR VALUES IN ('b', 'a');
-- an extension's objects
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE TABLE t (v citext, h hstore, CHECK (v <> 'x'));
-- and
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE TABLE t (v citext, h hstore, CHECK (v <> 'x'));
-- temporary objects
CREATE TEMPORARY TABLE x (id serial PRIMARY KEY, v text CHECK (v <> ''));
CREATE INDEX ON x (v);
CREATE TEMPORARY VIEW y AS SELECT 1 AS a;
CREATE FUNCTION pg_temp.z() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE pg_temp.e AS ENUM ('a');
CREATE TABLE t (a text);
-- and
CREATE TABLE t (a text);
-- large values
CREATE TABLE t (a text);
INSERT INTO t SELECT string_agg(md5(n::text), '') FROM generate_series(1, 9999) n;
-- and
CREATE TABLE t (a text);
-- comments taken back
CREATE TABLE t (a text);
COMMENT ON TABLE t IS 'x';
COMMENT ON TABLE t IS NULL;
COMMENT ON COLUMN t.a IS 'x';
COMMENT ON COLUMN t.a IS '';
-- and
CREATE TABLE t (a text);
-- an owner there and back
CREATE TABLE t (a text);
GRANT SELECT ON t TO PUBLIC;
ALTER TABLE t OWNER TO pg_monitor;
ALTER TABLE t OWNER TO CURRENT_USER;
-- and
CREATE TABLE t (a text);
GRANT SELECT ON t TO PUBLIC;
-- a schema renamed
CREATE SCHEMA a;
CREATE TABLE a.t (id int PRIMARY KEY, n int DEFAULT 1);
CREATE FUNCTION a.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n FROM a.t; END;
CREATE VIEW a.w AS SELECT a.f() AS f FROM a.t;
ALTER SCHEMA a RENAME TO b;
-- and
CREATE SCHEMA b;
CREATE TABLE b.t (id int PRIMARY KEY, n int DEFAULT 1);
CREATE FUNCTION b.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT n FROM b.t; END;
CREATE VIEW b.w AS SELECT b.f() AS f FROM b.t;
-- a function with the body in another quote
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $x$ SELECT 'a' $x$;
-- and
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS ' SELECT ''a'' ';
-- names of arguments' types
CREATE FUNCTION f(a int, b varchar(10), c timestamptz) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- and
CREATE FUNCTION f(a integer, b character varying, c timestamp with time zone) RETURNS int4 LANGUAGE sql AS 'SELECT 1';
-- a row's fields
CREATE TABLE t (a int, b int, CHECK ((a, b) IS NOT NULL));
-- and
CREATE TABLE t (a int, b int, CHECK (ROW(a, b) IS NOT NULL));
-- spellings of functions
CREATE TABLE t (v text, at timestamptz, CHECK (substring(v from 1 for 2) <> '' AND extract(year FROM at) > 2000),
  CHECK (position('a' in v) = 0 AND trim(v) <> '' AND coalesce(v, '') <> 'x'));
-- and
CREATE TABLE t (v text, at timestamptz,
  CHECK (substring(v, 1, 2) <> ''::text AND EXTRACT('year' FROM at) > 2000::numeric),
  CHECK (POSITION('a'::text IN v) = 0 AND btrim(v) <> '' AND COALESCE(v, ''::text) <> 'x'));
-- is not distinct from
CREATE TABLE t (a int, b int, CHECK (a IS NOT DISTINCT FROM b));
-- and
CREATE TABLE t (a int, b int, CHECK (NOT (a IS DISTINCT FROM b)));
-- the order of a publication's parts
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a, b WITH (publish = 'insert, update');
-- and
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE b WITH (publish = 'update,insert', publish_via_partition_root = false);
ALTER PUBLICATION p ADD TABLE a;
-- the order of an event trigger's tags
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION f();
-- and
CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('DROP TABLE', 'CREATE TABLE') EXECUTE FUNCTION f();
-- the order of a server's options
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', port '1');
-- and
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (port '1', host 'h');
-- the order of statistics' columns
CREATE TABLE t (a int, b int);
CREATE STATISTICS s ON a, b FROM t;
-- and
CREATE TABLE t (a int, b int);
CREATE STATISTICS s (mcv, dependencies, ndistinct) ON b, a FROM t;
-- the order in which things are made
CREATE TABLE t (a int CHECK (a > 1), b int CHECK (b > 1));
CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);
CREATE POLICY p ON t USING (true); CREATE POLICY q ON t USING (false);
-- and
CREATE TABLE t (a int, b int);
CREATE INDEX j ON t (b); CREATE INDEX i ON t (a);
CREATE POLICY q ON t USING (false); CREATE POLICY p ON t USING (true);
ALTER TABLE t ADD CONSTRAINT t_b_check CHECK (b > 1), ADD CONSTRAINT t_a_check CHECK (a > 1);
-- names that need quotes
CREATE SCHEMA "a.b"; CREATE TABLE "a.b"."c""d" ("e f" int CHECK ("e f" > 0), "ü" text DEFAULT '''');
CREATE VIEW "a.b"."v
w" AS SELECT * FROM "a.b"."c""d";
-- and
CREATE SCHEMA "a.b"; SET search_path = "a.b"; CREATE TABLE "c""d" ("e f" int, "ü" text DEFAULT E'\'');
ALTER TABLE "c""d" ADD CHECK (("e f") > (0));
CREATE VIEW "v
w" AS SELECT "c""d"."e f", "c""d"."ü" FROM "a.b"."c""d";
-- times as partition bounds
CREATE TABLE p (a timestamptz) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2024-02-01 00:00:00+00');
-- and
CREATE TABLE p (a timestamptz) PARTITION BY RANGE (a timestamptz_ops);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01 01:00+01') TO ('2024-02-01'::timestamptz);
-- constants of other types as partition bounds
CREATE TABLE p (a int, b timestamp) PARTITION BY RANGE (a, b);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1, '2024-01-01') TO ('2', MAXVALUE);
CREATE TABLE q (b boolean) PARTITION BY LIST (b);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN ('t', NULL);
-- and
CREATE TABLE p (a int, b timestamp) PARTITION BY RANGE (a, b);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('1', '2024-01-01 00:00:00') TO (2, MAXVALUE);
CREATE TABLE q (b boolean) PARTITION BY LIST (b);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (NULL, true);
-- an index made in parts
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX i ON ONLY p (a); CREATE INDEX p1_a_idx ON p1 (a); CREATE INDEX p2_a_idx ON p2 (a);
ALTER INDEX i ATTACH PARTITION p1_a_idx; ALTER INDEX i ATTACH PARTITION p2_a_idx;
-- and
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX i ON p (a);
-- a trigger before and after its table's partitions
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION g();
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
-- and
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE p1 (a int); ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION g();
-- what the owner was denied, given back
CREATE TABLE t (a int); REVOKE ALL ON t FROM CURRENT_USER; GRANT ALL ON t TO CURRENT_USER;
-- and
CREATE TABLE t (a int);
-- not valid in a new table
CREATE TABLE t (a int, CHECK (a > 0) NOT VALID);
-- and
CREATE TABLE t (a int CHECK (a > 0));
-- interval, boolean and array defaults
CREATE TABLE t (a interval DEFAULT interval '2 hours', b boolean DEFAULT 'no', c text[] DEFAULT '{a,b}');
-- and
CREATE TABLE t (a interval DEFAULT '02:00:00'::interval, b boolean DEFAULT false, c text[] DEFAULT '{a,b}'::text[]);
-- a grant and a grant of all tables
CREATE TABLE t (a int); CREATE TABLE u (a int); GRANT SELECT ON t, u TO pg_monitor, PUBLIC;
-- and
CREATE TABLE t (a int); CREATE TABLE u (a int); GRANT SELECT ON u, t TO PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO pg_monitor;
