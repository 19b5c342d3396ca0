import { APPLICANT, officer, ref, registered, served, TIMER } from './testing/index.ts';
import type { RequestCase } from './testing/index.ts';

const DAY = '2026-02-10';
const second = { kind: 'APPLICANT', caseId: 'case-1', generation: 2 } as const;
const inPerson = { reasons: ref('r'), identityCheck: 'DOCUMENT_SHOWN' };

describe('R-45 (SEC-13): a tracking code that was lost or seen is replaced or revoked; what was given for it opens nothing', () => {
  it('by the applicant, with a token of the code in use', () => {
    const renewed = registered().step(DAY, 'renewTrackingCode', APPLICANT);
    expect(renewed.state).toMatchObject({ trackingGeneration: 2, trackingShownTo: { actor: 'applicant:case-1' } });
    expect(renewed.codes(DAY, 'withdrawRequest', APPLICANT)).toEqual(['FORBIDDEN R-33']);
    expect(renewed.codes(DAY, 'renewTrackingCode', APPLICANT)).toEqual(['FORBIDDEN R-45']);
    expect(renewed.codes(DAY, 'withdrawRequest', second)).toEqual([]);
  });
  it('a token of a code that there is not yet opens nothing either', () => expect(registered().codes(DAY, 'withdrawRequest', second)).toEqual(['FORBIDDEN R-33']));
  it('by the office: with a reason, and for a new code the identity checked in person', () => {
    expect(registered().codes(DAY, 'renewTrackingCode', 'office', {})).toEqual(['REASONS_MISSING R-45', 'IDENTITY_NOT_CHECKED R-45']);
    expect(registered().codes(DAY, 'renewTrackingCode', 'office', { reasons: ref('r') })).toEqual(['IDENTITY_NOT_CHECKED R-45']);
    expect(registered().codes(DAY, 'revokeTrackingCode', 'office', {})).toEqual(['REASONS_MISSING R-45']);
    const { state } = registered().step(DAY, 'renewTrackingCode', 'office-head', inPerson);
    expect(state).toMatchObject({ trackingGeneration: 2, trackingShownTo: { actor: 'officer:p-office-head' } });
  });
  it('revoked: nobody was shown the code that is in use now; a new one is given in person', () => {
    const revoked = registered().step(DAY, 'revokeTrackingCode', 'office', { reasons: ref('r') });
    expect(revoked.state).toMatchObject({ trackingGeneration: 2, trackingShownTo: null });
    expect(revoked.step(DAY, 'renewTrackingCode', 'office', inPerson).state.trackingGeneration).toBe(3);
  });
  it('by nobody else, at any stage, changing nothing of the case', () => {
    for (const who of ['handler', 'head', 'deputy', 'auditor', 'legal', 'principal']) expect(served().codes(DAY, 'renewTrackingCode', officer(who), inPerson)).toEqual(['FORBIDDEN R-45']);
    expect(served().codes(DAY, 'revokeTrackingCode', TIMER, {})).toEqual(['FORBIDDEN R-45']);
    const stands = ({ state }: RequestCase): object => ({ request: state.positions['request'], round: state.round, effects: state.effects, signatures: state.signatures });
    expect(stands(served().step(DAY, 'renewTrackingCode', APPLICANT))).toEqual(stands(served()));
  });
  it('once the applicant is erased there is none', () => {
    const erased = served().step(DAY, 'eraseApplicant', 'office-head');
    expect(erased.codes(DAY, 'renewTrackingCode', 'office', inPerson)).toEqual(['APPLICANT_ERASED R-45']);
    expect(erased.codes(DAY, 'revokeTrackingCode', 'office', inPerson)).toEqual(['APPLICANT_ERASED R-45']);
  });
});
