import { addDays } from '@disclosure/kernel';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { execute, loadState } from '@disclosure/platform-persistence';
import type { Outcome } from '@disclosure/platform-persistence';
import type { RequestState } from '@disclosure/requests-domain';
import { requestChecks } from '@disclosure/requests-subgraph';
import { dueOn, positionIn } from '@disclosure/workflow';
import type { AggregateState, DecisionFacts } from '@disclosure/workflow';
import { actorFor, keepsOfficeHours } from './actors.ts';
import type { House } from './house.ts';
import { filled, mark } from './ledger.ts';
import type { CaseLedger, Ledger, Surprise } from './ledger.ts';
import type { ActionStep, Person, Plan, Step, Who } from './plan/plan.ts';
import { publish, review } from './procedures.ts';

/** A case as its officers have it before them. */
export interface Case {
  readonly plan: Plan;
  readonly entry: CaseLedger;
  /** The next step, and the day from which it can be taken. */
  at: number;
  readyOn: LocalDate;
  lead: string;
  state: RequestState | null;
  earlier: string | null;
  /** Something happened that the plan does not know: it is left as it stands. */
  broken: boolean;
}

export type Part = 'MORNING' | 'NIGHT';

/** Takes an action on a record and gives what became of it; whoever waits for a refusal says which. */
export type Take = <S extends AggregateState>(aggregate: string, action: string, by: Who, streamId: string | null, input: object) => Promise<Outcome<S>>;

const AT_ONCE = 6;
const AGGREGATES = { REQUEST: 'DisclosureRequest', CORRECTION: 'CorrectionRequest' } as const;

/** Carries plans out through the platform's use-cases: whatever is due on a part of a day, several cases at a time. */
export class Driver {
  readonly #house: House;
  readonly #cases: readonly Case[];
  readonly #byIndex: ReadonlyMap<number, Case>;
  readonly #surprises: Surprise[] = [];
  readonly #spent: Record<string, { calls: number; ms: number }> = {};
  #refused = 0;
  #commands = 0;

