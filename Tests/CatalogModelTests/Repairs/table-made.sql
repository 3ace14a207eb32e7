-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
CREATE TABLE tags (id serial PRIMARY KEY, note_id int REFERENCES notes (id), name text UNIQUE);
CREATE INDEX tags_name_idx ON tags (name);
ALTER TABLE tags ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tags USING (true);

-- down
-- rows-lost: the rows of `tags` are lost
DROP TABLE IF EXISTS tags;
