import { crc32, inflateSync } from 'node:zlib';

/** Chunks of a PNG that are picture and nothing else; texts, times and profiles are not among them. */
const PICTURE = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'sRGB', 'gAMA', 'cHRM', 'pHYs', 'bKGD', 'sBIT']);
const MOST_PIXELS = 4_000_000;

/** True for a whole PNG that holds a picture alone: a renderer given another would fail, or carry words out unseen. */
export function isPlainPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, 8).toString('latin1') !== '\u0089PNG\r\n\u001a\n') return false;
  const data: Buffer[] = [];
  let at = 8;
  let ended = false;
  let size: readonly [number, number] | null = null;
  while (!ended) {
    if (at + 12 > file.length) return false;
    const length = file.readUInt32BE(at);
    const type = file.subarray(at + 4, at + 8).toString('latin1');
    if (!PICTURE.has(type) || at + 12 + length > file.length || crc32(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length)) return false;
    if (type === 'IHDR') {
      if (length !== 13) return false;
      size = [file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)];
    }
    if (type === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    ended = type === 'IEND';
    at += 12 + length;
  }
  if (at !== file.length || !size || size[0] * size[1] === 0 || size[0] * size[1] > MOST_PIXELS) return false;
  try {
    // At most eight bytes a pixel, and one for each line.
    return inflateSync(Buffer.concat(data), { maxOutputLength: size[0] * size[1] * 8 + size[1] * 8 }).length > 0;
  } catch {
    return false;
  }
}
