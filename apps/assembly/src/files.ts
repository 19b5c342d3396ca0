import { addMilliseconds, instantOfEpoch } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { FileStore, PostgresUploadRepository, UploadDoor, workerScreener } from '@disclosure/platform-files';
import type { Screener } from '@disclosure/platform-files';
import { machineNow } from '@disclosure/platform-identity';
import type { Logger } from '@disclosure/platform-observability';
import type { ContextDatabase } from '@disclosure/platform-persistence';
import type { Closers } from './closers.ts';
import { fileKeyRing } from './secrets.ts';

export interface FilesOptions {
  readonly secret: Buffer;
  /** Folder of the file store; processes on one machine share it. */
  readonly folder: string;
  readonly log: Logger;
  readonly closers: Closers;
}

export interface Files { readonly store: FileStore; readonly screen: Screener }

/** The file store, and who looks through files: threads that are started when the first file comes. */
export async function openFiles({ secret, folder, closers }: FilesOptions): Promise<Files> {
  const store = await FileStore.open(folder, fileKeyRing(secret));
  const screener = workerScreener();
  closers.add(() => screener.close());
  return { store, screen: screener.screen };
}

/** The way in for files; its memory is `requests`', the context whose role may write the door's tables. */
export function uploadDoor({ store, screen }: Files, requests: ContextDatabase, log: Logger): UploadDoor {
  return new UploadDoor({
    repository: new PostgresUploadRepository(requests.writer, (work) => requests.write(work)),
    blobs: store, screen, machineNow,
    onIncident: ({ who, kind }) => log.error({ who, kind }, 'security incident: an upload was refused'),
  });
}

const machineInstant = (): Instant => instantOfEpoch(machineNow());
const DAY_MS = 24 * 60 * 60_000;

/** Forgets uploads of more than a day ago that no record refers to, and removes their bytes. */
export const sweepUploads = (door: UploadDoor): Promise<unknown> => door.sweep(addMilliseconds(machineInstant(), -DAY_MS));
