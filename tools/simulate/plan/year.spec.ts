import { isResidentId18, isUnifiedSocialCreditCode } from '@disclosure/screening';
import { correctionAggregate, requestAggregate } from '@disclosure/requests-domain';
import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { localDate } from '@disclosure/kernel';
import { allActions } from '@disclosure/workflow';
import fc from 'fast-check';
import { decisionOf, GROUNDS, rowOf } from './outcomes.ts';
import { INVENTED } from './people.ts';
import type { ActionStep, Plan, YearPlan } from './plan.ts';
import { Random } from './random.ts';
import { planYear } from './year.ts';

const actionsOf = ({ plans }: Pick<YearPlan, 'plans'>): readonly ActionStep[] => plans.flatMap(({ steps }) => steps.flatMap((step) => ('do' in step ? [step] : [])));
const valuesOf = (steps: readonly ActionStep[], action: string, key: string): Set<unknown> => new Set(steps.filter((step) => step.do === action).map(({ input }) => input[key]));
const large = planYear({ year: 2026, requests: 6_000, seed: 7 });

describe('a year of requests, as scripts', () => {
  it('is the same for the same seed, and another for another', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_294_967_294 }), fc.integer({ min: 1, max: 60 }), (seed, requests) => {
      const once = JSON.stringify(planYear({ year: 2026, requests, seed }));
      expect(JSON.stringify(planYear({ year: 2026, requests, seed }))).toBe(once);
      expect(JSON.stringify(planYear({ year: 2026, requests, seed: seed + 1 }))).not.toBe(once);
    }), { numRuns: 30 });
  });

  it('has so many requests, in the year or the month before it, entered by officers on working days alone', () => {
    const calendar = workingCalendar(firstCalendarEdition);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000 }), (seed) => {
      const { plans } = planYear({ year: 2026, requests: 80, seed });
      expect(plans.filter(({ kind }) => kind === 'REQUEST')).toHaveLength(80);
      for (const { arrivesOn, arrivesAt, steps: [first] } of plans) {
        expect(arrivesOn >= '2025-12-01' && arrivesOn <= '2026-12-31').toBe(true);
        if ((first as ActionStep).by !== 'PUBLIC') expect([arrivesAt, calendar.isWorkingDay(localDate(arrivesOn))]).toEqual(['MORNING', true]);
      }
    }), { numRuns: 20 });
  });

  it('takes every path: channels, kinds, forms, means, outcomes, grounds, answers, results, both fees', () => {
    const steps = actionsOf(large);
    const inputs = (action: string, key: string): unknown[] => [...valuesOf(steps, action, key)].sort();
    expect(inputs('submitRequest', 'channel')).toEqual(['EMAIL', 'FAX', 'IN_PERSON', 'ONLINE', 'ORAL', 'ORDINARY_POST', 'REGISTERED_POST']);
    expect(inputs('submitRequest', 'form')).toEqual(['ELECTRONIC_COPY', 'INSPECTION', 'PAPER_COPY', 'TRANSCRIPT']);
    expect(inputs('submitRequest', 'means')).toEqual(['EMAIL', 'FAX', 'IN_PERSON', 'ONLINE', 'POST']);
    expect(new Set(large.applicants.map(({ kind }) => kind)).size).toBe(6);
    const items = steps.filter((step) => step.do === 'draftReplyProposal').flatMap(({ input }) => input['items'] as unknown as readonly Record<string, unknown>[]);
    expect(new Set(items.map(({ outcome }) => outcome)).size).toBe(13); // all but those that come about without a reply, and the volume that is declined
    expect([...new Set(items.map(({ ground }) => ground).filter((ground) => ground !== undefined))].sort()).toEqual([...GROUNDS, 'NOT_GOVERNMENT_INFORMATION'].sort());
    expect(steps.some((step) => step.do === 'draftReplyProposal' && (step.input['items'] as readonly unknown[]).length === 3)).toBe(true);
    expect(inputs('answerThirdPartyConsultation', 'result')).toEqual(['CONSENT', 'OBJECTION', 'PARTIAL_CONSENT']);
    expect(inputs('answerAgencyConsultation', 'result')).toEqual(['CONSENT', 'OBJECTION']);
    expect(inputs('recordRemedyResult', 'result')).toEqual(['OTHER', 'OVERTURNED', 'UPHELD']);
    expect(inputs('issueFeeNotice', 'method')).toEqual(['PER_ITEM', 'PER_PAGE']);
    expect(inputs('verifyCorrection', 'finding')).toEqual(['ACCURATE', 'INACCURATE', 'NOT_OURS']);
    const rows = large.plans.flatMap(({ steps: own }) => own.flatMap((step) => ('marks' in step ? (step.marks ?? []) : []).flatMap((mark) => ('closed' in mark ? [mark.closed] : []))));
    expect(new Set(rows).size).toBe(21); // every leaf of table 3
  });

  it('takes every action that people take', () => {
    const taken = new Set(actionsOf(large).map((step) => step.do));
    // These two the platform takes by itself where nobody does.
    const missing = [...allActions(requestAggregate), ...allActions(correctionAggregate)].filter(({ row, name }) => !row.internal && !taken.has(name)).map(({ name }) => name);
    expect(missing.sort()).toEqual(['deemAbandoned', 'lapseFee']);
  });

  it('has only invented people, with numbers that check, each of them once', () => {
    for (const { kind, name, identityNumber, organisationCode } of large.applicants) {
      expect(name.startsWith(INVENTED.applicant)).toBe(true);
      expect(kind === 'NATURAL_PERSON' ? isResidentId18(identityNumber ?? '') : isUnifiedSocialCreditCode(organisationCode ?? '')).toBe(true);
    }
    const numbers = large.applicants.map(({ identityNumber, organisationCode }) => identityNumber ?? organisationCode);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(new Set(large.applicants.map(({ name }) => name)).size).toBe(large.applicants.length);
  });

  it('repeats only what the same applicant asked before, at a distance', () => {
    const repeating = large.plans.filter(({ paths }) => paths.includes('repeated'));
    expect(repeating.length).toBeGreaterThan(20);
    for (const { applicant, arrivesOn, steps } of repeating) {
      const after = steps.find((step) => 'after' in step) as { after: number } | undefined;
      if (after === undefined) continue; // withdrawn before it came to that
      const earlier = large.plans[after.after] as Plan;
      expect(earlier.applicant).toBe(applicant);
      expect(earlier.arrivesOn < arrivesOn).toBe(true);
    }
  });
});

describe('the row of table 3 that a plan names', () => {
  const random = new Random(3);
  it.each([
    [['DISCLOSED'], 'DISCLOSED'], [['ALREADY_PUBLISHED', 'NOT_HELD'], 'DISCLOSED'], [['NOT_HELD', 'OTHER_AGENCY'], 'UNAVAILABLE_NOT_HELD'], [['DISCLOSED', 'PARTLY_DISCLOSED'], 'PARTLY_DISCLOSED'],
    [['WITHHELD', 'DISCLOSED'], 'PARTLY_DISCLOSED'], [['PETITION_MATTER', 'REQUIRES_CREATION'], 'UNAVAILABLE_REQUIRES_CREATION'], [['SPECIAL_REGIME'], 'WITHHELD_SPECIAL_REGIME'],
  ] as const)('%s is %s: severance before everything, then the form’s order', (outcomes, row) => {
    expect(decisionOf(random, outcomes).row).toBe(row);
  });
  it('is of its ground where something is withheld', () => expect(rowOf([{ outcome: 'NOT_HELD' }, { outcome: 'WITHHELD', ground: 'DELIBERATIVE' }])).toBe('WITHHELD_DELIBERATIVE'));
});
