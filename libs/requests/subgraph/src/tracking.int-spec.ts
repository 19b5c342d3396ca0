import { randomUUID } from 'node:crypto';
import type { Actor } from '@disclosure/organisation';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const exchange = async (trackingCode: string): Promise<{ token: string | null; codes: readonly string[] }> => {
  const { exchangeTrackingCode: { token, refusals } } = await house.data('mutation ($input: ExchangeTrackingCodeInput!) { exchangeTrackingCode(input: $input) { token refusals { code } } }', PUBLIC, { input: { trackingCode } });
  return { token, codes: refusals.map(({ code }: { code: string }) => code) };
};
const sees = async (actor: Actor): Promise<boolean> => (await house.data('{ myRequest { id title timeline { seq } documents { url } applicant { name } } }', actor)).myRequest !== null;

describe('a tracking code that is replaced', () => {
  it('by the applicant: the new one is shown once, the old one and its tokens open nothing, in whatever way they ask', async () => {
    const { id, code } = await house.submit();
    expect([await exchange(code), await sees(applicantOf(id))]).toEqual([{ token: `applicant ${id}`, codes: [] }, true]);
    const commandId = randomUUID();
    const renewed = await house.act('renewTrackingCode', applicantOf(id), { id, commandId });
    expect(renewed.trackingCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
    expect(renewed.trackingCode).not.toBe(code);
    expect(renewed.request).toMatchObject({ id, state: 'SUBMITTED' });
    expect(await exchange(code)).toEqual({ token: null, codes: ['TRACKING_CODE_UNKNOWN'] });
    expect(await exchange(renewed.trackingCode as string)).toEqual({ token: `applicant ${id} 2`, codes: [] });
    expect([await sees(applicantOf(id)), await sees(applicantOf(id, 1)), await sees(applicantOf(id, 3)), await sees(applicantOf(id, 2))]).toEqual([false, false, false, true]);
    expect(await house.data('query ($id: ID!) { request(id: $id) { id } }', applicantOf(id), { id })).toEqual({ request: null });
    expect(await house.codes('withdrawRequest', applicantOf(id), { id })).toEqual(['NOT_FOUND']);
    // The same command gives the same answer, though its token is void by now; another command of that token is refused.
    expect(await house.act('renewTrackingCode', applicantOf(id), { id, commandId })).toEqual(renewed);
    expect(await house.codes('renewTrackingCode', applicantOf(id), { id })).toEqual(['NOT_FOUND']);
    expect((await house.data('{ myRequest { timeline { title } } }', applicantOf(id, 2))).myRequest.timeline.at(-1)).toEqual({ title: '查询码已更换，原查询码失效' });
  });
  it('by the office, the identity checked in person: shown to the officer who gives it out, to nobody else, kept hashed', async () => {
    const { id, code } = await house.submit();
    const input = { id, commandId: 'renew-1', reasons: '申请人遗失查询码，本人到场', identityCheck: 'DOCUMENT_SHOWN' };
    expect(await house.codes('renewTrackingCode', 'office', { id })).toEqual(['REASONS_MISSING R-45', 'IDENTITY_NOT_CHECKED R-45']);
    expect(await house.codes('renewTrackingCode', 'handler', input)).toEqual(['NOT_FOUND']);
    const { trackingCode } = await house.act('renewTrackingCode', 'office', input);
    expect([await exchange(code), await exchange(trackingCode as string)]).toEqual([{ token: null, codes: ['TRACKING_CODE_UNKNOWN'] }, { token: `applicant ${id} 2`, codes: [] }]);
    expect((await house.act('renewTrackingCode', 'office', input)).trackingCode).toBe(trackingCode);
    // Another officer under the same id has a command of its own: it makes another code, and is not told this one.
    const other = await house.act('renewTrackingCode', 'office-2', input);
    expect(other.trackingCode).not.toBe(trackingCode);
    expect((await house.act('renewTrackingCode', 'office', input)).trackingCode).toBeNull();
    expect(await exchange(trackingCode as string)).toEqual({ token: null, codes: ['TRACKING_CODE_UNKNOWN'] });
    const written = await house.database.owner(async (client) => JSON.stringify([(await client.query('SELECT canonical FROM requests.event WHERE stream_id = $1', [id])).rows, (await client.query('SELECT * FROM requests.request WHERE id = $1', [id])).rows, (await client.query('SELECT * FROM requests.command')).rows]));
    for (const secret of [code, trackingCode, other.trackingCode]) expect(written).not.toContain(secret);
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { timeline { event actor text } } }', 'office-head', { id });
    expect(request.timeline.filter(({ event }: { event: string }) => event === 'TrackingCodeRenewed')).toEqual([{ event: 'TrackingCodeRenewed', actor: '张文静', text: '申请人遗失查询码，本人到场' }, { event: 'TrackingCodeRenewed', actor: '齐小满', text: '申请人遗失查询码，本人到场' }]);
  });
  it('revoked: nothing opens the case, until the office gives a new one; submitting asked again tells neither code nor case', async () => {
    const commandId = randomUUID();
    const { request, trackingCode } = await house.act('submitRequest', PUBLIC, { ...submission(), commandId });
    const id = String(request.id);
    expect((await house.act('revokeTrackingCode', applicantOf(id), { id })).request).toMatchObject({ id });
    expect(await exchange(trackingCode as string)).toEqual({ token: null, codes: ['TRACKING_CODE_UNKNOWN'] });
    expect([await sees(applicantOf(id)), await sees(applicantOf(id, 2))]).toEqual([false, true]);
    expect(await house.act('submitRequest', PUBLIC, { ...submission(), commandId })).toEqual({ request: null, refusals: [], trackingCode: null });
    const given = await house.act('renewTrackingCode', 'office', { id, reasons: '申请人到场补领', identityCheck: 'REPRESENTATIVE_SHOWN' });
    expect(await exchange(given.trackingCode as string)).toEqual({ token: `applicant ${id} 3`, codes: [] });
  });
});

describe('exchanging a code', () => {
  it('of any form that is none is a refusal, never a fault, and leaves nothing', async () => {
    const before = await house.rowCounts();
    for (const hostile of ['', ' ', '-----', '0'.repeat(25), '0'.repeat(100_000), "' OR 1=1 --", '\u0000', '\uD83D', '林'.repeat(25), '%_%', '{"$ne":null}']) expect(await exchange(hostile)).toEqual({ token: null, codes: ['TRACKING_CODE_UNKNOWN'] });
    expect(await house.rowCounts()).toEqual(before);
  });
  it('is limited for each code too, wherever it comes from: after ten at once it waits', async () => {
    const { code } = await house.submit();
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await exchange(attempt % 2 === 0 ? code : code.toLowerCase().replaceAll('-', ''))).codes).toEqual([]);
    expect(await exchange(code)).toEqual({ token: null, codes: ['TRACKING_CODE_BUSY'] });
    expect((await exchange((await house.submit()).code)).codes).toEqual([]);
  });
});
