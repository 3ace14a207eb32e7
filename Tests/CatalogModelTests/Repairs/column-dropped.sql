-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes DROP COLUMN title;

-- down
-- empty: `notes.title` comes back empty
-- may-fail: fails where `notes` has rows: the column has no default
-- column-order: `notes.title` comes back as the last column
ALTER TABLE notes ADD COLUMN IF NOT EXISTS title text NOT NULL;
