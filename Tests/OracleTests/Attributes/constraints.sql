-- constraint: check
ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (n >= 0);
-- constraint: not valid
ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
-- constraint: validated
ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
-- change
ALTER TABLE t VALIDATE CONSTRAINT positive;
-- constraint: no inherit
ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (n > 0) NO INHERIT;
-- constraint: name
ALTER TABLE t RENAME CONSTRAINT positive TO more;
-- constraint: comment
COMMENT ON CONSTRAINT positive ON t IS 'x';
-- constraint: local or inherited
CREATE TABLE child (id int) INHERITS (root);
ALTER TABLE root ADD CONSTRAINT c CHECK (id > 0);
-- change
DROP TABLE child; ALTER TABLE root DROP CONSTRAINT c;
CREATE TABLE child (id int, CONSTRAINT c CHECK (id > 0)) INHERITS (root);
ALTER TABLE root ADD CONSTRAINT c CHECK (id > 0);
-- constraint: deferrable
ALTER TABLE other ALTER CONSTRAINT fk DEFERRABLE;
-- constraint: initially deferred
ALTER TABLE other ALTER CONSTRAINT fk DEFERRABLE;
-- change
ALTER TABLE other ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED;
-- constraint: deferrable key
ALTER TABLE t ADD CONSTRAINT u UNIQUE (n);
-- change
ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (n) DEFERRABLE;
-- constraint: on delete
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE;
-- constraint: on delete restrict
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE RESTRICT;
-- constraint: on update
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id) ON UPDATE SET NULL;
-- constraint: match full
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id) MATCH FULL;
-- constraint: target
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES other (id);
-- constraint: columns
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES t (id);
-- constraint: target's columns
ALTER TABLE t ADD UNIQUE (n);
-- change
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (n);
-- constraint: foreign key not valid
ALTER TABLE other DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (t_id) REFERENCES t (id) NOT VALID;
-- constraint: order of a foreign key's columns
ALTER TABLE other ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES other (a, b);
-- change
ALTER TABLE other DROP CONSTRAINT c, ADD CONSTRAINT c FOREIGN KEY (b, a) REFERENCES other (a, b);
-- constraint: on delete set null of some
ALTER TABLE other ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES other (a, b) ON DELETE SET NULL;
-- change
ALTER TABLE other DROP CONSTRAINT c,
  ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES other (a, b) ON DELETE SET NULL (b);
-- constraint: on delete set default of others
ALTER TABLE other ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES other (a, b) ON DELETE SET DEFAULT (a);
-- change
ALTER TABLE other DROP CONSTRAINT c,
  ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES other (a, b) ON DELETE SET DEFAULT (b);
