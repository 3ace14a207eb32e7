-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE VIEW titles AS SELECT title FROM notes;

-- up
ALTER TABLE notes RENAME COLUMN title TO heading;

-- down
ALTER TABLE IF EXISTS notes RENAME COLUMN heading TO title;
