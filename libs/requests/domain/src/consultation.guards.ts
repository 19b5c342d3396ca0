import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { dueOn, guard, positionIn } from '@disclosure/workflow';
import { CONSULTATION_KINDS } from './consultation.state.ts';
import type { Consultation, ConsultationKind } from './consultation.state.ts';
import type { RequestState } from './request.state.ts';

/** What addresses one consultation. */
export interface OnConsultation { readonly consultationId: string }
type Of = { readonly state: RequestState; readonly input: OnConsultation };

export const consultationOf = ({ state, input }: Of): Consultation | null => state.consultations.find(({ id }) => id === input.consultationId) ?? null;
/** The limit for its answer: a third party's T05, an agency's T06. */
export const answerLimit = (kind: ConsultationKind | undefined): 'T05' | 'T06' => (kind === 'AGENCY' ? 'T06' : 'T05');
const isOpen = (state: RequestState, id: string): boolean => ['SENT', 'UNDELIVERED', 'RECEIVED'].includes(positionIn(state, 'consultation', id));
/** Its letter is with the party, or on the way to it: an answer can come, and the code of the letter opens it. */
export const isAwaited = (state: RequestState, id: string): boolean => ['SENT', 'RECEIVED'].includes(positionIn(state, 'consultation', id));
export const openConsultations = (state: RequestState): readonly string[] => state.consultations.filter(({ id }) => isOpen(state, id)).map(({ id }) => id);
/** It did not consent, or not to all of it. */
export const objected = ({ kind, result }: Consultation): boolean => kind === 'THIRD_PARTY' && (result === 'OBJECTION' || result === 'PARTIAL_CONSENT');

/** The consultation is of the kind that the action is for. */
export const ofKind = (kind: ConsultationKind) => guard<RequestState, OnConsultation>(kind === 'AGENCY' ? 'addressedToAgency' : 'addressedToThirdParty', kind === 'AGENCY' ? 'A2-16' : 'A2-15', (attempt) => {
  const consultation = consultationOf(attempt);
  return consultation?.kind === kind ? null : { code: 'WRONG_CONSULTATION', message: `该征求意见不是“${CONSULTATION_KINDS[kind]}”。`, field: 'input.consultationId', facts: { kind: consultation?.kind ?? null } };
}, { readsInput: true });

/** Another agency of the directory, not asked already. */
export const agencyToConsult = guard<RequestState, { agencyId: string }>('agencyToConsult', 'A2-16', ({ state, input, facts }) => {
  const agency = facts.organisation.agencies.find(({ id }) => id === input.agencyId);
  if (!agency) return { code: 'UNKNOWN_AGENCY', message: `机关名录中没有：${input.agencyId}。`, field: 'input.agencyId', facts: { agencyId: input.agencyId } };
  if (agency.isOwn) return { code: 'OWN_AGENCY', message: '征求意见的对象应为其他机关。', field: 'input.agencyId', facts: { agencyId: agency.id } };
  const asked = state.consultations.find(({ id, agencyId }) => agencyId === agency.id && isOpen(state, id));
  return asked ? { code: 'ALREADY_CONSULTED', message: `已于${chineseDate(asked.sentOn)}征求${agency.name}意见，尚未办结。`, field: 'input.agencyId', facts: { sentOn: asked.sentOn } } : null;
}, { readsInput: true });

