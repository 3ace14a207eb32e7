-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
DELETE FROM notes WHERE id < 0;
ALTER TABLE notes ADD COLUMN n int;

-- down
-- rows-lost: the values of `notes.n` are lost
ALTER TABLE notes DROP COLUMN IF EXISTS n;
