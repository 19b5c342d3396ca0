import type { Role } from '@disclosure/organisation';
import { availableActions } from './available.ts';
import { decide } from './decide.ts';
import type { Aggregate } from './types.ts';
import { factsOn, officer, permits } from './testing/permit.workflow.ts';
import type { Permit } from './testing/permit.workflow.ts';

const facts = factsOn('2026-03-03');
type Division = NonNullable<Aggregate<Permit>['tables'][number]['actions'][string]['divisionOf']>;

/** The permits' tables with one row bound to a division, and one actor who holds the row's office for `held`. */
function bound(action: string, divisionOf: Division, role: Role, held: string | null): Aggregate<Permit> {
  const tables = permits.tables.map((table) => {
    const row = table.actions[action];
    return row ? { ...table, actions: { ...table.actions, [action]: { ...row, divisionOf } } } : table;
  });
  return { ...permits, tables, roles: () => new Map([[role, held]]) };
}
const kind = (aggregate: Aggregate<Permit>, state: Permit, action: string, input: object = {}): string => decide(aggregate, state, action, input, officer('handler'), facts).kind;
const offers = (aggregate: Aggregate<Permit>, state: Permit, action: string): boolean => availableActions(aggregate, state, officer('handler'), facts).some((item) => item.action === action);

describe('an office of a division', () => {
  const submitted: Permit = { ...permits.initial('s'), seq: 3, positions: { permit: 'SUBMITTED' } };

  it('counts for its own division, not for another; an office of the whole agency counts for every one', () => {
    for (const [held, expected] of [['d-planning', true], ['d-energy', false], [null, true]] as const) {
      const aggregate = bound('approvePermit', () => 'd-planning', 'DIVISION_HEAD', held);
      expect([held, kind(aggregate, submitted, 'approvePermit') === 'ACCEPTED', offers(aggregate, submitted, 'approvePermit')]).toEqual([held, expected, expected]);
    }
  });

  it('counts for nobody’s division where the record has none yet', () => {
    const aggregate = bound('approvePermit', () => null, 'DIVISION_HEAD', 'd-planning');
    expect([kind(aggregate, submitted, 'approvePermit'), offers(aggregate, submitted, 'approvePermit')]).toEqual(['FORBIDDEN', false]);
  });

  it('of a subject: each division gives its own opinion, and is offered it while its own is asked', () => {
    const asked: Permit = { ...submitted, positions: { permit: 'SUBMITTED', 'opinion:d-energy': 'ASKED', 'opinion:d-software': 'GIVEN' } };
    for (const [held, own, offered] of [['d-energy', 'ACCEPTED', true], ['d-software', 'REFUSED', false], ['d-equipment', 'REFUSED', false]] as const) {
      const aggregate = bound('giveOpinion', 'SUBJECT', 'DISCLOSURE_LIAISON', held);
      expect([held, kind(aggregate, asked, 'giveOpinion', { division: held }), offers(aggregate, asked, 'giveOpinion')]).toEqual([held, own, offered]);
      const other = held === 'd-energy' ? 'd-software' : 'd-energy';
      expect(kind(aggregate, asked, 'giveOpinion', { division: other })).toBe('FORBIDDEN');
    }
  });

  it('of the record, on a row that has subjects: the lead’s handler asks, another division’s is not even offered it', () => {
    for (const [held, expected] of [['d-planning', true], ['d-energy', false]] as const) {
      const aggregate = bound('askOpinion', () => 'd-planning', 'CASE_HANDLER', held);
      expect([held, kind(aggregate, submitted, 'askOpinion', { division: 'd-software' }) === 'ACCEPTED', offers(aggregate, submitted, 'askOpinion')]).toEqual([held, expected, expected]);
    }
  });

  it('is recorded with the division for which it acted', () => {
    const decision = decide(bound('approvePermit', () => 'd-planning', 'DIVISION_HEAD', 'd-planning'), submitted, 'approvePermit', {}, officer('handler'), facts);
    expect(decision).toMatchObject({ kind: 'ACCEPTED', actingAs: { role: 'DIVISION_HEAD', divisionId: 'd-planning' } });
  });
});
