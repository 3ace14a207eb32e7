-- before
CREATE TABLE notes (id serial PRIMARY KEY, at timestamptz DEFAULT now(), n int GENERATED ALWAYS AS IDENTITY);

-- up
DROP TABLE notes;

-- down
CREATE SEQUENCE IF NOT EXISTS notes_id_seq AS integer;
-- empty: `notes` comes back without its rows
CREATE TABLE IF NOT EXISTS notes (
  id integer DEFAULT nextval('notes_id_seq') NOT NULL,
  at timestamp with time zone DEFAULT now(),
  n integer GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT notes_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE notes_id_seq OWNED BY notes.id;
