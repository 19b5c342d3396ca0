import type { Actor } from '@disclosure/organisation';

/** The kinds of actor that a token can stand for. `TIMER` is the platform's own and `PUBLIC` is the absence of a token. */
export type TokenActor = Exclude<Actor, { kind: 'TIMER' } | { kind: 'PUBLIC' }>;
export type TokenKind = TokenActor['kind'];

export const PUBLIC_ACTOR: Actor = { kind: 'PUBLIC' };

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 200;
const isGeneration = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** True when a value that came over a wire has the form of an actor. */
export function isActor(value: unknown): value is Actor {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'OFFICER': return isText(value['personId']);
    case 'APPLICANT': return isText(value['caseId']) && (value['generation'] === undefined || isGeneration(value['generation']));
    case 'THIRD_PARTY': return isText(value['consultationId']);
    case 'AGENCY_CLERK': return isText(value['agencyId']) && isText(value['clerkId']);
    case 'MACHINE': return isText(value['clientId']) && Array.isArray(value['scopes']) && value['scopes'].every(isText) && (value['agencyId'] === undefined || isText(value['agencyId']));
    case 'TIMER': case 'PUBLIC': return true;
    default: return false;
  }
}

/** The claims of a token that stands for an actor; `actorOf` is the inverse. */
export function claimsOf(actor: TokenActor): Record<string, unknown> & { readonly sub: string } {
  switch (actor.kind) {
    case 'OFFICER': return { kind: actor.kind, sub: actor.personId };
    case 'APPLICANT': return { kind: actor.kind, sub: actor.caseId, ...(actor.generation === undefined ? {} : { generation: actor.generation }) };
    case 'THIRD_PARTY': return { kind: actor.kind, sub: actor.consultationId };
    case 'AGENCY_CLERK': return { kind: actor.kind, sub: actor.clerkId, agency: actor.agencyId };
    case 'MACHINE': return { kind: actor.kind, sub: actor.clientId, scope: actor.scopes.join(' '), ...(actor.agencyId === undefined ? {} : { agency: actor.agencyId }) };
  }
}

/** Reads the actor out of claims whose signature has been checked; null when they name none. */
export function actorOf(claims: Readonly<Record<string, unknown>>, kind: unknown): TokenActor | null {
  const sub = claims['sub'];
  if (!isText(sub)) return null;
  switch (kind) {
    case 'OFFICER': return { kind, personId: sub };
    case 'APPLICANT': {
      const generation = claims['generation'];
      if (generation === undefined) return { kind, caseId: sub };
      return isGeneration(generation) ? { kind, caseId: sub, generation } : null;
    }
    case 'THIRD_PARTY': return { kind, consultationId: sub };
    case 'AGENCY_CLERK': return isText(claims['agency']) ? { kind, clerkId: sub, agencyId: claims['agency'] } : null;
    case 'MACHINE': {
      const scope = claims['scope'] ?? '';
      const agency = claims['agency'];
      // A client that is said to work for an agency, and not for which, is nobody.
      if (typeof scope !== 'string' || (agency !== undefined && !isText(agency))) return null;
      return { kind, clientId: sub, scopes: scope.split(' ').filter(isText), ...(agency === undefined ? {} : { agencyId: agency }) };
    }
    default: return null;
  }
}
