-- before
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
CREATE TABLE other (a int);

-- up
ALTER TABLE child NO INHERIT parent;
ALTER TABLE other INHERIT parent;

-- down
-- no-inverse: `child.a` stays a column of `child` itself, too
ALTER TABLE child INHERIT parent;
ALTER TABLE other NO INHERIT parent;
