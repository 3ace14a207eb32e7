-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER a BEFORE UPDATE OF title ON notes FOR EACH ROW WHEN (new.title <> 'x') EXECUTE FUNCTION touch();

-- down
DROP TRIGGER IF EXISTS a ON notes;
DROP FUNCTION IF EXISTS touch();
