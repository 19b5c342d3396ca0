import type { Role } from '@disclosure/organisation';
import { positionIn } from '@disclosure/workflow';
import { HOLDS } from './conditions.ts';
import { contributionsOf, requestAggregate, stageOf } from './request.aggregate.ts';
import type { RequestState } from './request.state.ts';
import { OPEN_STAGES } from './vocabulary.ts';

/** An office whose turn it is: `PRINCIPAL_LEADER`, or of a division `DIVISION_HEAD:d-planning`. */
export type OfficeKey = string;
export const officeKey = (office: Role, divisionId: string | null): OfficeKey => (divisionId === null ? office : `${office}:${divisionId}`);

/** Whose turn it is on an open case, and whose of them it is to sign. Both empty: it waits for somebody outside, or is closed. */
export interface Turn { readonly toAct: readonly OfficeKey[]; readonly toSign: readonly OfficeKey[] }

const always = (): boolean => true;
const isMajor = (state: RequestState): boolean => state.proposal?.isMajor ?? false;

/** The steps that bring a case forward, each where its row allows it and this holds. Who may take them is read from the rows. */
const STEPS: Readonly<Record<string, (state: RequestState) => boolean>> = {
  registerRequest: always, acceptRequest: always, assignRequest: always, draftReplyProposal: (state) => positionIn(state, 'proposal') !== 'DRAFTED', submitReplyProposal: always,
  approveReplyAsDivisionHead: always, approveReplyAsSupervisingDeputy: always, approveReplyAsPrincipalLeader: isMajor,
  draftReplyLetter: (state) => stageOf(state) === (isMajor(state) ? 'PRINCIPAL_APPROVED' : 'DEPUTY_APPROVED'), proofreadReplyLetter: always, signOffReplyLetter: always, sealReplyLetter: (state) => !state.sealed, serveReply: (state) => state.sealed,
  decideAssignment: always,
  // What the division says is missing waits for the office to notify it.
  requestClarification: (state) => state.clarificationProposal?.round === state.round && !state.clarifications.some(({ round }) => round === state.round),
};
/** Of an extension that was asked for, the consent is awaited; it is a signature too. */
const CONSENT = 'extendReplyPeriod';
/** Reasons that the applicant gave are judged by the office; nothing else goes on meanwhile. */
const JUDGING = ['admitReasons', 'declineToProcess'];

/** Computed from the workflow tables: what they change, the desk follows. */
export function turnOf(state: RequestState): Turn {
  if (!OPEN_STAGES.includes(stageOf(state))) return { toAct: [], toSign: [] };
  const toAct = new Set<OfficeKey>();
  const toSign = new Set<OfficeKey>();
  for (const table of requestAggregate.tables) {
    const position = positionIn(state, table.name);
    for (const [name, row] of Object.entries(table.actions)) {
      const waits = name in STEPS ? STEPS[name]?.(state) : name === CONSENT ? position === 'PROPOSED' : JUDGING.includes(name) && position === 'GIVEN';
      if (waits !== true || !row.from.includes(position) || (row.while ?? []).some((condition) => !condition.in.includes(positionIn(state, condition.table)))) continue;
      const offices = row.by.filter((office) => !OUTSIDE.includes(office)).map((office) => officeKey(office, row.divisionOf === undefined ? null : state.leadDivision));
      for (const office of offices) toAct.add(office);
      if (row.signs !== undefined || name === CONSENT) for (const office of offices) toSign.add(office);
    }
  }
  const held = HOLDS.some((hold) => !hold.closed.includes(positionIn(state, hold.table)));
  if (!held) for (const { divisionId, status } of contributionsOf(state)) if (status === 'ASKED') for (const office of ['CASE_HANDLER', 'DIVISION_HEAD'] as const) toAct.add(officeKey(office, divisionId));
  return { toAct: [...toAct].sort(), toSign: [...toSign].sort() };
}

const OUTSIDE: readonly Role[] = ['PUBLIC', 'APPLICANT', 'TIMER'];
