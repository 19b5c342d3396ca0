import { divisionName } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { findPerson } from '@disclosure/organisation';
import { admissionRefusal, fittingClearance, release } from '@disclosure/platform-gate';
import { Rollback } from '@disclosure/platform-persistence';
import type { PrepareScope, Stash } from '@disclosure/platform-persistence';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import { clockOf } from '@disclosure/workflow';
import { PrepareOnTheSpotReplyInput, ReplyOnTheSpotInput } from '../schema/holds.inputs.ts';
import { envelope, requestFacts, writeLetter } from '../use-cases/letters.ts';
import { sealedPackage } from '../use-cases/prepare.ts';
import type { ProposalForm } from '../use-cases/prepare.ts';
import { scopeAfter, withPayload } from '../use-cases/noticed.ts';
import type { RequestsServices } from '../services.ts';
import type { Completed, CompleteStep, Procedure } from './procedure.ts';

type Content = Pick<ProposalForm, 'information' | 'attachments'>;
interface Form { readonly disclosureIds?: readonly string[]; readonly digest?: string; readonly repliedBy?: string; readonly given: string }

/** Answering on the spot (A2-9): what is given is public already, or goes through the gate like any reply. */
export const onTheSpot: Procedure = {
  inputs: { prepareOnTheSpotReply: PrepareOnTheSpotReplyInput, replyOnTheSpot: ReplyOnTheSpotInput },
  plainEvents: { RepliedOnTheSpot: '已当场答复您的申请' },
  checks: {
    replyOnTheSpot: (input: Form) => textRefusals(input.given, { field: 'input.given', label: '所提供的信息和答复内容', max: 4000, multiline: true, clause: 'A2-9' }),
    prepareOnTheSpotReply: ({ information, attachments }: Content) => [
      ...optionalTextRefusals(information, { field: 'input.information', label: '所提供的信息', max: 100_000, multiline: true }),
      ...((attachments ?? []).length > 50 ? [{ code: 'TOO_MANY_ATTACHMENTS', message: '附件最多50个。', field: 'input.attachments', clause: null }] : []),
    ],
  },
  prepare: (services) => ({
    prepareOnTheSpotReply: (input: Content, _stash: Stash, scope: PrepareScope<RequestState>) => sealedPackage(input, scope, services),
    replyOnTheSpot: (input: Form, stash: Stash, { actor, state }: PrepareScope<RequestState>) => ({
      disclosureIds: [...new Set(input.disclosureIds ?? [])], digest: input.digest ?? ((input.disclosureIds ?? []).length === 0 ? state.prepared?.digest : undefined), repliedBy: input.repliedBy ?? (actor.kind === 'OFFICER' ? actor.personId : ''), given: stash.text('onTheSpot', input.given.trim()),
    }),
  }),
  complete: { RepliedOnTheSpot: give },
  project: async ({ tx, after, event }) => {
    if (event.type === 'RepliedOnTheSpot' && after.releaseId !== null) await tx.query('UPDATE requests.request SET release_id = $2 WHERE id = $1', [after.id, after.releaseId]);
  },
};

async function give(step: CompleteStep, services: RequestsServices): Promise<Completed> {
  const { tx, state, event, facts, actor } = step;
  const { disclosureIds, digest, repliedBy } = event.payload as unknown as Form & { repliedBy: string; disclosureIds: readonly string[] };
  const live = await tx.query<{ id: string; address: string }>('SELECT id, address FROM requests.published_disclosure WHERE id = ANY($1) AND live', [disclosureIds]);
  const dead = disclosureIds.findIndex((id) => !live.some((row) => row.id === id));
  if (dead >= 0) return { refusals: [{ code: 'DISCLOSURE_NOT_PUBLISHED', message: '所指的信息尚未主动公开，不能当场提供。', field: `input.disclosureIds.${dead}`, clause: 'A1-19-1', facts: { disclosureId: disclosureIds[dead] ?? '' } }] };

  const due = clockOf(state, 'T01', facts)?.clock.dueOn ?? null;
  let given = withPayload(event, { late: due !== null && event.effectiveOn > due });
  if (digest !== undefined) {
    const fit = await fittingClearance(tx, digest, `CASE:${state.id}`, facts.today);
    if (!fit.ok) return { refusals: [{ ...fit.error, field: 'input.digest' }] };
    try {
      const releaseId = await release(tx, { digest, clearanceId: fit.value.id, audience: `CASE:${state.id}`, address: `request:${state.id}:r${state.round}`, context: 'requests', at: facts.now, on: facts.today });
      given = withPayload(given, { releaseId, clearanceId: fit.value.id });
    } catch (error) {
      const refusal = admissionRefusal(error);
      if (refusal) throw new Rollback({ kind: 'REFUSED', refusals: [refusal] });
      throw error;
    }
  }
  const after = scopeAfter(step, services, given);
  const shared = await requestFacts(after);
  const nameOf = (personId: string): string => findPerson(facts.organisation, personId)?.name ?? personId;
  const letter = await writeLetter(services, {
    ...(await envelope(after)), kind: 'OnTheSpotRecord', number: null,
    fields: {
      ...shared.fields, repliedOn: event.effectiveOn, repliedBy: nameOf(repliedBy), recordedBy: actor.kind === 'OFFICER' ? nameOf(actor.personId) : '', division: state.leadDivision === null ? '厅公开办' : divisionName(facts.organisation, state.leadDivision),
      publications: live.map(({ address }) => ({ address: services.publicUrl(address) })),
    },
    blocks: { ...shared.blocks, given: step.stash.bodyOf((event.payload['given'] as { text: string }).text) ?? '' },
  });
  return 'refusals' in letter ? letter : withPayload(given, { ...letter });
}