function dayFits(field: string, day: LocalDate, today: LocalDate, after: LocalDate | null, what: string): { code: string; message: string; field: string; facts: Record<string, string> } | null {
  if (day > today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(day)}在今天（${chineseDate(today)}）之后。`, field, facts: { date: day, today } };
  return after !== null && day < after ? { code: 'DATE_BEFORE_LETTER', message: `日期${chineseDate(day)}早于${what}（${chineseDate(after)}）。`, field, facts: { date: day, notBefore: after } } : null;
}

/** The receipt is proved: not before the letter went out, not in the future (CLK-09). */
export const receiptDateFits = guard<RequestState, OnConsultation & { receivedOn?: LocalDate }>('receiptDateFits', 'R-32', (attempt) =>
  dayFits('input.receivedOn', (attempt.actor.kind === 'OFFICER' ? attempt.input.receivedOn : undefined) ?? attempt.facts.today, attempt.facts.today, consultationOf(attempt)?.sentOn ?? null, '发出征求意见书之日'), { readsInput: true });

/** The return is known on a day from that of the letter on, and not in the future (CLK-07). */
export const undeliveredDayFits = guard<RequestState, OnConsultation & { undeliveredOn?: LocalDate }>('undeliveredDayFits', 'R-32', (attempt) =>
  dayFits('input.undeliveredOn', attempt.input.undeliveredOn ?? attempt.facts.today, attempt.facts.today, consultationOf(attempt)?.sentOn ?? null, '发出征求意见书之日'), { readsInput: true });

/** The day that an answer on paper came in; a party that answers itself answers today. */
export const answeredOn = ({ input, facts, actor }: { input: { answeredOn?: LocalDate }; facts: { today: LocalDate }; actor: { kind: string } }): LocalDate => (actor.kind === 'OFFICER' ? (input.answeredOn ?? facts.today) : facts.today);

/** In its own fifteen working days: what comes later finds the consultation over (A2-15, A2-16). */
export const answerInTime = guard<RequestState, OnConsultation & { answeredOn?: LocalDate }>('answerInTime', 'R-32', (attempt) => {
  const consultation = consultationOf(attempt);
  if (!consultation) return null;
  const day = answeredOn(attempt);
  const misdated = dayFits('input.answeredOn', day, attempt.facts.today, consultation.receivedOn ?? consultation.sentOn, consultation.receivedOn === null ? '发出征求意见书之日' : '收到征求意见书之日');
  if (misdated) return misdated;
  const lastDay = dueOn(attempt.state, answerLimit(consultation.kind), attempt.facts, consultation.id);
  return lastDay === null || day <= lastDay ? null : { code: 'CONSULTATION_PERIOD_OVER', message: `提出意见的期限已于${chineseDate(lastDay)}届满。`, facts: { lastDay, answeredOn: day } };
}, { readsInput: true });

/** An objection says why (A2-15). */
export const objectionReasoned = guard<RequestState, { result: string; answer?: unknown }>('objectionReasoned', 'A2-15', ({ input }) =>
  (input.result === 'OBJECTION' || input.result === 'PARTIAL_CONSENT') && input.answer === undefined ? { code: 'OBJECTION_WITHOUT_REASONS', message: '不同意或者部分不同意公开的，应当说明理由。', field: 'input.reasons' } : null, { readsInput: true });

export const answerPeriodOver = guard<RequestState, OnConsultation>('answerPeriodOver', 'R-32', (attempt) => {
  const lastDay = dueOn(attempt.state, answerLimit(consultationOf(attempt)?.kind), attempt.facts, attempt.input.consultationId);
  return lastDay !== null && attempt.facts.today > lastDay ? null : { code: 'CONSULTATION_PERIOD_RUNNING', message: '提出意见的期限尚未届满。', facts: { lastDay, today: attempt.facts.today } };
}, { readsInput: true });

/** There is an objection to decide over, and the group has not decided yet (CLK-11). */
export const objectionToOverride = guard<RequestState, OnConsultation>('objectionToOverride', 'A2-15', (attempt) => {
  const consultation = consultationOf(attempt);
  if (!consultation || !objected(consultation)) return { code: 'NOTHING_TO_OVERRIDE', message: '第三方没有不同意公开，不需要领导小组审定。', field: 'input.consultationId' };
  return consultation.overriddenOn === null ? null : { code: 'ALREADY_OVERRIDDEN', message: `领导小组已于${chineseDate(consultation.overriddenOn)}审定予以公开。`, facts: { overriddenOn: consultation.overriddenOn } };
}, { readsInput: true });

/** Told once, and only of a decision that was made: over its objection, or without its answer. */
export const disclosureDecided = guard<RequestState, OnConsultation>('disclosureDecided', 'A2-15', (attempt) => {
  const consultation = consultationOf(attempt);
  if (!consultation) return null;
  if (consultation.notifiedOn !== null) return { code: 'ALREADY_NOTIFIED', message: `已于${chineseDate(consultation.notifiedOn)}书面告知第三方。`, facts: { notifiedOn: consultation.notifiedOn } };
  return objected(consultation) && consultation.overriddenOn === null ? { code: 'OVERRIDE_MISSING', message: '第三方不同意公开且有合理理由的，不予公开；认为不公开可能对公共利益造成重大影响的，须先由领导小组审定。' } : null;
}, { readsInput: true });

/** The proposal gives information, and withholds nothing of it for the sake of a third party. */
const givesAll = (state: RequestState): boolean => {
  const items = state.proposal?.items ?? [];
  return items.some(({ outcome }) => outcome === 'DISCLOSED' || outcome === 'PARTLY_DISCLOSED') && !items.some(({ ground }) => ground === 'THIRD_PARTY_RIGHTS');
};
/** The last third parties that were asked: a new round that asks nobody again is bound by what was said in the one before. */
const lastAsked = (state: RequestState): readonly Consultation[] => {
  const asked = state.consultations.filter(({ kind }) => kind === 'THIRD_PARTY');
  const last = Math.max(...asked.map(({ round }) => round));
  return asked.filter(({ round }) => round === last);
};

/** Nothing is decided while a third party or an agency is still being asked (A2-15, A2-16). */
export const consultationsConcluded = guard<RequestState, object>('consultationsConcluded', 'A2-15', ({ state }) => {
  const open = state.consultations.filter(({ id }) => isOpen(state, id));
  const [first] = open;
  return first === undefined ? null : {
    code: 'CONSULTATION_OPEN', clause: first.kind === 'AGENCY' ? 'A2-16' : 'A2-15', message: `${open.map(({ id, kind, sentOn }) => `${chineseDate(sentOn)}发出的${CONSULTATION_KINDS[kind]}${isAwaited(state, id) ? '' : '（未能送达，须再次发出或者不再征求）'}`).join('、')}尚未办结（未提出意见，期限也未届满），不能继续办理。`,
    facts: { open: open.map(({ id }) => id).join(' ') },
  };
});

const unheard = (state: RequestState): readonly Consultation[] => lastAsked(state).filter((consultation) => objected(consultation) && consultation.overriddenOn === null);
const untold = (state: RequestState): readonly Consultation[] => lastAsked(state).filter((consultation) => objected(consultation) && consultation.overriddenOn !== null && consultation.notifiedOn === null);
const named = (consultations: readonly Consultation[]) => ({ consultations: consultations.map(({ id }) => id).join(' ') });
const objects = (consultations: readonly Consultation[]) => (consultations.length === 0 ? null : { code: 'THIRD_PARTY_OBJECTS', message: '第三方不同意公开且有合理理由的，不予公开；认为不公开可能对公共利益造成重大影响的，须由领导小组审定后方可公开。', facts: named(consultations) });
const notTold = (consultations: readonly Consultation[]) => (consultations.length === 0 ? null : { code: 'THIRD_PARTY_NOT_TOLD', message: '决定公开第三方不同意公开的信息的，应先将公开的内容和理由书面告知第三方，再送达申请人。', facts: named(consultations) });

/** What a third party objects to with reasons is not disclosed, unless the leading group decides that the public interest demands it (A2-15; CLK-11). */
export const objectionRespected = guard<RequestState>('objectionRespected', 'A2-15', ({ state }) => objects(givesAll(state) ? unheard(state) : []));

/** Before anything is released over its objection, the third party is told in writing what is disclosed, and why (CLK-12). */
export const thirdPartyTold = guard<RequestState>('thirdPartyTold', 'A2-15', ({ state }) => notTold(givesAll(state) ? untold(state) : []));

/** The same of what is handed over on the spot and is not public already: no short way leads past a third party (CLK-11, CLK-12). */
export const objectionRespectedOnTheSpot = guard<RequestState, { digest?: string }>('objectionRespectedOnTheSpot', 'A2-15', ({ state, input }) =>
  input.digest === undefined ? null : objects(unheard(state)) ?? notTold(untold(state)), { readsInput: true });
