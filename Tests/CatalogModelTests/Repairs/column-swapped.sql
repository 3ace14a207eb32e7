-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes RENAME COLUMN body TO old_body;
ALTER TABLE notes ADD COLUMN body jsonb;

-- down
-- rows-lost: the values of `notes.body` are lost
ALTER TABLE notes DROP COLUMN IF EXISTS body;
ALTER TABLE IF EXISTS notes RENAME COLUMN old_body TO body;
