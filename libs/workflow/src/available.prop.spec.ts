import fc from 'fast-check';
import type { Actor } from '@disclosure/organisation';
import { availableActions } from './available.ts';
import { decide } from './decide.ts';
import { allActions } from './define.ts';
import { apply } from './fold.ts';
import { factsOn, officer, PEOPLE, permits, stored } from './testing/permit.workflow.ts';
import type { Permit } from './testing/permit.workflow.ts';

const ACTORS: readonly Actor[] = [...PEOPLE.map(officer), { kind: 'APPLICANT', caseId: 's' }, { kind: 'TIMER' }, { kind: 'PUBLIC' }];
const DIVISIONS = ['d-energy', 'd-software', 'd-equipment'];
const facts = factsOn('2026-03-03');
/** An input under which no guard that reads it fails: what remains is what `availableActions` promises to know. */
const goodInput = (division: string): object => ({ pages: 2, division });

const anAction = fc.constantFrom(...allActions(permits).map(({ name }) => name));
const aTry = fc.record({ action: anAction, actor: fc.nat(ACTORS.length - 1), division: fc.constantFrom(...DIVISIONS), pages: fc.integer({ min: 0, max: 2 }), archive: fc.boolean() });

type Try = { action: string; actor: number; division: string; pages: number; archive: boolean };
/** The main line to its end: where chance alone comes too seldom, half the walks set out from there. */
const mainLine = ['draftPermit', 'sealPermit', 'submitPermit', 'approvePermit', 'issuePermit'].map((action): Try => ({ action, actor: 0, division: 'd-energy', pages: 2, archive: false }));
const aWalk = fc.array(aTry, { maxLength: 80, size: 'max' }).chain((tries) => fc.constantFrom(tries, [...mainLine, ...tries]));
/** Where a walk leads: each step is taken by the first of the actors, from the one drawn on, of whom it is accepted; if by none, it is not taken. */
function stateAfter(tries: readonly Try[]): Permit {
  let state = permits.initial('s');
  for (const { action, actor: first, ...input } of tries) {
    for (const actor of [...ACTORS.slice(first), ...ACTORS.slice(0, first)]) {
      const decision = decide(permits, state, action, input, actor, facts);
      if (decision.kind !== 'ACCEPTED') continue;
      state = apply(permits, state, stored(decision.event, state.seq + 1, facts, actor));
      break;
    }
  }
  return state;
}

describe('availableActions', () => {
  it('offers without a refusal exactly what decide accepts for some subject, and names what decide would refuse', () => {
    const reached = new Set<string>();
    fc.assert(fc.property(aWalk, fc.constantFrom(...ACTORS), (tries, actor) => {
      const state = stateAfter(tries);
      const available = new Map(availableActions(permits, state, actor, facts).map((item) => [item.action, item]));
      for (const { name, row } of allActions(permits)) {
        const item = available.get(name);
        if (row.internal) { expect(item).toBeUndefined(); continue; }
        const decisions = (row.subject ? DIVISIONS : ['']).map((division) => decide(permits, state, name, goodInput(division), actor, facts));
        const accepted = decisions.some(({ kind }) => kind === 'ACCEPTED');
        // A new subject is always possible where the row begins one: the three of this test may be used up.
        const fresh = row.subject !== undefined && row.from.includes('NONE') ? decide(permits, state, name, goodInput('d-new'), actor, facts).kind === 'ACCEPTED' : false;
        expect([name, item !== undefined && item.refusals.length === 0]).toEqual([name, accepted || fresh]);
        if (item && item.refusals.length > 0) {
          const codes = decisions.flatMap((decision) => (decision.kind === 'REFUSED' ? decision.refusals.map(({ code }) => code) : []));
          for (const { code } of item.refusals) expect(codes).toContain(code);
        }
        if (accepted) reached.add(name);
      }
    }), { numRuns: 400 });
    // The walks do reach states in which each action can be done.
    expect([...reached].sort()).toEqual(allActions(permits).filter(({ row }) => !row.internal).map(({ name }) => name).sort());
  });

  it('offers nothing to a stranger and nothing of what only the platform does', () => {
    fc.assert(fc.property(fc.array(aTry, { maxLength: 40 }), (tries) => {
      const state = stateAfter(tries);
      expect(availableActions(permits, state, officer('stranger'), facts)).toEqual([]);
      expect(availableActions(permits, state, { kind: 'TIMER' }, facts)).toEqual([]);
    }), { numRuns: 50 });
  });
});

describe('decide and fold', () => {
  it('never leave the table: every position is one that the table has, every stream folds, seq counts the events', () => {
    fc.assert(fc.property(fc.array(aTry, { maxLength: 60, size: 'max' }), (tries) => {
      const state = stateAfter(tries);
      for (const [key, position] of Object.entries(state.positions)) {
        const table = permits.tables.find(({ name }) => name === key.split(':')[0]);
        expect(Object.keys(table?.positions ?? {})).toContain(position);
      }
      expect(Object.values(state.versions).reduce((sum, version) => sum + version, 0)).toBe(state.seq);
    }), { numRuns: 200 });
  });

  it('never let one person sign a matter twice in a round without a return between', () => {
    fc.assert(fc.property(fc.array(aTry, { maxLength: 80, size: 'max' }), (tries) => {
      const { signatures } = stateAfter(tries);
      const open = new Set<string>();
      for (const { matter, personId, round } of signatures) {
        if (matter === 'permit:RETURNED') { open.clear(); continue; }
        expect(open.has(`${round} ${personId}`)).toBe(false);
        open.add(`${round} ${personId}`);
      }
    }), { numRuns: 200 });
  });
});
