import { SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { claimsOf } from './actor-claims.ts';
import type { TokenActor, TokenKind } from './actor-claims.ts';

/** The audience of every token that the gateway takes. */
export const GATEWAY_AUDIENCE = 'disclosure-gateway';
/** The platform's own issuer: short tokens for people without an account. */
export const PLATFORM_ISSUER = 'urn:disclosure:platform';
const EDDSA = 'EdDSA';

export interface IssuerKeys {
  readonly keyId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export interface IssuerOptions {
  readonly issuer: string;
  readonly keys: IssuerKeys;
  /** Kinds of actor that this issuer may vouch for; another throws. */
  readonly kinds: readonly TokenKind[];
  readonly lifetimeSeconds: number;
}

/** Signs tokens with one Ed25519 key. */
export class TokenIssuer {
  constructor(readonly options: IssuerOptions) {}

  /** A signed JWT that stands for the actor. `machineNow` in milliseconds; throws a RangeError for a kind that is not this issuer's to vouch for. */
  async issue(actor: TokenActor, machineNow: number, extraClaims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { issuer, keys, kinds, lifetimeSeconds } = this.options;
    if (!kinds.includes(actor.kind)) throw new RangeError(`${issuer} issues no tokens for ${actor.kind}`);
    const issuedAt = Math.floor(machineNow / 1000);
    return new SignJWT({ ...extraClaims, ...claimsOf(actor) })
      .setProtectedHeader({ alg: EDDSA, kid: keys.keyId, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(GATEWAY_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(keys.privateKey);
  }
}

/**
 * Issues the short tokens for which tracking codes and one-time links are exchanged: an applicant's for one case, a third
 * party's for one consultation. They live 15 minutes, so that revoking the code is felt soon.
 */
export function platformIssuer(keys: IssuerKeys): TokenIssuer {
  return new TokenIssuer({ issuer: PLATFORM_ISSUER, keys, kinds: ['APPLICANT', 'THIRD_PARTY'], lifetimeSeconds: 15 * 60 });
}
