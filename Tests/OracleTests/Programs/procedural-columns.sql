-- What information_schema says of columns.
CREATE TABLE logs (id integer, n numeric(10,2), m numeric, r real, t timestamptz(3), d date, a int[], v varchar(5));
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT column_name, numeric_precision AS p, numeric_precision_radix AS x, numeric_scale AS s, datetime_precision AS d FROM information_schema.columns WHERE table_name = 'logs' ORDER BY ordinal_position LOOP
    EXECUTE format('COMMENT ON COLUMN logs.%I IS %L', c.column_name, concat_ws(' ', coalesce(c.p, -1), coalesce(c.x, -1), coalesce(c.s, -1), coalesce(c.d, -1)));
  END LOOP;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'logs' AND column_name = 'id' AND numeric_precision = 32) THEN
    ALTER TABLE logs ALTER COLUMN id TYPE bigint;
  END IF;
END $$;
