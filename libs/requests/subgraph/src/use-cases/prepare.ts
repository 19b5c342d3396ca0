import { isDeepStrictEqual } from 'node:util';
import type { ContentPackage } from '@disclosure/contracts';
import { actorKey } from '@disclosure/organisation';
import { openContent, putSealedContent } from '@disclosure/platform-gate';
import { equalityOf, Rollback } from '@disclosure/platform-persistence';
import type { PrepareScope, Stash } from '@disclosure/platform-persistence';
import type { DecidedItem, ReplyPart, RequestState, SentReferral } from '@disclosure/requests-domain';
import { deadlinesOf } from '@disclosure/workflow';
import { competentAgencies, requestReferrals, toldByReply } from './referral-content.ts';
import { identityOf } from './identity.ts';
import { REPLY_ATTACHMENT } from '../services.ts';
import type { RequestsServices } from '../services.ts';
import { lackedBy } from './form-parts.ts';

/** The subject under whose data key the applicant's identity is sealed. */
export const APPLICANT = 'applicant';

/** What people enter, before content and codes part ways. */
export interface SubmitForm {
  readonly agencyId?: string;
  readonly channel: string;
  readonly receivedOn?: string;
  readonly applicant: {
    readonly kind: string; readonly name: string; readonly identityDocument?: { readonly type: string; readonly number: string };
    readonly organisationCode?: string; readonly representative?: string; readonly telephone?: string; readonly email?: string; readonly postalAddress?: string;
  };
  readonly title: string;
  readonly documentNumber?: string;
  readonly description?: string;
  readonly form: string;
  readonly means: string;
  readonly assistance?: string;
  readonly oralConfirmation?: string;
}

export interface ProposalForm {
  readonly items: readonly (Omit<Partial<DecidedItem>, 'outcome'> & { readonly outcome: string })[];
  readonly isMajor?: boolean;
  readonly blocks?: Readonly<Record<string, string>>;
  readonly information?: string;
  readonly attachments?: readonly { readonly uploadId: string }[];
}

type Content = Pick<ProposalForm, 'blocks' | 'information' | 'attachments'>;

