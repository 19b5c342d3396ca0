import { randomUUID } from 'node:crypto';
import { Field } from 'type-graphql';
import { addDays, chineseDate, startOf } from '@disclosure/kernel';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { limitOn, renderRemedy } from '@disclosure/law';
import { documentNumber } from '@disclosure/platform-letters';
import type { LetterInput, LetterKind } from '@disclosure/platform-letters';
import { nextNumber, unseal } from '@disclosure/platform-persistence';
import type { NoticeSpec, PrepareScope, Stash, Step } from '@disclosure/platform-persistence';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import { answerLimit, CONSULTATION_RESULTS, isAwaited, receiptWarning, UNDELIVERED_REASONS } from '@disclosure/requests-domain';
import type { Consultation as FoldedConsultation, ConsultationKind, RequestState, UndeliveredReason } from '@disclosure/requests-domain';
import { dueOn, positionIn } from '@disclosure/workflow';
import type { DecisionFacts, StoredEvent } from '@disclosure/workflow';
import {
  AnswerAgencyConsultationInput, AnswerThirdPartyConsultationInput, ConsultAgencyInput, ConsultThirdPartyInput, GiveUpConsultationInput, NotifyThirdPartyInput, OverrideForPublicInterestInput, RecordConsultationReceiptInput, RecordConsultationUndeliveredInput, ResendConsultationInput,
} from '../schema/consultation.inputs.ts';
import { Consultation } from '../schema/consultation.type.ts';
import { visibleConsultation } from '../schema/consultation.loader.ts';
import type { RequestsServices } from '../services.ts';
import { applicantTraces, bearsTrace } from '../use-cases/applicant-traces.ts';
import { authenticityCode } from '../use-cases/authenticity.ts';
import { envelope, writeLetter } from '../use-cases/letters.ts';
import type { LetterScope, RenderedLetter } from '../use-cases/letters.ts';
import { scopeAfter, withPayload } from '../use-cases/noticed.ts';
import { trackingCode, trackingHash } from '../use-cases/tracking.ts';
import type { Completed, CompleteStep, Procedure } from './procedure.ts';

interface Contact { readonly telephone?: string; readonly email?: string; readonly postalAddress?: string }
interface Party extends Contact { readonly name: string }
interface TextId { readonly text: string }
const long = (field: string, label: string, clause = 'A2-15') => ({ field: `input.${field}`, label, max: 4000, multiline: true, clause });
const written = (stash: Stash, field: string, body: string | undefined) => (body?.trim() ? stash.text(field, body.trim()) : undefined);

/** The code by which a third party without an account reaches its consultation: repeatable, stored hashed; each letter has its own, and that of a letter that went astray opens nothing. */
export const linkCodeOf = (keys: Parameters<typeof trackingCode>[0], consultationId: string, letter: number): string => trackingCode(keys, `consultation:${consultationId}`, letter);
/** How many letters a consultation has had; before its first event, the first. */
export const lettersSent = (state: RequestState, consultationId: string): number => {
  const consultation = state.consultations.find(({ id }) => id === consultationId);
  return consultation === undefined ? 1 : consultation.undelivered.length + (positionIn(state, 'consultation', consultationId) === 'UNDELIVERED' ? 0 : 1);
};

const contactRefusals = (field: string, contact: Contact): readonly Refusal[] =>
  (['telephone', 'email', 'postalAddress'] as const).flatMap((key) => optionalTextRefusals(contact[key], { field: `input.${field}.${key}`, label: '第三方联系方式', max: 200, plain: true, clause: 'A2-15' }));
/** Under this subject's key lie a third party's name and contacts. */
const partyOf = (consultationId: string): string => `third-party:${consultationId}`;

