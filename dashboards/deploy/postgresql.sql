-- The database and its two roles, run once by PostgreSQL's own administrator:
--   partnership_owner  owns the tables; `partnership init` and `restore` run as it, and nothing else
--   partnership        reads and writes rows for the pages and the backup; it cannot make, change or drop a table
-- Neither has a password: each is a user of this machine, whom PostgreSQL knows by the socket (Debian's usual "peer").
\set ON_ERROR_STOP on
CREATE ROLE partnership_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE partnership LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE partnership OWNER partnership_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE partnership FROM PUBLIC;
GRANT CONNECT ON DATABASE partnership TO partnership;
\connect partnership
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO partnership;
GRANT ALL ON SCHEMA public TO partnership_owner;
-- What `init` makes, now and in later versions.
ALTER DEFAULT PRIVILEGES FOR ROLE partnership_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO partnership;
ALTER DEFAULT PRIVILEGES FOR ROLE partnership_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO partnership;
