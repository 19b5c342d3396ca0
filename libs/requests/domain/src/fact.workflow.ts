import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { action, clockOf, defineWorkflow, guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import { lastOnClocks } from './request.guards.ts';
import type { RequestState } from './request.state.ts';
import { CONFIRMED_CHANNELS, CORRECTABLE_FACTS } from './vocabulary.ts';
import type { CorrectableFact } from './vocabulary.ts';

interface Ref { readonly [key: string]: string }
export interface CorrectFactInput { readonly fact: CorrectableFact; readonly value?: LocalDate; readonly proof?: Ref; readonly reasons: Ref }

/** What a correction says: which event recorded the fact, what it was, what it is. */
interface Correction { readonly fact: CorrectableFact; readonly of: number; readonly was: LocalDate | null; readonly value: LocalDate | null; readonly late: boolean | null }

/** The event whose fact is wrong, and what it says; null where there is no such fact yet. */
function recorded(state: RequestState, fact: CorrectableFact): { readonly of: number; readonly was: LocalDate } | null {
  const received = fact === 'RECEIVED_ON';
  const was = received ? state.receivedOn : state.servedOn;
  // Receipt began the first round's clock; service ended the present one's.
  const effect = state.effects.find(({ limit, effect: kind, round }) => limit === 'T01' && (received ? kind === 'START' : kind === 'STOP' && round === state.round));
  return was === null || effect === undefined ? null : { of: effect.seq, was };
}

/** The state as if the fact had been recorded rightly: dates and the effects of that event; nothing that was decided on it is decided again. */
function corrected(state: RequestState, { fact, of, was, value }: Pick<Correction, 'fact' | 'of' | 'was' | 'value'>): RequestState {
  if (value === null || fact === 'SERVICE_PROOF') return state;
  const effects = state.effects.map((effect) => (effect.seq === of && effect.on === was ? { ...effect, on: value, at: undefined } : effect));
  return fact === 'RECEIVED_ON' ? { ...state, effects, receivedOn: value, lawOn: value } : { ...state, effects, servedOn: value };
}

const correctionOf = ({ state, input, facts }: Attempt<RequestState, CorrectFactInput>): Correction => {
  const { of, was } = recorded(state, input.fact === 'RECEIVED_ON' ? 'RECEIVED_ON' : 'SERVED_ON') ?? { of: 0, was: null };
  const proof = input.fact === 'SERVICE_PROOF';
  const correction = { fact: input.fact, of, was: proof ? null : was, value: proof ? null : (input.value ?? null) };
  return { ...correction, late: state.servedOn === null ? null : (clockOf(corrected(state, correction), 'T01', facts)?.clock.late ?? null) };
};

/** Before receipt nothing is recorded that could be wrong. */
const somethingRecorded = guard<RequestState, CorrectFactInput>('somethingRecorded', 'R-45', ({ state }) => (state.receivedOn === null ? { code: 'NOTHING_TO_CORRECT', message: '本件尚未登记收到申请之日。' } : null));

/** There is such a fact, and the correction says what it needs to. */
const factIsThere = guard<RequestState, CorrectFactInput>('factIsThere', 'R-45', ({ state, input }) => {
  if (state.receivedOn !== null && recorded(state, input.fact === 'RECEIVED_ON' ? 'RECEIVED_ON' : 'SERVED_ON') === null) return { code: 'NOTHING_TO_CORRECT', message: `本件尚未记录${CORRECTABLE_FACTS[input.fact]}。`, field: 'input.fact' };
  if (input.fact === 'SERVICE_PROOF') return input.proof === undefined ? { code: 'PROOF_MISSING', message: '请填写送达凭证。', field: 'input.proof' } : null;
  return input.value === undefined ? { code: 'VALUE_MISSING', message: `请填写正确的${CORRECTABLE_FACTS[input.fact]}。`, field: 'input.value' } : null;
}, { readsInput: true });

/** The right day differs from the wrong one and keeps its place among the others: submitted, received, supplied, signed off, served, today. */
const valueFits = guard<RequestState, CorrectFactInput>('valueFits', 'R-45', ({ state, input, facts }) => {
  const { fact, value } = input;
  const field = 'input.value';
  const now = fact === 'SERVICE_PROOF' ? null : recorded(state, fact);
  if (now === null || value === undefined) return null;
  if (value === now.was) return { code: 'NOTHING_CHANGED', message: `${CORRECTABLE_FACTS[fact]}已经是${chineseDate(value)}。`, field };
  if (value > facts.today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(value)}在今天（${chineseDate(facts.today)}）之后。`, field, facts: { value, today: facts.today } };
  const signedOff = state.signatures.findLast((signature) => signature.as === 'DISCLOSURE_DEPUTY' && signature.round === state.round)?.on ?? null;
  // A request handed in was entered by an officer on that day or later: only what came in and was then confirmed has a day before which nothing was received.
  const submittedFirst = state.channel !== null && CONFIRMED_CHANNELS.includes(state.channel) ? state.submittedOn : null;
  const onClocks = (which: (effect: RequestState['effects'][number]) => boolean): LocalDate[] => state.effects.filter(which).map(({ on }) => on).sort(); // ISO days: by text is by time
  // Nothing is served before what the clocks had seen: the clarification that was supplied, the consultation that was answered.
  const beforeService = [lastOnClocks(state, now.of), signedOff ?? state.receivedOn].filter((day) => day !== null).sort().at(-1) ?? null;
  const [earliest, what] = fact === 'RECEIVED_ON' ? ([submittedFirst, '提交之日及其后的办理'] as const) : ([beforeService, '签发之日、此前的补正等办理和其后的复议、诉讼'] as const);
  // Not after anything that was done on its clock since: a period does not begin after its end.
  const latest = onClocks(({ seq, limit }) => seq > now.of && (fact === 'RECEIVED_ON' ? limit === 'T01' : limit.startsWith('T20')))[0] ?? null;
  const out = (earliest !== null && value < earliest) || (latest !== null && value > latest);
  return out ? { code: 'DATE_OUT_OF_ORDER', message: `${CORRECTABLE_FACTS[fact]}${chineseDate(value)}与${what}的先后不符。`, field, facts: { value, earliest, latest } } : null;
}, { readsInput: true });

/** A wrong fact is corrected, never overwritten (foundations 3): the head of the office says what is right and why; clocks follow, history shows both. */
export const factTable = defineWorkflow<RequestState>({
  name: 'fact',
  kind: 'SIDE',
  title: '登记事项更正',
  positions: { CORRECTED: { title: '已更正', terminal: true } },
  actions: {
    correctFact: action<RequestState, CorrectFactInput>({
      title: '更正登记事项', sentence: '说明理由，更正记录有误的收到申请之日、送达之日或者送达凭证；期限随之重新计算，原记录保留。',
      from: ['NONE', 'CORRECTED'], to: ['CORRECTED'], by: ['DISCLOSURE_OFFICE_HEAD'], guards: [somethingRecorded, factIsThere, valueFits], effects: [],
      payload: (attempt) => ({ ...correctionOf(attempt), reasons: attempt.input.reasons, proof: attempt.input.proof }), event: 'FactCorrected', clause: 'R-45',
    }),
  },
});

export const factFolds: Folds = {
  FactCorrected: (state, event) => {
    const correction = said<Correction & { proof?: Ref }>(event);
    const after = corrected(state, correction);
    const { fact, was, value } = correction;
    return { ...after, servedLate: correction.late, serviceProved: after.serviceProved || correction.proof !== undefined, factCorrections: [...state.factCorrections, { fact, was, value, on: event.effectiveOn }] };
  },
};