type Answering = { consultationId: string; result: string; reasons?: string; answeredOn?: LocalDate };
const answering = ({ consultationId, result, reasons, answeredOn }: Answering, stash: Stash): object => ({ consultationId, result, answeredOn, answer: written(stash, 'consultationAnswer', reasons) });
const SAID = ['CONSENT', 'PARTIAL_CONSENT', 'OBJECTION'];
const answerRefusals = (clause: string) => ({ result, reasons }: Answering): readonly Refusal[] => [
  ...optionalTextRefusals(reasons, long('reasons', '理由', clause)),
  ...(SAID.includes(result) ? [] : [{ code: 'NOT_AN_ANSWER', message: '意见应为同意公开、部分同意公开或者不同意公开；未提出意见和逾期视为同意由系统按期限认定。', field: 'input.result', clause }]),
];

/** Consultations: letters in which nothing of the applicant stands, codes for those without an account, silence by timer. */
export const consultations: Procedure = {
  inputs: {
    consultThirdParty: ConsultThirdPartyInput, consultAgency: ConsultAgencyInput, recordConsultationReceipt: RecordConsultationReceiptInput, answerThirdPartyConsultation: AnswerThirdPartyConsultationInput,
    answerAgencyConsultation: AnswerAgencyConsultationInput, overrideForPublicInterest: OverrideForPublicInterestInput, notifyThirdParty: NotifyThirdPartyInput,
    recordConsultationUndelivered: RecordConsultationUndeliveredInput, resendConsultation: ResendConsultationInput, giveUpConsultation: GiveUpConsultationInput,
  },
  // 告知申请人征求意见所需时间不计入期限 (D09).
  plainEvents: {
    ThirdPartyConsulted: '正在征求有关第三方的意见，征求意见所需时间不计入答复期限', AgencyConsulted: '正在征求有关机关的意见，征求意见所需时间不计入答复期限',
    ThirdPartyConsultationAnswered: '征求第三方意见已结束，答复期限恢复计算', AgencyConsultationAnswered: '征求有关机关意见已结束，答复期限恢复计算', ConsultationLapsed: '征求意见期限届满，答复期限恢复计算',
    ConsultationUndelivered: '征求意见书未能送达，答复期限恢复计算', ConsultationResent: '再次征求意见，征求意见所需时间不计入答复期限',
  },
  checks: {
    consultThirdParty: ({ thirdParty, content }: { thirdParty: Party; content: string }) => [
      ...textRefusals(thirdParty.name, { field: 'input.thirdParty.name', label: '第三方姓名或者名称', max: 100, plain: true, clause: 'A2-15' }),
      ...contactRefusals('thirdParty', thirdParty),
      ...textRefusals(content, long('content', '拟公开的信息')),
    ],
    consultAgency: ({ content }: { content: string }) => textRefusals(content, long('content', '拟公开的信息', 'A2-16')),
    recordConsultationReceipt: ({ proof }: { proof?: string }) => optionalTextRefusals(proof, long('proof', '送达凭证', 'R-32')),
    recordConsultationUndelivered: ({ proof }: { proof: string }) => textRefusals(proof, long('proof', '未能送达的凭证', 'R-32')),
    resendConsultation: ({ contact }: { contact?: Contact }) => contactRefusals('contact', contact ?? {}),
    giveUpConsultation: ({ reasons }: { reasons: string }) => textRefusals(reasons, long('reasons', '理由')),
    answerThirdPartyConsultation: answerRefusals('A2-15'),
    answerAgencyConsultation: answerRefusals('A2-16'),
    overrideForPublicInterest: ({ reasons }: { reasons: string }) => textRefusals(reasons, long('reasons', '理由')),
    notifyThirdParty: ({ disclosed, reasons }: { disclosed: string; reasons: string }) => [...textRefusals(disclosed, long('disclosed', '决定公开的内容')), ...textRefusals(reasons, long('reasons', '理由'))],
  },
  prepare: () => ({
    consultThirdParty: ({ thirdParty: { name, ...contact }, content }: { thirdParty: Party; content: string }, stash: Stash) => {
      const consultationId = randomUUID();
      const subject = partyOf(consultationId);
      return { consultationId, thirdParty: stash.seal(subject, 'name', name.trim()), contact: stash.seal(subject, 'contact', JSON.stringify(contact)), content: stash.text('consultationContent', content.trim()) };
    },
    consultAgency: ({ agencyId, content }: { agencyId: string; content: string }, stash: Stash) => ({ consultationId: randomUUID(), agencyId, content: stash.text('consultationContent', content.trim()) }),
    recordConsultationReceipt: ({ consultationId, receivedOn, proof }: { consultationId: string; receivedOn?: LocalDate; proof?: string }, stash: Stash) => ({ consultationId, receivedOn, proof: written(stash, 'serviceProof', proof) }),
    recordConsultationUndelivered: ({ consultationId, undeliveredOn, reason, proof }: { consultationId: string; undeliveredOn?: LocalDate; reason: string; proof: string }, stash: Stash) => ({ consultationId, undeliveredOn, reason, proof: stash.text('serviceProof', proof.trim()) }),
    resendConsultation: ({ consultationId, contact }: { consultationId: string; contact?: Contact }, stash: Stash, { state }: PrepareScope<RequestState>) => {
      // An agency's address is the directory's: only a third party has one of its own here.
      const isThirdParty = state.consultations.some(({ id, kind }) => id === consultationId && kind === 'THIRD_PARTY');
      return { consultationId, contact: contact && isThirdParty ? stash.seal(partyOf(consultationId), 'contact', JSON.stringify(contact)) : undefined };
    },
    giveUpConsultation: ({ consultationId, reasons }: { consultationId: string; reasons: string }, stash: Stash) => ({ consultationId, reasons: stash.text('reasons', reasons.trim()) }),
    answerThirdPartyConsultation: answering,
    answerAgencyConsultation: answering,
    overrideForPublicInterest: ({ consultationId, reasons }: { consultationId: string; reasons: string }, stash: Stash) => ({ consultationId, reasons: stash.text('reasons', reasons.trim()) }),
    notifyThirdParty: ({ consultationId, disclosed, reasons }: { consultationId: string; disclosed: string; reasons: string }, stash: Stash) => ({ consultationId, disclosed: stash.text('disclosureNotice', disclosed.trim()), reasons: stash.text('disclosureNotice', reasons.trim()) }),
  }),
  complete: { ThirdPartyConsulted: firstLetter, AgencyConsulted: firstLetter, ConsultationResent: anotherLetter, ThirdPartyNotified: disclosureNotice },
  project,
  timers: (after, facts) => after.consultations.flatMap(({ id, kind }) => {
    const due = positionIn(after, 'consultation', id) === 'RECEIVED' ? dueOn(after, answerLimit(kind), facts, id) : null;
    const askBy = positionIn(after, 'consultation', id) === 'SENT' ? dueOn(after, 'T05-RECEIPT', facts, id) : null;
    return [
      ...(due === null ? [] : [{ key: `consultation:${id}`, dueAt: startOf(addDays(due, 1)), action: 'lapseConsultation', input: { consultationId: id } }]),
      ...(askBy === null || after.warnings.includes(receiptWarning({ consultationId: id, dueOn: askBy })) ? [] : [{ key: `consultation:${id}:receipt`, dueAt: startOf(addDays(askBy, 1), 9), action: 'warnConsultation', input: { consultationId: id, dueOn: askBy } }]),
    ];
  }),
  notices: ({ after, event }) => noticesOf(after, event),
  payloadExtras: Object.fromEntries((['consultThirdParty', 'consultAgency', 'recordConsultationReceipt', 'answerThirdPartyConsultation', 'answerAgencyConsultation', 'overrideForPublicInterest', 'notifyThirdParty', 'recordConsultationUndelivered', 'resendConsultation', 'giveUpConsultation'] as const).map((action) => [action, {
    fields: (payload) => Field(() => Consultation, { nullable: true, description: 'The consultation as it is now (征求意见).' })(payload.prototype, 'consultation'),
    values: async (context, _streamId, state, input) => {
      const named = (input as { consultationId?: string }).consultationId ?? state.consultations.findLast(({ kind }) => kind === (action === 'consultAgency' ? 'AGENCY' : 'THIRD_PARTY'))?.id;
      return { consultation: named === undefined ? null : await visibleConsultation(context, named) };
    },
  } satisfies NonNullable<Procedure['payloadExtras']>[string]])),
};

