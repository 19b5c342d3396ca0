import { createHash, createHmac } from 'node:crypto';
import type { Keys } from '@disclosure/platform-persistence';

// Crockford's letters: no I, L, O, U to be misread.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The tracking code of a request: HMAC(server key, request, generation), repeatable for its command, stored hashed, revoked by
 * raising the generation (foundations 4). 25 characters, 125 bits, in groups of five.
 */
export function trackingCode(keys: Keys, requestId: string, generation: number): string {
  return spelled(createHmac('sha256', keys.tracking).update(`${requestId}:${generation}`).digest(), 25, 5);
}

/** The beginning of some bytes as letters that people read to each other, in groups; five bits a letter. */
export function spelled(bytes: Uint8Array, length: number, group: number): string {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 16)) bits = (bits << 8n) | BigInt(byte);
  const characters = Array.from({ length }, (_, index) => LETTERS[Number((bits >> BigInt(index * 5)) & 31n)]);
  return Array.from({ length: Math.ceil(length / group) }, (_, index) => characters.slice(index * group, (index + 1) * group).join('')).join('-');
}

/** What is stored and looked up: spaces, hyphens, case and misread letters do not matter. */
export function trackingHash(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}
