import type { Actor } from '@disclosure/organisation';
import { mayOpenDraftFile } from './downloads.ts';
import { officer, openPublication, PUBLIC } from './testing/open-publication.fixture.ts';
import type { Publication } from './testing/open-publication.fixture.ts';

let publication: Publication;
let draft: string;
let live: { readonly id: string; readonly address: string };
beforeAll(async () => {
  publication = await openPublication();
  publication.uploads.set('u1', { digest: 'a'.repeat(64), name: '附件.txt', mediaType: 'text/plain', size: 1 });
  draft = (await publication.approved({ title: '未公开条目', attachments: [{ uploadId: 'u1' }] })).id;
  live = await publication.published({ title: '已公开条目' });
});
afterAll(() => publication.close());

interface Look { readonly what: string; readonly disclosureId: string | null; readonly personId: string; readonly at: string; readonly correlationId: string }
const count = async (): Promise<number> => Number((await publication.database.owner(async (client) => (await client.query('SELECT count(*) AS n FROM publication.look')).rows[0] as { n: string })).n);
/** What was recorded since, oldest first. */
async function recorded(work: () => Promise<unknown>): Promise<readonly Look[]> {
  const before = await count();
  await work();
  const fresh = (await count()) - before;
  if (fresh === 0) return [];
  const { data } = await publication.ask(`{ disclosureLooks(first: ${fresh}) { nodes { what disclosureId personId at correlationId } } }`, { as: officer('office-head') });
  return (data.disclosureLooks.nodes as Look[]).reverse();
}
const told = (looks: readonly Look[]): string[] => looks.map(({ what, disclosureId }) => `${what} ${disclosureId === draft ? 'draft' : disclosureId === live.id ? 'live' : String(disclosureId)}`).sort();
const auditor = officer('auditor');
const by = (query: string, variables: Record<string, unknown> = {}, as: Actor = auditor) => publication.ask(query, { as, variables });
const ONE = 'query ($id: ID!) { disclosure(id: $id) { id title body reasons timeline { event text } versions { title } attachments { url } } }';
const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Disclosure { title } } }';
const entities = () => ({ r: [{ __typename: 'Disclosure', id: draft }, { __typename: 'Disclosure', id: live.id }] });
const DRAFTS = '{ disclosureDrafts(first: 10) { nodes { id title } } }';
const AMONG_PUBLIC = (fields: string): readonly (readonly [string, Record<string, unknown>])[] => [
  [`{ disclosures(first: 10) { nodes { ${fields} } } }`, {}],
  [`{ searchDisclosures(query: "已公开", first: 10) { edges { node { ${fields} } } } }`, {}],
  [`query ($a: String!) { disclosureByAddress(address: $a) { ${fields} } }`, { a: live.address }],
];