/** Takes content and identities out of the inputs, so that events hold codes only (foundations 4). One function for each action that has any. */
export function preparations(services: RequestsServices): Readonly<Record<string, (input: never, stash: Stash, scope: PrepareScope<RequestState>) => unknown>> {
  const text = (field: string) => (stash: Stash, body: string | undefined) => (body === undefined || body.trim() === '' ? undefined : stash.text(field, body.trim()));
  return {
    submitRequest: (form: SubmitForm, stash: Stash, { platform, facts, streamId }: PrepareScope<RequestState>) => {
      const { applicant } = form;
      const identity = identityOf(applicant);
      const contact = { identityType: applicant.identityDocument?.type.trim(), telephone: applicant.telephone, email: applicant.email, postalAddress: applicant.postalAddress, representative: applicant.representative };
      const reached = applicant.telephone ?? applicant.email ?? applicant.postalAddress;
      const missingParts = lackedBy(form);
      return {
        agencyId: form.agencyId ?? facts.organisation.agencies.find((agency) => agency.isOwn)?.id,
        channel: form.channel, applicantKind: applicant.kind, form: form.form, means: form.means, receivedOn: form.receivedOn, documentNumber: text('documentNumber')(stash, form.documentNumber),
        applicant: stash.seal(APPLICANT, 'name', applicant.name.trim()),
        contact: stash.seal(APPLICANT, 'contact', JSON.stringify(contact)),
        identity: identity === undefined ? undefined : stash.seal(APPLICANT, 'identity', identity, true),
        equality: equalityOf(platform.keys, 'applicant', identity ?? (reached === undefined ? streamId : `${applicant.name}|${reached}`)), // whom a name alone tells apart from nobody is like nobody
        title: stash.text('title', form.title.trim()),
        description: text('description')(stash, form.description),
        assistance: text('assistance')(stash, form.assistance),
        missingParts: missingParts.length === 0 ? undefined : missingParts,
        oralConfirmation: text('oralConfirmation')(stash, form.channel === 'ORAL' ? form.oralConfirmation : undefined),
      };
    },
    registerRequest: (input: { confirmedOn?: string; assistance?: string }, stash: Stash) => ({ confirmedOn: input.confirmedOn, assistance: text('assistance')(stash, input.assistance) }),
    supplyClarification: (input: { clarification: string; goodReason?: string }, stash: Stash) => ({ clarification: stash.text('clarification', input.clarification.trim()), goodReason: text('reasons')(stash, input.goodReason) }),
    assignRequest: (input: { leadDivisionId: string; supportingDivisionIds?: readonly string[]; remarks?: string }, stash: Stash) => ({
      leadDivisionId: input.leadDivisionId, supportingDivisionIds: input.supportingDivisionIds, remarks: text('assignmentRemarks')(stash, input.remarks),
    }),
    contributeMaterial: (input: { divisionId: string; material: string }, stash: Stash) => ({ divisionId: input.divisionId, material: stash.text('material', input.material.trim()) }),
    waiveContribution: (input: { divisionId: string; reasons: string }, stash: Stash) => ({ divisionId: input.divisionId, reasons: stash.text('reasons', input.reasons.trim()) }),
    proposeExtension: (input: { workingDays: number; reasons: string }, stash: Stash) => ({ workingDays: input.workingDays, reasons: stash.text('reasons', input.reasons.trim()) }),
    returnReplyProposal: (input: { reasons: string }, stash: Stash) => ({ reasons: stash.text('reasons', input.reasons.trim()) }),
    serveReply: async (input: { servedOn?: string; means: string; reasons?: string; proof?: string }, stash: Stash, scope: PrepareScope<RequestState>) => ({
      servedOn: input.servedOn, means: input.means, reasons: text('reasons')(stash, input.reasons), proof: text('serviceProof')(stash, input.proof), referrals: await told(scope, stash),
    }),
    adoptCalendar: async ({ revision }: { revision: number }, _stash: Stash, scope: PrepareScope<RequestState>) => ({ revision, moved: await movedDeadlines(revision, scope) }),
    draftReplyLetter: async ({ principalItem, ...form }: Pick<ProposalForm, 'blocks' | 'information'> & { readonly principalItem?: number }, _stash: Stash, scope: PrepareScope<RequestState>) => {
      const { proposal } = scope.state;
      const before = proposal && (form.blocks !== undefined || form.information !== undefined) ? await openContent(scope.tx, proposal.digest, scope.platform.keys) : null;
      if (!before) return { principalItem };
      const blocks = Object.entries({ ...before.blocks, ...form.blocks }).filter(([, block]) => block.trim() !== '');
      const content: ContentPackage = { ...before, body: form.information ?? before.body, blocks: Object.fromEntries(blocks) };
      if (isDeepStrictEqual(content, before)) return { principalItem };
      const { digest } = await putSealedContent(scope.tx, `CASE:${scope.streamId}`, content, scope.platform.keys);
      return { digest, carries: partsOf(content), principalItem };
    },
    draftReplyProposal: async (form: ProposalForm, _stash: Stash, scope: PrepareScope<RequestState>) => {
      const sealed = await sealedPackage(form, scope, services);
      const items: DecidedItem[] = form.items.map((item) => ({ outcome: item.outcome, ground: item.ground ?? null, bases: basesOf(item, scope), disclosureId: item.disclosureId ?? null, agencyId: item.agencyId ?? null, earlierRequestId: item.earlierRequestId ?? null, ...(item.agencyUndetermined === true ? { agencyUndetermined: true } : {}), ...(item.thirdPartyRight ? { thirdPartyRight: item.thirdPartyRight } : {}) }));
      const competent = items.some(({ outcome }) => outcome === 'OTHER_AGENCY') ? await competentAgencies(scope, scope.streamId) : [];
      return { items, isMajor: form.isMajor ?? false, ...sealed, competent };
    },
  };
}

/** Whom the service of the reply tells besides; absent where nobody. */
async function told(scope: PrepareScope<RequestState>, stash: Stash): Promise<readonly SentReferral[] | undefined> {
  const referrals = await requestReferrals(toldByReply(scope.state), scope, stash);
  return referrals.length === 0 ? undefined : referrals;
}

/** The clauses that a decision rests on: those of its ground where it has one, else of its outcome. */
function basesOf(item: ProposalForm['items'][number], { facts }: PrepareScope<RequestState>): readonly string[] {
  const ground = facts.law.grounds.find((candidate) => candidate.id === item.ground);
  const outcome = facts.law.outcomes.find((candidate) => candidate.id === item.outcome);
  return [...(ground?.clauses ?? []), ...(outcome?.clauses ?? [])];
}

