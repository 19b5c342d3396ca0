import fc from 'fast-check';
import pg from 'pg';
import type { Actor } from '@disclosure/organisation';
import { roleUrl } from '@disclosure/platform-persistence';
import { instant } from '@disclosure/kernel';
import { noticeProposals } from './notice-import.ts';
import { NOW, officer, openPublication, PUBLIC } from './testing/open-publication.fixture.ts';
import type { Publication } from './testing/open-publication.fixture.ts';

let publication: Publication;
beforeAll(async () => { publication = await openPublication(); });
afterAll(() => publication.close());

const SEARCH = `query ($query: String!, $filters: DisclosureFilter, $order: SearchOrder! = RELEVANCE, $first: Int! = 10, $after: String) {
  searchDisclosures(query: $query, filters: $filters, order: $order, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id title } snippet { text isMatch } } facets { name values { value label count } } } }`;
interface Found { readonly totalCount: number; readonly pageInfo: { hasNextPage: boolean; endCursor: string | null }; readonly edges: { cursor: string; node: { id: string; title: string }; snippet: { text: string; isMatch: boolean }[] }[]; readonly facets: { name: string; values: { value: string; label: string; count: number }[] }[] }
const search = async (query: string, more: Record<string, unknown> = {}): Promise<Found> => {
  const { data, errors } = await publication.ask(SEARCH, { variables: { query, ...more } });
  if (errors[0]) throw Object.assign(new Error(errors[0].message), { code: errors[0].code });
  return data.searchDisclosures as Found;
};

