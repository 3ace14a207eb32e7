-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes RENAME TO notes_old;
ALTER TABLE notes_old RENAME CONSTRAINT notes_pkey TO notes_old_pkey;
CREATE TABLE notes (id bigint PRIMARY KEY);

-- down
-- rows-lost: the rows of `notes` are lost
DROP TABLE IF EXISTS notes;
ALTER TABLE IF EXISTS notes_old RENAME TO notes;
ALTER TABLE notes DROP CONSTRAINT IF EXISTS notes_old_pkey;
-- may-fail: fails where rows of `notes` have duplicates
ALTER TABLE notes ADD CONSTRAINT notes_pkey PRIMARY KEY (id);