/** Who handles the case is told of every end, and of a letter that went astray; of one that nobody knows anything of, the office too. */
function noticesOf(after: RequestState, { type, payload }: StoredEvent): readonly NoticeSpec[] {
  const consultation = after.consultations.find(({ id }) => id === payload['consultationId']);
  if (!consultation || after.leadDivision === null) return [];
  const handling = [`office:CASE_HANDLER:${after.leadDivision}`, `office:DIVISION_HEAD:${after.leadDivision}`];
  const clause = consultation.kind === 'AGENCY' ? 'A2-16' : 'A2-15';
  const tell = (kind: string, said: string, recipients = handling): readonly NoticeSpec[] => recipients.map((recipient) => ({ kind, recipient, message: `${after.number ?? ''}：${said}`, clause }));
  switch (type) {
    case 'ThirdPartyConsultationAnswered': case 'AgencyConsultationAnswered': case 'ConsultationLapsed':
      return consultation.result === null ? [] : tell('CONSULTATION_ENDED', `${consultation.kind === 'AGENCY' ? '被征求意见的机关' : '第三方'}${CONSULTATION_RESULTS[consultation.result]}，答复期限恢复计算。`);
    case 'ConsultationUndelivered': return tell('CONSULTATION_UNDELIVERED', `征求意见书${consultation.letter.number}未能送达（${UNDELIVERED_REASONS[payload['reason'] as UndeliveredReason]}），答复期限恢复计算；请再次发出，或者说明理由不再征求。`);
    case 'ConsultationReceiptWarned': return tell('CONSULTATION_RECEIPT_UNKNOWN', `征求意见书${consultation.letter.number}已于${chineseDate(consultation.sentOn)}发出，至今没有签收记录，答复期限仍在中止；请查明是否送达。`, [...handling, 'office:DISCLOSURE_OFFICER']);
    default: return [];
  }
}

