-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE VIEW v AS SELECT id FROM notes;
CREATE VIEW w AS SELECT id FROM v;

-- up
CREATE OR REPLACE VIEW v AS SELECT id, title FROM notes;

-- down
DROP VIEW IF EXISTS w;
DROP VIEW IF EXISTS v;
CREATE VIEW v AS SELECT notes.id AS id FROM notes;
CREATE VIEW w AS SELECT v.id AS id FROM v;
