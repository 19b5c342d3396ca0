import type { Instant } from '@disclosure/kernel';
import type { Ticket, Upload, UploadFinding, UploadReferences, UploadRepository } from './upload.repository.ts';

/** As much of PostgreSQL as this needs: a pool, or the transaction of a use-case. */
export interface Queryable {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** Runs work in one transaction of its own. */
export type Transaction = <T>(work: (transaction: Queryable) => Promise<T>) => Promise<T>;

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

/** Uploads in schema `files`, as use-cases see them. */
export class PostgresUploadReferences implements UploadReferences {
  protected readonly database: Queryable;

  constructor(database: Queryable) {
    this.database = database;
  }

  async findUpload(uploadId: string): Promise<Upload | null> {
    const [row] = await this.database.query<UploadRow>(
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
    const rows = await this.database.query(
      'UPDATE files.upload SET reference = $4 WHERE upload_id = $1 AND actor_key = $2 AND purpose = $3 AND confirmed AND (reference IS NULL OR reference = $4) RETURNING upload_id',
      [uploadId, actorKey, purpose, reference],
    );
    return rows.length === 1;
  }

  async letGo(reference: string): Promise<void> {
    await this.database.query('UPDATE files.upload SET reference = NULL WHERE reference = $1', [reference]);
  }
}

/** Tickets and uploads in schema `files`, as the door keeps them; one statement for each method, so that each is atomic by itself. */
export class PostgresUploadRepository extends PostgresUploadReferences implements UploadRepository {
  readonly #transaction: Transaction;

  constructor(database: Queryable, transaction: Transaction) {
    super(database);
    this.#transaction = transaction;
  }

  async insertTicket(ticket: Ticket): Promise<void> {
    await this.database.query(
      'INSERT INTO files.ticket (ticket_hash, actor_key, purpose, name, size, media_type, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [ticket.ticketHash, ticket.actorKey, ticket.purpose, ticket.name, ticket.size, ticket.mediaType, ticket.expiresAt],
    );
  }

  async takeTicket(ticketHash: string, now: Instant): Promise<Ticket | null> {
    const [row] = await this.database.query<TicketRow>(
      'DELETE FROM files.ticket WHERE ticket_hash = $1 AND expires_at > $2 RETURNING ticket_hash, actor_key, purpose, name, size, media_type, expires_at',
      [ticketHash, now],
    );
    return row
      ? { ticketHash: row.ticket_hash, actorKey: row.actor_key, purpose: row.purpose, name: row.name, size: Number(row.size), mediaType: row.media_type, expiresAt: row.expires_at }
      : null;
  }

  async insertUpload(upload: Omit<Upload, 'reference'>): Promise<void> {
    await this.database.query(
      'INSERT INTO files.upload (upload_id, digest, actor_key, purpose, name, size, media_type, findings, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [upload.uploadId, upload.digest, upload.actorKey, upload.purpose, upload.name, upload.size, upload.mediaType, JSON.stringify(upload.findings), upload.receivedAt],
    );
  }

  async confirmUpload(uploadId: string): Promise<void> {
    await this.database.query('UPDATE files.upload SET confirmed = true WHERE upload_id = $1', [uploadId]);
  }

  async removeUpload(uploadId: string): Promise<string | null> {
    const [row] = await this.database.query<{ digest: string }>('DELETE FROM files.upload WHERE upload_id = $1 RETURNING digest', [uploadId]);
    return row?.digest ?? null;
  }

  async isDigestInUse(digest: string): Promise<boolean> {
    return (await this.database.query('SELECT 1 FROM files.upload WHERE digest = $1 LIMIT 1', [digest])).length > 0;
  }

  async sweepUnreferenced(before: Instant, now: Instant): Promise<readonly string[]> {
    await this.database.query('DELETE FROM files.ticket WHERE expires_at <= $1', [now]);
    const rows = await this.database.query<{ digest: string }>('DELETE FROM files.upload WHERE reference IS NULL AND received_at < $1 RETURNING digest', [before]);
    return [...new Set(rows.map((row) => row.digest))];
  }

  async exclusively(digest: string, work: (repository: UploadRepository) => Promise<void>): Promise<void> {
    await this.#transaction(async (transaction) => {
      // One number of 64 bits for a digest: two digests that share it only wait for each other.
      await transaction.query("SELECT pg_advisory_xact_lock(('x' || left($1, 16))::bit(64)::bigint)", [digest]);
      await work(new PostgresUploadRepository(transaction, (inner) => inner(transaction)));
    });
  }
}
