import { identifier } from './sql.ts';
import type { SchemaMigrations } from './migrations.ts';

/** The three roles of a context: its writer, its reader under row policies, and the public's. */
export const ROLE_KINDS = ['write', 'read', 'public'] as const;
export type RoleKind = (typeof ROLE_KINDS)[number];
export const roleName = (context: string, kind: RoleKind): string => `${context}_${kind}`;

/** SQL that makes the roles of the contexts where they are missing. Roles belong to the cluster, so this runs before every migration. */
export function rolesSql(contexts: readonly string[]): string {
  return contexts.flatMap((context) => ROLE_KINDS.map((kind) => {
    const role = roleName(context, kind);
    return `DO $$ BEGIN CREATE ROLE ${identifier(role)} LOGIN NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`;
  })).join('\n');
}

/** Schemas `platform` (clock, types) and `reference` (the three books). */
export function platformMigrations(contexts: readonly string[]): SchemaMigrations {
  const rolesOf = (kinds: readonly RoleKind[]): string => contexts.flatMap((context) => kinds.map((kind) => identifier(roleName(context, kind)))).join(', ');
  const [staffRoles, publicRoles] = [rolesOf(['write', 'read']), rolesOf(['public'])];
  const everyRole = contexts.flatMap((context) => ROLE_KINDS.map((kind) => identifier(roleName(context, kind)))).join(', ');
  return {
    schema: 'platform',
    steps: [{
      name: '001-clock-and-books',
      sql: `
CREATE SCHEMA platform;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA platform; -- similar requests, fuzzy titles
CREATE DOMAIN platform.instant AS text COLLATE "C" CHECK (VALUE ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$');
CREATE DOMAIN platform.digest AS text COLLATE "C" CHECK (VALUE ~ '^[0-9a-f]{64}$');
-- Business time is machine time plus this offset: one row, read by every process (foundations 1).
CREATE TABLE platform.clock (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), offset_ms bigint NOT NULL, movable boolean NOT NULL);
INSERT INTO platform.clock (offset_ms, movable) VALUES (0, false);
-- Where the clock is not movable (every platform with real cases) nobody moves it, the owner included, without saying so first.
CREATE FUNCTION platform.clock_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.movable AND NEW.offset_ms <> OLD.offset_ms THEN
    RAISE EXCEPTION 'the clock is not movable' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clock_stands BEFORE UPDATE ON platform.clock FOR EACH ROW EXECUTE FUNCTION platform.clock_stands();

CREATE SCHEMA reference;
-- Immutable, numbered revisions of the calendar, the law and the organisation (foundations 2).
CREATE TABLE reference.book (
  book text NOT NULL CHECK (book IN ('calendar', 'law', 'organisation')),
  revision integer NOT NULL CHECK (revision > 0),
  content text NOT NULL,
  digest platform.digest NOT NULL CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  published_at platform.instant NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (book, revision));
CREATE FUNCTION reference.next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revision <> (SELECT coalesce(max(revision), 0) + 1 FROM reference.book WHERE book = NEW.book) THEN
    RAISE EXCEPTION 'revision % of book % is not the next one', NEW.revision, NEW.book USING ERRCODE = 'check_violation';
  END IF;
  PERFORM pg_notify('book', NEW.book || ':' || NEW.revision);
  RETURN NEW;
END $$;
CREATE TRIGGER next_revision BEFORE INSERT ON reference.book FOR EACH ROW EXECUTE FUNCTION reference.next_revision();
GRANT USAGE ON SCHEMA platform, reference TO ${everyRole};
GRANT SELECT ON platform.clock TO ${everyRole};
GRANT SELECT ON reference.book TO ${staffRoles};
-- What everybody may know of the books: of the organisation its bodies, not its people and their offices (people.md).
CREATE VIEW reference.public_book AS
  SELECT book, revision, CASE WHEN book = 'organisation' THEN (content::jsonb || '{"people": [], "appointments": []}')::text ELSE content END AS content, published_at FROM reference.book;
GRANT SELECT ON reference.public_book TO ${publicRoles};
GRANT UPDATE (offset_ms) ON platform.clock TO ${identifier(roleName('directory', 'write'))};
GRANT INSERT ON reference.book TO ${identifier(roleName('directory', 'write'))};
REVOKE ALL ON SCHEMA public FROM PUBLIC;
`,
    }],
  };
}

/** Tables of the foundation that a context's reader may come to read, under the context's own row policies. */
const READ_TABLES = ['event', 'stream', 'log', 'free_text', 'sealed', 'subject_key', 'notice', 'timer'] as const;

/**
 * What every context's schema has: commands, streams and their events, the log that orders them, the outbox, the inbox,
 * timers, notices, number series, sealed identities and free text (foundations 4). The writer inserts and reads evidence; it can
 * update or delete none of it.
 */
