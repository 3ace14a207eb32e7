-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE INDEX notes_body_idx ON notes (body);
COMMENT ON COLUMN notes.body IS 'text';

-- up
ALTER TABLE notes DROP COLUMN body;

-- down
-- empty: `notes.body` comes back empty
ALTER TABLE notes ADD COLUMN IF NOT EXISTS body text;
CREATE INDEX IF NOT EXISTS notes_body_idx ON notes (body);
COMMENT ON COLUMN notes.body IS 'text';
