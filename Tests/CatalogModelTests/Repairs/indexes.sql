-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE INDEX a_idx ON notes (title);
CREATE UNIQUE INDEX b_idx ON notes (lower(title)) WHERE body IS NOT NULL;
CREATE INDEX c_idx ON notes (body) WITH (fillfactor = 70);

-- up
DROP INDEX a_idx;
DROP INDEX b_idx;
CREATE INDEX b_idx ON notes (title, body);
ALTER INDEX c_idx RESET (fillfactor);
CREATE INDEX d_idx ON notes (id);

-- down
DROP INDEX IF EXISTS b_idx;
DROP INDEX IF EXISTS d_idx;
CREATE INDEX IF NOT EXISTS a_idx ON notes (title);
-- may-fail: fails where rows of `notes` have duplicates
CREATE UNIQUE INDEX IF NOT EXISTS b_idx ON notes ((lower(title))) WHERE (body IS NOT NULL);
ALTER INDEX c_idx SET (fillfactor=70);
