import type { Actor } from '@disclosure/organisation';
import { correctionAggregate, requestAggregate } from '@disclosure/requests-domain';
import { allActions } from '@disclosure/workflow';
import { applicantOf, House, officer } from './testing/house.fixture.ts';

let house: House;
let id: string;
let other: string;
beforeAll(async () => {
  house = await House.open();
  id = await house.served();
  other = await house.assigned({ title: '另一件' }, []);
});
afterAll(() => house?.close());

interface Look { readonly what: string; readonly action: string | null; readonly requestId: string | null; readonly name: string; readonly personId: string; readonly at: string; readonly correlationId: string }
/** What was recorded since, oldest first. */
async function recorded(work: () => Promise<unknown>): Promise<readonly Look[]> {
  const count = async (): Promise<number> => Number((await house.rowCounts())['requests.look']);
  const before = await count();
  await work();
  const fresh = (await count()) - before;
  if (fresh === 0) return [];
  const { auditorLooks } = await house.data(`{ auditorLooks(first: ${fresh}) { edges { node { what action requestId name personId at correlationId } } } }`, 'office-head');
  return (auditorLooks.edges as { node: Look }[]).map(({ node }) => node).reverse();
}
const told = (looks: readonly Look[]): string[] => looks.map(({ what, action, requestId }) => [what, action, requestId === id ? 'id' : requestId === other ? 'other' : requestId].filter((part) => part !== null).join(' '));
const open = (as: Actor | string, of = id) => house.data('query ($id: ID!) { request(id: $id) { id title applicant { name contact } timeline { event text } documents { url kind } proposal { information } asKnown(at: "2026-02-09T09:00:00+08:00") { state } consultations { id } } }', as, { id: of });

describe('an auditor reads everything, and each look is recorded', () => {
  it('a case: who, when, what, once for all that is read of it at once, again when it is read again', async () => {
    const [look] = await recorded(() => open('auditor'));
    expect(look).toEqual({ what: 'CASE', action: null, requestId: id, name: '高敬业', personId: 'p-auditor', at: '2026-02-09T09:00:00+08:00', correlationId: expect.any(String) });
    expect(told(await recorded(async () => { await open('auditor'); await open('auditor'); }))).toEqual(['CASE id', 'CASE id']);
    expect(told(await recorded(() => house.data('query ($a: ID!, $b: ID!) { a: request(id: $a) { id } b: request(id: $b) { id } c: request(id: $a) { title } }', 'auditor', { a: id, b: other }))).sort()).toEqual(['CASE id', 'CASE other']);
  });
  it('a list: every case on the page, or that it held none', async () => {
    expect(told(await recorded(() => house.data('{ requests(first: 10) { edges { node { id timeline { event } } } } }', 'auditor'))).sort()).toEqual(['LIST id', 'LIST other']);
    expect(told(await recorded(() => house.data('{ requestBoard(first: 1) { edges { node { id } } } }', 'auditor')))).toHaveLength(1);
    expect(told(await recorded(() => house.data('{ requestBoard(first: 10, filter: { text: "没有的" }) { edges { node { id } } } }', 'auditor')))).toEqual(['LIST']);
    expect(told(await recorded(() => house.data('{ requestsOfReportRow(first: 10, year: 2026, row: NEW_THIS_YEAR) { edges { node { id } } } }', 'auditor'))).sort()).toEqual(['LIST id', 'LIST other']);
    expect(told(await recorded(() => house.data('{ correctionRequests(first: 10) { edges { node { id } } } }', 'auditor')))).toEqual(['LIST']);
  });
  it('what would happen to it: a preview tells of the case too', async () => {
    expect(told(await recorded(() => house.data('mutation { __typename }', 'auditor').catch(() => undefined)))).toEqual([]);
    expect(told(await recorded(() => house.data('query ($id: ID!) { previewConsultation(input: { id: $id, kind: THIRD_PARTY }) { dueOn } }', 'auditor', { id: other })))).toEqual(['CASE other']);
  });
  it('a file of it: at each opening of the link, not when the link is shown', async () => {
    const { request } = await open('auditor');
    const { url } = request.documents[0];
    const looks = await recorded(async () => { await house.download(url); await house.download(url); });
    expect(told(looks)).toEqual(['DOCUMENT id', 'DOCUMENT id']);
    expect(looks[0]?.personId).toBe('p-auditor');
  });
  it('what is refused because it would show more', async () => {
    expect(told(await recorded(async () => {
      expect(await house.codes('unmaskApplicant', 'auditor', { id, purpose: '审计' })).toEqual(['FORBIDDEN R-45']);
      expect(await house.codes('exportFile', 'auditor', { id })).toEqual(['FORBIDDEN R-45']);
      expect(await house.codes('acceptRequest', 'auditor', { id })).toEqual(['FORBIDDEN A2-7']);
    }))).toEqual(['REFUSED unmaskApplicant id', 'REFUSED exportFile id']);
  });
  it('of nobody else, whatever they open', async () => {
    for (const who of ['office', 'office-head', 'legal', 'principal', 'disclosure-deputy', 'handler', 'head', 'deputy', 'many', 'analyst', 'admin', 'general', 'secrecy'].map(officer).concat(applicantOf(id))) {
      expect(told(await recorded(async () => {
        const { request } = await open(who);
        for (const { url } of (request?.documents ?? []) as { url: string }[]) await house.download(url);
        if (who.kind === 'OFFICER') await house.data('{ requests(first: 10) { edges { node { id } } } }', who);
        await house.codes('unmaskApplicant', who, { id, purpose: '' });
      }))).toEqual([]);
    }
  });
  it('a look that cannot be recorded shows nothing: neither case, nor list, nor file', async () => {
    const { url } = (await open('auditor')).request.documents[0];
    await house.database.owner((client) => client.query('REVOKE INSERT ON requests.look FROM requests_write'));
    try {
      for (const query of ['query ($id: ID!) { request(id: $id) { title } }', 'query ($id: ID!) { requests(first: 1) { edges { node { title } } } board: requestBoard(first: 1) { edges { node { title } } } request(id: $id) { id } }']) await expect(house.ask(query, 'auditor', { id })).rejects.toThrow(/permission denied/);
      await expect(house.download(url)).rejects.toThrow(/permission denied/);
      expect((await open('office')).request.id).toBe(id);
    } finally {
      await house.database.owner((client) => client.query('GRANT INSERT ON requests.look TO requests_write'));
    }
  });
});