describe('the notice (real input)', () => {
  it('its proposals are taken as they are, and published like anything else; search finds its articles', async () => {
    const proposals = noticeProposals();
    expect(proposals.map(({ title }) => title)).toHaveLength(5);
    for (const proposal of proposals) await publication.published({ ...proposal, divisionId: 'd-planning' });
    const title = await search('印发政务公开工作制度');
    expect(title.edges[0]?.node.title).toBe('吉林省工业和信息化厅关于印发政务公开工作制度的通知');
    // Known by counting in the text itself: only annexes 1 and 2 speak of it.
    const letters = await search('征求意见书');
    expect(letters.edges.map(({ node }) => node.title).sort()).toEqual(proposals.filter(({ body }) => body.includes('征求意见书')).map((proposal) => proposal.title).sort());
    expect(letters.totalCount).toBe(2);
    expect(letters.edges[0]?.snippet.filter(({ isMatch }) => isMatch)[0]?.text).toBe('征求意见书');
    expect((await search('吉工信综合〔2020〕349号')).totalCount).toBe(5);
    expect((await search('吉工信综合〔2020〕350号')).totalCount).toBe(0);
  });
  it('filters and facets agree', async () => {
    const all = await search('政府信息');
    const byCategory = new Map(all.facets.find(({ name }) => name === 'category')?.values.map(({ value, count }) => [value, count]));
    expect(byCategory.get('rules')).toBe((await search('政府信息', { filters: { categoryId: 'rules' } })).totalCount);
    expect((await search('政府信息', { filters: { categoryId: 'statutory-content' } })).totalCount).toBe(all.totalCount);
    expect(all.facets.find(({ name }) => name === 'year')?.values).toEqual([{ value: '2020', label: '2020年', count: all.totalCount }]);
    for (const filters of [{ year: 2021 }, { divisionId: 'd-energy' }, { validity: 'REPEALED' }, { categoryId: 'no-such' }]) expect((await search('政府信息', { filters })).totalCount).toBe(0);
  });
  it('a title outranks a body', async () => {
    const { edges } = await search('公共资源配置');
    expect(edges[0]?.node.title).toContain('公共资源配置');
  });
  it('the catalogue counts what is public, once where it is in two leaves', async () => {
    const { data } = await publication.ask('{ catalogue { id disclosureCount children { id disclosureCount } } }');
    expect(data.catalogue.map(({ id, disclosureCount }: { id: string; disclosureCount: number }) => [id, disclosureCount])).toEqual([['guide', 0], ['rules', 4], ['statutory-content', 5], ['annual-reports', 0]]);
    expect(data.catalogue[2].children).toHaveLength(12);
  });
  it('a wrong query, page or cursor is said to be wrong', async () => {
    await expect(search('  ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(search('信息', { first: 51 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(search('信息', { after: 'x' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('pages stay in place while rows come and go', () => {
  it.each(['RELEVANCE', 'DATE'])('by %s: what is there throughout is seen exactly once', async (order) => {
    const word = order === 'DATE' ? '翌日翻页' : '恒定翻页';
    const stay: string[] = [];
    for (let i = 0; i < 5; i += 1) stay.push((await publication.published({ title: `${word}${i}`, body: word.repeat(i % 3 + 1) })).id);
    const leaving = await publication.published({ title: `${word}将撤回` });
    const seen: string[] = [];
    let after: string | null = null;
    for (let n = 0; ; n += 1) {
      const result: Found = await search(word, { order, first: 2, after });
      seen.push(...result.edges.map(({ node }) => node.id));
      if (n === 0) await publication.act('withdrawDisclosure', { id: leaving.id, reasons: '撤回', clause: 'A1-7-2' }, 'office');
      if (n === 1) await publication.published({ title: `${word}后来的` });
      if (!result.pageInfo.hasNextPage) break;
      after = result.pageInfo.endCursor;
    }
    expect(seen.filter((id) => stay.includes(id)).sort()).toEqual([...stay].sort());
    expect(new Set(seen).size).toBe(seen.length);
  });
  it('the plain list: forward and backward the same', async () => {
    const ids = async (args: string) => (await publication.ask(`{ disclosures(${args}) { nodes { id } pageInfo { endCursor startCursor } } }`)).data.disclosures as { nodes: { id: string }[]; pageInfo: { endCursor: string; startCursor: string } };
    const all = (await ids('first: 100')).nodes.map(({ id }) => id);
    const first = await ids('first: 3');
    const second = await ids(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(all.slice(0, 6));
    expect((await ids(`last: 3, before: "${second.pageInfo.startCursor}"`)).nodes).toEqual(first.nodes);
  });
});

describe('what is hidden changes no byte of a public answer', () => {
  // Everything that the public can ask for, at the same words that drafts use.
  const QUERIES: readonly (readonly [string, Record<string, unknown>])[] = [
    ['{ disclosures(first: 3) { totalCount pageInfo { endCursor hasNextPage } edges { cursor node { id title body versions { number title } cataloguePath { id } originRequests timeline { event } availableActions { action } } } } }', {}],
    ['{ disclosures(last: 2, filter: { categoryId: "statutory-content" }) { totalCount nodes { id indexNumber } } }', {}],
    ['{ catalogue { id disclosureCount children { id disclosureCount } } }', {}],
    [SEARCH, { query: '隐秘规划', first: 5 }], [SEARCH, { query: '隐', first: 1 }], [SEARCH, { query: '隐秘规划', order: 'DATE', filters: { year: 2026 } }],
  ];
  const answers = async () => {
    const all = await Promise.all(QUERIES.map(([query, variables]) => publication.bytes(query, variables)));
    for (const answer of all) expect(answer).not.toContain('"errors"');
    return all;
  };

  it('whatever officers propose, sign, clear or revoke', async () => {
    const out = await publication.published({ title: '隐秘规划公开稿', body: '隐秘规划' });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('propose' as const), word: fc.constantFrom('隐秘', '规划', '隐秘规划'), leaf: fc.constantFrom('content-1', 'guide'), extent: fc.constantFrom('FULL_TEXT', 'REDACTED') }),
      fc.record({ kind: fc.constant('approve' as const) }), fc.record({ kind: fc.constant('clear' as const) }), fc.record({ kind: fc.constant('revoke' as const) }),
      fc.record({ kind: fc.constant('refused' as const) }), fc.record({ kind: fc.constant('correct' as const), word: fc.constantFrom('隐秘', '改稿') }),
      fc.record({ kind: fc.constant('promotion' as const) }),
    );
    const before = await answers();
    let draft: { id: string; digest: string } | null = null;
    let clearance: string | null = null;
    let accepted = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'propose') {
          const { disclosure } = await publication.act('proposeDisclosure', { title: `${one.word}草稿`, summary: one.word, body: one.word, divisionId: 'd-planning', categoryIds: [one.leaf], extent: one.extent, mode: 'PROACTIVE', documentNumber: '测工信〔2026〕77号' }, 'handler');
          draft = disclosure;
        }
        if (one.kind === 'approve' && draft) await publication.act('approveDisclosureAsDivisionHead', { id: draft.id }, 'head');
        if (one.kind === 'clear' && draft) clearance = await publication.clear(draft.digest);
        if (one.kind === 'revoke' && clearance) { await publication.revoke(clearance); clearance = null; }
        if (one.kind === 'refused' && draft) await publication.act('publishDisclosure', { id: draft.id }, 'office');
        if (one.kind === 'correct') accepted += Number((await publication.act('correctDisclosure', { id: out.id, title: one.word, summary: one.word, body: one.word, note: '更正', categoryIds: ['guide'], extent: 'FULL_TEXT', mode: 'PROACTIVE' }, 'handler')).refusals.length === 0);
        if (one.kind === 'promotion') await publication.deliver('PromotionConfirmed', { requestIds: ['q'], digest: 'c'.repeat(64), leadDivisionId: 'd-planning', clause: 'A2-21' });
      }
      expect(await answers()).toEqual(before);
    }), {
      numRuns: 12,
      // The whole way once, whatever chance brings.
      examples: [[[{ kind: 'propose', word: '隐秘规划', leaf: 'guide', extent: 'FULL_TEXT' }, { kind: 'approve' }, { kind: 'clear' }, { kind: 'refused' }, { kind: 'revoke' }, { kind: 'correct', word: '隐秘' }, { kind: 'promotion' }]]],
    });
    expect(accepted).toBe(1); // the published item was being corrected all the while
  }, 60_000);

  it('nor do the numbers of later items tell of drafts in between', async () => {
    const first = await publication.published({ title: '甲' });
    for (let i = 0; i < 3; i += 1) await publication.approved({ title: `未公开${i}` });
    const second = await publication.published({ title: '乙' });
    expect(Number(second.indexNumber.slice(-5)) - Number(first.indexNumber.slice(-5))).toBe(1);
  });
});

