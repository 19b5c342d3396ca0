import { Field } from 'type-graphql';
import { chineseDate } from '@disclosure/kernel';
import { findPerson } from '@disclosure/organisation';
import { divisionName, STAGES, stageOf } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import type { DecisionFacts, NewEvent } from '@disclosure/workflow';
import { ArchiveRequestInput, ExportFileInput } from '../schema/after-reply.inputs.ts';
import { RequestFile } from '../schema/after-reply.type.ts';
import { caseFile, lettersMissing, lettersOf } from '../use-cases/case-file.ts';
import { envelope, requestFacts, writeLetter } from '../use-cases/letters.ts';
import { scopeAfter, withPayload } from '../use-cases/noticed.ts';
import type { RequestsServices } from '../services.ts';
import type { Completed, CompleteStep, Procedure } from './procedure.ts';

/** How long a file is kept (保管期限) [D]. */
const RETENTION = '30年';

/** Closing the file, with its cover and index; and taking it out whole. */
export const archive: Procedure = {
  inputs: { archiveRequest: ArchiveRequestInput, exportFile: ExportFileInput },
  plainEvents: { RequestArchived: '本件已归档' },
  complete: {
    RequestArchived: async (step, services) => {
      const missing = await holes(step, services);
      if (missing) return missing;
      const letter = await cover(step, services);
      return 'refusals' in letter ? letter : withPayload(step.event, { ...letter });
    },
    FileExported: async (step, services) => {
      const missing = await holes(step, services);
      if (missing) return missing;
      const { tx, platform, facts, state } = step;
      return withPayload(step.event, { digest: await services.store.put(await caseFile({ tx, platform, services, facts, state })) });
    },
  },
  payloadExtras: {
    exportFile: {
      fields: (payload) => Field(() => RequestFile, { nullable: true, description: 'The file, to be fetched for a while (案卷).' })(payload.prototype, 'file'),
      values: ({ services }, id, state) => {
        const digest = state.exports.at(-1);
        if (digest === undefined) return { file: null };
        const name = `案卷${state.number ?? state.id}.zip`;
        return { file: { name, digest, url: services.downloadUrl({ digest, name, mediaType: 'application/zip', releaseId: null, recordId: id }) } };
      },
    },
  },
};

async function holes({ tx, state }: CompleteStep, services: RequestsServices): Promise<Completed | null> {
  const missing = await lettersMissing(tx, services, state.id);
  return missing.length === 0 ? null : { refusals: [{ code: 'FILE_INCOMPLETE', message: `案卷不完整，缺少文书：${missing.join('、')}。`, clause: 'A2-3', facts: { missing: missing.join(' ') } }] };
}

/** 归档封面: what the case was, and the index of its letters. */
async function cover(step: CompleteStep, services: RequestsServices): Promise<Awaited<ReturnType<typeof writeLetter>>> {
  const { tx, state, event, facts, actor } = step;
  const after = scopeAfter(step, services, event);
  const shared = await requestFacts(after);
  const letters = (await lettersOf(tx, state.id)).filter(({ format }) => format === 'PDF');
  return writeLetter(services, {
    ...(await envelope(after)), kind: 'ArchiveCover', number: null,
    fields: {
      requestNumber: state.number ?? '未登记', ...(state.receivedOn === null ? {} : { receivedOn: state.receivedOn }), outcome: outcomeText(state, facts), ...(state.letter === null ? {} : { replyNumber: state.letter.number }), ...(state.servedOn === null ? {} : { servedOn: state.servedOn }),
      division: state.leadDivision === null ? '厅公开办' : divisionName(facts.organisation, state.leadDivision), archivedOn: event.effectiveOn, retention: RETENTION, archivedBy: archivedBy(actor, facts),
      documents: letters.map(({ title, number, issued_on }) => ({ name: `${title}${number === null ? '' : ` ${number}`}`, on: chineseDate(issued_on) })),
    },
    blocks: shared.blocks,
  });
}


const archivedBy = (actor: CompleteStep['actor'], { organisation }: DecisionFacts): string => (actor.kind === 'OFFICER' ? (findPerson(organisation, actor.personId)?.name ?? actor.personId) : '');
const outcomeText = (state: RequestState, { law }: DecisionFacts): string =>
  state.servedOn === null || state.proposal === null ? STAGES[stageOf(state)] : [...new Set(state.proposal.items.map(({ outcome }) => law.outcomes.find(({ id }) => id === outcome)?.label ?? outcome))].join('、');

/** 送达回证: what was served, how, when, by whom, with what proof (D22). */
export async function serviceReceipt(step: CompleteStep, services: RequestsServices, event: NewEvent, means: string): Promise<Awaited<ReturnType<typeof writeLetter>>> {
  const { state, facts, actor } = step;
  const proof = (event.payload['proof'] as { text: string } | undefined)?.text;
  const remarks = proof === undefined ? null : step.stash.bodyOf(proof);
  return writeLetter(services, {
    ...(await envelope(scopeAfter(step, services, event))), kind: 'ServiceReceipt', number: null,
    fields: { requestNumber: state.number ?? '', letterTitle: '政府信息公开申请答复书', letterNumber: state.letter?.number ?? '', means, servedOn: event.effectiveOn, server: archivedBy(actor, facts) },
    blocks: remarks === null ? {} : { remarks },
  });
}
