import fc from 'fast-check';
import { clockOf } from '@disclosure/workflow';
import { factsOn, otherInformation, Scenario, TIMER } from './testing/index.ts';

const D = '2026-03-02';
interface Step { readonly by: string; readonly action: string; readonly input: object }

const people = ['handler', 'liaison', 'both', 'head', 'deputy', 'principal', 'office', 'office-head', 'handler-2', 'head-2'] as const;
const proposal = fc.record({
  route: fc.constantFrom('OTHER' as const, 'OTHER' as const, 'DOCUMENT' as const), extent: fc.constantFrom('FULL_TEXT' as const, 'FULL_TEXT' as const, 'WITHHELD' as const), mode: fc.constantFrom('PROACTIVE' as const, 'PROACTIVE' as const, 'ON_REQUEST' as const),
  isMajorSensitive: fc.boolean(), digest: fc.constantFrom('a', 'b').map((letter) => letter.repeat(64)),
}).map((chosen) => otherInformation({ ...chosen, formedOn: '2026-02-27' as never, ...(chosen.extent === 'WITHHELD' ? { ground: 'DELIBERATIVE', reasons: { text: 't' } } : {}) }));
const by = fc.constantFrom(...people);
const approvals = ['approveDisclosureAsDivisionHead', 'approveDisclosureAsSupervisingDeputy', 'approveDisclosureAsPrincipalLeader', 'submitForApproval', 'handOverDocument', 'publishDisclosure'] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ by, action: fc.constant('proposeDisclosure'), input: proposal }) },
  { weight: 8, arbitrary: fc.record({ by, action: fc.constantFrom(...approvals), input: fc.constant({}) }) },
  { weight: 2, arbitrary: fc.record({ by, action: fc.constant('signOffDocument'), input: fc.constant({ documentNumber: '测工信〔2026〕1号' }) }) },
  { weight: 1, arbitrary: fc.record({ by, action: fc.constantFrom('correctDisclosure', 'changeDisclosure'), input: proposal.map((content) => ({ ...content, changedOn: D })) }) },
  { weight: 1, arbitrary: fc.record({ by, action: fc.constant('chooseDisclosureAttribute'), input: fc.record({ extent: fc.constant('FULL_TEXT'), mode: fc.constantFrom('PROACTIVE', 'ON_REQUEST') }) }) },
  { weight: 1, arbitrary: fc.record({ by, action: fc.constant('withdrawDisclosure'), input: fc.constant({ reasons: { text: 't' }, clause: 'A1-7-2' }) }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('TIMER'), action: fc.constant('recordClearanceRevoked'), input: fc.constant({ clearanceId: 'c1' }) }) },
);
/** Steps that fit are rare by chance alone: each walk follows one of these ways, with chance steps strewn in. */
const ways: readonly (readonly Step[])[] = [
  [{ by: 'head', action: 'approveDisclosureAsDivisionHead', input: {} }, { by: 'deputy', action: 'approveDisclosureAsSupervisingDeputy', input: {} }, { by: 'principal', action: 'approveDisclosureAsPrincipalLeader', input: {} }, { by: 'office', action: 'publishDisclosure', input: {} }],
  [{ by: 'handler', action: 'submitForApproval', input: {} }, { by: 'both', action: 'approveDisclosureAsDivisionHead', input: {} }, { by: 'deputy', action: 'signOffDocument', input: { documentNumber: '测工信〔2026〕1号' } }, { by: 'liaison', action: 'handOverDocument', input: {} }, { by: 'office', action: 'publishDisclosure', input: {} }],
];
const walk = fc.tuple(proposal, fc.constantFrom('handler', 'both', 'liaison'), fc.constantFrom(...ways), fc.array(fc.tuple(fc.nat(12), step), { maxLength: 6 })).map(([first, who, way, strewn]) => {
  const steps: Step[] = [{ by: who, action: 'proposeDisclosure', input: first }, ...way, { by: 'handler', action: 'correctDisclosure', input: first }, ...(ways[0] as readonly Step[])];
  for (const [place, chance] of strewn) steps.splice(place % (steps.length + 1), 0, chance);
  return steps;
});

const CONTENT = new Set(['proposeDisclosure', 'correctDisclosure', 'changeDisclosure']);

describe('whatever people try, in whatever order', () => {
  it('nothing is published but by two signatures of others under the last content, a third where it is major, and for the public', () => {
    let published = 0;
    fc.assert(fc.property(walk, (steps) => {
      const scenario = new Scenario();
      // What an auditor would write down, without knowing the table.
      let drafters: string[] = [];
      let signed: string[] = [];
      let content = otherInformation();
      for (const { by: who, action, input } of steps) {
        const actor = who === 'TIMER' ? TIMER : who;
        if (scenario.codes(D, actor, action, input).length > 0) continue;
        if (action === 'publishDisclosure') {
          published += 1;
          expect(new Set(signed).size).toBe(signed.length);
          expect(signed.length).toBeGreaterThanOrEqual(2);
          expect(signed.some((name) => ['head', 'both'].includes(name))).toBe(true);
          expect(signed.some((name) => ['deputy', 'principal'].includes(name))).toBe(true);
          if (content.isMajorSensitive) expect(signed).toContain('principal');
          expect(signed.filter((name) => drafters.includes(name))).toEqual([]);
          expect([content.mode, content.extent === 'WITHHELD']).toEqual(['PROACTIVE', false]);
        }
        scenario.take(D, actor, action, input);
        if (CONTENT.has(action)) {
          drafters = action === 'proposeDisclosure' ? [...drafters, who] : [who];
          signed = [];
          content = input as typeof content;
        }
        if (action === 'chooseDisclosureAttribute') content = { ...content, ...(input as { extent: 'FULL_TEXT'; mode: 'PROACTIVE' }) };
        if (action.startsWith('approveDisclosure') || action === 'signOffDocument') signed.push(who);
      }
    }), { numRuns: 1_500 });
    expect(published).toBeGreaterThan(200); // the walks do arrive
  });

  it('a withdrawn item stays withdrawn, and no clock runs for what is out or not for publication', () => {
    fc.assert(fc.property(walk, (steps) => {
      const scenario = new Scenario();
      let gone = false;
      for (const { by: who, action, input } of steps) {
        const actor = who === 'TIMER' ? TIMER : who;
        if (scenario.codes(D, actor, action, input).length > 0) continue;
        expect(gone).toBe(false);
        scenario.take(D, actor, action, input);
        gone = action === 'withdrawDisclosure';
        const clock = clockOf(scenario.state, 'T07', factsOn(D))?.clock ?? null;
        const { extent, mode, positions, kind } = scenario.state;
        if (kind === 'CORRECTION') expect(clock).toBeNull(); // what was right from the day it was formed has no new term
        if (positions['disclosure'] === 'PUBLISHED' || mode !== 'PROACTIVE' || extent === 'WITHHELD') expect(clock?.state ?? 'STOPPED').toBe('STOPPED');
      }
    }), { numRuns: 800 });
  });
});
