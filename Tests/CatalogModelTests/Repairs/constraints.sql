-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
ALTER TABLE notes ADD CONSTRAINT short CHECK (length(title) < 100);
ALTER TABLE notes ADD CONSTRAINT only_one UNIQUE (title);

-- up
ALTER TABLE notes DROP CONSTRAINT short;
ALTER TABLE notes DROP CONSTRAINT only_one;
ALTER TABLE notes ADD CONSTRAINT longer CHECK (length(title) > 2) NOT VALID;

-- down
ALTER TABLE notes DROP CONSTRAINT IF EXISTS longer;
-- may-fail: fails where rows of `notes` have duplicates
ALTER TABLE notes ADD CONSTRAINT only_one UNIQUE (title);
-- may-fail: fails where rows of `notes` violate it
ALTER TABLE notes ADD CONSTRAINT short CHECK (length(title) < 100);
