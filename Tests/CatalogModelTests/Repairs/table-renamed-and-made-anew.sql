-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes RENAME TO notes_old;
ALTER TABLE notes_old RENAME CONSTRAINT notes_pkey TO notes_old_pkey;
CREATE TABLE notes (id bigint PRIMARY KEY);

-- down
-- rows-lost: the rows of `notes` are lost
DROP TABLE IF EXISTS notes;
ALTER TABLE IF EXISTS notes_old RENAME CONSTRAINT notes_old_pkey TO notes_pkey;
ALTER TABLE IF EXISTS notes_old RENAME TO notes;