-- constraint: nulls not distinct
ALTER TABLE t ADD CONSTRAINT u UNIQUE (n);
-- change
ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (n);
-- constraint: include
ALTER TABLE t ADD CONSTRAINT u UNIQUE (n);
-- change
ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (n) INCLUDE (v);
-- constraint: primary or unique
ALTER TABLE root ALTER id SET NOT NULL, ADD CONSTRAINT k UNIQUE (id);
-- change
ALTER TABLE root DROP CONSTRAINT k, ADD CONSTRAINT k PRIMARY KEY (id);
-- constraint: order of a key's columns
ALTER TABLE t ADD CONSTRAINT u UNIQUE (n, v);
-- change
ALTER TABLE t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (v, n);
-- constraint: options of the index
ALTER INDEX other_pkey SET (fillfactor = 70);
-- constraint: tablespace of the index
ALTER INDEX other_pkey SET TABLESPACE place;
-- constraint: comment on the index
COMMENT ON INDEX other_pkey IS 'x';
-- constraint: exclusion's operator
ALTER TABLE other ADD CONSTRAINT e EXCLUDE USING gist (during WITH &&);
-- change
ALTER TABLE other DROP CONSTRAINT e, ADD CONSTRAINT e EXCLUDE USING gist (during WITH -|-);
-- constraint: exclusion's predicate
ALTER TABLE other ADD CONSTRAINT e EXCLUDE USING gist (during WITH &&);
-- change
ALTER TABLE other DROP CONSTRAINT e, ADD CONSTRAINT e EXCLUDE USING gist (during WITH &&) WHERE (a > 0);
-- constraint: exclusion's method
ALTER TABLE other ADD CONSTRAINT e EXCLUDE USING gist (during WITH =);
-- change
ALTER TABLE other DROP CONSTRAINT e, ADD CONSTRAINT e EXCLUDE USING btree (during WITH =);
-- constraint: exclusion's expression
ALTER TABLE other ADD CONSTRAINT e EXCLUDE (abs(a) WITH =);
-- change
ALTER TABLE other DROP CONSTRAINT e, ADD CONSTRAINT e EXCLUDE (abs(b) WITH =);
-- constraint: exclusion's operator class
ALTER TABLE t ADD CONSTRAINT e EXCLUDE (x WITH =);
-- change
ALTER TABLE t DROP CONSTRAINT e, ADD CONSTRAINT e EXCLUDE (x text_pattern_ops WITH =);
-- constraint: a partition's foreign key
ALTER TABLE year ADD CONSTRAINT y FOREIGN KEY (id) REFERENCES t (id);
-- constraint: statistics of the index's columns
ALTER TABLE other ADD CONSTRAINT e EXCLUDE (abs(a) WITH =);
-- change
ALTER INDEX e ALTER COLUMN 1 SET STATISTICS 500;
-- index: unique
DROP INDEX i; CREATE UNIQUE INDEX i ON t (v);
-- index: column
DROP INDEX i; CREATE INDEX i ON t (x);
-- index: order
DROP INDEX i; CREATE INDEX i ON t (v DESC);
-- index: nulls
DROP INDEX i; CREATE INDEX i ON t (v NULLS FIRST);
-- index: operator class
DROP INDEX i; CREATE INDEX i ON t (v varchar_pattern_ops);
-- index: an operator class of its name in another schema
CREATE OPERATOR CLASS app.ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
CREATE OPERATOR CLASS other.ops FOR TYPE int USING btree AS OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
CREATE INDEX j ON t (n app.ops);
-- change
DROP INDEX j; CREATE INDEX j ON t (n other.ops);
-- index: parameters of an operator class
CREATE TABLE docs (v tsvector); CREATE INDEX j ON docs USING gist (v);
-- change
DROP INDEX j; CREATE INDEX j ON docs USING gist (v tsvector_ops (siglen = 100));
-- index: collation
DROP INDEX i; CREATE INDEX i ON t (v COLLATE "C");
-- index: a collation of its name in another schema
CREATE INDEX j ON t (x COLLATE app.c);
-- change
DROP INDEX j; CREATE INDEX j ON t (x COLLATE other.c);
-- index: include
DROP INDEX i; CREATE INDEX i ON t (v) INCLUDE (x);
-- index: predicate
DROP INDEX i; CREATE INDEX i ON t (v) WHERE n > 1;
-- index: method
DROP INDEX i; CREATE INDEX i ON t USING hash (v);
-- index: expression
DROP INDEX i; CREATE INDEX i ON t (lower(v));
-- index: parameters
ALTER INDEX i SET (fillfactor = 70);
-- index: nulls not distinct
CREATE UNIQUE INDEX j ON t (n);
-- change
DROP INDEX j; CREATE UNIQUE INDEX j ON t (n) NULLS NOT DISTINCT;
-- index: comment
COMMENT ON INDEX i IS 'x';
-- index: valid
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
-- index: ready
UPDATE pg_index SET indisready = false WHERE indexrelid = 'i'::regclass;
-- index: statistics of an expression
ALTER INDEX ie ALTER COLUMN 1 SET STATISTICS 500;
-- index: tablespace
ALTER INDEX i SET TABLESPACE place;
-- index: name
ALTER INDEX i RENAME TO i2;
-- index: table
DROP INDEX i; CREATE INDEX i ON other (a);
-- index: parent
CREATE INDEX pi ON ONLY parted (v); CREATE INDEX yi ON year (v);
-- change
ALTER INDEX pi ATTACH PARTITION yi;
-- index: on only the parent
CREATE INDEX pi ON parted (v);
-- change
DROP INDEX pi; CREATE INDEX pi ON ONLY parted (v);
-- index: of a materialized view
DROP INDEX mi; CREATE UNIQUE INDEX mi ON m (id);