/** Which parts of the reply are written, by name: what a rule can ask without reading them. */
function partsOf({ blocks, body, attachments }: ContentPackage): readonly ReplyPart[] {
  const written = Object.entries(blocks).filter(([, block]) => block.trim() !== '').map(([name]) => name as ReplyPart);
  return [...written, ...(body.trim() === '' ? [] : ['information' as const]), ...(attachments.length === 0 ? [] : ['attachments' as const])];
}

/** What is given to the applicant of a case, stored at the gate for nobody else: there review clears it by its digest. */
export async function sealedPackage(form: Content, scope: PrepareScope<RequestState>, services: RequestsServices): Promise<{ readonly digest: string; readonly attachments: number; readonly carries: readonly ReplyPart[] }> {
  const content = await replyPackage(form, scope, services);
  const { digest } = await putSealedContent(scope.tx, `CASE:${scope.streamId}`, content, scope.platform.keys);
  return { digest, attachments: content.attachments.length, carries: partsOf(content) };
}

/** What goes out with the reply, and nothing else: all free text and files, in the canonical package that review clears. */
async function replyPackage(form: Content, scope: PrepareScope<RequestState>, services: RequestsServices): Promise<ContentPackage> {
  const { tx, streamId, actor } = scope;
  const uploads = services.uploads(tx);
  const attachments: ContentPackage['attachments'][number][] = [];
  for (const [index, { uploadId }] of (form.attachments ?? []).entries()) {
    const who = actorKey(actor);
    const upload = (await uploads.refer(uploadId, who, REPLY_ATTACHMENT, `request:${streamId}`)) ? await uploads.findUpload(uploadId) : null;
    if (!upload) throw new Rollback({ kind: 'REFUSED', refusals: [{ code: 'UNKNOWN_UPLOAD', message: '没有这个上传文件，或它已用于别的记录；请重新上传。', field: `input.attachments.${index}.uploadId`, clause: null }] });
    attachments.push({ name: upload.name, mediaType: upload.mediaType, size: upload.size, digest: upload.digest });
  }
  const [asked] = await tx.query<{ title: string | null; clarification: string | null }>(
    'SELECT t.body AS title, c.body AS clarification FROM requests.request r JOIN requests.free_text t ON t.id = r.title_text LEFT JOIN requests.free_text c ON c.id = r.clarification_text WHERE r.id = $1', [streamId]);
  const clarification = asked?.clarification ?? '';
  return { format: 1, title: '政府信息公开申请答复', summary: '', body: form.information ?? '', attachments, redactions: [], blocks: { ...form.blocks, requested: asked?.title ?? '', ...(clarification === '' ? {} : { clarification }) } };
}

/**
 * The deadlines that a calendar revision puts elsewhere than the one before it did (CAL-04). Compared are these two, not the last
 * event's: an act between publication and this wake-up used the new calendar already, and told nobody that a date had moved. A
 * deadline that began under the new calendar never had another date.
 */
async function movedDeadlines(revision: number, { tx, state, facts, platform }: PrepareScope<RequestState>): Promise<readonly { limit: string; from: string | null; to: string | null }[]> {
  if (revision < 2) return []; // the first moves nothing: there was none before it
  const rows = await tx.query<{ seq: number; revision: number }>("SELECT seq, (canonical::jsonb#>>'{revisions,calendar}')::integer AS revision FROM requests.event WHERE stream_id = $1", [state.id]);
  const revisionOf = new Map(rows.map((row) => [row.seq, row.revision]));
  const [before, after] = [deadlinesOf(state, { ...facts, calendar: await platform.books.calendar(tx, revision - 1) }), deadlinesOf(state, { ...facts, calendar: await platform.books.calendar(tx, revision) })];
  return after.flatMap(({ limit, round, clock }, index) => {
    const earlier = before[index]?.clock;
    const began = state.effects.findLast((effect) => effect.limit === limit && effect.round === round && (effect.effect === 'START' || effect.effect === 'RESET'));
    if (!earlier || !began || (revisionOf.get(began.seq) ?? 0) >= revision) return [];
    // A window that has closed is nobody's deadline any more, wherever the new calendar would have put its end.
    if (clock.state === 'STOPPED' || (limit === 'T03' && clock.late && earlier.late)) return [];
    return earlier.dueOn !== clock.dueOn || earlier.provisional !== clock.provisional ? [{ limit, from: earlier.dueOn, to: clock.dueOn }] : [];
  });
}
