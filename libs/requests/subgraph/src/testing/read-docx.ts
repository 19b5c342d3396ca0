import { strFromU8, unzipSync } from 'fflate';

/** The words of a letter as docx, headers and footers too: what a person who opens it can read. */
export function readDocx(bytes: Uint8Array | null): string {
  if (bytes === null) throw new Error('no such file');
  const parts = unzipSync(bytes);
  return Object.entries(parts).filter(([name]) => name.endsWith('.xml')).map(([, part]) => strFromU8(part).replaceAll(/<[^>]*>/gu, '')).join('\n');
}
