import { remedyFor } from '@disclosure/law';
import type { Attempt, EffectRule } from '@disclosure/workflow';
import type { RequestState } from './request.state.ts';

type Served = Pick<Attempt<RequestState>, 'state' | 'facts'>;
/** The remedy of each item by its legal basis, never by its report row (REM-01, REM-02). */
const remediesOf = ({ state, facts }: Served): readonly string[] => (state.proposal?.items ?? []).map(({ bases }) => remedyFor(facts.law, bases, state.lawOn ?? facts.today));
const severed = ({ state }: Served): boolean => state.proposal?.items.some(({ outcome }) => outcome === 'PARTLY_DISCLOSED') ?? false;
const subject = ({ state }: Served): string => `r${state.round}`;

/** The days in which the applicant may turn to the reconsideration body, or to court directly, from service on; as the letter says them (REM-04, REM-06). */
export const remedyDays = <I>(): readonly EffectRule<RequestState, I>[] => [
  { limit: 'T20', effect: 'START', subject, when: (attempt) => remediesOf(attempt).some((remedy) => remedy !== 'R3') },
  // What is withheld goes to reconsideration first; the rest of a severed reply may be sued over at once.
  { limit: 'T20-SUIT', effect: 'START', subject, when: (attempt) => remediesOf(attempt).includes('R2') || (severed(attempt) && remediesOf(attempt).includes('R1')) },
];

/** The same where every decision leaves both ways open: what was given on the spot, and what is not processed (REM-03). */
export const bothRemedyDays = <I>(): readonly EffectRule<RequestState, I>[] => [{ limit: 'T20', effect: 'START', subject }, { limit: 'T20-SUIT', effect: 'START', subject }];
