-- before
CREATE TYPE mood AS ENUM ('glad');

-- up
ALTER TYPE mood ADD VALUE 'sad';

-- down
-- no-inverse: `mood` keeps 'sad': PostgreSQL can't take a value out of an enum
