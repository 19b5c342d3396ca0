import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { dateOf, instant } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor, Role } from '@disclosure/organisation';
import { RETURNED } from '../decide.ts';
import { action, defineWorkflow, guard } from '../define.ts';
import { emptyState } from '../fold.ts';
import type { Aggregate, AggregateState, DecisionFacts, NewEvent, StoredEvent } from '../types.ts';

/** A small procedure with everything that the engine knows: a main line, a hold, a side procedure of several subjects, rounds. */
export interface Permit extends AggregateState { readonly pages: number; readonly sealed: boolean }

const fullFile = guard<Permit>('fullFile', 'A2-10', ({ state }) => (state.pages > 0 ? null : { code: 'NO_PAGES', message: '案卷为空。' }));
const sealedFile = guard<Permit>('sealedFile', 'A2-12', ({ state }) => (state.sealed ? null : { code: 'NOT_SEALED', message: '未用印。', clause: 'A2-13' }));
const enoughPages = guard<Permit, { pages: number }>('enoughPages', 'A2-10', ({ input }) => (input.pages > 0 ? null : { code: 'PAGES_MISSING', message: '须填页数。', field: 'pages' }), { readsInput: true });

export const permitTable = defineWorkflow<Permit>({
  name: 'permit', kind: 'MAIN', title: '许可',
  positions: { DRAFT: { title: '草稿' }, SUBMITTED: { title: '已报送' }, APPROVED: { title: '已批准' }, ISSUED: { title: '已发出' }, ARCHIVED: { title: '已归档', terminal: true } },
  actions: {
    draftPermit: action<Permit, { pages: number }>({ title: '拟稿', sentence: '拟稿', from: ['NONE', 'DRAFT'], to: ['DRAFT'], by: ['CASE_HANDLER'], guards: [enoughPages], effects: [{ limit: 'T01', effect: 'START', when: ({ state }) => state.seq === 0 }], event: 'PermitDrafted', clause: 'A2-9' }),
    sealPermit: action({ title: '用印', sentence: '加盖公章', from: ['DRAFT', 'SUBMITTED'], to: 'SAME', by: ['DISCLOSURE_OFFICER'], guards: [], effects: [], event: 'PermitSealed', clause: 'A2-9' }),
    submitPermit: action({ title: '报送', sentence: '交处室负责人审核', from: ['DRAFT'], while: [{ table: 'question', in: ['NONE', 'ANSWERED'] }], to: ['SUBMITTED'], by: ['CASE_HANDLER'], guards: [fullFile, sealedFile], effects: [], signs: 'permit', event: 'PermitSubmitted', clause: 'A2-9' }),
    approvePermit: action({ title: '批准', sentence: '批准', from: ['SUBMITTED'], to: ['APPROVED'], by: ['DIVISION_HEAD', 'SUPERVISING_DEPUTY'], guards: [], effects: [], signs: 'permit', event: 'PermitApproved', letter: 'PermitLetter', clause: 'A2-9' }),
    returnPermit: action({ title: '退回', sentence: '退回修改', from: ['SUBMITTED', 'APPROVED'], to: ['DRAFT'], by: ['DIVISION_HEAD', 'SUPERVISING_DEPUTY'], guards: [], effects: [], signs: `permit${RETURNED}`, event: 'PermitReturned', clause: 'A2-9' }),
    issuePermit: action<Permit, { archive?: boolean }>({ title: '发出', sentence: '送达申请人', from: ['APPROVED'], to: ['ISSUED', 'ARCHIVED'], towards: ({ input }) => (input.archive ? 'ARCHIVED' : 'ISSUED'), by: ['CASE_HANDLER'], guards: [], effects: [{ limit: 'T01', effect: 'STOP' }], event: 'PermitIssued', clause: 'A2-9' }),
    renewPermit: action({ title: '重新办理', sentence: '另行作出决定', from: ['ISSUED'], to: ['DRAFT'], moves: [{ table: 'question', to: 'ANSWERED', when: ({ state }) => state.positions['question'] === 'OPEN' }], by: ['DIVISION_HEAD'], guards: [], effects: [{ limit: 'T01', effect: 'START' }], startsRound: true, event: 'PermitRenewed', clause: 'A2-9' }),
  },
});

export const questionTable = defineWorkflow<Permit>({
  name: 'question', kind: 'HOLD', title: '询问',
  positions: { OPEN: { title: '待回答', shows: 'AWAITING_ANSWER' }, ANSWERED: { title: '已回答' } },
  actions: {
    askQuestion: action({ title: '询问', sentence: '请申请人说明', from: ['NONE', 'ANSWERED'], while: [{ table: 'permit', in: ['DRAFT'] }], to: ['OPEN'], by: ['CASE_HANDLER'], guards: [], effects: [{ limit: 'T01', effect: 'SUSPEND', subject: () => 'question' }], event: 'QuestionAsked', clause: 'A2-10' }),
    answerQuestion: action({ title: '回答', sentence: '回答询问', from: ['OPEN'], to: ['ANSWERED'], by: ['APPLICANT'], guards: [], effects: [{ limit: 'T01', effect: 'RESUME', subject: () => 'question' }], event: 'QuestionAnswered', clause: 'A2-10' }),
    lapseQuestion: action({ title: '逾期', sentence: '逾期未答', from: ['OPEN'], to: ['ANSWERED'], by: ['TIMER'], guards: [], effects: [{ limit: 'T01', effect: 'RESUME', subject: () => 'question' }], event: 'QuestionLapsed', clause: 'A2-10', internal: true }),
  },
});

