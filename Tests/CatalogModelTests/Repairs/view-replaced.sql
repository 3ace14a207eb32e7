-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE VIEW v AS SELECT id FROM notes;

-- up
CREATE OR REPLACE VIEW v AS SELECT id FROM notes WHERE title <> 'x';
ALTER VIEW v SET (security_invoker = true);

-- down
CREATE OR REPLACE VIEW v AS SELECT notes.id AS id FROM notes;
