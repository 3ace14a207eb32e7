-- before
CREATE TABLE notes (id int, owner text);
CREATE POLICY own ON notes USING (owner = 'a');

-- up
DROP POLICY own ON notes;
ALTER TABLE notes ALTER COLUMN owner TYPE varchar(9);
CREATE POLICY own ON notes USING (owner = 'a');

-- down
DROP POLICY IF EXISTS own ON notes;
ALTER TABLE notes ALTER COLUMN owner TYPE text;
CREATE POLICY own ON notes USING (owner = 'a');
