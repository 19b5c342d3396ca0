import type { Json, Refusal } from '@disclosure/kernel';
import { fittingClearance, release } from '@disclosure/platform-gate';
import { nextNumber, Rollback } from '@disclosure/platform-persistence';
import type { Platform, Tx } from '@disclosure/platform-persistence';
import { addressOf, EXTENT_LABELS, formatIndexNumber, indexSeries } from '@disclosure/publication-domain';
import type { DisclosureState, PublishedVersion } from '@disclosure/publication-domain';
import type { DecisionFacts, NewEvent } from '@disclosure/workflow';

interface Publication { readonly tx: Tx; readonly state: DisclosureState; readonly event: NewEvent; readonly facts: DecisionFacts; readonly platform: Platform }

/** Refusals of the gate itself, for the race that a check before it cannot see: a revocation that was quicker (foundations 5). */
const GATE: Readonly<Record<string, readonly [code: string, message: string]>> = {
  DG002: ['CLEARANCE_REVOKED', '该内容的保密审查放行刚被撤销，不得公开；请重新送审。'],
  DG003: ['CLEARANCE_EXPIRED', '该内容的放行已到期；请重新送审。'],
  DG004: ['CLEARANCE_OTHER_CONTENT', '放行对应的是另一内容，不得公开；请就现在的内容重新送审。'],
  DG006: ['CLEARANCE_AUDIENCE', '该内容的放行不适用于主动公开；请按主动公开重新送审。'],
};

/**
 * What publishing does beyond its row, in the same transaction (A1-14, PRO-07): the clearance must fit the digest, then the index number
 * is drawn (once for ever, CAT-03) and the gate lets the content out. The number series is locked before the clearance, by all alike.
 */
export async function completePublication({ tx, state, event, facts }: Publication): Promise<NewEvent | { readonly refusals: readonly Refusal[] }> {
  const digest = state.digest as string;
  const fit = await fittingClearance(tx, digest, 'PUBLIC', facts.today);
  if (!fit.ok) return { refusals: [fit.error.code === 'NO_CLEARANCE' ? ((await clearedOtherContent(tx, state)) ?? fit.error) : fit.error] };
  const clearance = fit.value;
  if (clearance.extent !== state.extent) {
    return { refusals: [{ code: 'CLEARANCE_EXTENT', message: `放行的公开程度为“${EXTENT_LABELS[clearance.extent]}”，与选定的公开属性不一致。`, clause: 'A3-5', facts: { cleared: clearance.extent, chosen: state.extent } }] };
  }
  const indexNumber = state.indexNumber ?? (await drawIndexNumber(tx, facts));
  const address = addressOf(indexNumber);
  const releaseId = await release(tx, { digest, clearanceId: clearance.id, audience: 'PUBLIC', address, context: 'publication', at: facts.now, on: facts.today }).catch((error: unknown) => {
    const known = GATE[String((error as { code?: unknown }).code)];
    if (!known) throw error;
    throw new Rollback({ kind: 'REFUSED', refusals: [{ code: known[0], message: known[1], clause: 'A3-8', facts: { digest } }] });
  });
  const version: PublishedVersion = { number: state.releases.length + 1, kind: state.kind, digest, releaseId, clearanceId: clearance.id, publishedOn: facts.today };
  return { ...event, payload: { indexNumber, address, version: version as unknown as Json } };
}

async function drawIndexNumber(tx: Tx, facts: DecisionFacts): Promise<string> {
  const own = facts.organisation.agencies.find(({ isOwn }) => isOwn);
  if (!own) throw new Error('the book of organisation has no agency of our own');
  return formatIndexNumber(own.bodyCode, facts.today, await nextNumber(tx, 'publication', indexSeries(own.bodyCode, facts.today)));
}

/** A clearance for what this disclosure said before: not none, but one for other content (A3-8). */
async function clearedOtherContent(tx: Tx, state: DisclosureState): Promise<Refusal | null> {
  const rows = await tx.query<{ digest: string }>(
    'SELECT c.digest FROM gate.clearance c WHERE c.digest = ANY($1) AND NOT EXISTS (SELECT FROM gate.revocation v WHERE v.clearance_id = c.id) ORDER BY c.cleared_at DESC LIMIT 1',
    [state.digests.filter((digest) => digest !== state.digest)]);
  if (!rows[0]) return null;
  return { code: 'CLEARANCE_OTHER_CONTENT', message: '放行对应的是另一内容：放行后内容有改动，不得公开；请就现在的内容重新送审。', clause: 'A3-8', facts: { digest: state.digest, clearedDigest: rows[0].digest } };
}
