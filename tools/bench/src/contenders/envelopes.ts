import { bodyDigest, ENVELOPE_HEADER, ENVELOPE_LIFETIME_MS, sealEnvelope } from '@disclosure/platform-identity';
import type { Actor } from '@disclosure/organisation';
import { keysFrom } from '@disclosure/platform-persistence';
import { randomUUID } from 'node:crypto';
import { SECRET } from '../settings.ts';

const key = keysFrom(SECRET).envelope;
/** Whom a peer takes a request to come from: it checks no token, which spares it what our gateway does. */
export const actorOf = (authorization: string | null | undefined): Actor => (authorization ? { kind: 'OFFICER', personId: 'p-office' } : { kind: 'PUBLIC' });

/** The header without which our subgraphs answer nobody, for a peer that calls them. */
export function envelopeFor(subgraph: string, actor: Actor, body: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>>; readonly operationName?: string | null }): Readonly<Record<string, string>> {
  const issuedAt = Date.now();
  const binding = { audience: subgraph, bodyDigest: bodyDigest(body.query, body.variables, body.operationName ?? undefined) };
  return { [ENVELOPE_HEADER]: sealEnvelope({ actor, requestId: randomUUID(), locale: 'zh-CN', issuedAt, expiresAt: issuedAt + ENVELOPE_LIFETIME_MS }, key, binding) };
}
