-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE VIEW titles AS SELECT id, title FROM notes;
CREATE VIEW short_titles AS SELECT id FROM titles;
COMMENT ON VIEW titles IS 'all of them';
GRANT SELECT ON titles TO PUBLIC;

-- up
DROP VIEW short_titles;
DROP VIEW titles;
ALTER TABLE notes ALTER COLUMN title TYPE varchar(100);
CREATE VIEW titles AS SELECT id, title FROM notes;
CREATE VIEW short_titles AS SELECT id FROM titles;
COMMENT ON VIEW titles IS 'all of them';
GRANT SELECT ON titles TO PUBLIC;

-- down
DROP VIEW IF EXISTS short_titles;
DROP VIEW IF EXISTS titles;
ALTER TABLE notes ALTER COLUMN title TYPE text;
CREATE VIEW titles AS SELECT notes.id AS id, notes.title AS title FROM notes;
CREATE VIEW short_titles AS SELECT titles.id AS id FROM titles;
COMMENT ON VIEW titles IS 'all of them';
GRANT SELECT ON TABLE titles TO PUBLIC;
