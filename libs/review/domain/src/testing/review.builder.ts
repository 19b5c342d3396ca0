import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { localDate, startOf } from '@disclosure/kernel';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor, Appointment, Division, Office, OrganisationBook } from '@disclosure/organisation';
import { apply, decide } from '@disclosure/workflow';
import type { DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { reviewCase } from '../review.aggregate.ts';
import type { OpenReview, ScreenedContent, SignReview } from '../review.input.ts';
import type { ReviewFinding, ReviewState, TextRef } from '../review.type.ts';

const since = localDate('2020-12-31');
const division = (id: string, name: string, kind: Division['kind'] = 'DIVISION'): Division => ({ id, agencyId: 'jlgxt', name, kind, topics: [], from: since, to: null, succeededBy: null });
const held = (login: string, office: Office, divisionId: string | null = null): Appointment => ({ personId: `p-${login}`, office, divisionId, from: since, to: null, standsFor: null });

const appointments = [
  held('handler', 'CASE_HANDLER', 'd-planning'), held('handler', 'DISCLOSURE_LIAISON', 'd-planning'), held('head', 'DIVISION_HEAD', 'd-planning'),
  held('handler-2', 'CASE_HANDLER', 'd-energy'), held('head-2', 'DIVISION_HEAD', 'd-energy'),
  held('deputy', 'SUPERVISING_DEPUTY', 'd-planning'), held('deputy', 'SUPERVISING_DEPUTY', 'd-energy'), held('deputy-2', 'SUPERVISING_DEPUTY', 'd-secrecy'),
  held('principal', 'PRINCIPAL_LEADER'), held('secrecy', 'SECRECY_OFFICER', 'd-secrecy'), held('secrecy-2', 'SECRECY_OFFICER', 'd-secrecy'), held('classification', 'CLASSIFICATION_OFFICER'),
  held('office', 'DISCLOSURE_OFFICER'), held('legal', 'LEGAL_OFFICER', 'd-planning'), held('auditor', 'AUDITOR'), held('analyst', 'ANALYST'), held('office-head', 'DISCLOSURE_OFFICE_HEAD'), held('admin', 'ADMINISTRATOR'),
  // Holds two offices of one division: what separation of duties is for.
  held('both', 'CASE_HANDLER', 'd-planning'), held('both', 'DIVISION_HEAD', 'd-planning'), held('both', 'SUPERVISING_DEPUTY', 'd-planning'),
];

/** A small department for tests; ids are `p-<login>`. */
export const testOrganisation: OrganisationBook = {
  revision: 1,
  agencies: [{ id: 'jlgxt', name: '吉林省工业和信息化厅', documentCode: '吉工信', bodyCode: '013500001', contact: { address: '', telephone: '', email: '' }, isOwn: true, topics: [] }],
  divisions: [division('d-planning', '规划与投资处'), division('d-energy', '节能与综合利用处'), division('d-secrecy', '保密委员会办公室', 'SECRECY_OFFICE')],
  people: [...new Set(appointments.map(({ personId }) => personId))].map((id) => ({ id, name: `姓名${id.slice(2)}`, login: id.slice(2) })),
  appointments,
};

export const officer = (login: string): Actor => ({ kind: 'OFFICER', personId: `p-${login}` });

/** The world on a day, by the first editions of calendar and law. */
export function factsOn(date: string, organisation: OrganisationBook = testOrganisation): DecisionFacts {
  const today: LocalDate = localDate(date);
  return { now: startOf(today, 9), today, calendar: workingCalendar(firstCalendarEdition), law: firstLawEdition, organisation };
}

export const text = (id: string): TextRef => ({ text: id, commitment: 'c'.repeat(64) });
export const DIGEST = 'd'.repeat(64);

export const finding = (id: string, severity: ReviewFinding['severity'], kind = 'MOBILE_NUMBER', clause = 'A3-3'): ReviewFinding =>
  ({ id, kind, severity, clause, where: 'body', from: 0, to: 3, excerpt: text(`x-${id}`), suggestion: text(`s-${id}`) });

export const contentWith = (...findings: readonly ReviewFinding[]): ScreenedContent => ({ held: true, owner: null, plainDigest: null, reviewedBy: [], barred: null, findings });

/** An item of proactive disclosure in full text, of d-planning, in which nothing was found. */
export const opening = (changed: Partial<OpenReview> = {}): OpenReview => ({
  digest: DIGEST, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subjectKind: 'DISCLOSURE', subjectId: 'disclosure-1', divisionId: 'd-planning', content: contentWith(), ...changed,
});
export const bothPassed = (...findings: SignReview['findings']): SignReview => ({ contentReview: { passed: true, remarks: text('r1') }, secrecyReview: { passed: true, remarks: text('r2') }, findings });
export const reasoned = { reason: text('reason') };

export type Step = readonly [login: string | Actor, action: string, input?: object];

/** A review driven through the pure table: what was refused is told, what was accepted is folded. */
export class ReviewTrial {
  state: ReviewState = reviewCase.initial('review-1');
  readonly events: StoredEvent[] = [];
  facts: DecisionFacts;

  constructor(date = '2026-03-02', organisation?: OrganisationBook) {
    this.facts = factsOn(date, organisation);
  }

  on(date: string): this {
    this.facts = factsOn(date, this.facts.organisation);
    return this;
  }

  /** Takes one action; gives its refusals, empty when it was carried out. FORBIDDEN comes as one refusal of that code. */
  take(...[login, action, input = {}]: Step): readonly Refusal[] {
    const actor = typeof login === 'string' ? officer(login) : login;
    const decision = decide(reviewCase, this.state, action, input, actor, this.facts);
    if (decision.kind === 'FORBIDDEN') return [decision.refusal];
    if (decision.kind === 'REFUSED') return decision.refusals;
    const seq = this.state.seq + 1;
    const event = {
      ...decision.event, id: `e${seq}`, streamId: this.state.id, seq, version: 1, recordedAt: this.facts.now, actor, actingAs: decision.actingAs,
      revisions: { calendar: 1, law: 1, organisation: 1 }, commandId: `c${seq}`,
    } satisfies StoredEvent;
    const stored = JSON.parse(JSON.stringify(event)) as StoredEvent; // as the stream would give it back
    this.events.push(stored);
    this.state = apply(reviewCase, this.state, stored);
    return [];
  }

  /** Takes actions that must succeed; throws with the refusals otherwise. */
  through(...steps: readonly Step[]): this {
    for (const step of steps) {
      const refusals = this.take(...step);
      if (refusals.length > 0) throw new Error(`${String(step[1])}: ${JSON.stringify(refusals)}`);
    }
    return this;
  }

  get at(): string {
    return this.state.positions['review'] ?? 'NONE';
  }
}

export const approval = (id = 'clearance-1') => ({ clearanceId: id, remarks: text('ok') });

/** Shortest way to every state of the main table. */
export const WAYS: Readonly<Record<string, readonly Step[]>> = {
  NONE: [],
  OPEN: [['handler', 'openReview', opening()]],
  DIVISION_REVIEWED: [['handler', 'openReview', opening()], ['head', 'signReview', bothPassed()]],
  DEPUTY_APPROVED: [['handler', 'openReview', opening({ isMajorSensitive: true })], ['head', 'signReview', bothPassed()], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]],
  CLEARED: [['handler', 'openReview', opening()], ['head', 'signReview', bothPassed()], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]],
  WITHHELD: [['handler', 'openReview', opening({ extent: 'WITHHELD', ground: 'DELIBERATIVE', reason: text('why') })], ['head', 'signReview', bothPassed()], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]],
  REFERRED_TO_SECRECY_OFFICE: [['handler', 'openReview', opening()], ['head', 'referToSecrecyOffice', reasoned]],
  REFERRED_OUTSIDE: [['handler', 'openReview', opening()], ['head', 'referToSecrecyOffice', reasoned], ['secrecy', 'referOutside', { authority: 'SECRECY_AUTHORITY', letterNumber: text('n'), ...reasoned }]],
  RETURNED: [['handler', 'openReview', opening()], ['head', 'returnReview', reasoned]],
  WITHDRAWN: [['handler', 'openReview', opening()], ['handler', 'withdrawReview', reasoned]],
};
