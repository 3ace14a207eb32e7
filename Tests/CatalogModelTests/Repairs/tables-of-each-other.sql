-- before


-- up
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
ALTER TABLE a ADD COLUMN b_id int REFERENCES b;

-- down
ALTER TABLE b DROP CONSTRAINT IF EXISTS b_a_id_fkey;
-- rows-lost: the rows of `a` are lost
DROP TABLE IF EXISTS a;
-- rows-lost: the rows of `b` are lost
DROP TABLE IF EXISTS b;
