import type { Actor } from './types.ts';

/**
 * What a machine client may do for the agency that it is bound to, each by a scope of its token. The competence directory and all else that
 * the public reads needs none: a token never opens less than no token.
 */
export const AGENCY_SCOPES = {
  'consultations:read': '查阅向本机关征求的意见', 'consultations:answer': '签收并提出意见', 'referrals:read': '查阅转送本机关的内容', 'referrals:answer': '签收并答复转送',
} as const;
export type AgencyScope = keyof typeof AGENCY_SCOPES;

/** The agency that an actor acts for here: its clerk may do all that is its own, a client bound to it what its scopes say. Null for everybody else. */
export function agencyOf(actor: Actor, ...scopes: readonly AgencyScope[]): string | null {
  switch (actor.kind) {
    case 'AGENCY_CLERK': return actor.agencyId;
    case 'MACHINE': return scopes.some((scope) => actor.scopes.includes(scope)) ? (actor.agencyId ?? null) : null;
    default: return null;
  }
}
