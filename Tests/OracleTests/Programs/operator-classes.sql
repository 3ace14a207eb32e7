-- Indexes hold on to the extensions whose operator classes they use.
-- needs: btree_gist pg_trgm
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE room (id int, name text, mood mood, during tstzrange, EXCLUDE USING gist (id WITH =, during WITH &&));
CREATE INDEX room_name ON room USING gin (name gin_trgm_ops);
CREATE INDEX room_name_gin ON room USING gin (name);
CREATE INDEX room_during ON room USING gist (during);
CREATE INDEX room_mood ON room USING gist (mood);
DROP EXTENSION pg_trgm;
DROP EXTENSION btree_gist;
DROP EXTENSION pg_trgm CASCADE;
DROP EXTENSION btree_gist CASCADE;
CREATE EXTENSION pg_trgm;
CREATE INDEX room_name ON room USING gist (name gist_trgm_ops);
DROP INDEX room_name;
DROP EXTENSION pg_trgm;
CREATE TABLE stay (room_id int, during int4range);
ALTER TABLE stay ADD EXCLUDE USING gist (room_id WITH =, during WITH &&);
CREATE EXTENSION btree_gist;
ALTER TABLE stay ADD EXCLUDE USING gist (room_id WITH =, during WITH &&);
