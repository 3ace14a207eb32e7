-- Rows that triggers change or put into other tables, and those of partitions.
CREATE TABLE log (id serial PRIMARY KEY, what text, who int);
CREATE TABLE people (id serial PRIMARY KEY, name text, slug text, updated_at timestamptz);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO log (what, who) VALUES ('new ' || NEW.name, NEW.id);
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM log WHERE who = OLD.id;
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  NEW.slug := lower(NEW.name);
  RETURN NEW;
END $$;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.name = 'nobody' THEN RAISE EXCEPTION 'not %', NEW.name USING ERRCODE = '23514'; END IF;
  IF NEW.name = 'ghost' THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER noted AFTER INSERT OR DELETE ON people FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER refused BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION refuse();
UPDATE people SET name = 'x';
ALTER TABLE log ADD COLUMN a int NOT NULL;
ALTER TABLE log DROP COLUMN a;
INSERT INTO people (name) VALUES ('nobody');
INSERT INTO people (name) VALUES ('ghost');
ALTER TABLE people ADD COLUMN a int NOT NULL;
ALTER TABLE people DROP COLUMN a;
INSERT INTO people (name) VALUES ('Ann');
ALTER TABLE people ALTER COLUMN slug SET NOT NULL, ALTER COLUMN updated_at SET NOT NULL;
ALTER TABLE log ADD COLUMN a int NOT NULL;
ALTER TABLE log ADD CHECK (what <> 'new Ann');
ALTER TABLE log ADD FOREIGN KEY (who) REFERENCES people;
ALTER TABLE log DROP CONSTRAINT log_who_fkey;
DELETE FROM people WHERE slug = 'ann';
ALTER TABLE log ADD COLUMN a int NOT NULL;
ALTER TABLE people ADD COLUMN a int NOT NULL;
-- Partitions.
CREATE TABLE events (id int, day date) PARTITION BY RANGE (day);
INSERT INTO events VALUES (1, '2020-01-01');
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE events ADD COLUMN c int NOT NULL;
CREATE TABLE archive (LIKE events);
ALTER TABLE events ATTACH PARTITION archive FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
-- Parents and children.
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
INSERT INTO child VALUES (NULL, 1);
ALTER TABLE parent ALTER COLUMN a SET NOT NULL;
UPDATE child SET a = b;
ALTER TABLE parent ALTER COLUMN a SET NOT NULL;
-- Cascades.
CREATE TABLE owners (id int PRIMARY KEY);
CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES owners ON DELETE CASCADE);
INSERT INTO owners VALUES (1), (2);
INSERT INTO pets VALUES (1, 1), (2, 2);
INSERT INTO pets VALUES (3, 3);
DELETE FROM owners WHERE id = 1;
ALTER TABLE pets ADD CHECK (owner = 2);
DELETE FROM owners;
ALTER TABLE pets ADD COLUMN c int NOT NULL;
-- Blocks that look at rows.
INSERT INTO owners VALUES (7);
DO $$
BEGIN
  IF (SELECT count(*) FROM owners) > 1000 THEN RAISE EXCEPTION 'too many'; END IF;
  IF EXISTS (SELECT FROM owners WHERE id = 7) THEN ALTER TABLE owners ADD COLUMN seven int; END IF;
  IF NOT EXISTS (SELECT FROM pets) THEN ALTER TABLE pets ADD COLUMN none int NOT NULL; END IF;
END $$;
DO $$
DECLARE one record; number int;
BEGIN
  FOR one IN SELECT id FROM owners LOOP
    EXECUTE format('ALTER TABLE pets ADD COLUMN c_%s int', one.id);
  END LOOP;
  INSERT INTO owners (id) VALUES (8) RETURNING id INTO number;
  UPDATE owners SET seven = number WHERE id = number;
  IF FOUND THEN EXECUTE format('ALTER TABLE owners ADD COLUMN d_%s int', number); END IF;
END $$;
ALTER TABLE owners ALTER COLUMN seven SET NOT NULL;
BEGIN;
DELETE FROM owners;
ROLLBACK;
ALTER TABLE owners ALTER COLUMN seven SET NOT NULL;
CREATE SEQUENCE numbers;
CREATE TABLE numbered (n int DEFAULT nextval('numbers') PRIMARY KEY, x int);
INSERT INTO numbered (x) VALUES (1), (2);
INSERT INTO numbered VALUES (3, 3);
INSERT INTO numbered (x) VALUES (3);
SELECT setval('numbers', 3);
INSERT INTO numbered (x) VALUES (4);
INSERT INTO numbered (n) VALUES (4);
