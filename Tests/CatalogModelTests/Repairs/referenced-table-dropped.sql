-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE TABLE tags (id int PRIMARY KEY, note_id int REFERENCES notes (id) ON DELETE CASCADE);

-- up
DROP TABLE notes CASCADE;

-- down
-- empty: `notes` comes back without its rows
CREATE TABLE IF NOT EXISTS notes (
  id integer NOT NULL,
  title text NOT NULL,
  body text,
  CONSTRAINT notes_pkey PRIMARY KEY (id)
);
-- may-fail: fails where rows of `tags` violate it
ALTER TABLE tags ADD CONSTRAINT tags_note_id_fkey FOREIGN KEY (note_id) REFERENCES notes(id) ON DELETE CASCADE;
