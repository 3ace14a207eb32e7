-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
COMMENT ON TABLE notes IS 'what people write';
COMMENT ON COLUMN notes.title IS 'short';

-- up
COMMENT ON TABLE notes IS 'it''s new';
COMMENT ON COLUMN notes.title IS NULL;
COMMENT ON CONSTRAINT notes_pkey ON notes IS 'key';
COMMENT ON INDEX notes_pkey IS 'index of the key';

-- down
COMMENT ON TABLE notes IS 'what people write';
COMMENT ON COLUMN notes.title IS 'short';
COMMENT ON CONSTRAINT notes_pkey ON notes IS NULL;
COMMENT ON INDEX notes_pkey IS NULL;