describe('the public role', () => {
  it('can select the public views and nothing else, and change nothing', async () => {
    const client = new pg.Client({ connectionString: roleUrl(publication.database.ownerUrl, publication.database.options.roleSecret, 'publication', 'public') });
    await client.connect();
    try {
      const relations = (await publication.database.owner((owner) => owner.query(
        "SELECT n.nspname || '.' || quote_ident(c.relname) AS name, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('publication', 'gate', 'review', 'requests', 'directory') AND c.relkind IN ('r', 'v', 'm', 'p') ORDER BY 1"))).rows as { name: string; relkind: string }[];
      const readable: string[] = [];
      for (const { name } of relations) await client.query(`SELECT FROM ${name} LIMIT 1`).then(() => readable.push(name), (error: { code: string }) => expect(error.code).toBe('42501'));
      expect(readable).toEqual(['gate.public_content', 'gate.revision', 'publication.catalogue', 'publication.live_disclosure', 'publication.live_item', 'publication.live_section', 'publication.live_text', 'publication.live_version', 'publication.tombstone']);
      expect(readable.filter((name) => relations.find((relation) => relation.name === name)?.relkind !== 'v')).toEqual([]);
      for (const sql of ['UPDATE publication.entry SET current_version = 2', 'DELETE FROM publication.section', "INSERT INTO gate.release_end VALUES ('x', 'y', 'WITHDRAWN')", 'TRUNCATE publication.section']) await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.end();
    }
  });
  it('the reading role shows an officer no row of another division\'s drafts', async () => {
    const { id } = await publication.approved({ title: '别处室的草稿' });
    const rows = (viewer: object) => publication.platform.database.context('publication').readAs(viewer as never, async (q) => {
      const counts: (number | undefined)[] = [];
      for (const what of ['disclosure WHERE id', 'event WHERE stream_id', 'notice WHERE stream_id']) counts.push((await q.query<{ n: number }>(`SELECT count(*)::int AS n FROM publication.${what} = $1`, [id]))[0]?.n);
      return counts;
    });
    expect(await rows({ kind: 'OFFICER', id: 'p-handler-2', offices: ['CASE_HANDLER'], divisions: ['d-energy'] })).toEqual([0, 0, 0]);
    expect(await rows({ kind: 'APPLICANT', id: 'q', offices: ['DISCLOSURE_OFFICER'], divisions: ['d-planning'] })).toEqual([0, 0, 0]);
    expect(await rows({ kind: 'OFFICER', id: 'p-head', offices: ['DIVISION_HEAD'], divisions: ['d-planning'] })).toEqual([1, 3, 1]);
  });
  it('the writer cannot release without a clearance that fits, nor change what is out', async () => {
    const { digest, clearanceId } = await publication.published({ title: '闸门' });
    const other = await publication.approved({ title: '闸门外' });
    const write = (sql: string, params: unknown[] = []) => publication.platform.database.context('publication').writer.query(sql, params);
    const insert = 'INSERT INTO gate.release (id, digest, clearance_id, audience, address, context, released_at, released_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)';
    await expect(write(insert, ['r-x', other.digest, clearanceId, 'PUBLIC', '/d/x', 'publication', NOW, '2026-03-02'])).rejects.toMatchObject({ code: 'DG004' });
    await expect(write(insert, ['r-x', other.digest, 'none', 'PUBLIC', '/d/x', 'publication', NOW, '2026-03-02'])).rejects.toMatchObject({ code: 'DG001' });
    await expect(write("UPDATE gate.content SET bytes = '' WHERE digest = $1", [digest])).rejects.toThrow(/permission denied/);
    await expect(write("INSERT INTO gate.clearance VALUES ('c', $1, NULL, 'FULL_TEXT', 'PROACTIVE', 'PUBLIC', $2, NULL, 'v')", [other.digest, NOW])).rejects.toThrow(/permission denied/);
    await expect(write('DELETE FROM publication.disclosure_version')).rejects.toThrow(/permission denied/);
  });
  it('a revocation racing a publication leaves nothing out', async () => {
    for (let i = 0; i < 8; i += 1) {
      const { id, digest } = await publication.approved({ title: `竞态${i}` });
      const clearanceId = await publication.clear(digest);
      const [outcome] = await Promise.all([publication.act('publishDisclosure', { id }, 'office'), publication.revoke(clearanceId)]);
      expect(outcome.refusals.map(({ code }) => code)).toEqual(outcome.disclosure ? [] : ['CLEARANCE_REVOKED']);
      expect((await publication.ask('query ($id: ID!) { disclosure(id: $id) { id } }', { variables: { id } })).data.disclosure).toBeNull();
    }
  });
});

