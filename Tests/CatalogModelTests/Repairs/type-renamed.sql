-- before
CREATE TYPE mood AS ENUM ('glad');
CREATE TABLE t (m mood);

-- up
ALTER TYPE mood RENAME TO temper;

-- down
ALTER TYPE temper RENAME TO mood;