/** DEC-15: what goes to others names nobody who asked. Looked for: the applicant's name, number, contact and representative. */
async function namesApplicant({ tx, platform, state }: CompleteStep, texts: Readonly<Record<string, string>>): Promise<readonly Refusal[]> {
  const [row] = await tx.query<{ applicant_name: string; applicant_contact: string | null; applicant_identity: string | null }>('SELECT applicant_name, applicant_contact, applicant_identity FROM requests.request WHERE id = $1', [state.id]);
  if (!row) return [];
  const traces = await applicantTraces(tx, platform, row);
  return Object.entries(texts).filter(([, text]) => bearsTrace(text, traces)).map(([field]) => ({ code: 'APPLICANT_NAMED', message: '征求意见和告知第三方的文书不得写明申请人的姓名（名称）、证件号码或者联系方式。', field: `input.${field}`, clause: 'A2-15' }));
}

/** A numbered letter to somebody who is not the applicant. */
async function letterTo<K extends LetterKind>(scope: LetterScope, kind: K, addressee: string, number: string | null, content: Pick<LetterInput<K>, 'fields' | 'blocks'>): Promise<RenderedLetter | { readonly refusals: readonly Refusal[] }> {
  return writeLetter<K>(scope.services, {
    ...(await envelope(scope)), ...content, kind, number, addressee: { name: addressee, you: [...addressee].length > 4 ? '你单位' : '您' },
    ...(number === null ? {} : { signedBy: scope.signer ?? null, authenticityCode: authenticityCode(scope.platform, number, scope.facts.today) }),
  });
}

async function nextDocumentNumber({ tx, facts, state }: LetterScope, series: string, word: string): Promise<string> {
  const agency = facts.organisation.agencies.find(({ id }) => id === state.agencyId);
  const year = Number(facts.today.slice(0, 4));
  return documentNumber(`${agency?.documentCode ?? ''}${word}`, year, await nextNumber(tx, 'requests', `${series}:${state.agencyId}:${year}`));
}

interface Asked { readonly consultationId: string; readonly kind: ConsultationKind; readonly addressee: string; readonly content: string }

