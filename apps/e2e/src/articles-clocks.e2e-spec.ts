import { machineNow, StandaloneIssuer } from '@disclosure/platform-identity';
import { dayAfter, isWorkingDay, workingDaysAfter } from '../testing/own-calendar.ts';
import { Procedure } from '../testing/procedure.ts';
import type { Case } from '../testing/procedure.ts';
import { RunningPlatform } from '../testing/running-platform.ts';

/**
 * The articles that set a date, each driven as people would and held against a calendar of the tester's own. One platform, whose clock
 * starts on Monday 9 February 2026 and is moved on; what is received that day is due on Friday 13 March.
 */
const START = '2026-02-09';
let platform: RunningPlatform;
let by: Procedure;
const at = async (day: string, time = '09:00:00'): Promise<void> => { expect((await platform.advanceTo(`${day}T${time}+08:00`)).refusals).toEqual([]); };

const opened: Record<string, Case> = {};
beforeAll(async () => {
  platform = await RunningPlatform.start({ now: `${START}T09:00:00+08:00` });
  by = new Procedure(platform);
  await Promise.all(['clarified', 'askedTooLate', 'extended', 'extendedTooLate', 'silent', 'overlapping', 'joint', 'declined', 'delayed', 'paid', 'unpaid'].map(async (name) => { opened[name] = await by.assigned(); }));
  opened['lapsed'] = await by.submit();
}, 120_000);
afterAll(() => platform?.dispose());
const the = (name: string): Case => opened[name] as Case;

describe('the calendar (CAL-01, CAL-05)', () => {
  it('every day of 2026 is worked or not as the State Council arranged it: 248 are worked, 14 and 28 February, 9 May and 10 October among the Saturdays', async () => {
    const days: string[] = [];
    for (let day = '2026-01-01'; day < '2027-01-01'; day = dayAfter(day)) days.push(day);
    const said: boolean[] = [];
    for (let from = 0; from < days.length; from += 12) {
      const { data } = await platform.ask<Record<string, { isWorkingDay: boolean }>>(null, `{ ${days.slice(from, from + 12).map((day, n) => `d${n}: calendarDay(date: "${day}") { isWorkingDay }`).join(' ')} }`);
      said.push(...Object.values(data).map((day) => day.isWorkingDay));
    }
    expect(said).toEqual(days.map((day) => isWorkingDay(day)));
    expect(said.filter(Boolean)).toHaveLength(248);
  });
});

describe('A2-6, R-31: the date of receipt', () => {
  it.each([['IN_PERSON', true], ['ORAL', true], ['REGISTERED_POST', true], ['ORDINARY_POST', false], ['ONLINE', false], ['FAX', false], ['EMAIL', false]])('%s: at once %p, otherwise on the day of confirmation', async (channel, isReceivedAtOnce) => {
    const submitted = await by.submit({ channel }, channel === 'ONLINE' ? null : 'office');
    expect(submitted).toMatchObject(isReceivedAtOnce ? { state: 'REGISTERED', receivedOn: START, dueOn: workingDaysAfter(START, 20) } : { state: 'SUBMITTED', receivedOn: null, dueOn: null, number: null });
    if (!isReceivedAtOnce) expect(await by.act('office', 'registerRequest', { id: submitted.id })).toMatchObject({ state: 'REGISTERED', receivedOn: START, dueOn: '2026-03-13' });
  });
  it('REQ-06, REQ-08: a form that lacks proof of identity is received all the same, and asked for it before it is accepted', async () => {
    const { id, receivedOn } = await by.submit({ applicant: by.applicant({ identityDocument: null }) });
    expect(receivedOn).toBe(START);
    expect(await by.read(id, 'missingParts')).toEqual({ missingParts: ['IDENTITY'] });
    expect(await by.refused('office', 'acceptRequest', { id })).toEqual(['FORM_INCOMPLETE A2-10']);
  });
  it('A2-6: a letter signed for on Saturday 7 February is received that day; nothing is received tomorrow', async () => {
    expect(await by.submit({ channel: 'REGISTERED_POST', receivedOn: '2026-02-07' })).toMatchObject({ receivedOn: '2026-02-07', dueOn: workingDaysAfter('2026-02-07', 20) });
    expect(await by.refused('office', 'submitRequest', { title: '明日', applicant: by.applicant(), channel: 'IN_PERSON', receivedOn: '2026-02-10' })).toEqual([expect.stringContaining('A2-6')]);
  });
});

