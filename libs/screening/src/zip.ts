import { Inflate } from 'fflate';
import type { Budget } from './limits.ts';
import { BrokenFile, LimitExceeded } from './limits.ts';

/** One file of an archive, unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly encrypted: boolean;
  readonly comment: Uint8Array;
  /** Bytes that no entry accounts for: before, between or behind the entries. Something may be hidden there. */
  readonly unaccountedBytes: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const RATIO_APPLIES_FROM = 1024 * 1024;
const STEP = 16 * 1024;

/**
 * Unpacks an archive within its budget. What the directory says is never trusted: sizes are counted while inflating, the
 * checksum is compared, entries may not overlap (the trick of bombs without recursion), names may not repeat (two readers
 * would see two files). Throws BrokenFile or LimitExceeded.
 */
export function readZip(bytes: Uint8Array, budget: Budget): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new BrokenFile('zip64 is not accepted');
  if (count > budget.limits.maxEntries) throw new LimitExceeded('entries');
  const centralStart = at;

  const entries: ZipEntry[] = [];
  const spans: [number, number][] = [];
  const names = new Set<string>();
  let encrypted = false;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new BrokenFile('central directory');
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const skip = nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const local = view.getUint32(at + 42, true);
    const name = decodeName(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x0800) !== 0);
    at += 46 + skip;

    if (names.has(name)) throw new BrokenFile(`two entries of one name: ${name}`);
    names.add(name);
    if (local + 30 > centralStart || view.getUint32(local, true) !== LOCAL) throw new BrokenFile('local header');
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packed > centralStart) throw new BrokenFile('entry runs over its end');
    spans.push([local, start + packed + ((flags & 8) !== 0 ? descriptorLength(view, start + packed) : 0)]);
    if ((flags & 1) !== 0) {
      encrypted = true;
      continue;
    }
    if (size > RATIO_APPLIES_FROM && size > packed * budget.limits.maxRatio) throw new LimitExceeded('ratio');
    const content = unpack(bytes.subarray(start, start + packed), method, size, budget);
    if (crc32(content) !== crc) throw new BrokenFile(`checksum of ${name}`);
    if (!name.endsWith('/')) entries.push({ name, bytes: content });
  }
  if (at > end) throw new BrokenFile('central directory runs over its end');

  spans.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let unaccounted = 0;
  for (const [from, to] of spans) {
    if (from < covered) throw new BrokenFile('entries overlap');
    unaccounted += from - covered;
    covered = to;
  }
  const commentLength = view.getUint16(end + 20, true);
  const behind = end + 22 + commentLength;
  unaccounted += Math.max(0, centralStart - covered) + Math.max(0, end - at) + (bytes.length - behind);
  return { entries, encrypted, comment: bytes.subarray(end + 22, behind), unaccountedBytes: unaccounted };
}

/** The last end record whose comment fits into the file. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) <= view.byteLength) return at;
  }
  throw new BrokenFile('no end of central directory');
}

/** Sizes that come behind the data take 12 bytes, or 16 with a signature. */
function descriptorLength(view: DataView, at: number): number {
  return at + 4 <= view.byteLength && view.getUint32(at, true) === 0x08074b50 ? 16 : 12;
}

/** Names are UTF-8 when the flag says so; otherwise whichever of UTF-8 and GB18030 fits (older tools write the latter). */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030').decode(bytes);
  }
}

function unpack(packed: Uint8Array, method: number, size: number, budget: Budget): Uint8Array {
  if (method === 0) {
    if (packed.length !== size) throw new BrokenFile('stored size');
    budget.spendBytes(size);
    return packed;
  }
  if (method !== 8) throw new BrokenFile(`compression method ${method}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    if (length > size) throw new BrokenFile('entry is larger than it says');
    budget.spendBytes(chunk.length);
    chunks.push(chunk);
  });
  try {
    // In small steps: one push of everything would have unpacked a bomb before anybody could count.
    for (let at = 0; at < packed.length; at += STEP) inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
  } catch (error) {
    if (error instanceof LimitExceeded || error instanceof BrokenFile) throw error;
    throw new BrokenFile('compressed data');
  }
  if (length !== size) throw new BrokenFile('entry is smaller than it says');
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) !== 0 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = (CRC_TABLE[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