/** 征求意见书 with its 意见回执. */
async function letterWithForm(step: CompleteStep, services: RequestsServices, { consultationId, kind, addressee, content }: Asked): Promise<Completed> {
  const { event, facts, platform, state } = step;
  const after = scopeAfter(step, services, event);
  const answerDays = String(limitOn(facts.law, answerLimit(kind), state.lawOn ?? facts.today).length);
  const number = await nextDocumentNumber(after, 'CONSULTATION', '公开征');
  const linkCode = linkCodeOf(platform.keys, consultationId, lettersSent(after.state, consultationId));
  const letter = await letterTo(after, 'ConsultationLetter', addressee, number, { fields: { answerDays, ...(kind === 'THIRD_PARTY' ? { isThirdParty: '是', linkCode } : {}) }, blocks: { content } });
  if ('refusals' in letter) return letter;
  const form = await letterTo(after, 'ConsultationAnswerForm', addressee, null, { fields: { consultationNumber: number, sentOn: event.effectiveOn, answerDays }, blocks: {} });
  return 'refusals' in form ? form : withPayload(event, { number, ...letter, answerForm: { ...form } });
}

async function firstLetter(step: CompleteStep, services: RequestsServices): Promise<Completed> {
  const { event, facts, stash } = step;
  const { consultationId, thirdParty, agencyId, content } = event.payload as unknown as { consultationId: string; thirdParty?: { sealed: string }; agencyId?: string; content: TextId };
  const text = stash.bodyOf(content.text) ?? '';
  const named = await namesApplicant(step, { content: text });
  if (named.length > 0) return { refusals: named };
  return letterWithForm(step, services, { consultationId, content: text, ...(thirdParty ? { kind: 'THIRD_PARTY', addressee: stash.plainOf(thirdParty.sealed) ?? '' } : { kind: 'AGENCY', addressee: nameOfAgency(facts, agencyId) }) });
}

/** The same again, under a number and a code of its own: what is asked has not changed, only the way. */
async function anotherLetter(step: CompleteStep, services: RequestsServices): Promise<Completed> {
  const { event, facts, platform, tx } = step;
  const consultationId = String(event.payload['consultationId']);
  const [row] = await tx.query<{ kind: ConsultationKind; agency_id: string | null; party_name: string | null; content: string | null }>('SELECT c.kind, c.agency_id, c.party_name, t.body AS content FROM requests.consultation c JOIN requests.free_text t ON t.id = c.content_text WHERE c.id = $1', [consultationId]);
  const addressee = row && (row.party_name === null ? nameOfAgency(facts, row.agency_id) : (await unseal(tx, 'requests', [row.party_name], platform.keys)).get(row.party_name));
  if (!row || row.content === null || addressee === undefined) throw new Error(`consultation ${consultationId}: nothing to ask, or nobody`);
  return letterWithForm(step, services, { consultationId, kind: row.kind, addressee, content: row.content });
}

const nameOfAgency = ({ organisation }: DecisionFacts, agencyId: string | null | undefined): string => organisation.agencies.find(({ id }) => id === agencyId)?.name ?? '';

/** 公开决定告知书, with the remedy of whoever objected. */
async function disclosureNotice(step: CompleteStep, services: RequestsServices): Promise<Completed> {
  const { event, facts, platform, stash, tx } = step;
  const { consultationId, disclosed, reasons } = event.payload as unknown as { consultationId: string; disclosed: TextId; reasons: TextId };
  const blocks = { disclosed: stash.bodyOf(disclosed.text) ?? '', reasons: stash.bodyOf(reasons.text) ?? '' };
  const named = await namesApplicant(step, blocks);
  if (named.length > 0) return { refusals: named };
  const after = scopeAfter(step, services, event);
  const consultation = after.state.consultations.find(({ id }) => id === consultationId) as FoldedConsultation;
  const [row] = await tx.query<{ party_name: string; letter_number: string }>('SELECT party_name, letter_number FROM requests.consultation WHERE id = $1', [consultationId]);
  const addressee = row && (await unseal(tx, 'requests', [row.party_name], platform.keys)).get(row.party_name);
  if (!row || addressee === undefined) throw new Error(`consultation ${consultationId}: nobody to write to`);
  const number = await nextDocumentNumber(after, 'THIRD_PARTY_NOTICE', '公开告');
  const letter = await letterTo(after, 'ThirdPartyDisclosureNotice', addressee, number, {
    fields: { consultationNumber: row.letter_number, sentOn: consultation.sentOn, ...(consultation.answeredOn === null ? {} : { objectedOn: consultation.answeredOn }), remedy: renderRemedy(facts.law, 'R2', facts.today).split('\n') }, blocks,
  });
  return 'refusals' in letter ? letter : withPayload(event, { number, ...letter });
}

