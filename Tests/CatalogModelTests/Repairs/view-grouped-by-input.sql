-- before
CREATE TABLE notes (id int PRIMARY KEY, title text);
CREATE VIEW v AS SELECT coalesce(title, '') AS title, count(*) AS n FROM notes GROUP BY title;

-- up
DROP VIEW v;

-- down
CREATE VIEW v AS SELECT COALESCE(notes.title, '') AS title, count(*) AS n FROM notes GROUP BY notes.title;
