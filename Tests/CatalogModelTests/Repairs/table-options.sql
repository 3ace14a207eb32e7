-- before
CREATE TABLE notes (id int PRIMARY KEY, title text NOT NULL, body text);
ALTER TABLE notes SET (fillfactor = 70);
ALTER TABLE notes REPLICA IDENTITY FULL;

-- up
ALTER TABLE notes SET (autovacuum_enabled = false);
ALTER TABLE notes RESET (fillfactor);
ALTER TABLE notes REPLICA IDENTITY USING INDEX notes_pkey;
ALTER TABLE notes CLUSTER ON notes_pkey;
ALTER TABLE notes SET UNLOGGED;

-- down
-- heavy-lock: all of `notes` is written anew, and nobody can use it meanwhile
ALTER TABLE notes SET LOGGED;
ALTER TABLE notes SET (fillfactor=70);
ALTER TABLE notes RESET (autovacuum_enabled);
ALTER TABLE notes SET WITHOUT CLUSTER;
ALTER TABLE notes REPLICA IDENTITY FULL;