describe('in February', () => {
  const consulted: Record<string, string> = {};
  const consult = async (name: string, action: string, party: object): Promise<string> => {
    const { consultation } = await by.act('handler', action, { id: the(name).id, content: '共同涉及的文件', ...party }, 'consultation { id }');
    return (consultation as { id: string }).id;
  };
  const thirdParty = { thirdParty: { name: '甲公司', postalAddress: '长春市人民大街1号' } };

  it('Monday 9: a clarification of five working days is asked for, and one for reasons; fee notices go out (A2-10, A2-17, A2-22)', async () => {
    expect(await by.act('office', 'requestClarification', { id: the('lapsed').id, items: '请写明年度。', periodWorkingDays: 5 })).toMatchObject({ state: 'AWAITING_CLARIFICATION', dueOn: null });
    for (const name of ['declined', 'delayed']) expect(await by.act('office', 'requestReasons', { id: the(name).id, findings: '一个月内申请一百二十件。', periodWorkingDays: 5 })).toMatchObject({ state: 'AWAITING_REASONS', dueOn: '2026-03-13' });
    expect(await by.refused('office', 'declineToProcess', { id: the('declined').id, reasons: '未说明。' })).toEqual([expect.stringMatching(/ A2-17$| R-35$/)]);
    for (const [name, fee, yuan] of [['paid', { method: 'PER_PAGE', count: 68 }, 380], ['unpaid', { method: 'PER_ITEM', count: 31, splitReasons: '按所列三十一项分别计件。' }, 2200]] as const) {
      expect(await by.act('office', 'issueFeeNotice', { id: the(name).id, ...fee, reasons: '数量、频次明显超过合理范围。' })).toMatchObject({ state: 'AWAITING_FEE', dueOn: null });
      expect(await by.read(the(name).id, 'fees { amountYuan }')).toEqual({ fees: [{ amountYuan: yuan }] });
    }
    expect(await by.dueOf(the('paid').id, 'T19')).toBe(workingDaysAfter(START, 20));
  });
  it('Tuesday 10: third parties and another agency are written to (A2-15, A2-16); from the next day the time does not count (R-33)', async () => {
    await at('2026-02-10');
    for (const name of ['silent', 'overlapping']) consulted[name] = await consult(name, 'consultThirdParty', thirdParty);
    consulted['joint'] = await consult('joint', 'consultAgency', { agencyId: 'jl-ecology' });
    const { data } = await platform.ask<{ previewConsultation: object }>('handler', 'query($input: PreviewConsultationInput!) { previewConsultation(input: $input) { answerBy dueOn } }', { input: { id: the('extended').id, sentOn: '2026-02-10', receivedOn: '2026-02-11' } });
    expect(data.previewConsultation).toEqual({ answerBy: workingDaysAfter('2026-02-11', 15), dueOn: workingDaysAfter(START, 20, { without: [['2026-02-10', workingDaysAfter('2026-02-11', 15)]] }) });
  });
  it('Wednesday 11: they have the letters; fifteen working days are to Tuesday 10 March (T05, T06)', async () => {
    await at('2026-02-11');
    for (const name of ['silent', 'overlapping', 'joint']) await by.act('office', 'recordConsultationReceipt', { id: the(name).id, consultationId: consulted[name], proof: '签收单' });
    expect(await by.dueOf(the('silent').id, 'T05')).toBe('2026-03-10');
    expect(await by.dueOf(the('joint').id, 'T06')).toBe('2026-03-10');
  });
  it('Sunday 15, a holiday: the clarification’s last day was the worked Saturday 14; the request is given up (R-30, CLK-04)', async () => {
    await at('2026-02-14', '23:59:00');
    expect(await by.read(the('lapsed').id, 'state')).toEqual({ state: 'AWAITING_CLARIFICATION' });
    await at('2026-02-15');
    expect(await by.read(the('lapsed').id, 'state endOutcome')).toEqual({ state: 'ABANDONED', endOutcome: 'NOT_CLARIFIED' });
  });
  it('Wednesday 25, the seventh working day: clarification is still asked for; reasons were not given, so it is not processed; others are, and the reply is put off (A2-10, A2-17)', async () => {
    await at('2026-02-25');
    await by.act('office', 'requestClarification', { id: the('clarified').id, items: '请写明年度。' });
    expect(await by.act('office', 'declineToProcess', { id: the('declined').id, reasons: '逾期未说明理由。' })).toMatchObject({ state: 'NOT_PROCESSED' });
    await by.act('office', 'giveReasons', { id: the('delayed').id, explanation: '课题研究。' });
    await by.act('office', 'admitReasons', { id: the('delayed').id });
    expect(await by.act('office', 'delayReply', { id: the('delayed').id, reasons: '数量较大。', workingDays: 10 })).toMatchObject({ dueOn: workingDaysAfter('2026-03-13', 10) });
    expect(await by.act('office', 'supplyClarification', { id: the('lapsed').id, clarification: '2025年度。', goodReason: '住院。' })).toMatchObject({ state: 'REGISTERED', dueOn: workingDaysAfter('2026-02-25', 20) });
  });
  it('Thursday 26, the eighth: no clarification any more (R-30, CLK-02); the agency’s clerk answers, by a token of its own (A2-16)', async () => {
    await at('2026-02-26');
    expect(await by.refused('office', 'requestClarification', { id: the('askedTooLate').id, items: '请写明年度。' })).toEqual(['CLARIFICATION_WINDOW_CLOSED A2-10']);
    const issuer = await StandaloneIssuer.open({ dataFolder: platform.data, nodeEnv: undefined });
    const clerkOf = (agencyId: string) => issuer.issue({ kind: 'AGENCY_CLERK', agencyId, clerkId: 'k' }, machineNow());
    const seen = async (agencyId: string) => (await platform.ask<{ consultations: { nodes: object[] } }>(await clerkOf(agencyId), '{ consultations(first: 5) { nodes { requestId content } } }')).data.consultations.nodes;
    expect(await seen('jl-ecology')).toEqual([{ requestId: the('joint').id, content: '共同涉及的文件' }]);
    expect(await seen('jl-finance')).toEqual([]);
    expect(await by.refused(await clerkOf('jl-finance'), 'answerAgencyConsultation', { id: the('joint').id, consultationId: consulted['joint'], result: 'CONSENT' })).toEqual(['NOT_FOUND']);
    await by.act(await clerkOf('jl-ecology'), 'answerAgencyConsultation', { id: the('joint').id, consultationId: consulted['joint'], result: 'CONSENT' });
    expect(await by.read(the('joint').id, 'dueOn')).toEqual({ dueOn: workingDaysAfter(START, 20, { without: [['2026-02-10', '2026-02-26']] }) });
    consulted['second'] = await consult('overlapping', 'consultAgency', { agencyId: 'jl-ecology' });
    await by.act('office', 'recordConsultationReceipt', { id: the('overlapping').id, consultationId: consulted['second'], proof: '签收单' });
  });
});