export function contextFoundation(context: string): { readonly name: string; readonly sql: string } {
  const s = identifier(context);
  const write = identifier(roleName(context, 'write'));
  const read = identifier(roleName(context, 'read'));
  const pub = identifier(roleName(context, 'public'));
  return {
    name: '001-foundation',
    sql: `
CREATE SCHEMA ${s};
GRANT USAGE ON SCHEMA ${s} TO ${write}, ${read}, ${pub};

CREATE TABLE ${s}.command (
  actor text NOT NULL, command_id text NOT NULL, mutation text NOT NULL, input_hash text NOT NULL,
  stream_id text, first_seq integer, last_seq integer,
  PRIMARY KEY (actor, command_id));
CREATE TABLE ${s}.stream (id text PRIMARY KEY, kind text NOT NULL, seq integer NOT NULL, head text NOT NULL);
CREATE TABLE ${s}.event (
  id text PRIMARY KEY, stream_id text NOT NULL REFERENCES ${s}.stream (id), seq integer NOT NULL CHECK (seq > 0),
  type text NOT NULL, recorded_at platform.instant NOT NULL, effective_on date NOT NULL,
  hash platform.digest NOT NULL, canonical text NOT NULL,
  UNIQUE (stream_id, seq));
CREATE INDEX event_recorded_at ON ${s}.event (recorded_at);
CREATE TABLE ${s}.unsequenced (stream_id text NOT NULL, seq integer NOT NULL, PRIMARY KEY (stream_id, seq));
CREATE TABLE ${s}.log (
  position bigint PRIMARY KEY CHECK (position > 0), stream_id text NOT NULL, seq integer NOT NULL,
  event_hash platform.digest NOT NULL, chain platform.digest NOT NULL, UNIQUE (stream_id, seq));
CREATE TABLE ${s}.outbox (event_id text NOT NULL, stream_id text NOT NULL, seq integer NOT NULL, ordinal integer NOT NULL, type text NOT NULL, body text NOT NULL, PRIMARY KEY (event_id, ordinal));
CREATE INDEX outbox_place ON ${s}.outbox (stream_id, seq);
CREATE TABLE ${s}.inbox (event_id text NOT NULL, consumer text NOT NULL, PRIMARY KEY (event_id, consumer));
CREATE TABLE ${s}.relay (source text NOT NULL, consumer text NOT NULL, position bigint NOT NULL, PRIMARY KEY (source, consumer));
CREATE TABLE ${s}.timer (stream_id text NOT NULL, key text NOT NULL, due_at platform.instant NOT NULL, action text NOT NULL, input text NOT NULL, PRIMARY KEY (stream_id, key));
CREATE INDEX timer_due ON ${s}.timer (due_at, stream_id, key);
CREATE TABLE ${s}.notice (
  id text PRIMARY KEY, stream_id text NOT NULL, kind text NOT NULL, recipient text NOT NULL, message text NOT NULL,
  clause text, created_at platform.instant NOT NULL, read_at platform.instant);
CREATE INDEX notice_recipient ON ${s}.notice (recipient, created_at);
CREATE TABLE ${s}.number_series (series text PRIMARY KEY, last integer NOT NULL CHECK (last >= 0));
-- Identities: ciphertext under a data key for each person in a case; destroying the key erases them (foundations 4).
CREATE TABLE ${s}.subject_key (id text PRIMARY KEY, stream_id text NOT NULL, subject text NOT NULL, master_key_id text NOT NULL, wrapped bytea NOT NULL, UNIQUE (stream_id, subject));
CREATE TABLE ${s}.sealed (id text PRIMARY KEY, key_id text NOT NULL, kind text NOT NULL, ciphertext bytea, equality text);
CREATE INDEX sealed_equality ON ${s}.sealed (equality) WHERE equality IS NOT NULL;
CREATE TABLE ${s}.free_text (id text PRIMARY KEY, stream_id text NOT NULL, field text NOT NULL, salt text, body text);
CREATE INDEX free_text_stream ON ${s}.free_text (stream_id);

GRANT SELECT, INSERT ON ${s}.command, ${s}.event, ${s}.log, ${s}.outbox, ${s}.inbox TO ${write};
GRANT SELECT, INSERT ON ${s}.stream, ${s}.relay, ${s}.number_series TO ${write};
GRANT UPDATE (seq, head) ON ${s}.stream TO ${write};
GRANT UPDATE (position) ON ${s}.relay TO ${write};
GRANT UPDATE (last) ON ${s}.number_series TO ${write};
GRANT UPDATE (stream_id, first_seq, last_seq) ON ${s}.command TO ${write};
GRANT SELECT, INSERT, DELETE ON ${s}.unsequenced TO ${write};
GRANT SELECT, INSERT, UPDATE, DELETE ON ${s}.timer TO ${write};
GRANT SELECT, INSERT ON ${s}.notice, ${s}.subject_key, ${s}.sealed, ${s}.free_text TO ${write};
GRANT UPDATE (read_at) ON ${s}.notice TO ${write};
-- Erasure: keys and contents can be emptied, nothing else of them changed.
GRANT DELETE ON ${s}.subject_key TO ${write};
GRANT UPDATE (ciphertext, equality) ON ${s}.sealed TO ${write};
GRANT UPDATE (salt, body) ON ${s}.free_text TO ${write};
GRANT SELECT ON ${READ_TABLES.map((table) => `${s}.${table}`).join(', ')} TO ${read};
-- Closed to the reader until the context says who sees which rows: a policy of its own for each table that it reads (foundations 6).
${READ_TABLES.map((table) => `ALTER TABLE ${s}.${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY foundation_writer ON ${s}.${table} TO ${write} USING (true) WITH CHECK (true);`).join('\n')}

CREATE FUNCTION ${s}.event_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fields jsonb := NEW.canonical::jsonb;
  previous text;
BEGIN
  IF NEW.hash <> encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'event %: hash does not fit its text', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF fields->>'context' IS DISTINCT FROM '${context}' OR fields->>'id' IS DISTINCT FROM NEW.id OR fields->>'streamId' IS DISTINCT FROM NEW.stream_id OR (fields->>'seq')::integer IS DISTINCT FROM NEW.seq
     OR fields->>'type' IS DISTINCT FROM NEW.type OR fields->>'recordedAt' IS DISTINCT FROM NEW.recorded_at::text OR (fields->>'effectiveOn')::date IS DISTINCT FROM NEW.effective_on THEN
    RAISE EXCEPTION 'event %: columns and text disagree', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  SELECT hash INTO previous FROM ${s}.event WHERE stream_id = NEW.stream_id AND seq = NEW.seq - 1;
  IF (NEW.seq > 1 AND previous IS NULL) OR fields->>'previous' IS DISTINCT FROM previous THEN
    RAISE EXCEPTION 'event %: not the next of its stream', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM ${s}.event WHERE stream_id = NEW.stream_id AND seq = NEW.seq - 1 AND recorded_at > NEW.recorded_at) THEN
    RAISE EXCEPTION 'event %: recorded before the one it follows', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_fits BEFORE INSERT ON ${s}.event FOR EACH ROW EXECUTE FUNCTION ${s}.event_fits();

CREATE FUNCTION ${s}.log_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last ${s}.log%ROWTYPE;
BEGIN
  SELECT * INTO last FROM ${s}.log ORDER BY position DESC LIMIT 1;
  IF NEW.position <> coalesce(last.position, 0) + 1 THEN
    RAISE EXCEPTION 'log position % leaves a gap', NEW.position USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.event_hash IS DISTINCT FROM (SELECT hash FROM ${s}.event WHERE stream_id = NEW.stream_id AND seq = NEW.seq) THEN
    RAISE EXCEPTION 'log position %: no such event', NEW.position USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.chain <> encode(sha256(convert_to(coalesce(last.chain, '') || '|' || NEW.position || '|' || NEW.stream_id || '|' || NEW.seq || '|' || NEW.event_hash, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'log position %: chain broken', NEW.position USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER log_fits BEFORE INSERT ON ${s}.log FOR EACH ROW EXECUTE FUNCTION ${s}.log_fits();

CREATE FUNCTION ${s}.evidence_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence is not changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_stands BEFORE UPDATE OR DELETE ON ${s}.event FOR EACH ROW EXECUTE FUNCTION ${s}.evidence_stands();
CREATE TRIGGER log_stands BEFORE UPDATE OR DELETE ON ${s}.log FOR EACH ROW EXECUTE FUNCTION ${s}.evidence_stands();

-- What a command did is written once, by the command; content is emptied and never replaced; a number is followed by the next.
CREATE FUNCTION ${s}.written_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fits boolean;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'command' THEN fits := OLD.stream_id IS NULL;
    WHEN 'sealed' THEN fits := NEW.ciphertext IS NULL AND NEW.equality IS NULL;
    WHEN 'free_text' THEN fits := NEW.body IS NULL AND NEW.salt IS NULL;
    WHEN 'number_series' THEN fits := NEW.last = OLD.last + 1;
  END CASE;
  IF NOT fits THEN
    RAISE EXCEPTION '% is not changed so', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER command_once BEFORE UPDATE ON ${s}.command FOR EACH ROW EXECUTE FUNCTION ${s}.written_once();
CREATE TRIGGER sealed_emptied BEFORE UPDATE ON ${s}.sealed FOR EACH ROW EXECUTE FUNCTION ${s}.written_once();
CREATE TRIGGER free_text_emptied BEFORE UPDATE ON ${s}.free_text FOR EACH ROW EXECUTE FUNCTION ${s}.written_once();
CREATE TRIGGER number_series_next BEFORE UPDATE ON ${s}.number_series FOR EACH ROW EXECUTE FUNCTION ${s}.written_once();
`,
  };
}
