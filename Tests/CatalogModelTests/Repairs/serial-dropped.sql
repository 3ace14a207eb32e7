-- before
CREATE TABLE t (id serial, name text);

-- up
ALTER TABLE t DROP COLUMN id;

-- down
CREATE SEQUENCE IF NOT EXISTS t_id_seq AS integer;
-- empty: `t.id` comes back with its default
-- column-order: `t.id` comes back as the last column
-- heavy-lock: all of `t` is written anew, and nobody can use it meanwhile
ALTER TABLE t ADD COLUMN IF NOT EXISTS id integer DEFAULT nextval('t_id_seq') NOT NULL;
ALTER SEQUENCE t_id_seq OWNED BY t.id;
