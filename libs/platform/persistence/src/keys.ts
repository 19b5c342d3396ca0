import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keys outside the database. `master` wraps data keys; `equality` and `commands` make keyed hashes; the newest master key wraps, older ones still open. */
export interface Keys {
  readonly currentMaster: string;
  readonly masters: Readonly<Record<string, Buffer>>;
  readonly equality: Buffer;
  readonly tracking: Buffer;
  readonly envelope: Buffer;
  readonly evidence: Buffer;
}

const MINIMUM_SECRET = 32;

/** Derives every key of the platform from one secret of at least 32 bytes, by purpose. For rotation see `rotateMaster`. */
export function keysFrom(secret: Buffer, masterId = 'm1'): Keys {
  if (secret.length < MINIMUM_SECRET) throw new Error(`the platform secret needs at least ${MINIMUM_SECRET} bytes`);
  const derive = (purpose: string): Buffer => deriveKey(secret, purpose);
  return { currentMaster: masterId, masters: { [masterId]: derive(`master:${masterId}`) }, equality: derive('equality'), tracking: derive('tracking'), envelope: derive('envelope'), evidence: derive('evidence') };
}

/** The ring with a further master key, of another secret: it wraps from now on, the older ones still open what they wrapped. Throws on an id that the ring has. */
export function rotateMaster(keys: Keys, masterId: string, secret: Buffer): Keys {
  if (secret.length < MINIMUM_SECRET) throw new Error(`the secret of master key ${masterId} needs at least ${MINIMUM_SECRET} bytes`);
  if (masterId in keys.masters) throw new Error(`master key ${masterId} is in the key ring already`);
  return { ...keys, currentMaster: masterId, masters: { ...keys.masters, [masterId]: deriveKey(secret, `master:${masterId}`) } };
}

const deriveKey = (secret: Buffer, purpose: string): Buffer => createHmac('sha256', secret).update(`disclosure:${purpose}`).digest();

/** AES-256-GCM: nonce ‖ tag ‖ ciphertext. `aad` binds the text to its place: it opens nowhere else. */
export function encrypt(key: Buffer, plain: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `encrypt` closed; throws when it was changed or the key or place is another. */
export function decrypt(key: Buffer, sealed: Uint8Array, aad: string): Buffer {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

export const keyedHash = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');

/** A master key of the ring by its id; a missing one is a fault of the set-up. */
export function masterKey(keys: Keys, id: string): Buffer {
  const master = keys.masters[id];
  if (!master) throw new Error(`master key ${id} is not in the key ring`);
  return master;
}
