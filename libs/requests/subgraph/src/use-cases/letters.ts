import type { LocalDate, Refusal } from '@disclosure/kernel';
import { remedyFor, renderPartlyWithheldRemedy, renderRemedy, clause } from '@disclosure/law';
import type { Ground, LawBook } from '@disclosure/law';
import { findDivision, findPerson } from '@disclosure/organisation';
import type { Actor } from '@disclosure/organisation';
import { openContent } from '@disclosure/platform-gate';
import { assertHoldsOnly, composeLetter, documentNumber, renderDocx, renderPdf } from '@disclosure/platform-letters';
import type { LetterInput, LetterKind, ReplyForm } from '@disclosure/platform-letters';
import { nextNumber, unseal } from '@disclosure/platform-persistence';
import type { Platform, Tx } from '@disclosure/platform-persistence';
import { dueOn } from '@disclosure/workflow';
import type { DecisionFacts, NewEvent } from '@disclosure/workflow';
import { CHANNELS, FORMS_OF_PROVISION, MEANS_OF_SERVICE, THIRD_PARTY_RIGHTS, proposalDueOn } from '@disclosure/requests-domain';
import type { RequestState, ThirdPartyRight } from '@disclosure/requests-domain';
import type { RequestsServices } from '../services.ts';
import { authenticityCode } from './authenticity.ts';

export interface RenderedLetter { readonly docx: string; readonly pdf: string }

export interface LetterScope {
  readonly tx: Tx; readonly platform: Platform; readonly services: RequestsServices; readonly facts: DecisionFacts; readonly state: RequestState;
  /** Name and title of a request that this very command submits: no row has them yet. */
  readonly submitting?: { readonly name: string; readonly requested: string };
  /** The officer who takes the action: numbered letters name who signed them. */
  readonly signer?: string;
}

/** The letter as docx and PDF, read back to hold nothing but itself, stored by digest (foundations 5). */
export async function writeLetter<K extends LetterKind>(services: RequestsServices, input: LetterInput<K>): Promise<RenderedLetter | { readonly refusals: readonly Refusal[] }> {
  const composed = composeLetter(services.templates.get(input.kind, input.form ?? null), input);
  if (!composed.ok) return { refusals: composed.error };
  const [docx, pdf] = [await renderDocx(composed.value), await renderPdf(composed.value)];
  const surplus = [...(await assertHoldsOnly(composed.value, docx)), ...(await assertHoldsOnly(composed.value, pdf))];
  if (surplus.length > 0) return { refusals: surplus };
  return { docx: await services.store.put(docx), pdf: await services.store.put(pdf) };
}

/** Everything of a letter that is the same for every kind. */
export async function envelope({ tx, platform, services, facts, state, submitting }: LetterScope): Promise<Pick<LetterInput, 'agency' | 'addressee' | 'enclosures' | 'date' | 'authenticityCode' | 'signedBy' | 'contact' | 'seal' | 'number'>> {
  const rows = await tx.query<{ applicant_name: string }>('SELECT applicant_name FROM requests.request WHERE id = $1', [state.id]);
  const sealed = rows[0]?.applicant_name;
  const name = submitting?.name ?? (sealed === undefined ? undefined : (await unseal(tx, 'requests', [sealed], platform.keys)).get(sealed));
  const agency = facts.organisation.agencies.find((candidate) => candidate.id === state.agencyId);
  if (!agency || name === undefined) throw new Error(`request ${state.id}: no agency or no applicant to write to`);
  return {
    agency: { name: agency.name, mark: agency.name },
    addressee: { name, you: state.applicantKind === 'NATURAL_PERSON' ? '您' : '你单位' },
    enclosures: [], date: facts.today, number: null, signedBy: null, seal: services.seal,
    contact: { name: '厅公开办', phone: agency.contact.telephone, address: agency.contact.address },
    authenticityCode: null,
  };
}

/** The register facts that letters about one request share. */
export async function requestFacts({ tx, state, submitting }: Pick<LetterScope, 'tx' | 'state' | 'submitting'>): Promise<{ fields: { requestNumber: string; receivedOn: LocalDate }; blocks: { requested: string } }> {
  const rows = await tx.query<{ body: string | null }>('SELECT t.body FROM requests.request r JOIN requests.free_text t ON t.id = r.title_text WHERE r.id = $1', [state.id]);
  return { fields: { requestNumber: state.number ?? '', receivedOn: state.receivedOn as LocalDate }, blocks: { requested: submitting?.requested ?? rows[0]?.body ?? '' } };
}

/** The form of the reply by its outcomes: that of the one, or item by item where they differ, in outcome or in ground. */
export function replyForm(state: RequestState): ReplyForm {
  const items = state.proposal?.items ?? [];
  return new Set(items.map(({ outcome, ground }) => `${outcome}|${ground ?? ''}`)).size > 1 ? 'COMBINED' : (items[0]?.outcome as ReplyForm);
}

