-- Columns with a sequence that a parent has, too.
CREATE TABLE base (id bigserial PRIMARY KEY, a int, b int NOT NULL);
CREATE TABLE derived (id bigserial PRIMARY KEY, a serial, c text) INHERITS (base);
CREATE TABLE other (id serial, c text) INHERITS (base);
CREATE TABLE another (b int, a bigserial) INHERITS (base);
