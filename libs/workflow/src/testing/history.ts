import type { Actor } from '@disclosure/organisation';
import { decide } from '../decide.ts';
import { apply } from '../fold.ts';
import type { StoredEvent } from '../types.ts';
import { factsOn, officer, permits, stored } from './permit.workflow.ts';
import type { Permit } from './permit.workflow.ts';

/** A permit and what has happened to it, day by day. Every step must be accepted. */
export class History {
  state: Permit = permits.initial('s');
  readonly events: StoredEvent[] = [];

  step(day: string, action: string, by: string | Actor, input: object = {}): this {
    const facts = factsOn(day);
    const actor = typeof by === 'string' ? officer(by) : by;
    const decision = decide(permits, this.state, action, input, actor, facts);
    if (decision.kind !== 'ACCEPTED') throw new Error(`${action} on ${day}: ${JSON.stringify(decision)}`);
    const event = stored(decision.event, this.state.seq + 1, facts, actor);
    this.events.push(event);
    this.state = apply(permits, this.state, event);
    return this;
  }

  /** The codes of the refusals, or the kind of the decision where it is no refusal. */
  codes(day: string, action: string, by: string | Actor, input: object = {}): readonly string[] {
    const decision = decide(permits, this.state, action, input, typeof by === 'string' ? officer(by) : by, factsOn(day));
    return decision.kind === 'REFUSED' ? decision.refusals.map(({ code }) => code) : [decision.kind];
  }
}

/** Drafted and sealed on Monday 2 March 2026. */
export const drafted = (): History => new History().step('2026-03-02', 'draftPermit', 'handler', { pages: 3 }).step('2026-03-02', 'sealPermit', 'office');
