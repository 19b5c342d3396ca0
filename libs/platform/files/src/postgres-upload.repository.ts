import type { Instant } from '@disclosure/kernel';
import type { Ticket, Upload, UploadFinding, UploadRepository } from './upload.repository.ts';

/** As much of PostgreSQL as this needs: a pool, a client, or the transaction of a use-case. */
export interface Queryable {
  query(sql: string, params: unknown[]): Promise<{ rows: unknown[] }>;
}

interface TicketRow {
  readonly ticket_hash: string;
  readonly actor_key: string;
  readonly purpose: string;
  readonly name: string;
  readonly size: string | number;
  readonly media_type: string;
  readonly expires_at: Instant;
}

interface UploadRow {
  readonly upload_id: string;
  readonly digest: string;
  readonly actor_key: string;
  readonly purpose: string;
  readonly name: string;
  readonly size: string | number;
  readonly media_type: string;
  readonly findings: readonly UploadFinding[];
  readonly received_at: Instant;
  readonly reference: string | null;
}

/** Tickets and uploads in schema `files`; one statement for each method, so that each is atomic by itself. */
export class PostgresUploadRepository implements UploadRepository {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insertTicket(ticket: Ticket): Promise<void> {
    await this.#database.query(
      'INSERT INTO files.ticket (ticket_hash, actor_key, purpose, name, size, media_type, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [ticket.ticketHash, ticket.actorKey, ticket.purpose, ticket.name, ticket.size, ticket.mediaType, ticket.expiresAt],
    );
  }

  async takeTicket(ticketHash: string, now: Instant): Promise<Ticket | null> {
    const [row] = await this.#rows<TicketRow>(
      'DELETE FROM files.ticket WHERE ticket_hash = $1 AND expires_at > $2 RETURNING ticket_hash, actor_key, purpose, name, size, media_type, expires_at',
      [ticketHash, now],
    );
    return row
      ? { ticketHash: row.ticket_hash, actorKey: row.actor_key, purpose: row.purpose, name: row.name, size: Number(row.size), mediaType: row.media_type, expiresAt: row.expires_at }
      : null;
  }

  async insertUpload(upload: Omit<Upload, 'reference'>): Promise<void> {
    await this.#database.query(
      'INSERT INTO files.upload (upload_id, digest, actor_key, purpose, name, size, media_type, findings, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [upload.uploadId, upload.digest, upload.actorKey, upload.purpose, upload.name, upload.size, upload.mediaType, JSON.stringify(upload.findings), upload.receivedAt],
    );
  }

  async confirmUpload(uploadId: string): Promise<void> {
    await this.#database.query('UPDATE files.upload SET confirmed = true WHERE upload_id = $1', [uploadId]);
  }

  async findUpload(uploadId: string): Promise<Upload | null> {
    const [row] = await this.#rows<UploadRow>(
      'SELECT upload_id, digest, actor_key, purpose, name, size, media_type, findings, received_at, reference FROM files.upload WHERE upload_id = $1 AND confirmed',
      [uploadId],
    );
    return row
      ? {
          uploadId: row.upload_id, digest: row.digest, actorKey: row.actor_key, purpose: row.purpose, name: row.name, size: Number(row.size),
          mediaType: row.media_type, findings: row.findings, receivedAt: row.received_at, reference: row.reference,
        }
      : null;
  }

  async refer(uploadId: string, actorKey: string, purpose: string, reference: string): Promise<boolean> {
    const rows = await this.#rows(
      'UPDATE files.upload SET reference = $4 WHERE upload_id = $1 AND actor_key = $2 AND purpose = $3 AND confirmed AND (reference IS NULL OR reference = $4) RETURNING upload_id',
      [uploadId, actorKey, purpose, reference],
    );
    return rows.length === 1;
  }

  async removeUpload(uploadId: string): Promise<string | null> {
    const [row] = await this.#rows<{ digest: string }>('DELETE FROM files.upload WHERE upload_id = $1 RETURNING digest', [uploadId]);
    return row?.digest ?? null;
  }

  async isDigestInUse(digest: string): Promise<boolean> {
    return (await this.#rows('SELECT 1 FROM files.upload WHERE digest = $1 LIMIT 1', [digest])).length > 0;
  }

  async sweepUnreferenced(before: Instant, now: Instant): Promise<readonly string[]> {
    await this.#database.query('DELETE FROM files.ticket WHERE expires_at <= $1', [now]);
    const rows = await this.#rows<{ digest: string }>('DELETE FROM files.upload WHERE reference IS NULL AND received_at < $1 RETURNING digest', [before]);
    return [...new Set(rows.map((row) => row.digest))];
  }

  async #rows<Row>(sql: string, params: unknown[]): Promise<readonly Row[]> {
    return (await this.#database.query(sql, params)).rows as Row[];
  }
}
