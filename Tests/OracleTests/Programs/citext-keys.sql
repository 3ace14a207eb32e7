-- A key of text is looked up by values of citext, and not the other way round.
-- needs: citext
CREATE EXTENSION citext;
CREATE TABLE named (id varchar(32) PRIMARY KEY);
CREATE TABLE by_name (a citext REFERENCES named (id));
CREATE TABLE texts (id text PRIMARY KEY);
CREATE TABLE by_text (a citext REFERENCES texts (id));
CREATE TABLE free (id citext PRIMARY KEY);
CREATE TABLE by_free (a citext REFERENCES free (id));
CREATE TABLE by_varchar (a varchar(3) REFERENCES free (id));
CREATE TABLE by_plain (a text REFERENCES free (id));
