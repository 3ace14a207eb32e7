-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE VIEW v AS SELECT id, title FROM notes;
COMMENT ON VIEW v IS 'a view';

-- up
DROP VIEW v;
CREATE VIEW v AS SELECT id FROM notes;

-- down
CREATE OR REPLACE VIEW v AS SELECT notes.id AS id, notes.title AS title FROM notes;
COMMENT ON VIEW v IS 'a view';
