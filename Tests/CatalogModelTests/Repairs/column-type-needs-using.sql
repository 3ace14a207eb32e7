-- before
CREATE TABLE notes (id int, flag boolean DEFAULT false, at timestamptz);

-- up
ALTER TABLE notes ALTER COLUMN flag DROP DEFAULT;
ALTER TABLE notes ALTER COLUMN flag TYPE int USING flag::int;
ALTER TABLE notes ALTER COLUMN flag SET DEFAULT 0;
ALTER TABLE notes ALTER COLUMN at TYPE text;

-- down
ALTER TABLE notes ALTER COLUMN flag DROP DEFAULT;
-- may-fail: fails where a value of `notes.flag` doesn't fit `boolean`
-- heavy-lock: all of `notes` is written anew, and nobody can use it meanwhile
ALTER TABLE notes ALTER COLUMN flag TYPE boolean USING flag::boolean;
ALTER TABLE notes ALTER COLUMN flag SET DEFAULT false;
-- may-fail: fails where a value of `notes.at` doesn't fit `timestamp with time zone`
-- heavy-lock: all of `notes` is written anew, and nobody can use it meanwhile
ALTER TABLE notes ALTER COLUMN at TYPE timestamp with time zone USING at::timestamp with time zone;
