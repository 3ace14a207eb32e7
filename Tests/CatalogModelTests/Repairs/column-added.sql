-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes ADD COLUMN views int NOT NULL DEFAULT 0;
CREATE INDEX notes_views_idx ON notes (views);

-- down
DROP INDEX IF EXISTS notes_views_idx;
-- rows-lost: the values of `notes.views` are lost
ALTER TABLE notes DROP COLUMN IF EXISTS views;
