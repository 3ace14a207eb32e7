-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes RENAME TO entries;
ALTER TABLE entries ADD COLUMN extra int;
ALTER INDEX notes_pkey RENAME TO entries_pkey;

-- down
ALTER INDEX IF EXISTS entries_pkey RENAME TO notes_pkey;
ALTER TABLE IF EXISTS entries RENAME TO notes;
-- rows-lost: the values of `notes.extra` are lost
ALTER TABLE notes DROP COLUMN IF EXISTS extra;
