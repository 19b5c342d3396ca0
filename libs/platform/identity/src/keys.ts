import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { IssuerKeys } from './issuer.ts';

/** Reads a file, or writes what `make` gives, readable by its owner alone. Two processes that start at once end with the same content. */
function readOrCreate(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(path, 'utf8');
  }
}

async function fromJwk(jwk: JWK): Promise<IssuerKeys> {
  const { d: _private, ...publicJwk } = jwk;
  return {
    keyId: await calculateJwkThumbprint(publicJwk),
    privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey,
    publicKey: (await importJWK(publicJwk, 'EdDSA')) as CryptoKey,
  };
}

/** A fresh Ed25519 pair that lives in memory only. */
export async function newIssuerKeys(): Promise<IssuerKeys> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return fromJwk(await exportJWK(privateKey));
}

/** How a bare Ed25519 seed begins as PKCS#8 (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 pair of a seed of 32 bytes: the same for every process that derives it from the platform's secret. Throws a RangeError on another length. */
export async function issuerKeysFrom(seed: Uint8Array): Promise<IssuerKeys> {
  if (seed.byteLength !== 32) throw new RangeError('a seed of an Ed25519 key has 32 bytes');
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return fromJwk(key.export({ format: 'jwk' }));
}

/** The Ed25519 pair kept in a file (JWK, mode 0600), made at the first start. Throws when the file is there and is no such key. */
export async function loadOrCreateIssuerKeys(path: string): Promise<IssuerKeys> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const text = readOrCreate(path, JSON.stringify(await exportJWK(privateKey)));
  try {
    return await fromJwk(JSON.parse(text) as JWK);
  } catch (cause) {
    throw new Error(`not an Ed25519 key: ${path}`, { cause });
  }
}

/** 32 random bytes kept in a file (hex, mode 0600), made at the first start: the key of envelopes. Throws when the file holds anything else. */
export function loadOrCreateSecret(path: string): Uint8Array {
  const text = readOrCreate(path, randomBytes(32).toString('hex')).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`not a key of 32 bytes in hex: ${path}`);
  return Buffer.from(text, 'hex');
}
