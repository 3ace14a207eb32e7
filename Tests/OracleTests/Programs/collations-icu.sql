-- Collations of ICU.
-- needs: icu
CREATE SCHEMA apps;
CREATE COLLATION apps.german (provider = icu, locale = 'de-DE', deterministic = false);
CREATE COLLATION apps.again FROM apps.german;
COMMENT ON COLLATION apps.german IS 'German';
CREATE TABLE names (name text COLLATE apps.german);
DROP COLLATION apps.german;
DROP COLLATION apps.german CASCADE;