describe('an auditor sees disclosures as officers do, and each look is recorded', () => {
  it('one, public or not yet: who, when, once for all that is read of it at once', async () => {
    const [look, ...more] = await recorded(() => by(ONE, { id: draft }));
    expect(more).toEqual([]);
    expect(look).toEqual({ what: 'CASE', disclosureId: draft, personId: 'p-auditor', at: '2026-03-02T09:00:00+08:00', correlationId: expect.any(String) });
    expect(told(await recorded(async () => { await by(ONE, { id: draft }); await by(ONE, { id: live.id }); }))).toEqual(['CASE draft', 'CASE live']);
  });
  it('the list of what is not public yet; and that it held nothing', async () => {
    expect(told(await recorded(() => by(DRAFTS)))).toEqual(['LIST draft']);
    expect(told(await recorded(() => by('{ disclosureDrafts(first: 10, divisionId: "d-energy") { nodes { id } } }')))).toEqual(['LIST null']);
  });
  it('a file of what is not public yet: at each opening of the link, not when the link is shown', async () => {
    const { data } = await by(ONE, { id: draft });
    const link = publication.links.get(data.disclosure.attachments[0].url as string);
    expect(link).toMatchObject({ context: 'publication', actor: auditor, recordId: draft });
    const opens = () => mayOpenDraftFile(publication.platform, link as never);
    expect(told(await recorded(async () => expect([await opens(), await opens()]).toEqual([true, true])))).toEqual(['DOCUMENT draft', 'DOCUMENT draft']);
    expect(await recorded(() => mayOpenDraftFile(publication.platform, { actor: officer('handler'), recordId: draft }))).toEqual([]);
  });
  it('from another context (_entities)', async () => expect(told(await recorded(() => by(ENTITIES, entities())))).toEqual(['CASE draft', 'CASE live']));
  it('lists, search and addresses of what is public: where it asks for more than the public sees, and not where it reads what everybody reads', async () => {
    const looks = async (fields: string): Promise<string[]> => { const all: string[] = []; for (const [query, variables] of AMONG_PUBLIC(fields)) all.push(...told(await recorded(() => by(query, variables)))); return all; };
    expect(await looks('id title summary body attachments { url } publishedOn')).toEqual([]);
    for (const more of ['reasons', 'timeline { event }', 'originRequests', 'versions { title }', '... on Disclosure { ground }']) expect(await looks(`id title ${more}`)).toEqual(['LIST live', 'LIST live', 'CASE live']);
  });
  it('of nobody else, whatever they open', async () => {
    const everybody: readonly Actor[] = ['handler', 'handler-2', 'head', 'deputy', 'principal', 'office', 'office-head', 'analyst', 'admin'].map(officer);
    for (const as of [...everybody, PUBLIC, { kind: 'APPLICANT', caseId: 'q1' } as const]) {
      expect(await recorded(async () => {
        for (const [query, variables] of [[ONE, { id: draft }], [ONE, { id: live.id }], [DRAFTS, {}], [ENTITIES, entities()], ...AMONG_PUBLIC('reasons')] as const) await by(query, variables, as);
      })).toEqual([]);
    }
  });
  it('a look that cannot be recorded shows nothing of the work; what is public stays everybody’s', async () => {
    await publication.database.owner((client) => client.query('REVOKE INSERT ON publication.look FROM publication_write'));
    try {
      for (const [query, variables] of [[ONE, { id: draft }], [ONE, { id: live.id }], [DRAFTS, {}], [ENTITIES, entities()], ...AMONG_PUBLIC('title reasons')] as const) {
        const { data, errors } = await by(query, variables);
        expect(errors.length).toBeGreaterThan(0);
        for (const { message } of errors) expect(message).toContain('permission denied');
        expect(JSON.stringify(data)).not.toContain('公开条目');
      }
      await expect(mayOpenDraftFile(publication.platform, { actor: auditor, recordId: draft })).rejects.toThrow('permission denied');
      for (const [query, variables] of AMONG_PUBLIC('title')) expect(JSON.stringify((await by(query, variables)).data)).toContain('已公开条目');
      expect((await by(ONE, { id: draft }, officer('office'))).data.disclosure.title).toBe('未公开条目');
    } finally {
      await publication.database.owner((client) => client.query('GRANT INSERT ON publication.look TO publication_write'));
    }
  });
});

describe('the record', () => {
  it('is shown to the head of the disclosure office and administrators, by disclosure; to nobody else, least of all the auditor', async () => {
    await by(ONE, { id: live.id });
    for (const login of ['office-head', 'admin']) {
      const { data } = await by('query ($d: ID) { disclosureLooks(first: 100, disclosureId: $d, personId: "p-auditor") { nodes { disclosureId } } }', { d: live.id }, officer(login));
      expect(new Set(data.disclosureLooks.nodes.map(({ disclosureId }: Look) => disclosureId))).toEqual(new Set([live.id]));
    }
    const codes = async (as: Actor) => (await by('{ disclosureLooks(first: 1) { nodes { id } } }', {}, as)).errors.map(({ code }) => code);
    for (const login of ['auditor', 'office', 'principal', 'handler']) expect(await codes(officer(login))).toEqual(['FORBIDDEN']);
    for (const as of [PUBLIC, { kind: 'APPLICANT', caseId: 'q1' } as const]) expect(await codes(as)).toEqual(['UNAUTHENTICATED']);
  });
});
