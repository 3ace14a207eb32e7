-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE INDEX notes_title_idx ON notes (title);
ALTER TABLE notes ADD CONSTRAINT title_check CHECK (title <> '');
COMMENT ON TABLE notes IS 'what people write';
GRANT SELECT ON notes TO PUBLIC;

-- up
DROP TABLE notes;

-- down
-- empty: `notes` comes back without its rows
CREATE TABLE IF NOT EXISTS notes (
  id integer NOT NULL,
  title text NOT NULL,
  body text,
  CONSTRAINT notes_pkey PRIMARY KEY (id),
  CONSTRAINT title_check CHECK (title <> '')
);
CREATE INDEX IF NOT EXISTS notes_title_idx ON notes (title);
COMMENT ON TABLE notes IS 'what people write';
GRANT SELECT ON TABLE notes TO PUBLIC;
