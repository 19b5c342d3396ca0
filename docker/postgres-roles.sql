-- The owner for an operator whose database is not served by a superuser (CloudNativePG, a managed PostgreSQL, Debian's package).
-- Run once for each cell, as a superuser, before the first `prepare`:
--   psql --set=owner_password="$(cat password)" --file=docker/postgres-roles.sql
-- PostgreSQL 15 or newer. Running it again changes nothing but the password.
\set ON_ERROR_STOP on

-- Owns every schema, makes and migrates them, and makes the roles below. Serves nobody.
SELECT 'CREATE ROLE disclosure_owner LOGIN NOSUPERUSER CREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS'
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'disclosure_owner') \gexec
ALTER ROLE disclosure_owner PASSWORD :'owner_password';
-- `restore` loads evidence without its triggers; nothing else the owner does needs this.
GRANT SET ON PARAMETER session_replication_role TO disclosure_owner;

SELECT 'CREATE DATABASE disclosure OWNER disclosure_owner ENCODING ''UTF8'' LOCALE_PROVIDER icu ICU_LOCALE ''zh-CN'' LOCALE ''C.UTF-8'' TEMPLATE template0'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'disclosure') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE disclosure FROM PUBLIC;
GRANT CONNECT, CREATE ON DATABASE disclosure TO disclosure_owner;

-- The roles that serve, three for each context, made here so that their rights to connect are an operator's decision. Their passwords
-- derive from DISCLOSURE_SECRET and are set by `prepare`; what each may do inside is granted by the migrations:
--   <context>_write   appends evidence, writes its context's rows; can change or delete no evidence
--   <context>_read    reads under row policies, for one viewer at a time
--   <context>_public  reads views over live releases and published aggregates, nothing else; fit for a replica
SELECT format('CREATE ROLE %I LOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS', context || '_' || kind)
  FROM unnest(ARRAY['directory', 'review', 'publication', 'requests']) AS context, unnest(ARRAY['write', 'read', 'public']) AS kind
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = context || '_' || kind) \gexec
SELECT format('GRANT CONNECT ON DATABASE disclosure TO %I; GRANT %I TO disclosure_owner WITH ADMIN OPTION', context || '_' || kind, context || '_' || kind)
  FROM unnest(ARRAY['directory', 'review', 'publication', 'requests']) AS context, unnest(ARRAY['write', 'read', 'public']) AS kind \gexec
