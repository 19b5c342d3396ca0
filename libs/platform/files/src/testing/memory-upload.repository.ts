import type { Instant } from '@disclosure/kernel';
import type { Ticket, Upload, UploadRepository } from '../upload.repository.ts';

/** The repository's promises in memory, for tests that are not about PostgreSQL. */
export class MemoryUploadRepository implements UploadRepository {
  readonly tickets = new Map<string, Ticket>();
  readonly uploads = new Map<string, Upload & { confirmed: boolean }>();

  async insertTicket(ticket: Ticket): Promise<void> {
    this.tickets.set(ticket.ticketHash, ticket);
  }

  async takeTicket(ticketHash: string, now: Instant): Promise<Ticket | null> {
    const ticket = this.tickets.get(ticketHash);
    if (!ticket || ticket.expiresAt <= now) return null;
    this.tickets.delete(ticketHash);
    return ticket;
  }

  async insertUpload(upload: Omit<Upload, 'reference'>): Promise<void> {
    this.uploads.set(upload.uploadId, { ...upload, reference: null, confirmed: false });
  }

  async confirmUpload(uploadId: string): Promise<void> {
    const upload = this.uploads.get(uploadId);
    if (upload) upload.confirmed = true;
  }

  async findUpload(uploadId: string): Promise<Upload | null> {
    const upload = this.uploads.get(uploadId);
    if (!upload?.confirmed) return null;
    const { confirmed: _, ...found } = upload;
    return found;
  }

  async refer(uploadId: string, actorKey: string, purpose: string, reference: string): Promise<boolean> {
    const upload = this.uploads.get(uploadId);
    if (!upload?.confirmed || upload.actorKey !== actorKey || upload.purpose !== purpose) return false;
    if (upload.reference !== null && upload.reference !== reference) return false;
    this.uploads.set(uploadId, { ...upload, reference });
    return true;
  }

  async removeUpload(uploadId: string): Promise<string | null> {
    const digest = this.uploads.get(uploadId)?.digest ?? null;
    this.uploads.delete(uploadId);
    return digest;
  }

  async isDigestInUse(digest: string): Promise<boolean> {
    return [...this.uploads.values()].some((upload) => upload.digest === digest);
  }

  async letGo(reference: string): Promise<void> {
    for (const [uploadId, upload] of this.uploads) if (upload.reference === reference) this.uploads.set(uploadId, { ...upload, reference: null });
  }

  async sweepUnreferenced(before: Instant, now: Instant): Promise<readonly string[]> {
    for (const [hash, ticket] of this.tickets) if (ticket.expiresAt <= now) this.tickets.delete(hash);
    const gone = [...this.uploads.values()].filter((upload) => upload.reference === null && upload.receivedAt < before);
    for (const upload of gone) this.uploads.delete(upload.uploadId);
    return [...new Set(gone.map((upload) => upload.digest))];
  }

  readonly #turns = new Map<string, Promise<void>>();

  async exclusively(digest: string, work: (repository: UploadRepository) => Promise<void>): Promise<void> {
    const run = (): Promise<void> => work(this);
    const mine = (this.#turns.get(digest) ?? Promise.resolve()).then(run, run);
    this.#turns.set(digest, mine);
    await mine;
  }
}
