-- Partitions that are named after days, those of today too.
CREATE TABLE event (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE fixed (id bigint, at timestamp NOT NULL) PARTITION BY RANGE (at);
CREATE FUNCTION make_partition(parent text, day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  name varchar;
  start_text varchar;
  end_text varchar;
BEGIN
  SELECT to_char(day, 'YYYYMMDD') INTO start_text;
  SELECT to_char(day + INTERVAL '1 day', 'YYYYMMDD') INTO end_text;
  SELECT format('%s_%s', parent, start_text) INTO name;
  IF EXISTS (SELECT FROM pg_tables WHERE tablename = name) THEN RETURN 0; END IF;
  EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING INDEXES)', name, parent);
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (''%s'') TO (''%s'')', parent, name, start_text, end_text);
  RETURN 1;
END;
$$;
SELECT make_partition('event', 'today');
SELECT make_partition('event', CURRENT_DATE);
SELECT make_partition('event', (now() + INTERVAL '1 day')::date);
SELECT make_partition('event', DATE '2024-02-28');
SELECT make_partition('event', DATE '2024-02-28' + 1);
SELECT make_partition('fixed', date_trunc('week', DATE '2024-02-28')::date);
DO $$
DECLARE
  start_day date := date_trunc('month', DATE '2024-05-31');
  last_day date;
BEGIN
  FOR number IN 0..3 LOOP
    last_day := start_day + INTERVAL '1 month';
    EXECUTE format(
      'CREATE TABLE fixed_%s PARTITION OF fixed FOR VALUES FROM (%L) TO (%L)', to_char(start_day, 'YYYY_MM'), start_day, last_day);
    start_day := last_day;
  END LOOP;
  EXECUTE 'CREATE TABLE week_' || to_char(DATE '2025-12-30', 'IYYY"w"IW') || ' (id int)';
  EXECUTE 'CREATE TABLE year_' || extract(year FROM DATE '2025-12-30') || ' (id int)';
  EXECUTE 'CREATE TABLE today_' || to_char(now(), 'YYYY_MM_DD') || ' (id int)';
  EXECUTE 'CREATE TABLE month_' || to_char(date_trunc('month', now()) - INTERVAL '1 month', 'YYYYMM') || ' (id int)';
  IF DATE '2024-01-31' + INTERVAL '1 month' = DATE '2024-02-29' THEN CREATE TABLE leap (id int); END IF;
END
$$;
