import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { dateOf, instant } from '@disclosure/kernel';
import type { Instant, Json } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor } from '@disclosure/organisation';
import { apply, decide } from '@disclosure/workflow';
import type { Decision, DecisionFacts, NewEvent, StoredEvent } from '@disclosure/workflow';
import { disclosureAggregate } from '../disclosure.aggregate.ts';
import type { DisclosureState, ProposeInput } from '../disclosure.type.ts';
import { department, officer } from './department.ts';

const calendar = workingCalendar(firstCalendarEdition);

/** The facts of nine o'clock on a day. */
export const factsOn = (day: string): DecisionFacts => {
  const now: Instant = instant(`${day}T09:00:00+08:00`);
  return { now, today: dateOf(now), calendar, law: firstLawEdition, organisation: department };
};

export const DIGEST = 'a'.repeat(64);
export const otherInformation = (more: Partial<ProposeInput> = {}): ProposeInput => ({
  route: 'OTHER', divisionId: 'd-planning', digest: DIGEST, attachments: 0, extent: 'FULL_TEXT', mode: 'PROACTIVE', categoryIds: ['content-3'], leafIds: ['content-3'], ...more,
});

/** What publication's shell adds to the event: as if the gate had let it out. */
const released = (state: DisclosureState, event: NewEvent): NewEvent => (event.type === 'DisclosurePublished'
  ? { ...event, payload: { indexNumber: '013500001/2026-00001', address: '/d/013500001-2026-00001', version: { number: state.releases.length + 1, kind: state.kind, digest: state.digest, releaseId: 'r1', clearanceId: 'c1', publishedOn: event.effectiveOn } } }
  : event);

/** Takes decisions on one disclosure, one after the other, without a database. */
export class Scenario {
  state: DisclosureState = disclosureAggregate.initial('x');

  /** Decides without taking it. */
  ask(day: string, by: string | Actor, action: string, input: object = {}): Decision {
    return decide(disclosureAggregate, this.state, action, input, typeof by === 'string' ? officer(by) : by, factsOn(day));
  }

  /** Takes a step that must be accepted. */
  take(day: string, by: string | Actor, action: string, input: object = {}): this {
    const decision = this.ask(day, by, action, input);
    if (decision.kind !== 'ACCEPTED') throw new Error(`${action}: ${JSON.stringify(decision)}`);
    const stored: StoredEvent = {
      ...released(this.state, decision.event), id: `e${this.state.seq + 1}`, streamId: 'x', seq: this.state.seq + 1, version: 1, recordedAt: factsOn(day).now,
      actor: typeof by === 'string' ? officer(by) : by, actingAs: decision.actingAs, revisions: { calendar: 1, law: 1, organisation: 1 }, commandId: null,
    };
    this.state = apply(disclosureAggregate, this.state, JSON.parse(JSON.stringify(stored as unknown as Json)) as StoredEvent);
    return this;
  }

  /** The codes an attempt is refused with; `FORBIDDEN` for want of a role, empty when it is accepted. */
  codes(day: string, by: string | Actor, action: string, input: object = {}): readonly string[] {
    const decision = this.ask(day, by, action, input);
    return decision.kind === 'ACCEPTED' ? [] : decision.kind === 'FORBIDDEN' ? ['FORBIDDEN'] : decision.refusals.map(({ code }) => code);
  }
}