interface LetterSent { readonly consultationId: string; readonly thirdParty?: { sealed: string }; readonly contact?: { sealed: string }; readonly agencyId?: string; readonly content: TextId; readonly number: string; readonly pdf: string; readonly answerForm: RenderedLetter }

async function project({ tx, after, event, facts, platform }: Step<RequestState>): Promise<void> {
  const { payload } = event;
  if (['ThirdPartyConsulted', 'AgencyConsulted', 'ConsultationResent'].includes(event.type)) {
    const { consultationId, thirdParty, contact, agencyId, content, number, pdf, answerForm } = payload as unknown as LetterSent;
    const isThirdParty = after.consultations.some(({ id, kind }) => id === consultationId && kind === 'THIRD_PARTY');
    const linkHash = isThirdParty ? trackingHash(linkCodeOf(platform.keys, consultationId, lettersSent(after, consultationId))) : null;
    if (event.type === 'ConsultationResent') {
      await tx.query('UPDATE requests.consultation SET party_contact = coalesce($2, party_contact), sent_on = $3, letter_number = $4, letter_digest = $5, form_digest = $6, link_hash = $7 WHERE id = $1',
        [consultationId, contact?.sealed ?? null, event.effectiveOn, number, pdf, answerForm.pdf, linkHash]);
    } else {
      await tx.query(
        `INSERT INTO requests.consultation (id, request_id, round, kind, agency_id, status, version, party_name, party_contact, content_text, sent_on, letter_number, letter_digest, form_digest, link_hash) VALUES ($1, $2, $3, $4, $5, 'SENT', 1, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [consultationId, after.id, event.round, isThirdParty ? 'THIRD_PARTY' : 'AGENCY', agencyId ?? null, thirdParty?.sealed ?? null, contact?.sealed ?? null, content.text, event.effectiveOn, number, pdf, answerForm.pdf, linkHash]);
    }
    for (const [format, digest] of [['DOCX', answerForm.docx], ['PDF', answerForm.pdf]] as const) {
      await tx.query("INSERT INTO requests.document (request_id, seq, kind, title, number, format, digest, issued_on, for_applicant) VALUES ($1, $2, 'ConsultationAnswerForm', '征求意见回执', NULL, $3, $4, $5, false)", [after.id, event.seq, format, digest, event.effectiveOn]);
    }
  }
  // Every event can move a consultation: a calendar its last day, an end of the case its state.
  for (const { id, kind, receivedOn, answeredOn, result, overriddenOn, notifiedOn } of after.consultations) {
    const answer = payload['consultationId'] === id ? (payload['answer'] as TextId | undefined)?.text : undefined;
    await tx.query(
      'UPDATE requests.consultation SET status = $2, version = $3, received_on = $4, answer_by = $5, answered_on = $6, result = $7, overridden_on = $8, notified_on = $9, answer_text = coalesce($10, answer_text) WHERE id = $1',
      [id, positionIn(after, 'consultation', id), after.versions[`consultation:${id}`] ?? 1, receivedOn, dueOn(after, answerLimit(kind), facts, id), answeredOn, result, overriddenOn, notifiedOn, answer ?? null]);
  }
}

/** Its letter is out: its code opens it, and can be shown to those who send it. */
export const isOpenConsultation = isAwaited;