describe('the record', () => {
  it('is shown to the head of the office and administrators, page by page; to nobody else, least of all the auditor', async () => {
    await open('auditor', other);
    await open('auditor', id);
    for (const login of ['office-head', 'admin']) {
      const first = (await house.data('query ($r: ID) { auditorLooks(first: 1, requestId: $r, personId: "p-auditor") { edges { node { requestId } } pageInfo { endCursor hasNextPage } } }', login, { r: id })).auditorLooks;
      expect([first.edges, first.pageInfo.hasNextPage]).toEqual([[{ node: { requestId: id } }], true]);
      const all = (await house.data('{ auditorLooks(first: 100) { edges { node { id at } } } }', login)).auditorLooks.edges as { node: { id: string } }[];
      const next = (await house.data('query ($after: String) { auditorLooks(first: 100, after: $after) { edges { node { id } } } }', login, { after: (await house.data('{ auditorLooks(first: 1) { pageInfo { endCursor } } }', login)).auditorLooks.pageInfo.endCursor })).auditorLooks.edges as { node: { id: string } }[];
      expect(next.map(({ node }) => node.id)).toEqual(all.slice(1).map(({ node }) => node.id));
    }
    for (const login of ['auditor', 'office', 'principal', 'handler', 'analyst']) expect((await house.ask('{ auditorLooks(first: 1) { edges { node { id } } } }', login)).errors).toEqual([expect.objectContaining({ code: 'FORBIDDEN' })]);
    for (const actor of [applicantOf(id), { kind: 'PUBLIC' } as const]) expect((await house.ask('{ auditorLooks(first: 1) { edges { node { id } } } }', actor)).errors).toEqual([expect.objectContaining({ code: 'UNAUTHENTICATED' })]);
  });
  it('is changed by nobody: not by the role that writes it, not by its owner', async () => {
    const { writer } = house.platform.database.context('requests');
    for (const sql of ["UPDATE requests.look SET person_id = 'p-nobody'", 'DELETE FROM requests.look', 'TRUNCATE requests.look', 'SELECT person_id FROM requests.look']) await expect(writer.query(sql)).rejects.toThrow(/permission denied/);
    for (const sql of ["UPDATE requests.look SET person_id = 'p-nobody'", 'DELETE FROM requests.look']) await expect(house.database.owner((client) => client.query(sql))).rejects.toThrow('evidence is not changed');
  });
});

describe('an auditor changes nothing', () => {
  it('no action of any procedure is an auditor’s', () => {
    for (const { name, row } of [...allActions(requestAggregate), ...allActions(correctionAggregate)]) expect([name, row.by.includes('AUDITOR')]).toEqual([name, false]);
  });
  it('nor a way to bring files in', async () => {
    expect((await house.ask('mutation { startUpload(input: { purpose: "REPLY_ATTACHMENT", name: "a.txt", size: 1, mediaType: "text/plain" }) { url } }', 'auditor')).errors).toEqual([expect.objectContaining({ code: 'FORBIDDEN' })]);
  });
});