describe('the front door (_entities), asked as every kind of viewer', () => {
  const viewers: readonly (readonly [string, Actor])[] = [
    ['public', PUBLIC], ['applicant', { kind: 'APPLICANT', caseId: 'q1' }], ['machine', { kind: 'MACHINE', clientId: 'm', scopes: [] }], ['other handler', officer('handler-2')], ['analyst', officer('analyst')],
    ['handler', officer('handler')], ['head', officer('head')], ['deputy', officer('deputy')], ['principal', officer('principal')], ['office', officer('office')], ['auditor', officer('auditor')],
  ];
  it('shows drafts to those who may see them; to all others they are as absent as what never was', async () => {
    const draft = await publication.approved({ title: '未公开条目' });
    const { id } = await publication.published({ title: '已公开条目' });
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Disclosure { id title reasons isMajorSensitive timeline { event } } ... on CatalogueCategory { id } } }';
    const r = [draft.id, id, 'never-was'].map((key) => ({ __typename: 'Disclosure', id: key })).concat({ __typename: 'CatalogueCategory', id: 'guide' });
    const seen = await Promise.all(viewers.map(async ([name, as]) => {
      const { data, errors } = await publication.ask(query, { as, variables: { r } });
      expect(errors).toEqual([]);
      const [hidden, shown, absent, category] = data._entities;
      expect([shown.title, absent, category]).toEqual(['已公开条目', null, { id: 'guide' }]);
      // Whoever does not see the draft sees nothing of the published one's inside either.
      expect(shown.timeline.length > 0).toBe(hidden !== null);
      return hidden === null ? null : name;
    }));
    expect(seen.filter((name) => name !== null)).toEqual(['handler', 'head', 'deputy', 'principal', 'office', 'auditor']);
  });
  it('lists of drafts are for officers', async () => {
    const codes = async (as: Actor) => (await publication.ask('{ disclosureDrafts(first: 1) { totalCount } }', { as })).errors.map(({ code }) => code);
    expect(await codes(PUBLIC)).toEqual(['UNAUTHENTICATED']);
    expect(await codes({ kind: 'APPLICANT', caseId: 'q1' })).toEqual(['FORBIDDEN']);
    const total = async (login: string) => (await publication.ask('{ disclosureDrafts(first: 1) { totalCount } }', { as: officer(login) })).data.disclosureDrafts.totalCount as number;
    expect(await total('handler-2')).toBe(0);
    expect(await total('handler')).toBe(await total('office'));
  });
  it('a clock that stands in the future does not tell of what expires later', async () => {
    const { id } = await publication.published({ title: '一直有效' });
    publication.platform.at(instant('2030-01-01T09:00:00+08:00'));
    expect((await publication.ask('query ($id: ID!) { disclosure(id: $id) { id } }', { variables: { id } })).data.disclosure).toEqual({ id });
    publication.platform.at(NOW);
  });
});
