import { constants, inflateRawSync } from 'node:zlib';
import type { Budget } from './limits.ts';
import { BrokenFile, LimitExceeded } from './limits.ts';

/**
 * How much a PDF would unpack to, found out before the reader of PDFs unpacks it: that reader has no limit of its own, and one
 * stream of twenty megabytes can hold twenty gigabytes. Streams never stand inside other streams, so all of them can be seen
 * from outside. Throws LimitExceeded for too much, and for codings that cannot be counted; BrokenFile for broken ones.
 */
export function checkUnpackedSize(bytes: Uint8Array, budget: Budget): void {
  const text = asciiOf(bytes);
  let streams = 0;
  for (let at = text.indexOf('stream'); at >= 0; at = text.indexOf('stream', at + 6)) {
    if (text.startsWith('end', at - 3)) continue;
    if (++streams > MAX_STREAMS) throw new LimitExceeded('streams');
    const dictionary = dictionaryBefore(text, at);
    const start = at + 6 + (text.startsWith('\r\n', at + 6) ? 2 : 1);
    const unpacked = unpackedSize(bytes.subarray(start), text, start, dictionary, budget);
    // Pictures are not unpacked for their text, unless something lies about being one: then one at a time.
    if (!/\/Subtype\s*\/Image\b/.test(dictionary)) budget.spendBytes(unpacked);
  }
}

/** True when the file is encrypted, also when it opens without a password: its streams can't be counted, nor read by everyone. */
export function isEncryptedPdf(bytes: Uint8Array): boolean {
  return /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(asciiOf(bytes));
}

/** One character for each byte; ASCII is what it is. */
const asciiOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** What stands between the object before and a `stream` keyword, names unescaped: the dictionary, however it is laid out. */
function dictionaryBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - LONGEST_DICTIONARY), at);
  return near.slice(Math.max(near.lastIndexOf('endobj'), near.lastIndexOf('endstream'), 0)).replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

const UNCOUNTED_LIMIT = 64 * 1024;
const MAX_STREAMS = 100_000;
const LONGEST_DICTIONARY = 65_536;

function unpackedSize(data: Uint8Array, text: string, start: number, dictionary: string, budget: Budget): number {
  if (/\/F(?:ilter)?\s*(?:\[[^\]]{0,200})?\b\d+\s+\d+\s+R\b/.test(dictionary)) throw new LimitExceeded('filter by reference');
  const filters = dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85|ASCIIHexDecode|AHx)\b/g) ?? [];
  const packing = filters.filter((name) => !/^\/A/.test(name));
  if (packing.length === 0) return 0;
  if (packing.length > 1) throw new LimitExceeded('packed more than once');
  const end = text.indexOf('endstream', start);
  const length = end < 0 ? data.length : end - start;
  if (!/^\/Fl/.test(packing[0] as string)) {
    // Old codings, rarely met: small ones cannot do harm, others are not counted here.
    if (length > UNCOUNTED_LIMIT) throw new LimitExceeded('old packing');
    return length;
  }
  const armour = filters.find((name) => /^\/A/.test(name));
  const packed = armour === undefined ? data : /85$/.test(armour) || armour === '/ASCII85Decode' ? fromAscii85(data.subarray(0, length)) : fromHex(data.subarray(0, length));
  return inflatedSize(packed, budget);
}

function inflatedSize(packed: Uint8Array, budget: Budget): number {
  try {
    // Two bytes of header; what lies behind the end of the packed data is passed over, a missing end is not an error.
    return inflateRawSync(packed.subarray(2), { maxOutputLength: budget.limits.maxUnpackedBytes, finishFlush: constants.Z_SYNC_FLUSH }).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new LimitExceeded('unpacked bytes of one stream');
    throw new BrokenFile('packed stream');
  }
}

function fromHex(data: Uint8Array): Uint8Array {
  const digits = asciiOf(data).split('>')[0]?.replace(/[^0-9a-f]/gi, '') ?? '';
  return Uint8Array.from({ length: digits.length >> 1 }, (_, i) => Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16));
}

/** Exported for its test. Five characters are four bytes; `z` is four zeros; `~` ends. */
export function fromAscii85(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length * 4);
  let length = 0;
  let value = 0;
  let count = 0;
  const flush = (bytes: number): void => {
    for (let i = 0; i < bytes; i++) out[length++] = Math.floor(value / 256 ** (3 - i)) % 256;
    value = 0;
    count = 0;
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && count === 0) flush(4);
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + (byte - 0x21);
    if (++count === 5) flush(4);
  }
  if (count > 1) {
    const bytes = count - 1;
    for (; count < 5; count++) value = value * 85 + 84;
    flush(bytes);
  }
  return out.subarray(0, length);
}
