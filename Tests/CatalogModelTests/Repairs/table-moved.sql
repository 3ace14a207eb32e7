-- before
CREATE SCHEMA app;
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes SET SCHEMA app;

-- down
ALTER TABLE IF EXISTS app.notes SET SCHEMA public;
