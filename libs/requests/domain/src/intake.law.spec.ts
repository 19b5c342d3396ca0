import { readFileSync } from 'node:fs';
import { allActions, availableActions } from '@disclosure/workflow';
import { reportRowFor } from './report.rule.ts';
import { requestAggregate } from './request.aggregate.ts';
import { factsOn, officer, ref, registered, RequestCase, served, submission } from './testing/index.ts';
import { APPLICANT_KINDS, CHANNELS, OPEN_STAGES } from './vocabulary.ts';

/** Wednesday 4 March 2026: an ordinary week, 20 working days on is Wednesday 1 April. */
const DAY = '2026-03-04';
const submitted = (channel: string, more: object = {}): RequestCase => new RequestCase().step(DAY, 'submitRequest', 'office', submission({ channel, ...more }));
const OFFICE = ['office', 'office-head'] as const;
const rows = allActions(requestAggregate);

describe('REQ-06, A2-5: what is handed in cannot be refused', () => {
  it('no action rejects a request: of those that the office has before a case is assigned, none ends it but what the applicant left undone', () => {
    expect(rows.filter(({ name, row }) => /reject|refuse/i.test(name) || /拒收|不予受理|驳回/.test(row.title)).map(({ name }) => name)).toEqual([]);
    for (const trial of [submitted('IN_PERSON'), submitted('REGISTERED_POST'), submitted('ORDINARY_POST')]) {
      for (const login of OFFICE) {
        const ends = availableActions(requestAggregate, trial.state, officer(login), factsOn(DAY)).filter(({ nextState }) => ['ABANDONED', 'WITHDRAWN', 'NOT_PROCESSED', 'ARCHIVED'].includes(nextState ?? '')).map(({ action }) => action);
        expect(ends).toEqual([]);
      }
    }
  });
  it('in person and by post it is received on the day, whatever the form lacks', () => {
    for (const channel of ['IN_PERSON', 'REGISTERED_POST']) expect(submitted(channel, { description: undefined, identity: undefined }).state).toMatchObject({ receivedOn: DAY, positions: { request: 'REGISTERED' } });
  });
});

describe('REQ-08, R-29, R-30: an incomplete request is clarified, not rejected', () => {
  it('without a description it is taken, and what is missing is asked for once', () => {
    const asked = submitted('IN_PERSON', { description: undefined }).step(DAY, 'requestClarification', 'office', { missing: ref('m'), periodWorkingDays: 15 });
    expect(asked.state.positions).toMatchObject({ request: 'REGISTERED', clarification: 'AWAITING_CLARIFICATION' });
  });
});

describe('REQ-09, R-27, R-29: what it is for is never asked', () => {
  it('no input that applicants fill in has a field for a purpose or a need', () => {
    const schema = readFileSync(new URL('../../subgraph/schema.graphql', import.meta.url), 'utf8');
    for (const name of ['SubmitRequestInput', 'ApplicantInput', 'IdentityDocumentInput', 'SupplyClarificationInput', 'SubmitCorrectionRequestInput']) {
      const body = new RegExp(`^input ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(schema)?.[1] ?? '';
      const fields = [...body.matchAll(/^ {2}(\w+):/gm)].map(([, field]) => field as string);
      expect([name, fields.length > 1]).toEqual([name, true]);
      expect([name, fields.filter((field) => /purpose|need|motive|why|usage|intend/i.test(field))]).toEqual([name, []]);
    }
  });
});

describe('REQ-12: each applicant is of one of the six kinds of the report', () => {
  it('of each a request is taken, of another none', () => {
    expect(Object.values(APPLICANT_KINDS)).toEqual(['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']);
    for (const applicantKind of Object.keys(APPLICANT_KINDS)) expect(submitted('IN_PERSON', { applicantKind }).state.applicantKind).toBe(applicantKind);
    for (const applicantKind of ['ROBOT', '', undefined, 'toString']) expect(new RequestCase().codes(DAY, 'submitRequest', 'office', submission({ channel: 'IN_PERSON', applicantKind }))).toEqual(['UNKNOWN_APPLICANT_KIND A2-4']);
  });
  it('so that no case closes without one', () => {
    const { state } = served();
    expect([state.applicantKind, reportRowFor(state, factsOn('2026-02-10').law)]).toEqual(['NATURAL_PERSON', 'DISCLOSED']);
  });
});

describe('REQ-14, R-43, A2-20: help that was given is recorded', () => {
  it('at submission and at registration; and that none was', () => {
    expect(submitted('ORAL', { assistance: ref('a') }).state.assisted).toBe(true);
    expect(submitted('ORAL').state.assisted).toBe(false);
    expect(submitted('ORDINARY_POST').step(DAY, 'registerRequest', 'office', { assistance: ref('a') }).state.assisted).toBe(true);
    expect(registered().state.assisted).toBe(false);
  });
});

describe('REQ-01, REQ-02, REQ-03, REQ-04, REQ-07, A2-5, A2-6: the ways in, and the day each begins to count', () => {
  it.each([['IN_PERSON', DAY], ['ORAL', DAY], ['REGISTERED_POST', DAY], ['ORDINARY_POST', null], ['ONLINE', null], ['FAX', null], ['EMAIL', null]])('%s: %s', (channel, receivedOn) => expect(submitted(channel).state.receivedOn).toBe(receivedOn));
  it('there is no other way', () => expect(Object.keys(CHANNELS)).toHaveLength(7));
  it('a case that waits for its confirmation is open, and shows as late on the day after (T08)', () => {
    const waiting = submitted('ORDINARY_POST');
    expect(OPEN_STAGES).toContain(waiting.state.positions['request']);
    expect(waiting.clock('T08', '2026-03-05')).toMatchObject({ late: true });
  });
});