interface WithDivision { readonly division: string }
const ofDivision = ({ input }: { input: WithDivision }): string => input.division;
export const opinionTable = defineWorkflow<Permit>({
  name: 'opinion', kind: 'SIDE', title: '征求意见',
  positions: { ASKED: { title: '已发出' }, GIVEN: { title: '已反馈', terminal: true } },
  actions: {
    askOpinion: action<Permit, WithDivision>({ title: '征求意见', sentence: '请处室提出意见', from: ['NONE'], while: [{ table: 'permit', in: ['DRAFT', 'SUBMITTED'] }], to: ['ASKED'], by: ['CASE_HANDLER'], guards: [], effects: [{ limit: 'T05', effect: 'START', subject: ofDivision }, { limit: 'T01', effect: 'SUSPEND', subject: ofDivision }], event: 'OpinionAsked', clause: 'A2-15', subject: ofDivision }),
    giveOpinion: action<Permit, WithDivision>({ title: '提出意见', sentence: '提出意见', from: ['ASKED'], to: ['GIVEN'], by: ['DISCLOSURE_LIAISON'], guards: [], effects: [{ limit: 'T05', effect: 'STOP', subject: ofDivision }, { limit: 'T01', effect: 'RESUME', subject: ofDivision }], event: 'OpinionGiven', clause: 'A2-15', subject: ofDivision }),
  },
});

/** Offices by person, as plainly as can be: `handler` is a CASE_HANDLER … */
const OFFICES: Readonly<Record<string, readonly Role[]>> = {
  handler: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'], head: ['DIVISION_HEAD'], deputy: ['SUPERVISING_DEPUTY'], office: ['DISCLOSURE_OFFICER'],
  everything: ['CASE_HANDLER', 'DISCLOSURE_LIAISON', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY', 'DISCLOSURE_OFFICER'],
};
export const PEOPLE = [...Object.keys(OFFICES), 'stranger'];

export const permits: Aggregate<Permit> = {
  name: 'permit', context: 'requests', principalLimit: 'T01',
  tables: [permitTable, questionTable, opinionTable],
  initial: (id) => ({ ...emptyState(id), pages: 0, sealed: false }),
  evolve(state, event) {
    switch (event.type) {
      case 'PermitDrafted': return { ...state, pages: event.payload['pages'] as number, lawOn: state.lawOn ?? event.effectiveOn };
      case 'PermitSealed': return { ...state, sealed: true };
      case 'PermitReturned': return { ...state, sealed: false };
      default: return state;
    }
  },
  roles(_state, actor) {
    if (actor.kind === 'TIMER') return new Map([['TIMER', null]]);
    if (actor.kind === 'APPLICANT') return new Map([['APPLICANT', null]]);
    return new Map(actor.kind === 'OFFICER' ? (OFFICES[actor.personId] ?? []).map((role) => [role, 'd-planning'] as const) : []);
  },
};

export const officer = (personId: string): Actor => ({ kind: 'OFFICER', personId });
const calendar = workingCalendar(firstCalendarEdition);

/** The world on a day at nine in the morning. No organisation: this aggregate asks none. */
export function factsOn(day: string, hour = '09:00'): DecisionFacts {
  const now = instant(`${day}T${hour}:00+08:00`);
  return { now, today: dateOf(now), calendar, law: firstLawEdition, organisation: { revision: 1, agencies: [], divisions: [], people: [], appointments: [] } };
}

/** An accepted event in its place in the stream. */
export function stored(event: NewEvent, seq: number, facts: DecisionFacts, actor: Actor = officer('handler')): StoredEvent {
  return { ...event, id: `e${seq}`, streamId: 's', seq, version: 1, recordedAt: facts.now, actor, actingAs: { role: 'CASE_HANDLER', divisionId: null }, revisions: { calendar: 1, law: 1, organisation: 1 }, commandId: `c${seq}` };
}

/** An event written by hand, for folds. */
export function plainEvent(seq: number, type: string, on: string, more: Partial<StoredEvent> = {}): StoredEvent {
  return stored({ type, effectiveOn: on as LocalDate, clause: 'A2-9', payload: {}, effects: [], signature: null, moves: [], part: 'case', round: 1, letter: null, ...more }, seq, factsOn(on));
}
