/** Names of the database roles that use schema `files`. */
export interface FilesRoles {
  /** Those that serve the door: take tickets, store and sweep uploads. */
  readonly door: readonly string[];
  /** Those of the contexts: give tickets, look at uploads and refer to them. */
  readonly contexts: readonly string[];
}

/**
 * The steps that make schema `files`, to run as owner. Instants are ISO 8601 text in UTC, as the code passes them; nothing here
 * asks the database for the time. The roles are part of the steps: a new context adds a step of its own with its grants.
 */
export function filesMigrations(roles: FilesRoles): readonly { readonly name: string; readonly sql: string }[] {
  return [
    { name: '0001-tickets-and-uploads', sql: TABLES },
    { name: '0002-grants', sql: grants(roles) },
  ];
}

const INSTANT = (column: string): string => `${column} text COLLATE "C" NOT NULL CHECK (${column} ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$')`;

const TABLES = `
CREATE SCHEMA files;
CREATE TABLE files.ticket (
  ticket_hash text PRIMARY KEY CHECK (ticket_hash ~ '^[0-9a-f]{64}$'),
  actor_key text NOT NULL,
  purpose text NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  ${INSTANT('expires_at')}
);
CREATE INDEX ticket_expiry ON files.ticket (expires_at);
COMMENT ON TABLE files.ticket IS 'One-time permissions to upload one file; the ticket itself is kept hashed.';
CREATE TABLE files.upload (
  upload_id text PRIMARY KEY,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  actor_key text NOT NULL,
  purpose text NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  findings jsonb NOT NULL,
  ${INSTANT('received_at')},
  confirmed boolean NOT NULL DEFAULT false,
  reference text
);
CREATE INDEX upload_digest ON files.upload (digest);
CREATE INDEX upload_unreferenced ON files.upload (received_at) WHERE reference IS NULL;
COMMENT ON TABLE files.upload IS 'Files that came in and were not refused; the bytes rest encrypted in the store, under the digest.';
`;

const quoted = (role: string): string => `"${role.replaceAll('"', '""')}"`;

function grants({ door, contexts }: FilesRoles): string {
  const all = [...new Set([...door, ...contexts])].map(quoted);
  const statements: string[] = [];
  if (all.length > 0) statements.push(`GRANT USAGE ON SCHEMA files TO ${all.join(', ')};`);
  if (door.length > 0) statements.push(`GRANT SELECT, INSERT, UPDATE, DELETE ON files.ticket, files.upload TO ${door.map(quoted).join(', ')};`);
  if (contexts.length > 0) {
    const names = contexts.map(quoted).join(', ');
    statements.push(`GRANT INSERT ON files.ticket TO ${names};`, `GRANT SELECT, UPDATE (reference) ON files.upload TO ${names};`);
  }
  return statements.length > 0 ? statements.join('\n') : 'SELECT;';
}
