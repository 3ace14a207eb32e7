-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
ALTER TABLE notes ALTER COLUMN id TYPE bigint;

-- down
-- may-fail: fails where a value of `notes.id` doesn't fit `integer`
-- heavy-lock: all of `notes` is written anew, and nobody can use it meanwhile
ALTER TABLE notes ALTER COLUMN id TYPE integer;
