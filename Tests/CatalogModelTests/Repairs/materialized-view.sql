-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
CREATE MATERIALIZED VIEW m AS SELECT title, count(*) AS n, extract(epoch FROM now()) AS at FROM notes GROUP BY title;
CREATE UNIQUE INDEX m_title ON m (title);

-- up
DROP MATERIALIZED VIEW m;
CREATE MATERIALIZED VIEW m AS SELECT title FROM notes;

-- down
DROP MATERIALIZED VIEW IF EXISTS m;
CREATE MATERIALIZED VIEW m AS SELECT notes.title AS title, count(*) AS n, pg_catalog.extract('epoch', now()) AS at FROM notes GROUP BY notes.title;
CREATE UNIQUE INDEX IF NOT EXISTS m_title ON m (title);
