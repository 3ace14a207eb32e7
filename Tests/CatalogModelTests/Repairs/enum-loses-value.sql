-- before
CREATE TYPE mood AS ENUM ('glad', 'sad', 'odd');
CREATE TABLE t (m mood DEFAULT 'glad');

-- up
ALTER TABLE t ALTER COLUMN m DROP DEFAULT;
ALTER TYPE mood RENAME TO old_mood;
CREATE TYPE mood AS ENUM ('glad', 'odd');
ALTER TABLE t ALTER COLUMN m TYPE mood USING m::text::mood;
DROP TYPE old_mood;
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'glad';

-- down
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad' AFTER 'glad';
