-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes RENAME CONSTRAINT notes_pkey TO pk_notes;

-- down
ALTER TABLE IF EXISTS notes RENAME CONSTRAINT pk_notes TO notes_pkey;
