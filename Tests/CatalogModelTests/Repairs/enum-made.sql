-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);

-- up
CREATE TYPE mood AS ENUM ('glad', 'sad');
ALTER TABLE notes ADD COLUMN mood mood DEFAULT 'glad';

-- down
-- rows-lost: the values of `notes.mood` are lost
ALTER TABLE notes DROP COLUMN IF EXISTS mood;
DROP TYPE IF EXISTS mood;
