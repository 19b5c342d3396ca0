import { instant } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { apply, clockOf, decide } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import { correctionAggregate, correctionStageOf } from './correction.workflow.ts';
import type { CorrectionState } from './correction.state.ts';
import { APPLICANT, factsOn, officer, PUBLIC, ref } from './testing/index.ts';

/** A correction request driven through its table, day by day. */
class Trial {
  state: CorrectionState = correctionAggregate.initial('case-1');
  decide(day: string, action: string, by: Actor | string, input: object) {
    return decide(correctionAggregate, this.state, action, input, typeof by === 'string' ? officer(by) : by, factsOn(day));
  }
  step(day: string, action: string, by: Actor | string, input: object = {}): this {
    const decision = this.decide(day, action, by, input);
    if (decision.kind !== 'ACCEPTED') throw new Error(`${action}: ${JSON.stringify(decision)}`);
    const seq = this.state.seq + 1;
    const event: StoredEvent = { ...decision.event, id: `e${seq}`, streamId: 'case-1', seq, version: 1, recordedAt: instant(factsOn(day).now), actor: typeof by === 'string' ? officer(by) : by, actingAs: decision.actingAs, revisions: { calendar: 1, law: 1, organisation: 1 }, commandId: `c${seq}` };
    this.state = apply(correctionAggregate, this.state, event);
    return this;
  }
  codes(day: string, action: string, by: Actor | string, input: object = {}): readonly string[] {
    const decision = this.decide(day, action, by, input);
    return decision.kind === 'REFUSED' ? decision.refusals.map(({ code, clause }) => `${code} ${clause ?? '–'}`) : decision.kind === 'FORBIDDEN' ? [`FORBIDDEN ${decision.refusal.clause ?? '–'}`] : [];
  }
}
const submitted = (): Trial => new Trial().step('2026-02-09', 'submitCorrectionRequest', PUBLIC, { agencyId: 'jlgxt', channel: 'ONLINE', applicantKind: 'NATURAL_PERSON' });
const registered = (receivedOn = '2026-02-09'): Trial => submitted().step(receivedOn, 'registerCorrectionRequest', 'office', { leadDivisionId: 'd-planning' });
const verified = (finding: string, by = 'handler'): Trial => registered().step('2026-02-10', 'verifyCorrection', by, { finding, findings: ref('f') });

describe('A2-19, R-41, CLK-18, T09: correction of records', () => {
  it('counts twenty working days from receipt (春节, 15–23 February, left out), and stops with the answer', () => {
    expect(clockOf(registered().state, 'T09', factsOn('2026-02-10'))?.clock).toMatchObject({ dueOn: '2026-03-13', state: 'RUNNING' });
    expect(clockOf(registered('2026-02-11').state, 'T09', factsOn('2026-02-12'))?.clock.dueOn).toBe('2026-03-17');
    const corrected = verified('INACCURATE').step('2026-03-16', 'correctRecord', 'head', { correction: ref('c') });
    expect(clockOf(corrected.state, 'T09', factsOn('2026-03-20'))?.clock).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-03-16', late: true });
  });
  it.each([['INACCURATE', 'correctRecord', 'CORRECTED'], ['ACCURATE', 'declineCorrection', 'DECLINED'], ['NOT_OURS', 'directCorrection', 'DIRECTED']])('what is %s is answered by %s and nothing else', (finding, action, end) => {
    const input = { correction: ref('c'), reasons: ref('r'), agencyId: 'jl-ecology' };
    for (const other of ['correctRecord', 'declineCorrection', 'directCorrection']) expect([other, verified(finding).codes('2026-02-11', other, 'head', input)]).toEqual([other, other === action ? [] : ['NOT_AS_VERIFIED R-41']]);
    expect(correctionStageOf(verified(finding).step('2026-02-11', action, 'head', input).state)).toBe(end);
  });
  it('is verified by the division that has it and decided by another than the verifier', () => {
    for (const login of ['office', 'handler-2', 'head-2', 'legal']) expect(registered().codes('2026-02-10', 'verifyCorrection', login, { finding: 'ACCURATE', findings: ref('f') })).toEqual(['FORBIDDEN R-41']);
    expect(verified('INACCURATE', 'many').codes('2026-02-11', 'correctRecord', 'many', { correction: ref('c') })).toEqual(['SEPARATION_OF_DUTIES A2-19']);
    expect(verified('INACCURATE').codes('2026-02-11', 'correctRecord', 'many', { correction: ref('c') })).toEqual([]);
    expect(registered().codes('2026-02-10', 'correctRecord', 'head', { correction: ref('c') })).toEqual(['WRONG_STATE R-41']);
  });
  it('is withdrawn by whoever asked for it, while it is not answered; nobody else\'s business', () => {
    expect(clockOf(registered().step('2026-02-10', 'withdrawCorrectionRequest', APPLICANT).state, 'T09', factsOn('2026-02-11'))?.clock.state).toBe('STOPPED');
    expect(registered().codes('2026-02-10', 'withdrawCorrectionRequest', { kind: 'APPLICANT', caseId: 'case-2' })).toEqual(['FORBIDDEN A2-19']);
    expect(verified('INACCURATE').step('2026-02-11', 'correctRecord', 'head', { correction: ref('c') }).codes('2026-02-12', 'withdrawCorrectionRequest', APPLICANT)).toEqual(['WRONG_STATE A2-19']);
  });
});
