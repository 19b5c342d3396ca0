import { allActions } from '@disclosure/workflow';
import { requestAggregate } from './request.aggregate.ts';
import { contributed } from './testing/index.ts';

describe('CLK-16, R-33: secrecy review, and what it asks outside, stops no reply clock', () => {
  // Received on Tuesday 1 September 2026, due on Tuesday 29 September: Sunday 20 September is worked, 25–27 September (中秋) are off.
  it('content drafted on Tuesday 8 September is in review until Wednesday 14 October: the reply was due on 29 September all the same, and is late on the 30th', () => {
    const inReview = contributed('2026-09-01').step('2026-09-08', 'draftReplyProposal', 'handler');
    expect(inReview.clock('T01', '2026-09-29')).toMatchObject({ state: 'RUNNING', dueOn: '2026-09-29', late: false });
    expect(inReview.clock('T01', '2026-09-30')).toMatchObject({ state: 'RUNNING', dueOn: '2026-09-29', late: true });
    expect(inReview.clock('T01', '2026-10-14').segments.filter(({ effect }) => effect === 'SUSPEND')).toEqual([]);
  });
  it('but where the secrecy authority is consulted as an agency that made the information too (R-33-3), the time it takes is left out', () =>
    expect(contributed('2026-09-01').step('2026-09-08', 'consultAgency', 'handler').clock('T01', '2026-09-09')).toMatchObject({ state: 'SUSPENDED', dueOn: null }));
  it('nothing else suspends: the applicant is awaited, or somebody is consulted', () => {
    const suspending = allActions(requestAggregate).filter(({ row }) => row.effects.some(({ limit, effect }) => limit === 'T01' && effect === 'SUSPEND')).map(({ name }) => name);
    expect(suspending.sort()).toEqual([
      'answerAgencyConsultation', 'answerThirdPartyConsultation', 'consultAgency', 'consultThirdParty', 'issueFeeNotice', 'lapseConsultation', 'recordConsultationReceipt', 'requestClarification', 'resendConsultation',
    ]);
  });
});