describe('in March', () => {
  it('Thursday 5: the clarification is in, and the twenty working days begin anew; it is never asked for twice (R-30, CLK-03, CLK-05)', async () => {
    await at('2026-03-05');
    expect(await by.act(await by.applicantOf(the('clarified')), 'supplyClarification', { id: the('clarified').id, clarification: '2025年度。' })).toMatchObject({ state: 'ASSIGNED', dueOn: workingDaysAfter('2026-03-05', 20) });
    expect(await by.refused('office', 'requestClarification', { id: the('clarified').id, items: '再补正。' })).toContain('CLARIFICATION_ALREADY_USED A2-10');
  });
  it('Friday 13, the last day for fees and for the reply: paid that day, the period begins anew the day after; extended that day, by at most twenty, once, by the head of the office (R-33, R-42; CLK-06, FEE-07, FEE-08)', async () => {
    const last = workingDaysAfter(START, 20);
    expect(last).toBe('2026-03-13');
    await at(last, '15:00:00');
    expect(await by.act('office', 'recordFeePayment', { id: the('paid').id, receipt: '财政票据1号' })).toMatchObject({ state: 'ASSIGNED', dueOn: workingDaysAfter(last, 20) });
    expect(await by.refused('office', 'lapseFee', { id: the('unpaid').id })).toEqual([expect.stringMatching(/ (A2-22|R-42|SC-2020-109-6)$/)]);
    expect(await by.refused('handler', 'proposeExtension', { id: the('extended').id, workingDays: 21, reasons: '量大。' })).toEqual([expect.stringMatching(/^EXTENSION_LENGTH/)]);
    const { data } = await platform.ask<{ previewExtension: object }>('office-head', 'query($id: ID!) { previewExtension(id: $id, workingDays: 20) { dueOn dueOnBefore } }', { id: the('extended').id });
    await by.act('handler', 'proposeExtension', { id: the('extended').id, workingDays: 20, reasons: '量大。' });
    await by.act('handler', 'proposeExtension', { id: the('extendedTooLate').id, workingDays: 20, reasons: '量大。' });
    expect(await by.refused('office', 'extendReplyPeriod', { id: the('extended').id, workingDays: 20 })).toEqual(['FORBIDDEN']);
    const extended = await by.act('office-head', 'extendReplyPeriod', { id: the('extended').id, workingDays: 20 });
    expect([extended.dueOn, data.previewExtension]).toEqual([workingDaysAfter(START, 40), { dueOn: '2026-04-13', dueOnBefore: '2026-03-13' }]);
    expect(await by.refused('handler', 'proposeExtension', { id: the('extended').id, workingDays: 1, reasons: '再延。' })).toEqual([expect.stringMatching(/^EXTENSION_ALREADY_USED/)]);
  });
  it('Saturday 14: nothing is extended any more, the unpaid fee has ended its request, and what fell due on the way was warned of once each (CLK-06, CLK-15, FEE-07)', async () => {
    await at('2026-03-14');
    expect(await by.refused('office-head', 'extendReplyPeriod', { id: the('extendedTooLate').id, workingDays: 20 })).toEqual([expect.stringMatching(/^REPLY_PERIOD_OVER/)]);
    expect(await by.read(the('unpaid').id, 'state endOutcome')).toEqual({ state: 'ABANDONED', endOutcome: 'FEE_UNPAID' });
    const { data } = await platform.ask<{ requestNotices: { kind: string; createdAt: string; request: { id: string } }[] }>('handler', '{ requestNotices { kind createdAt request { id } } }');
    expect(data.requestNotices.filter(({ kind, request }) => request.id === the('askedTooLate').id && ['DUE_SOON', 'DUE_TODAY', 'OVERDUE'].includes(kind)).map(({ kind, createdAt }) => `${kind} ${createdAt.slice(0, 10)}`)).toEqual(['OVERDUE 2026-03-14', 'DUE_TODAY 2026-03-13', 'DUE_SOON 2026-03-10']);
  });
  it('silence: the third party’s is no answer, the agency’s is consent; what overlaps is left out once (A2-15, A2-16, CAL-07)', async () => {
    const limits = { thirdParty: workingDaysAfter('2026-02-11', 15), agency: workingDaysAfter('2026-02-26', 15) };
    await at(dayAfter(limits.agency));
    const read = (name: string) => by.read<{ dueOn: string; consultations: { kind: string; status: string; result: string }[] }>(the(name).id, 'dueOn consultations { kind status result }');
    expect(await read('silent')).toEqual({ dueOn: workingDaysAfter(START, 20, { without: [['2026-02-10', limits.thirdParty]] }), consultations: [{ kind: 'THIRD_PARTY', status: 'LAPSED', result: 'NO_ANSWER' }] });
    const both = await read('overlapping');
    expect(both.consultations.map(({ result }) => result).sort()).toEqual(['DEEMED_CONSENT', 'NO_ANSWER']);
    expect(both.dueOn).toBe(workingDaysAfter(START, 20, { without: [['2026-02-10', limits.thirdParty], ['2026-02-26', limits.agency]] }));
  });
});
