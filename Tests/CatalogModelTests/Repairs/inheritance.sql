-- before
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
CREATE TABLE other (a int);

-- up
ALTER TABLE child NO INHERIT parent;
ALTER TABLE other INHERIT parent;

-- down
-- no-inverse: column `child.a` stays the table's own, too
ALTER TABLE child INHERIT parent;
ALTER TABLE other NO INHERIT parent;
