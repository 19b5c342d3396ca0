import { createHash } from 'node:crypto';
import { canonicalJson } from '@disclosure/kernel';
import type { Json } from '@disclosure/kernel';
import type { ContentPackage } from '@disclosure/contracts';

export interface SealedPackage { readonly digest: string; readonly bytes: Buffer }

/** The canonical bytes of a content package and their SHA-256: what is stored, cleared and read, never recomputed from rows. */
export function canonicalPackage(content: ContentPackage): SealedPackage {
  const bytes = Buffer.from(canonicalJson(content as unknown as Json), 'utf8');
  return { digest: createHash('sha256').update(bytes).digest('hex'), bytes };
}

/** The package that stored bytes say; a format we do not know is a fault, not a guess. */
export const readPackage = (bytes: Uint8Array): ContentPackage => parsePackage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));

/** The same of bytes that were decoded already. */
export function parsePackage(text: string): ContentPackage {
  const value = JSON.parse(text) as ContentPackage;
  if (value.format !== 1) throw new Error(`content package of format ${String(value.format)}`);
  return value;
}
