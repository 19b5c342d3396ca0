import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { ApplicantKind, RemedyKind, RemedyResult, RequestState } from '@disclosure/requests-domain';
import type { Mark } from './plan/plan.ts';

/** What the department itself would have written down of a case, as it was done: the report is counted from this a second time. */
export interface CaseLedger {
  readonly index: number;
  readonly kind: 'REQUEST' | 'CORRECTION';
  readonly applicantKind: ApplicantKind;
  id: string | null;
  receivedOn: LocalDate | null;
  /** The day it ended, and the row that its plan gives it; null while it is open. */
  closed: { readonly on: LocalDate; readonly row: string } | null;
  readonly remedies: { readonly kind: RemedyKind; readonly receivedOn: LocalDate; result: RemedyResult; decidedOn: LocalDate | null }[];
  /** Steps of the plan that were carried out, of how many. */
  done: number;
  readonly of: number;
}

/** A refusal that the plan does not know of, or one that it waited for in vain: with the story of the case. */
export interface Surprise { readonly index: number; readonly id: string | null; readonly on: LocalDate; readonly action: string; readonly expected: string | null; readonly met: string; readonly paths: readonly string[] }

/** What one crew of officers brings home from its cases. */
export interface Ledger {
  readonly cases: readonly CaseLedger[];
  readonly surprises: readonly Surprise[];
  /** Refusals that came as planned. */
  readonly refused: number;
  /** Calls and milliseconds, by action. */
  readonly spent: Readonly<Record<string, { calls: number; ms: number }>>;
}

/** Writes down what a step did, by the step's own marks. `on`: the day that it names, or the day it was done. */
export function mark(entry: CaseLedger, marks: readonly Mark[], on: LocalDate): void {
  for (const made of marks) {
    if ('received' in made) entry.receivedOn = on;
    else if ('closed' in made) entry.closed = { on, row: made.closed };
    else if ('reopened' in made) entry.closed = null;
    else if ('remedy' in made) entry.remedies.push({ kind: made.remedy, receivedOn: on, result: 'PENDING', decidedOn: null });
    else if ('result' in made) Object.assign(entry.remedies.at(-1) ?? {}, { result: made.result, decidedOn: on });
    else if (made.corrected === 'RECEIVED_ON') entry.receivedOn = on;
    else if (entry.closed !== null) entry.closed = { ...entry.closed, on };
  }
}

/** Fills in what a step names by `@`: what the case has come to by now. */
export function filled(value: unknown, state: RequestState | null, today: LocalDate, other: { readonly earlier: string | null; readonly disclosure: string }): unknown {
  if (Array.isArray(value)) return value.map((member) => filled(member, state, today, other));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, state, today, other)]));
  switch (value) {
    case '@today': return today;
    case '@receivedOn-1': return addDays(state?.receivedOn ?? today, -1);
    case '@servedOn-1': return addDays(state?.servedOn ?? today, -1);
    case '@consultation': return state?.consultations.at(-1)?.id;
    case '@referral': return state?.referrals.at(-1)?.id;
    case '@remedy': return state?.remedies.at(-1)?.id;
    case '@earlier': return other.earlier;
    case '@disclosure': return other.disclosure;
    default: return value;
  }
}