  constructor(house: House, plans: readonly Plan[], applicants: readonly Person[]) {
    this.#house = house;
    this.#cases = plans.map((plan) => ({
      plan, at: 0, readyOn: plan.arrivesOn, lead: plan.lead, state: null, earlier: null, broken: false,
      entry: { index: plan.index, kind: plan.kind, applicantKind: (applicants[plan.applicant] as Person).kind, id: null, receivedOn: null, closed: null, remedies: [], done: 0, of: plan.steps.length },
    }));
    this.#byIndex = new Map(this.#cases.map((kept) => [kept.plan.index, kept]));
  }

  /** Does what is due; the clock stands at this part of this day. */
  async work(part: Part): Promise<void> {
    const { platform } = this.#house;
    const reader = platform.database.context('requests').writer;
    const facts = await platform.books.factsNow(reader, platform.clock);
    const due = this.#cases.filter((kept) => kept.at < kept.plan.steps.length && !kept.broken && kept.readyOn <= facts.today && (kept.at > 0 || part === kept.plan.arrivesAt || kept.readyOn < facts.today));
    await this.#refresh(due);
    const disclosures = await reader.query<{ id: string }>('SELECT id FROM requests.published_disclosure WHERE live ORDER BY id');
    let next = 0;
    const officers = Array.from({ length: AT_ONCE }, async () => {
      for (let kept = due[next++]; kept; kept = due[next++]) await this.#advance(kept, part, facts, disclosures.map(({ id }) => id));
    });
    await Promise.all(officers);
  }

  /** What has been written down so far. */
  ledger(): Ledger {
    for (const kept of this.#cases) kept.entry.done = kept.at;
    return { cases: this.#cases.map(({ entry }) => entry), surprises: this.#surprises, refused: this.#refused, spent: this.#spent };
  }

  /** Reads again the cases that wait for the platform to act, where it has. */
  async #refresh(due: readonly Case[]): Promise<void> {
    const waiting = due.filter((kept) => kept.state !== null && waits(kept.plan.steps[kept.at] as Step));
    if (waiting.length === 0) return;
    const home = this.#house.platform.database.context('requests');
    const moved = new Map((await home.writer.query<{ id: string; seq: number }>('SELECT id, seq FROM requests.stream WHERE id = ANY($1)', [waiting.map(({ entry }) => entry.id)])).map(({ id, seq }) => [id, seq]));
    for (const kept of waiting) {
      const { id } = kept.entry;
      if (id === null || moved.get(id) === kept.state?.seq) continue;
      kept.state = await loadState(home, this.#house.shell<RequestState>('DisclosureRequest'), id);
    }
  }

  async #advance(kept: Case, part: Part, facts: DecisionFacts, disclosures: readonly string[]): Promise<void> {
    while (kept.at < kept.plan.steps.length && !kept.broken) {
      const step = kept.plan.steps[kept.at] as Step;
      if (!this.#isReady(kept, step, part, facts)) return;
      const went = await this.#step(kept, step, facts, disclosures);
      if (!went) return;
      kept.at += 1;
      const next = kept.plan.steps[kept.at];
      const wait = next && 'wait' in next ? next.wait : undefined;
      if (wait === undefined || 'afterDue' in wait) continue;
      kept.readyOn = 'days' in wait ? addDays(facts.today, wait.days) : wait.workingDays === 0 ? facts.today : facts.calendar.addWorkingDays(facts.today, wait.workingDays).dueOn;
    }
  }

  #isReady(kept: Case, step: Step, part: Part, facts: DecisionFacts): boolean {
    if (kept.readyOn > facts.today) return false;
    const inOffice = 'do' in step ? keepsOfficeHours(step.by) : 'review' in step || 'publish' in step;
    if (inOffice && (part === 'NIGHT' || !facts.calendar.isWorkingDay(facts.today))) return false;
    if ('after' in step) return (this.#byIndex.get(step.after)?.entry.closed ?? null) !== null;
    if ('until' in step) return kept.state !== null && positionIn(kept.state, step.until.table, step.until.subject === undefined ? undefined : (filled(step.until.subject, kept.state, facts.today, NOTHING) as string)) === step.until.position;
    if (!('do' in step) || step.wait === undefined || !('afterDue' in step.wait)) return true;
    const due = kept.state && dueOn(kept.state, 'T01', facts);
    return due !== null && facts.today > due && facts.today >= facts.calendar.addWorkingDays(due, step.wait.afterDue).dueOn;
  }

  /** Takes one step; false where it has to be tried again another time, or the case is left. */
  async #step(kept: Case, step: Step, facts: DecisionFacts, disclosures: readonly string[]): Promise<boolean> {
    if ('do' in step) return this.#act(kept, step, facts, disclosures);
    if ('until' in step) mark(kept.entry, step.marks ?? [], facts.today);
    if ('after' in step) kept.earlier = this.#byIndex.get(step.after)?.entry.id ?? null;
    if (!('review' in step) && !('publish' in step)) return true;
    const scene = { kept, take: this.#takeFor(kept, facts), today: facts.today };
    const met = 'review' in step ? await review(scene, step) : await publish(scene, step, this.#house);
    if (met === 'LATER') return false;
    if (met !== null) this.#surprise(kept, 'review' in step ? 'review' : 'publish', null, met, facts.today);
    return met === null;
  }

  async #act(kept: Case, step: ActionStep, facts: DecisionFacts, disclosures: readonly string[]): Promise<boolean> {
    if (step.onlyIf && (kept.state === null || positionIn(kept.state, step.onlyIf.table) !== step.onlyIf.position)) return true;
    const input = filled(step.input, kept.state, facts.today, { earlier: kept.earlier, disclosure: disclosures[kept.plan.index % Math.max(1, disclosures.length)] ?? '' }) as Readonly<Record<string, unknown>>;
    const outcome = await this.#takeFor(kept, facts)<RequestState>(AGGREGATES[kept.plan.kind], step.do, step.by, kept.entry.id, input);
    if (outcome.kind === 'DONE') {
      if (step.refused !== undefined) { this.#surprise(kept, step.do, step.refused, 'it was done', facts.today); return false; }
      kept.entry.id = outcome.streamId;
      kept.state = outcome.state;
      kept.lead = outcome.state.leadDivision ?? kept.lead;
      const named = ['receivedOn', 'servedOn', 'value', 'decidedOn'].map((key) => input[key]).find((value) => typeof value === 'string') as LocalDate | undefined;
      mark(kept.entry, step.marks ?? [], named ?? facts.today);
      return true;
    }
    const codes = outcome.kind === 'REFUSED' ? outcome.refusals.map(({ code }) => code) : [outcome.kind];
    if (step.refused !== undefined && codes.includes(step.refused)) { this.#refused += 1; return true; }
    this.#surprise(kept, step.do, step.refused ?? null, outcome.kind === 'REFUSED' ? outcome.refusals.map(({ code, message }) => `${code} ${message}`).join(' ') : outcome.kind, facts.today);
    return false;
  }

  #takeFor(kept: Case, { organisation, today }: DecisionFacts): Take {
    return async <S extends AggregateState>(aggregate: string, action: string, by: Who, streamId: string | null, input: object): Promise<Outcome<S>> => {
      const wrong: readonly Refusal[] = (requestChecks[action] as ((given: object) => readonly Refusal[]) | undefined)?.(input) ?? [];
      if (wrong.length > 0) return { kind: 'REFUSED', refusals: wrong };
      const actor = actorFor(by, { id: kept.entry.id, lead: kept.lead, state: kept.state, organisation, today });
      const began = performance.now();
      const outcome = await execute<S>(this.#house.platform, this.#house.shell<S>(aggregate), { actor, commandId: `simulated-${kept.plan.index}-${kept.at}-${(this.#commands += 1)}`, action, streamId, input });
      const spent = (this.#spent[action] ??= { calls: 0, ms: 0 });
      spent.calls += 1;
      spent.ms += performance.now() - began;
      return outcome;
    };
  }

  #surprise(kept: Case, action: string, expected: string | null, met: string, on: LocalDate): void {
    kept.broken = true;
    this.#surprises.push({ index: kept.plan.index, id: kept.entry.id, on, action, expected, met, paths: kept.plan.paths });
  }
}

const NOTHING = { earlier: null, disclosure: '' };
const waits = (step: Step): boolean => 'until' in step || ('do' in step && step.onlyIf !== undefined) || 'publish' in step;