/** What is decided on each item, as a letter lists it: the outcome, the ground where something is withheld, the articles of the Regulations. */
function decisionsOf(state: RequestState, law: LawBook): readonly { readonly outcome: string; readonly basis: string }[] {
  return (state.proposal?.items ?? []).map(({ outcome: id, ground: groundId, thirdPartyRight }) => {
    const outcome = law.outcomes.find((candidate) => candidate.id === id);
    const ground = law.grounds.find((candidate) => candidate.id === groundId);
    const because = ground && ground.id !== 'NOT_GOVERNMENT_INFORMATION' ? `，${withheldBecause(ground, thirdPartyRight)}` : '';
    return { outcome: `${(outcome?.label ?? id).replace('（区分处理）', '')}${because}`, basis: [...new Set([...(outcome ? regulationsOf(law, outcome) : []), ...(ground ? regulationsOf(law, ground) : [])])].join('、') };
  });
}

/** A ground as the predicate of a sentence: what is asked for 属于 it, 涉及 it, or would do harm. */
function withheldBecause({ id, label }: Ground, right?: ThirdPartyRight): string {
  switch (id) {
    case 'THIRD_PARTY_RIGHTS': return right === undefined ? `涉及${label}` : `涉及第三方的${THIRD_PARTY_RIGHTS[right]}`;
    case 'SECURITY_AND_STABILITY': return `公开后可能${label}`;
    case 'FORBIDDEN_BY_LAW': return `属于${label}的信息`;
    default: return `属于${label}`;
  }
}

/** The articles of the Regulations, by their full name: the department's own measures are no ground towards an applicant. */
const regulationsOf = (law: LawBook, { clauses }: Pick<Ground, 'clauses'>): readonly string[] =>
  clauses.filter((id) => id.startsWith('R-')).map((id) => clause(law, id).title.replace('《政府信息公开条例》', '《中华人民共和国政府信息公开条例》').replaceAll('(', '（').replaceAll(')', '）'));

/**
 * The 《政府信息公开申请答复书》: from the proposal, numbered, with the remedy that its legal basis calls for (REM-01, REM-02). `as`: the draft that goes
 * round bears neither the name of who signs nor a code that would pass it off as issued.
 */
