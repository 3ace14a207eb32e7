-- before
CREATE TYPE mood AS ENUM ('glad', 'sad');

-- up
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';

-- down
ALTER TYPE mood RENAME VALUE 'blue' TO 'sad';
