import { contextFoundation, looksMigration } from '@disclosure/platform-persistence';
import type { SchemaMigrations } from '@disclosure/platform-persistence';
import { AGENCY_OFFICES, catalogueSeed, EXTENTS, MODES, ROUTES, STATES, VALIDITIES, VERSION_KINDS } from '@disclosure/publication-domain';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[]): string => values.map(text).join(', ');
const oneOf = (column: string, values: readonly string[]): string => `CHECK (${column} IN (${list(values)}))`;

const categories = catalogueSeed
  .map(({ id, parentId, name, clause, items }, ordinal) => `(${text(id)}, ${parentId === null ? 'NULL' : text(parentId)}, ${ordinal + 1}, ${text(name)}, ${text(clause)}, ARRAY[${list(items)}]::text[])`)
  .join(',\n  ');

/**
 * Schema `publication`. What is being worked on (`disclosure`) is kept apart from what is out (`entry`, `disclosure_version`): the second
 * is written at publication alone and shown only through views that join a live release, so nothing of the first can change what
 * the public reads. No text stands in any of these tables: titles and bodies are read out of the gate.
 */
export const publicationMigrations: SchemaMigrations = {
  schema: 'publication',
  steps: [
    contextFoundation('publication'),
    {
      name: '002-disclosures',
      sql: `
CREATE TABLE publication.category (
  id text PRIMARY KEY, parent_id text REFERENCES publication.category (id), ordinal integer NOT NULL, name text NOT NULL, clause text NOT NULL, items text[] NOT NULL);
INSERT INTO publication.category (id, parent_id, ordinal, name, clause, items) VALUES
  ${categories};

CREATE TABLE publication.disclosure (
  id text PRIMARY KEY REFERENCES publication.stream (id),
  stage text NOT NULL ${oneOf('stage', Object.keys(STATES))},
  release_state text NOT NULL ${oneOf('release_state', ['NONE', 'PUBLISHED', 'REVOKED', 'WITHDRAWN'])},
  route text ${oneOf('route', ROUTES)}, division_id text NOT NULL,
  extent text ${oneOf('extent', EXTENTS)}, mode text ${oneOf('mode', MODES)}, ground text,
  reasons_id text REFERENCES publication.free_text (id), is_major_sensitive boolean NOT NULL,
  digest platform.digest, document_number text, formed_on date, document_dated_on date, signed_off_on date, changed_on date,
  category_ids text[] NOT NULL, validity text NOT NULL ${oneOf('validity', VALIDITIES)}, kind text NOT NULL ${oneOf('kind', VERSION_KINDS)},
  origin_requests text[] NOT NULL, opened_at platform.instant NOT NULL, version integer NOT NULL);
CREATE INDEX disclosure_worklist ON publication.disclosure (opened_at, id);
CREATE INDEX disclosure_division ON publication.disclosure (division_id, stage);

-- An item that went out: its number and address for ever, its current version, its withdrawal.
CREATE TABLE publication.entry (
  id text PRIMARY KEY REFERENCES publication.stream (id), index_number text NOT NULL UNIQUE, address text NOT NULL UNIQUE,
  current_version integer NOT NULL, first_published_on date NOT NULL,
  withdrawn_on date, withdrawn_clause text, CHECK ((withdrawn_on IS NULL) = (withdrawn_clause IS NULL)));
-- The register facts of each version as they were when it went out.
CREATE TABLE publication.disclosure_version (
  disclosure_id text NOT NULL REFERENCES publication.entry (id), number integer NOT NULL CHECK (number > 0), kind text NOT NULL ${oneOf('kind', VERSION_KINDS)},
  release_id text NOT NULL UNIQUE, division_id text NOT NULL, document_number text, formed_on date NOT NULL, document_dated_on date, changed_on date,
  published_on date NOT NULL, published_at platform.instant NOT NULL, validity text NOT NULL ${oneOf('validity', VALIDITIES)},
  mode text NOT NULL ${oneOf('mode', MODES)}, category_ids text[] NOT NULL CHECK (cardinality(category_ids) > 0),
  PRIMARY KEY (disclosure_id, number));
CREATE INDEX version_order ON publication.disclosure_version (published_on, disclosure_id);
-- Index numbers and addresses are never changed, whoever asks (CAT-03).
CREATE FUNCTION publication.address_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.index_number <> OLD.index_number OR NEW.address <> OLD.address OR NEW.id <> OLD.id OR (OLD.withdrawn_on IS NOT NULL AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'the address of an item never changes meaning' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER address_stands BEFORE UPDATE ON publication.entry FOR EACH ROW EXECUTE FUNCTION publication.address_stands();

-- Pairs of characters with positions, of the current version: found through a live release alone.
CREATE TABLE publication.section (
  disclosure_id text NOT NULL REFERENCES publication.entry (id), ordinal integer NOT NULL, version integer NOT NULL, tokens tsvector NOT NULL,
  PRIMARY KEY (disclosure_id, ordinal));
CREATE INDEX section_tokens ON publication.section USING gin (tokens);

GRANT SELECT ON publication.category TO publication_write;
GRANT SELECT, INSERT, UPDATE ON publication.disclosure, publication.entry TO publication_write;
GRANT SELECT, INSERT ON publication.disclosure_version TO publication_write;
GRANT SELECT, INSERT, DELETE ON publication.section TO publication_write;

-- Officers of the division, and the offices that look after all disclosures, see what is not public yet; nobody else's row leaves the table.
CREATE FUNCTION publication.viewer() RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT current_setting('disclosure.viewer')::jsonb $$;
GRANT SELECT ON publication.disclosure TO publication_read;
ALTER TABLE publication.disclosure ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON publication.disclosure TO publication_write USING (true) WITH CHECK (true);
CREATE POLICY disclosure_seen ON publication.disclosure FOR SELECT TO publication_read USING (
  (SELECT publication.viewer()->>'kind') = 'OFFICER'
  AND ((SELECT publication.viewer()->'divisions') ? division_id OR (SELECT publication.viewer()->'offices') ?| ARRAY[${list(AGENCY_OFFICES)}]));
CREATE POLICY event_seen ON publication.event FOR SELECT TO publication_read USING (EXISTS (SELECT FROM publication.disclosure d WHERE d.id = stream_id));
CREATE POLICY free_text_seen ON publication.free_text FOR SELECT TO publication_read USING (EXISTS (SELECT FROM publication.disclosure d WHERE d.id = stream_id));
CREATE POLICY notice_seen ON publication.notice FOR SELECT TO publication_read USING (
  (SELECT publication.viewer()->>'kind') = 'OFFICER' AND (recipient = 'person:' || (SELECT publication.viewer()->>'id')
    OR (recipient LIKE 'office:%' AND (SELECT publication.viewer()->'offices') ? split_part(recipient, ':', 2) AND (split_part(recipient, ':', 3) = '' OR (SELECT publication.viewer()->'divisions') ? split_part(recipient, ':', 3)))));

-- What is public: an item not withdrawn whose current version has a live release. \`expires_on\` is judged against the platform's day by the reader.
CREATE VIEW publication.live_disclosure AS
  SELECT e.id, e.index_number, e.address, e.first_published_on, v.number AS version, v.kind, v.division_id, v.document_number, v.formed_on, v.document_dated_on,
    v.changed_on, v.published_on, v.validity, v.mode, v.category_ids, l.extent, l.id AS release_id, l.digest, l.clearance_id, l.expires_on
  FROM publication.entry e
  JOIN publication.disclosure_version v ON v.disclosure_id = e.id AND v.number = e.current_version
  JOIN gate.live_release l ON l.id = v.release_id AND l.audience = 'PUBLIC'
  WHERE e.withdrawn_on IS NULL;
-- Each version with its text, byte for byte as cleared; earlier ones stay readable while the item is out.
CREATE VIEW publication.live_version AS
  SELECT v.disclosure_id, v.number, v.kind, v.published_on, v.changed_on, c.extent, c.release_id, c.digest, c.clearance_id, c.bytes, l.expires_on, d.expires_on AS item_expires_on
  FROM publication.live_disclosure d
  JOIN publication.disclosure_version v ON v.disclosure_id = d.id
  JOIN gate.public_content c ON c.release_id = v.release_id
  JOIN gate.live_release l ON l.id = v.release_id;
CREATE VIEW publication.live_section AS
  SELECT d.id, s.tokens, d.release_id, d.published_on, d.division_id, d.formed_on, d.validity, d.category_ids, d.expires_on
  FROM publication.section s JOIN publication.live_disclosure d ON d.id = s.disclosure_id AND d.version = s.version;
CREATE VIEW publication.tombstone AS
  SELECT id, index_number, address, first_published_on, withdrawn_on, withdrawn_clause FROM publication.entry WHERE withdrawn_on IS NOT NULL;
CREATE VIEW publication.catalogue AS SELECT id, parent_id, ordinal, name, clause, items FROM publication.category;
GRANT SELECT ON publication.live_disclosure, publication.live_version, publication.live_section, publication.tombstone, publication.catalogue TO publication_public, publication_read;
`,
    },
    {
      name: '003-texts',
      sql: `
-- The text of one release, for readers who have its row: through its own live release alone, so that few tables are joined however large the archive.
CREATE VIEW publication.live_text AS
  SELECT v.release_id, c.bytes
  FROM publication.disclosure_version v JOIN publication.entry e ON e.id = v.disclosure_id AND e.withdrawn_on IS NULL JOIN gate.public_content c ON c.release_id = v.release_id;
GRANT SELECT ON publication.live_text TO publication_public, publication_read;
`,
    },
    {
      name: '004-items',
      sql: `
-- A live item with its text, found through one release: what a page shows, without looking at the release a second time.
CREATE VIEW publication.live_item AS SELECT d.*, c.bytes FROM publication.live_disclosure d JOIN gate.content c ON c.digest = d.digest;
GRANT SELECT ON publication.live_item TO publication_public, publication_read;
`,
    },
    looksMigration('publication', '005-looks', ['DISCLOSURE_OFFICE_HEAD', 'ADMINISTRATOR']),
  ],
};
