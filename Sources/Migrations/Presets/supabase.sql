-- What an app finds in the database of a Supabase project, for plumb's simulation and for its embedded server.
-- Supabase's own services keep much more in these schemas; here is what migrations of apps refer to.
-- Everything above the line "plumb:database" is run once per server, everything below it once per database.

-- What the platform makes and changes by itself, so that it is no drift. Source: the lists of managed schemas, roles,
-- extensions and publications in github.com/supabase/cli and github.com/supabase/pg-toolbelt.
-- plumb:owns schema _analytics _realtime _supavisor auth cron dbdev etl extensions graphql graphql_public net pgbouncer
-- plumb:owns schema pgmq pgmq_public pgroonga pgsodium pgsodium_masks pgtle realtime repack storage
-- plumb:owns schema supabase_functions supabase_migrations tiger tiger_data timescaledb_* _timescaledb_* topology vault
-- plumb:owns extension pg_graphql pg_stat_statements pgsodium supabase_vault wrappers
-- plumb:owns publication supabase_realtime supabase_realtime_messages_publication
-- plumb:owns event-trigger issue_graphql_placeholder issue_pg_cron_access issue_pg_graphql_access issue_pg_net_access
-- plumb:owns event-trigger pgrst_ddl_watch pgrst_drop_watch
-- Their rights are the platform's; those of anon, authenticated and service_role are the project's.
-- plumb:owns role cli_login_postgres dashboard_user pgbouncer pgsodium_keyholder pgsodium_keyiduser pgsodium_keymaker
-- plumb:owns role pgtle_admin supabase_admin supabase_auth_admin supabase_etl_admin supabase_functions_admin
-- plumb:owns role supabase_privileged_role supabase_read_only_user supabase_realtime_admin supabase_replication_admin
-- plumb:owns role supabase_storage_admin supabase_superuser
-- What is the project's in the platform's schemas: these policies, and triggers that run a function of its own.
-- plumb:leaves policy storage.objects storage.buckets realtime.messages
-- plumb:leaves trigger auth.* storage.*

-- Roles. Source: supabase.com/docs/guides/database/postgres/roles
CREATE ROLE anon NOLOGIN NOINHERIT;
CREATE ROLE authenticated NOLOGIN NOINHERIT;
CREATE ROLE service_role NOLOGIN NOINHERIT BYPASSRLS;
CREATE ROLE authenticator LOGIN NOINHERIT;
CREATE ROLE dashboard_user NOLOGIN CREATEDB CREATEROLE REPLICATION;
CREATE ROLE supabase_admin LOGIN SUPERUSER;
CREATE ROLE supabase_auth_admin LOGIN NOINHERIT CREATEROLE;
CREATE ROLE supabase_storage_admin LOGIN NOINHERIT CREATEROLE;
GRANT anon, authenticated, service_role TO authenticator;

-- plumb:database

-- Schemas and extensions. Source: supabase.com/docs/guides/database/extensions
CREATE SCHEMA auth;
CREATE SCHEMA storage;
CREATE SCHEMA extensions;
GRANT USAGE ON SCHEMA public, auth, storage, extensions TO anon, authenticated, service_role;
GRANT ALL ON SCHEMA auth TO supabase_auth_admin;
GRANT ALL ON SCHEMA storage TO supabase_storage_admin;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA extensions;

-- Users: the columns that apps read. Source: supabase.com/docs/guides/auth/users and github.com/supabase/auth
CREATE TABLE auth.users (
    instance_id uuid,
    id uuid NOT NULL PRIMARY KEY,
    aud varchar(255),
    role varchar(255),
    email varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    is_super_admin boolean,
    created_at timestamptz,
    updated_at timestamptz,
    phone text DEFAULT NULL UNIQUE,
    phone_confirmed_at timestamptz,
    confirmed_at timestamptz GENERATED ALWAYS AS (LEAST(email_confirmed_at, phone_confirmed_at)) STORED,
    is_sso_user boolean NOT NULL DEFAULT false,
    deleted_at timestamptz,
    is_anonymous boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX users_email_partial_key ON auth.users (email) WHERE is_sso_user = false;
ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
GRANT ALL ON TABLE auth.users TO supabase_auth_admin;

-- Who asks: PostgREST puts the claims of the JWT into a setting. Source: supabase.com/docs/guides/database/postgres/row-level-security
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
$$;
CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )
$$;
CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
    )
$$;
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
    )::jsonb
$$;

-- Files. Source: supabase.com/docs/guides/storage/schema/design and /helper-functions
CREATE TABLE storage.buckets (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    owner uuid,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    public boolean DEFAULT false,
    file_size_limit bigint,
    allowed_mime_types text[]
);
CREATE UNIQUE INDEX bname ON storage.buckets (name);
CREATE TABLE storage.objects (
    id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    bucket_id text CONSTRAINT "objects_bucketId_fkey" REFERENCES storage.buckets (id),
    name text,
    owner uuid,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    last_accessed_at timestamptz DEFAULT now(),
    metadata jsonb,
    path_tokens text[] GENERATED ALWAYS AS (string_to_array(name, '/')) STORED,
    version text,
    user_metadata jsonb
);
CREATE UNIQUE INDEX bucketid_objname ON storage.objects (bucket_id, name);
ALTER TABLE storage.buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
GRANT ALL ON TABLE storage.buckets, storage.objects TO anon, authenticated, service_role, supabase_storage_admin;
CREATE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT (string_to_array(name, '/'))[1 : array_length(string_to_array(name, '/'), 1) - 1]
$$;
CREATE FUNCTION storage.filename(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT split_part(name, '/', -1) $$;

-- What Realtime sends: apps add their tables. Source: supabase.com/docs/guides/realtime/postgres-changes
CREATE PUBLICATION supabase_realtime;

-- The API roles may use whatever a migration creates in public: row level security is what protects it, and a
-- narrower grant begins with a REVOKE. Source: supabase.com/docs/guides/api/using-custom-schemas
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;

-- The session's setting; plumb sets it for every session of the database.
SET search_path = "$user", public, extensions;
