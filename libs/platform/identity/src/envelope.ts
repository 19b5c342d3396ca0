import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson, err, ok } from '@disclosure/kernel';
import type { Json, Result } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { isActor } from './actor-claims.ts';

/** The header that carries a sealed envelope from the gateway to a subgraph. A client's copy is dropped at the door. */
export const ENVELOPE_HEADER = 'x-disclosure-envelope';
/** An envelope lives no longer than this: a captured one is soon worth nothing. */
export const ENVELOPE_LIFETIME_MS = 30_000;
/** How far apart the machine clocks of gateway and subgraph may be. */
const CLOCK_SKEW_MS = 2_000;
const MINIMUM_KEY_BYTES = 32;

/** Who asks, as the gateway vouches for it to a subgraph: a kind of actor and an identity, never a list of roles (foundations 2). */
export interface Envelope {
  readonly actor: Actor;
  /** One for each request of a client; in every log line and event that comes of it. */
  readonly requestId: string;
  /** Machine time, milliseconds since 1970. */
  readonly issuedAt: number;
  /** At most `ENVELOPE_LIFETIME_MS` after `issuedAt`. */
  readonly expiresAt: number;
  /** Set when the identities are samples of the standalone issuer. */
  readonly standalone?: boolean;
  /** BCP 47: `zh-CN`. */
  readonly locale: string;
}

/** What a sealed envelope is bound to besides its content: one subgraph and one body. */
export interface Binding {
  /** Name of the subgraph that it is for: one sealed for another is refused. */
  readonly audience: string;
  /** Digest of the operation that it comes with (`bodyDigest`). */
  readonly bodyDigest: string;
}

export type EnvelopeFault = 'MISSING' | 'MALFORMED' | 'FORGED' | 'WRONG_AUDIENCE' | 'WRONG_BODY' | 'EXPIRED' | 'NOT_YET_VALID';

/** SHA-256, hex, of what a subgraph executes: the text of the operation, its variables and its name. */
export function bodyDigest(query: string, variables: Readonly<Record<string, unknown>> | undefined, operationName: string | undefined): string {
  // Canonical, because split mode parses the body and must arrive at the same text.
  return createHash('sha256').update(canonicalJson([query, operationName ?? null, (variables ?? {}) as Json])).digest('hex');
}

function mac(key: Uint8Array, payload: string): Buffer {
  if (key.byteLength < MINIMUM_KEY_BYTES) throw new RangeError(`an envelope key has at least ${MINIMUM_KEY_BYTES} bytes`);
  return createHmac('sha256', key).update(payload).digest();
}

/** The header's value: canonical JSON of envelope and binding, and its HMAC-SHA256. Throws a RangeError on a short key or a long life. */
export function sealEnvelope(envelope: Envelope, key: Uint8Array, binding: Binding): string {
  if (envelope.expiresAt - envelope.issuedAt > ENVELOPE_LIFETIME_MS) throw new RangeError('an envelope lives 30 seconds at most');
  const payload = Buffer.from(canonicalJson({ ...envelope, ...binding, v: 1 })).toString('base64url');
  return `${payload}.${mac(key, payload).toString('base64url')}`;
}

/** Opens a header's value, or says why it can't be trusted. The signature is compared in constant time, before anything is parsed. */
export function openEnvelope(header: string | undefined, key: Uint8Array, binding: Binding, machineNow: number): Result<Envelope, EnvelopeFault> {
  if (header === undefined || header === '') return err('MISSING');
  const [payload, signature, ...rest] = header.split('.');
  if (payload === undefined || signature === undefined || rest.length > 0) return err('MALFORMED');
  const expected = mac(key, payload);
  const given = Buffer.from(signature, 'base64url');
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return err('FORGED');

  const content = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Envelope & Binding & { v: number };
  if (content.v !== 1 || !isActor(content.actor)) return err('MALFORMED');
  if (content.audience !== binding.audience) return err('WRONG_AUDIENCE');
  if (content.bodyDigest !== binding.bodyDigest) return err('WRONG_BODY');
  if (content.expiresAt - content.issuedAt > ENVELOPE_LIFETIME_MS || machineNow > content.expiresAt + CLOCK_SKEW_MS) return err('EXPIRED');
  if (machineNow < content.issuedAt - CLOCK_SKEW_MS) return err('NOT_YET_VALID');
  const { actor, requestId, issuedAt, expiresAt, standalone, locale } = content;
  return ok({ actor, requestId, issuedAt, expiresAt, locale, ...(standalone === undefined ? {} : { standalone }) });
}