export async function replyLetter(scope: LetterScope, as: 'DRAFT' | 'SIGNED'): Promise<{ number: string; form: ReplyForm; docx: string; pdf: string } | { refusals: readonly Refusal[] }> {
  const { tx, platform, services, facts, state } = scope;
  const { proposal } = state;
  if (!proposal) throw new Error(`request ${state.id} has no proposal`);
  const content = await openContent(tx, proposal.digest, platform.keys);
  if (!content) throw new Error(`request ${state.id}: the package ${proposal.digest} cannot be opened`);
  const form = replyForm(state);
  const on = state.lawOn ?? facts.today;
  const bases = [...new Set(proposal.items.flatMap((item) => item.bases))];
  const servedOnline = state.means === 'ONLINE' || state.means === 'EMAIL';
  const remedyClass = remedyFor(facts.law, bases, on);
  // Where only a part is withheld, or only some of the items, each has the remedy of its own basis (REM-01, REM-02).
  const classes = new Set(proposal.items.map((item) => (item.outcome === 'PARTLY_DISCLOSED' ? 'PARTLY' : remedyFor(facts.law, item.bases, on))));
  const remedy = remedyClass === 'R1' && (classes.size > 1 || classes.has('PARTLY')) ? renderPartlyWithheldRemedy(facts.law, on, { servedOnline }) : renderRemedy(facts.law, remedyClass, on, { servedOnline });
  const [item] = proposal.items;
  const [pointing, repeated] = (['disclosureId', 'earlierRequestId'] as const).map((key) => proposal.items.find((candidate) => candidate[key] !== null));
  const common = await envelope(scope);
  const shared = await requestFacts(scope);
  const agency = facts.organisation.agencies.find((candidate) => candidate.id === state.agencyId);
  const year = Number(facts.today.slice(0, 4));
  // A reply that was sent back keeps the number it was given, unless the year has turned.
  const kept = state.letterNumber?.includes(`〔${year}〕`) ? state.letterNumber : null;
  const number = kept ?? documentNumber(`${agency?.documentCode ?? ''}公开`, year, await nextNumber(tx, 'requests', `REPLY:${state.agencyId}:${year}`));
  // Each item names its own: whoever asked for two things may have to turn to two agencies (A2-12-5).
  const others = facts.organisation.agencies.filter(({ id }) => proposal.items.some(({ agencyId }) => agencyId === id));
  const published = pointing?.disclosureId ? (await tx.query<{ address: string }>('SELECT address FROM requests.published_disclosure WHERE id = $1', [pointing.disclosureId]))[0] : undefined;
  const earlier = repeated?.earlierRequestId ? (await tx.query<{ number: string; letter: string | null; issued_on: LocalDate | null }>("SELECT r.number, d.number AS letter, d.issued_on FROM requests.request r LEFT JOIN requests.document d ON d.request_id = r.id AND d.kind = 'ReplyLetter' AND d.format = 'PDF' WHERE r.id = $1 ORDER BY d.seq DESC LIMIT 1", [repeated.earlierRequestId]))[0] : undefined;
  const clarified = state.clarifications.find((clarification) => clarification.round === state.round);
  const ground = facts.law.grounds.find((candidate) => candidate.id === item?.ground);
  const { requested: _requested, publishedTitle, regimeLaw, ...blocks } = content.blocks;
  const rendered = await writeLetter(services, {
    ...common, kind: 'ReplyLetter', form, number,
    ...(as === 'SIGNED' ? { signedBy: scope.signer ?? null, authenticityCode: authenticityCode(platform, number, facts.today) } : {}),
    fields: {
      ...shared.fields,
      form: state.form === null ? '' : FORMS_OF_PROVISION[state.form], means: state.means === null ? '' : MEANS_OF_SERVICE[state.means],
      remedy: typeof remedy === 'string' ? remedy.split('\n') : remedy,
      ...(clarified?.suppliedOn ? { clarifiedOn: clarified.suppliedOn, clarificationAskedOn: clarified.noticeOn } : {}),
      ...(ground ? { ground: withheldBecause(ground, item?.thirdPartyRight), legalBasis: regulationsOf(facts.law, ground) } : {}),
      ...(form === 'COMBINED' ? { decisions: decisionsOf(state, facts.law) } : {}),
      ...(regimeLaw ? { regimeLaw } : {}),
      ...(published ? { publications: [{ title: publishedTitle ?? shared.blocks.requested, address: services.publicUrl(published.address) }] } : {}),
      ...(others.length === 0 ? {} : { agencies: others.map(({ name, contact }) => ({ name, contact: [contact.address, contact.telephone].filter((way) => way.trim() !== '').join('，') })) }),
      ...(earlier?.letter ? { earlierRequestNumber: earlier.number, earlierNumber: earlier.letter, earlierDate: earlier.issued_on as LocalDate } : {}),
    },
    blocks: { ...blocks, requested: content.blocks['requested'] ?? '', ...(content.body === '' ? {} : { information: content.body.replaceAll('\t', '  ') }) },
    enclosures: content.attachments.map(({ name }) => ({ name })),
  });
  return 'refusals' in rendered ? rendered : { number, form, ...rendered };
}

/** 登记回执, once the request is registered. */
export async function acknowledgement(scope: LetterScope): Promise<RenderedLetter | { refusals: readonly Refusal[] }> {
  const { state, services, facts } = scope;
  const due = dueOn(state, 'T01', facts);
  const shared = await requestFacts(scope);
  return writeLetter(services, {
    ...(await envelope(scope)), kind: 'Acknowledgement', number: null,
    fields: { ...shared.fields, channel: state.channel === null ? '' : CHANNELS[state.channel], form: state.form === null ? '' : FORMS_OF_PROVISION[state.form], means: state.means === null ? '' : MEANS_OF_SERVICE[state.means], ...(due === null ? {} : { dueOn: due }) },
    blocks: shared.blocks,
  });
}

/** 转办单: lead and supporting divisions. */
export async function assignmentSheet(scope: LetterScope, event: NewEvent, remarks: string | null, actor: Actor): Promise<RenderedLetter | { refusals: readonly Refusal[] }> {
  const { state, services, facts } = scope;
  const { leadDivisionId, supportingDivisionIds } = event.payload as { leadDivisionId: string; supportingDivisionIds?: readonly string[] };
  const nameOf = (id: string): string => findDivision(facts.organisation, id)?.name ?? id;
  const assignedBy = actor.kind === 'OFFICER' ? (findPerson(facts.organisation, actor.personId)?.name ?? null) : null;
  const internalDueOn = proposalDueOn(state, facts);
  const due = dueOn(state, 'T01', facts);
  const shared = await requestFacts(scope);
  return writeLetter(services, {
    ...(await envelope(scope)), kind: 'AssignmentSheet', number: null,
    fields: { ...shared.fields, form: state.form === null ? '' : FORMS_OF_PROVISION[state.form], means: state.means === null ? '' : MEANS_OF_SERVICE[state.means], leadDivision: nameOf(leadDivisionId), supportingDivisions: (supportingDivisionIds ?? []).map(nameOf), ...(due === null ? {} : { dueOn: due }), ...(internalDueOn === null ? {} : { internalDueOn }), ...(assignedBy === null ? {} : { assignedBy }) },
    blocks: { ...shared.blocks, ...(remarks === null ? {} : { remarks }) },
  });
}

