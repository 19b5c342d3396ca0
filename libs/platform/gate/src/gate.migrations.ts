import { identifier, roleName } from '@disclosure/platform-persistence';
import type { SchemaMigrations } from '@disclosure/platform-persistence';

/**
 * Schema `gate`, the one place where contexts meet in the database (foundations 5): content by digest, clearances that review
 * alone grants, releases that a trigger admits only under a live clearance that fits. Nobody may update any of it; a revocation ends
 * its releases in its own transaction.
 */
export function gateMigrations(contexts: readonly string[]): SchemaMigrations {
  const role = (context: string, kind: 'write' | 'read' | 'public'): string => identifier(roleName(context, kind));
  const writers = contexts.map((context) => role(context, 'write')).join(', ');
  const all = contexts.flatMap((context) => [role(context, 'write'), role(context, 'read'), role(context, 'public')]).join(', ');
  const publics = contexts.map((context) => role(context, 'public')).join(', ');
  const review = role('review', 'write');
  return {
    schema: 'gate',
    steps: [{
      name: '001-gate',
      sql: `
CREATE SCHEMA gate;
GRANT USAGE ON SCHEMA gate TO ${all};

-- Data keys of encrypted packages, wrapped by a key outside the database: one for each applicant's case; deleting it erases the packages.
CREATE TABLE gate.content_key (id text PRIMARY KEY, owner text NOT NULL UNIQUE, master_key_id text NOT NULL, wrapped bytea NOT NULL);

CREATE TABLE gate.content (
  digest platform.digest PRIMARY KEY,
  bytes bytea NOT NULL,
  -- A package for one applicant is stored encrypted; then this is the digest of the plain package, to which the clearance commits too.
  plain_digest platform.digest,
  key_id text,
  CHECK (digest = encode(sha256(bytes), 'hex')),
  CHECK ((plain_digest IS NULL) = (key_id IS NULL)));

CREATE TABLE gate.clearance (
  id text PRIMARY KEY, digest platform.digest NOT NULL REFERENCES gate.content (digest), plain_digest platform.digest,
  extent text NOT NULL CHECK (extent IN ('FULL_TEXT', 'REDACTED')),
  mode text NOT NULL CHECK (mode IN ('PROACTIVE', 'ON_REQUEST')),
  audience text NOT NULL CHECK (audience = 'PUBLIC' OR audience LIKE 'CASE:_%'),
  cleared_at platform.instant NOT NULL, expires_on date, review_id text NOT NULL);
CREATE INDEX clearance_digest ON gate.clearance (digest);

CREATE TABLE gate.revocation (clearance_id text PRIMARY KEY REFERENCES gate.clearance (id), revoked_at platform.instant NOT NULL, clause text NOT NULL);

CREATE TABLE gate.release (
  id text PRIMARY KEY, digest platform.digest NOT NULL, clearance_id text NOT NULL REFERENCES gate.clearance (id),
  audience text NOT NULL, address text NOT NULL, context text NOT NULL, released_at platform.instant NOT NULL, released_on date NOT NULL);
CREATE INDEX release_digest ON gate.release (digest);
CREATE INDEX release_address ON gate.release (address);
CREATE INDEX release_clearance ON gate.release (clearance_id);
-- What was rendered of a release for its reader (the letter as docx and PDF), by its own digest: served only while the release lives.
CREATE TABLE gate.rendition (
  release_id text NOT NULL REFERENCES gate.release (id), kind text NOT NULL, digest platform.digest NOT NULL, name text NOT NULL, media_type text NOT NULL,
  PRIMARY KEY (release_id, kind, digest));
-- A release that is over: by a revocation, or because its context withdrew it. Written once, never changed.
CREATE TABLE gate.release_end (release_id text PRIMARY KEY REFERENCES gate.release (id), ended_at platform.instant NOT NULL, reason text NOT NULL CHECK (reason IN ('REVOKED', 'WITHDRAWN', 'REPLACED')));
-- Raised by every release and every end: what caches of public answers are keyed by. A row and no sequence: it is raised in the same
-- transaction, so that whoever sees the new number sees what changed. A reader takes the number first, then the answer.
CREATE TABLE gate.public_revision (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), revision bigint NOT NULL);
INSERT INTO gate.public_revision (revision) VALUES (0);

CREATE FUNCTION gate.release_admitted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = gate, platform, pg_catalog AS $$
DECLARE
  cleared gate.clearance%ROWTYPE;
BEGIN
  -- Under a snapshot taken before the lock, what the first has done would stay unseen.
  IF current_setting('transaction_isolation') <> 'read committed' THEN RAISE EXCEPTION 'releases are made under READ COMMITTED' USING ERRCODE = 'DG007'; END IF;
  -- The lock a revocation takes too: whoever comes second sees what the first has done.
  SELECT * INTO cleared FROM gate.clearance WHERE id = NEW.clearance_id FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such clearance' USING ERRCODE = 'DG001'; END IF;
  IF EXISTS (SELECT FROM gate.revocation WHERE clearance_id = NEW.clearance_id) THEN RAISE EXCEPTION 'clearance revoked' USING ERRCODE = 'DG002'; END IF;
  IF cleared.expires_on IS NOT NULL AND cleared.expires_on < NEW.released_on THEN RAISE EXCEPTION 'clearance expired' USING ERRCODE = 'DG003'; END IF;
  IF cleared.digest <> NEW.digest THEN RAISE EXCEPTION 'clearance is for other content' USING ERRCODE = 'DG004'; END IF;
  IF cleared.audience <> 'PUBLIC' AND cleared.audience <> NEW.audience THEN RAISE EXCEPTION 'clearance is for a narrower audience' USING ERRCODE = 'DG005'; END IF;
  IF NEW.audience = 'PUBLIC' AND cleared.mode <> 'PROACTIVE' THEN RAISE EXCEPTION 'clearance is not for proactive disclosure' USING ERRCODE = 'DG006'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER release_admitted BEFORE INSERT ON gate.release FOR EACH ROW EXECUTE FUNCTION gate.release_admitted();

CREATE FUNCTION gate.revocation_ends_releases() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = gate, platform, pg_catalog AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN RAISE EXCEPTION 'revocations are made under READ COMMITTED' USING ERRCODE = 'DG007'; END IF;
  PERFORM 1 FROM gate.clearance WHERE id = NEW.clearance_id FOR UPDATE;
  INSERT INTO gate.release_end (release_id, ended_at, reason)
    SELECT r.id, NEW.revoked_at, 'REVOKED' FROM gate.release r WHERE r.clearance_id = NEW.clearance_id ON CONFLICT DO NOTHING;
  RETURN NEW;
END $$;
CREATE TRIGGER revocation_ends_releases BEFORE INSERT ON gate.revocation FOR EACH ROW EXECUTE FUNCTION gate.revocation_ends_releases();

-- At the end of the transaction: the row that all releases share is held no longer than its commit takes.
CREATE FUNCTION gate.raise_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = gate, pg_catalog AS $$
BEGIN
  UPDATE gate.public_revision SET revision = revision + 1;
  PERFORM pg_notify('public', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER release_raises_revision AFTER INSERT ON gate.release DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.raise_revision();
CREATE CONSTRAINT TRIGGER end_raises_revision AFTER INSERT ON gate.release_end DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.raise_revision();

CREATE FUNCTION gate.stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what passed the gate is not changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER clearance_stands BEFORE UPDATE OR DELETE ON gate.clearance FOR EACH ROW EXECUTE FUNCTION gate.stands();
CREATE TRIGGER revocation_stands BEFORE UPDATE OR DELETE ON gate.revocation FOR EACH ROW EXECUTE FUNCTION gate.stands();
CREATE TRIGGER release_stands BEFORE UPDATE OR DELETE ON gate.release FOR EACH ROW EXECUTE FUNCTION gate.stands();
CREATE TRIGGER release_end_stands BEFORE UPDATE OR DELETE ON gate.release_end FOR EACH ROW EXECUTE FUNCTION gate.stands();
CREATE TRIGGER rendition_stands BEFORE UPDATE OR DELETE ON gate.rendition FOR EACH ROW EXECUTE FUNCTION gate.stands();
CREATE TRIGGER content_stands BEFORE UPDATE ON gate.content FOR EACH ROW EXECUTE FUNCTION gate.stands();

-- Live: released, not ended, its clearance not revoked. An expiry bars new releases; expires_on is there for readers who show it.
CREATE VIEW gate.live_release AS
  SELECT r.id, r.digest, r.clearance_id, r.audience, r.address, r.context, r.released_at, r.released_on, c.extent, c.mode, c.expires_on
  FROM gate.release r JOIN gate.clearance c ON c.id = r.clearance_id
  WHERE NOT EXISTS (SELECT FROM gate.release_end e WHERE e.release_id = r.id)
    AND NOT EXISTS (SELECT FROM gate.revocation v WHERE v.clearance_id = r.clearance_id);
-- What the public can read, byte for byte as cleared.
CREATE VIEW gate.public_content AS
  SELECT l.id AS release_id, l.digest, l.clearance_id, l.address, l.context, l.released_at, l.released_on, l.extent, l.expires_on, c.bytes
  FROM gate.live_release l JOIN gate.content c ON c.digest = l.digest WHERE l.audience = 'PUBLIC';
CREATE VIEW gate.revision AS SELECT revision FROM gate.public_revision;

GRANT SELECT, INSERT ON gate.content, gate.content_key TO ${writers};
GRANT DELETE ON gate.content_key TO ${writers};
GRANT SELECT, INSERT ON gate.release TO ${contexts.filter((context) => context !== 'review' && context !== 'directory').map((context) => role(context, 'write')).join(', ')};
GRANT SELECT, INSERT ON gate.rendition TO ${contexts.filter((context) => context !== 'review' && context !== 'directory').map((context) => role(context, 'write')).join(', ')};
GRANT INSERT ON gate.release_end TO ${contexts.filter((context) => context !== 'review' && context !== 'directory').map((context) => role(context, 'write')).join(', ')};
GRANT SELECT ON gate.clearance, gate.revocation, gate.release, gate.release_end, gate.live_release TO ${writers};
GRANT SELECT ON gate.clearance, gate.revocation, gate.live_release, gate.content, gate.content_key, gate.rendition TO ${contexts.map((context) => role(context, 'read')).join(', ')};
GRANT INSERT ON gate.clearance, gate.revocation TO ${review};

-- A context releases in its own name, and ends and renders only what it released. REVOKED is for the trigger of a revocation alone.
ALTER TABLE gate.release ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON gate.release FOR SELECT TO ${writers} USING (true);
CREATE POLICY own ON gate.release FOR INSERT TO ${writers} WITH CHECK (context || '_write' = current_user);
ALTER TABLE gate.release_end ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON gate.release_end FOR SELECT TO ${writers} USING (true);
CREATE POLICY own ON gate.release_end FOR INSERT TO ${writers}
  WITH CHECK (reason <> 'REVOKED' AND EXISTS (SELECT FROM gate.release r WHERE r.id = release_id AND r.context || '_write' = current_user));
ALTER TABLE gate.rendition ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON gate.rendition FOR SELECT USING (true);
CREATE POLICY own ON gate.rendition FOR INSERT TO ${writers}
  WITH CHECK (EXISTS (SELECT FROM gate.release r WHERE r.id = release_id AND r.context || '_write' = current_user));
GRANT SELECT ON gate.public_content, gate.revision TO ${publics};
`,
    }, {
      name: '002-expunge',
      sql: `
-- Content that turns out to be classified is not kept here, under no lock (SEC-01): the clearance stays as evidence, so it points at content by digest alone.
ALTER TABLE gate.clearance DROP CONSTRAINT clearance_digest_fkey;
CREATE FUNCTION gate.clearance_has_content() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = gate, pg_catalog AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM gate.content WHERE digest = NEW.digest) THEN RAISE EXCEPTION 'no such content' USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clearance_has_content BEFORE INSERT ON gate.clearance FOR EACH ROW EXECUTE FUNCTION gate.clearance_has_content();

-- Revokes what was cleared of a content, whichever review did, which ends its releases, and destroys the content itself, plain and encrypted alike. Gives the digests of what was
-- rendered of it, whose files are the caller's to destroy.
CREATE FUNCTION gate.expunge(gone text, at text, by_clause text) RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER SET search_path = gate, platform, pg_catalog AS $$
DECLARE
  plain text := coalesce((SELECT plain_digest FROM gate.content WHERE digest = gone), gone);
  copies text[] := ARRAY(SELECT digest FROM gate.content WHERE digest IN (gone, plain) OR plain_digest = plain);
BEGIN
  INSERT INTO gate.revocation (clearance_id, revoked_at, clause) SELECT id, at, by_clause FROM gate.clearance WHERE digest = ANY(copies) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT DISTINCT n.digest::text FROM gate.rendition n JOIN gate.release r ON r.id = n.release_id WHERE r.digest = ANY(copies);
  DELETE FROM gate.content WHERE digest = ANY(copies);
END $$;
REVOKE ALL ON FUNCTION gate.expunge(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.expunge(text, text, text) TO ${review};
`,
    }],
  };
}
