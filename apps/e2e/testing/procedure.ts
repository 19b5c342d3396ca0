import { randomUUID } from 'node:crypto';
import type { Refused, RunningPlatform } from './running-platform.ts';

/** What the suites read of a case after each act. */
export interface Case {
  readonly id: string;
  readonly state: string;
  readonly number: string | null;
  readonly receivedOn: string | null;
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly trackingCode: string;
  readonly deadlines: readonly { readonly limit: string; readonly round: number; readonly clock: { readonly dueOn: string | null; readonly state: string } }[];
}
const FIELDS = 'id state number receivedOn dueOn provisional deadlines { limit round clock { dueOn state } }';

/** A number that the check digit of GB 11643 accepts, for the k-th person. */
function identityNumber(k: number): string {
  const body = `2201021985${String((k % 12) + 1).padStart(2, '0')}${String((k % 28) + 1).padStart(2, '0')}${String(k % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * ([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][at] as number), 0);
  return `${body}${'10X98765432'[sum % 11]}`;
}

/** Drives requests by the glossary's names of actions, with the tokens of sample officers, as somebody would who has read nothing else. */
export class Procedure {
  #people = 0;
  constructor(readonly platform: RunningPlatform) {}

  applicant(more: Record<string, unknown> = {}): Record<string, unknown> {
    this.#people += 1;
    return { kind: 'NATURAL_PERSON', name: `申请人${this.#people}`, identityDocument: { type: '居民身份证', number: identityNumber(this.#people) }, telephone: `1380013${String(this.#people).padStart(4, '0')}`, ...more };
  }

  /** Acts, and expects no refusal; `more` are further fields of the payload. */
  async act(who: string | null, action: string, input: Record<string, unknown>, more = ''): Promise<Case & Record<string, unknown>> {
    const { request, refusals, ...rest } = await this.platform.act<{ request: Case } & Record<string, unknown>>(who, action, input, `request { ${FIELDS} } ${more}`);
    if (refusals.length > 0) throw new Error(`${action}: ${JSON.stringify(refusals)}`);
    return { ...request, ...rest };
  }

  /** Code and clause of each refusal, or the code of an access failure. Every refusal is a whole Chinese sentence that names its clause. */
  async refused(who: string | null, action: string, input: Record<string, unknown>): Promise<readonly string[]> {
    const { data, errors } = await this.platform.tryAct<{ request: { id: string } | null }>(who, action, input, 'request { id }');
    if (errors) return errors.map(({ extensions }) => extensions.code);
    const refusals = data[action]?.refusals as readonly Refused[];
    for (const refusal of refusals) expect(refusal).toEqual({ code: expect.stringMatching(/^[A-Z_]+$/), message: expect.stringMatching(/^[^,;:?!()]*[\u4e00-\u9fff][^,;:?!()]*。$/), clause: expect.stringMatching(/^(A\d-|R-|SC-)/), field: refusal.field === null ? null : expect.stringMatching(/^input\./), facts: expect.any(Array) });
    return refusals.map(({ code, clause }) => `${code} ${clause}`);
  }

  async submit(more: Record<string, unknown> = {}, who: string | null = 'office'): Promise<Case> {
    return this.act(who, 'submitRequest', { title: `所需信息${randomUUID().slice(0, 8)}`, applicant: this.applicant(), ...(who === null ? {} : { channel: 'IN_PERSON' }), ...more }, 'trackingCode');
  }

  async assigned(more: Record<string, unknown> = {}, division = 'd-planning'): Promise<Case> {
    const submitted = await this.submit(more);
    await this.act('office', 'acceptRequest', { id: submitted.id });
    return { ...(await this.act('office', 'assignRequest', { id: submitted.id, leadDivisionId: division })), trackingCode: submitted.trackingCode };
  }

  async read<T = Case>(id: string, fields = FIELDS, who: string | null = 'office'): Promise<T> {
    const { data } = await this.platform.ask<{ request: T }>(who, `query($id: ID!) { request(id: $id) { ${fields} } }`, { id });
    return data.request;
  }

  /** The applicant's token, for the tracking code. */
  async applicantOf(submitted: Case): Promise<string> {
    const { data } = await this.platform.ask<{ exchangeTrackingCode: { token: string } }>(null, 'mutation($c: String!) { exchangeTrackingCode(input: { trackingCode: $c }) { token } }', { c: submitted.trackingCode });
    return data.exchangeTrackingCode.token;
  }

  /** From the draft to the seal, with its review; each by the one whose step it is (A2-11, A3-9). */
  async sealed(id: string, draft: Record<string, unknown>): Promise<void> {
    const { request } = await this.platform.act<{ request: { proposal: { digest: string } } }>('handler', 'draftReplyProposal', { id, ...draft }, 'request { proposal { digest } }');
    await this.act('handler', 'submitReplyProposal', { id });
    const { reviewCase } = await this.platform.act<{ reviewCase: { id: string } }>('handler', 'openReview', { digest: request.proposal.digest, extent: 'FULL_TEXT', mode: 'ON_REQUEST', audience: `CASE:${id}`, subjectKind: 'REQUEST', subjectId: id, divisionId: 'd-planning' }, 'reviewCase { id }');
    const passed = { passed: true, remarks: '无不宜公开的内容。' };
    await this.platform.act('head', 'signReview', { id: reviewCase.id, contentReview: passed, secrecyReview: passed }, 'reviewCase { id }');
    await this.platform.act('deputy', 'approveReviewAsSupervisingDeputy', { id: reviewCase.id }, 'reviewCase { id }');
    for (const [who, action] of [['head', 'approveReplyAsDivisionHead'], ['deputy', 'approveReplyAsSupervisingDeputy'], ['office', 'draftReplyLetter'], ['handler', 'proofreadReplyLetter'], ['disclosure-deputy', 'signOffReplyLetter'], ['office', 'sealReplyLetter']] as const) await this.act(who, action, { id });
  }

  async served(id: string, draft: Record<string, unknown>, service: Record<string, unknown> = { means: 'ONLINE' }): Promise<Case> {
    await this.sealed(id, draft);
    return this.act('office', 'serveReply', { id, ...service });
  }

  /** When a time limit of a case ends. */
  async dueOf(id: string, limit: string): Promise<string | null | undefined> {
    return (await this.read(id)).deadlines.filter((deadline) => deadline.limit === limit).at(-1)?.clock.dueOn;
  }
}
