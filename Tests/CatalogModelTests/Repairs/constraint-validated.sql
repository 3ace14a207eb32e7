-- before
CREATE TABLE notes (id int);
ALTER TABLE notes ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;

-- up
ALTER TABLE notes VALIDATE CONSTRAINT positive;

-- down
ALTER TABLE notes DROP CONSTRAINT IF EXISTS positive;
ALTER TABLE notes ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
