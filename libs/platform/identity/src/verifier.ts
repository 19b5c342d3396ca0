import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { CryptoKey, JWTVerifyGetKey } from 'jose';
import { err, ok } from '@disclosure/kernel';
import type { Result } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { PUBLIC_ACTOR, actorOf } from './actor-claims.ts';
import type { TokenKind } from './actor-claims.ts';
import { GATEWAY_AUDIENCE, PLATFORM_ISSUER } from './issuer.ts';
import type { IssuerKeys } from './issuer.ts';
import { machineNow as realMachineNow } from './machine-clock.ts';
import type { MachineClock } from './machine-clock.ts';
import { STANDALONE_ISSUER } from './standalone-issuer.ts';

/** An issuer whose tokens are taken, and for which kinds of actor. */
export interface TrustedIssuer {
  /** Exactly the `iss` claim. */
  readonly issuer: string;
  readonly audience: string;
  /** Signature algorithms; never `none`, never a symmetric one. */
  readonly algorithms: readonly string[];
  readonly keys: CryptoKey | JWTVerifyGetKey;
  /** Kinds that it may vouch for: a token of another kind is refused, whoever signed it. */
  readonly kinds: readonly TokenKind[];
  /** Its identities are samples. */
  readonly sample: boolean;
  /** The kind of a token that bears no `kind` claim. */
  readonly defaultKind?: TokenKind;
}

export interface SignedIn {
  readonly actor: Actor;
  /** True when a sample issuer vouched for it. */
  readonly sample: boolean;
}

export type SignInFault = 'MALFORMED' | 'UNKNOWN_ISSUER' | 'WRONG_AUDIENCE' | 'EXPIRED' | 'BAD_SIGNATURE' | 'NO_ACTOR' | 'KEYS_UNAVAILABLE';

const CLOCK_TOLERANCE_SECONDS = 5;
const ASYMMETRIC = ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'] as const;

/**
 * An OIDC issuer: its keys are fetched from the JWKS address when first needed, kept for ten minutes, and fetched again
 * when a token names a key that is not among them (rotation), at most every 30 seconds. The address must be HTTPS,
 * except on this machine. Officers are `kind: OFFICER` or have no `kind`; clients by client_credentials bear `MACHINE`.
 */
export function oidcIssuer(options: { issuer: string; jwksUrl: string; audience?: string; algorithms?: readonly string[] }): TrustedIssuer {
  const url = new URL(options.jwksUrl);
  if (url.protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) throw new RangeError(`keys are fetched over HTTPS: ${options.jwksUrl}`);
  const algorithms = options.algorithms ?? ASYMMETRIC;
  const foreign = algorithms.filter((algorithm) => !(ASYMMETRIC as readonly string[]).includes(algorithm));
  if (foreign.length > 0) throw new RangeError(`not an asymmetric algorithm: ${foreign.join(', ')}`);
  return {
    issuer: options.issuer,
    audience: options.audience ?? GATEWAY_AUDIENCE,
    algorithms,
    keys: createRemoteJWKSet(url, { timeoutDuration: 5_000, cooldownDuration: 30_000, cacheMaxAge: 600_000 }),
    kinds: ['OFFICER', 'AGENCY_CLERK', 'MACHINE'],
    defaultKind: 'OFFICER',
    sample: false,
  };
}

/** Trust in the platform's own short tokens (applicants, third parties). */
export const platformTrust = (keys: Pick<IssuerKeys, 'publicKey'>): TrustedIssuer => ({
  issuer: PLATFORM_ISSUER, audience: GATEWAY_AUDIENCE, algorithms: ['EdDSA'], keys: keys.publicKey, kinds: ['APPLICANT', 'THIRD_PARTY'], sample: false,
});

/** Trust in the sample identities of standalone. */
export const standaloneTrust = (keys: Pick<IssuerKeys, 'publicKey'>): TrustedIssuer => ({
  issuer: STANDALONE_ISSUER, audience: GATEWAY_AUDIENCE, algorithms: ['EdDSA'], keys: keys.publicKey, kinds: ['OFFICER', 'AGENCY_CLERK', 'MACHINE'], sample: true,
});

function issuerNamedIn(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}

function faultOf(error: unknown): SignInFault {
  if (error instanceof errors.JWTExpired) return 'EXPIRED';
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'aud' ? 'WRONG_AUDIENCE' : 'MALFORMED';
  // An address that does not answer, or not with keys. jose has no class of its own for a status other than 200.
  if (!(error instanceof errors.JOSEError) || ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code)) return 'KEYS_UNAVAILABLE';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'MALFORMED';
  return 'BAD_SIGNATURE';
}

/** How long a verified token is believed without looking at its signature again: a key that its issuer withdraws is felt within this. */
const BELIEVED_MS = 30_000;
const MOST_BELIEVED = 10_000;

/** Turns the Authorization header into an actor. */
export class Verifier {
  readonly #issuers: ReadonlyMap<string, TrustedIssuer>;
  readonly #machineNow: MachineClock;
  /** Headers whose token was verified lately, the latest last. */
  readonly #believed = new Map<string, { readonly signedIn: SignedIn; readonly until: number }>();

  constructor(issuers: readonly TrustedIssuer[], machineNow: MachineClock = realMachineNow) {
    this.#issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
    this.#machineNow = machineNow;
    if (this.#issuers.size !== issuers.length) throw new RangeError('an issuer is named twice');
  }

  /** Without a header the actor is `PUBLIC`; a header that can't be verified is a fault, never the public. Expiry is by the machine's clock. */
  async verify(authorization: string | undefined): Promise<Result<SignedIn, SignInFault>> {
    if (authorization === undefined) return ok({ actor: PUBLIC_ACTOR, sample: false });
    const known = this.#believed.get(authorization);
    if (known && this.#machineNow() < known.until) return ok(known.signedIn);
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization.trim())?.[1];
    if (token === undefined) return err('MALFORMED');
    const name = issuerNamedIn(token);
    if (name === null) return err('MALFORMED');
    const trusted = this.#issuers.get(name);
    if (!trusted) return err('UNKNOWN_ISSUER');
    try {
      const options = {
        issuer: trusted.issuer, audience: trusted.audience, algorithms: [...trusted.algorithms],
        clockTolerance: CLOCK_TOLERANCE_SECONDS, requiredClaims: ['sub', 'exp'],
      };
      // Two calls, since jose's overloads take a key or a function that finds one.
      const { payload } = typeof trusted.keys === 'function' ? await jwtVerify(token, trusted.keys, options) : await jwtVerify(token, trusted.keys, options);
      const actor = actorOf(payload, payload['kind'] ?? trusted.defaultKind);
      if (actor === null || !trusted.kinds.includes(actor.kind)) return err('NO_ACTOR');
      const signedIn: SignedIn = { actor, sample: trusted.sample };
      this.#believe(authorization, signedIn, payload.exp as number);
      return ok(signedIn);
    } catch (error) {
      return err(faultOf(error));
    }
  }

  /** Never beyond the token's own end. */
  #believe(authorization: string, signedIn: SignedIn, expiresAtSeconds: number): void {
    this.#believed.delete(authorization);
    this.#believed.set(authorization, { signedIn, until: Math.min(this.#machineNow() + BELIEVED_MS, expiresAtSeconds * 1000) });
    if (this.#believed.size > MOST_BELIEVED) this.#believed.delete(this.#believed.keys().next().value as string);
  }
}
