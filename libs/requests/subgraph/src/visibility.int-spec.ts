import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyContext } from '@disclosure/platform-persistence';
import type { Actor } from '@disclosure/organisation';
import { applicantOf, House, PUBLIC } from './testing/house.fixture.ts';

let house: House;
/** Led by d-planning with d-energy, its reply proposed; one that nobody was given yet; one that was served. */
let proposed: string;
let fresh: string;
let served: string;
let clearanceId: string;
const SECRET = '内部研究意见：拟先征求某某公司看法';

beforeAll(async () => {
  house = await House.open();
  proposed = await house.assigned({ title: '关于绿色工厂名单的申请' });
  await house.act('contributeMaterial', 'handler-2', { id: proposed, divisionId: 'd-energy', material: SECRET });
  await house.act('draftReplyProposal', 'handler', { id: proposed, items: [{ outcome: 'DISCLOSED' }], information: '拟提供的名单' });
  fresh = (await house.submit({ title: '关于软件产业统计的申请' })).id;
  served = await house.deputyApproved({ title: '关于技改项目的申请' });
  clearanceId = await house.clear(served);
  for (const [action, login] of [['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await house.act(action, login, { id: served });
  await house.act('serveReply', 'office', { id: served, means: 'ONLINE', proof: '送达回证编号甲-17' });
});
afterAll(() => house?.close());

const MANY = { kind: 'MACHINE', clientId: 'm', scopes: ['*'] } as const;
/** Every kind of viewer, and which of the three cases it sees: proposed, fresh, served. */
const VIEWERS = (): readonly (readonly [string, Actor | string, readonly string[]])[] => [
  ['the public', PUBLIC, []],
  ['the applicant of one case', applicantOf(proposed), [proposed]],
  ['the applicant of no case', applicantOf('another'), []],
  ['a third party', { kind: 'THIRD_PARTY', consultationId: proposed }, []],
  ['a clerk of another agency', { kind: 'AGENCY_CLERK', agencyId: 'jl-ecology', clerkId: proposed }, []],
  ['a machine', MANY, []],
  ['the lead’s handler', 'handler', [proposed, served]],
  ['the lead’s head', 'head', [proposed, served]],
  ['the supporting division’s handler', 'handler-2', [proposed]],
  ['the supporting division’s head', 'head-2', [proposed]],
  ['the supervising deputy', 'deputy', [proposed, served]],
  ['a deputy of other divisions', 'deputy-2', []],
  ['another division’s handler', 'general', []],
  ['the office', 'office', [proposed, fresh, served]],
  ['its head', 'office-head', [proposed, fresh, served]],
  ['the disclosure deputy', 'disclosure-deputy', [proposed, fresh, served]],
  ['the principal leader', 'principal', [proposed, fresh, served]],
  ['the legal officer', 'legal', [proposed, fresh, served]],
  ['the auditor', 'auditor', [proposed, fresh, served]],
  ['the secrecy office', 'secrecy', []],
  ['the analyst', 'analyst', []],
  ['the administrator', 'admin', []],
];

describe('who sees a request (people.md)', () => {
  it('the same, however it is asked for: by `request`, by `_entities`, in the list', async () => {
    for (const [who, actor, expected] of VIEWERS()) {
      const ids = [proposed, fresh, served];
      const { data: one } = await house.ask(`{ ${ids.map((id, at) => `r${at}: request(id: "${id}") { id title }`).join(' ')} }`, actor);
      const { data: entities } = await house.ask('query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on DisclosureRequest { id title } } }', actor, { keys: ids.map((id) => ({ __typename: 'DisclosureRequest', id })) });
      const seen = (found: readonly ({ id: string } | null)[]): readonly (string | undefined)[] => found.map((request) => request?.id);
      expect([who, seen([one.r0, one.r1, one.r2])]).toEqual([who, ids.map((id) => (expected.includes(id) ? id : undefined))]);
      expect([who, seen(entities._entities)]).toEqual([who, ids.map((id) => (expected.includes(id) ? id : undefined))]);
      const { data: list, errors } = await house.ask('{ requests(first: 10) { nodes { id } pageInfo { hasNextPage } } }', actor);
      const officer = typeof actor === 'string';
      expect([who, errors.map(({ code }) => code)]).toEqual([who, officer ? [] : ['UNAUTHENTICATED']]);
      if (officer) expect([who, [...list.requests.nodes.map(({ id }: { id: string }) => id)].sort()]).toEqual([who, [...expected].sort()]);
    }
  });

  it('the list pages in a total order, newest first, both ways, and filters', async () => {
    const page = async (args: string): Promise<{ ids: string[]; end: string; start: string; next: boolean; previous: boolean }> => {
      const { requests } = await house.data(`{ requests(${args}) { nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }`, 'office');
      return { ids: requests.nodes.map(({ id }: { id: string }) => id), end: requests.pageInfo.endCursor, start: requests.pageInfo.startCursor, next: requests.pageInfo.hasNextPage, previous: requests.pageInfo.hasPreviousPage };
    };
    const all = await page('first: 10');
    const first = await page('first: 2');
    const second = await page(`first: 2, after: "${first.end}"`);
    expect([...first.ids, ...second.ids]).toEqual(all.ids);
    expect([first.next, second.next]).toEqual([true, false]);
    expect((await page(`last: 2, before: "${second.start}"`)).ids).toEqual(first.ids);
    expect((await page('first: 10, state: SERVED')).ids).toEqual([served]);
    expect([...(await page('first: 10, divisionId: "d-planning"')).ids].sort()).toEqual([proposed, served].sort());
  });

  it('the applicant sees nothing of the inside: no text, division, name, proposal or clearance, and no finer state than the law’s', async () => {
    const everything = `id state stateText version leadDivision { id } contributions { material } proposal { digest information } clearance { id } reply { information } documents { kind title url } applicant { name contact }
      timeline { event title actor actingAs text } clock { dueOn } deadlines { limit } availableActions { action title sentence nextHolder }`;
    const { myRequest } = await house.data(`{ myRequest { ${everything} } }`, applicantOf(proposed));
    const text = JSON.stringify(myRequest);
    expect(myRequest).toMatchObject({ state: 'ASSIGNED', leadDivision: null, contributions: [], proposal: null, clearance: null, reply: null });
    for (const inside of [SECRET, '拟提供的名单', '规划', '节能', '李晓楠', '孙立群', '张文静', 'DRAFTING', 'd-planning']) expect(text).not.toContain(inside);
    expect(myRequest.timeline.map(({ event }: { event: string }) => event)).toEqual(['RequestSubmitted', 'RequestRegistered', 'RequestAccepted']);
    expect(myRequest.documents.map(({ kind }: { kind: string }) => kind)).toEqual(['Acknowledgement', 'Acknowledgement', 'RequestForm', 'RequestForm']);
    expect(myRequest.availableActions.map(({ action }: { action: string }) => action)).toEqual(['withdrawRequest', 'renewTrackingCode', 'revokeTrackingCode']);
    const { myRequest: afterwards } = await house.data(`{ myRequest { ${everything} } }`, applicantOf(served));
    for (const inside of ['送达回证编号', '规划', '李晓楠', '张文静']) expect(JSON.stringify(afterwards)).not.toContain(inside);
  });

  it('what is hidden from the applicant changes no byte of the applicant’s answer', async () => {
    const ask = async (): Promise<string> => JSON.stringify(await house.ask('{ myRequest { id number state stateText version round dueOn title timeline { seq event title recordedAt } documents { kind } deadlines { limit clock { dueOn } } } }', applicantOf(proposed)));
    const before = await ask();
    await house.act('draftReplyProposal', 'handler', { id: proposed, items: [{ outcome: 'WITHHELD', ground: 'DELIBERATIVE' }], blocks: { reasons: '属于过程性信息。' } });
    await house.act('submitReplyProposal', 'handler', { id: proposed });
    expect(await ask()).toBe(before);
  });

  it('officers read the applicant masked, and the supporting division its own material but not the letters to sign', async () => {
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { applicant { kind name contact } contributions { material } timeline { event actor actingAs } } }', 'handler-2', { id: proposed });
    expect(request.applicant).toEqual({ kind: 'NATURAL_PERSON', name: '林**', contact: '电话 ******34；邮箱 l***@e***；通信地址 ******' });
    expect(request.contributions).toEqual([{ material: SECRET }]);
    expect(request.timeline.at(-1)).toMatchObject({ actor: '李晓楠', actingAs: expect.any(String) });
  });
});

describe('what the database itself lets a role see', () => {
  it('the public role selects public views and nothing else of this context', async () => {
    await house.database.as('requests', 'public', async (client) => {
      const { rows } = await client.query<{ name: string; kind: string }>("SELECT c.relname AS name, c.relkind AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'requests' AND c.relkind IN ('r', 'v', 'm', 'p') AND has_any_column_privilege(c.oid, 'SELECT') ORDER BY 1");
      expect(rows).toEqual([{ name: 'public_origin', kind: 'v' }]);
      await expect(client.query('SELECT 1 FROM requests.request')).rejects.toThrow('permission denied');
      await expect(client.query('SELECT 1 FROM requests.event')).rejects.toThrow('permission denied');
    });
  });
  it('the reading role without a viewer, or with a viewer that it makes up badly, sees no row of any table with cases in it', async () => {
    await house.database.as('requests', 'read', async (client) => {
      for (const viewer of ['', '{}', '{"kind":"PUBLIC"}', '{"kind":"APPLICANT"}', '{"kind":"OFFICER"}', '{"kind":"OFFICER","offices":[],"divisions":[]}', '{"kind":"MACHINE","offices":["AUDITOR"]}']) {
        await client.query("SELECT set_config('disclosure.viewer', $1, false)", [viewer]);
        for (const table of ['request', 'contribution', 'document', 'event', 'free_text', 'sealed', 'subject_key', 'notice', 'timer', 'stream', 'log']) {
          const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM requests.${table}`);
          expect([viewer, table, rows[0]?.n]).toEqual([viewer, table, '0']);
        }
      }
    });
  });
  it('notices reach those they are for', async () => {
    const kinds = async (login: string): Promise<readonly string[]> => (await house.data('{ requestNotices { kind } }', login)).requestNotices.map(({ kind }: { kind: string }) => kind);
    expect(await kinds('office')).toContain('CONFIRMATION_AWAITED');
    for (const login of ['handler', 'general', 'admin', 'auditor']) expect(await kinds(login)).not.toContain('CONFIRMATION_AWAITED');
  });
});

describe('a clearance that is revoked closes what was served, a person that is erased is gone', () => {
  it('a revocation closes reply, file and letter for the applicant at once; that it was served stays', async () => {
    const query = '{ myRequest { reply { servedOn items { outcome } information attachments { url } } documents { kind url } } }';
    const before = (await house.data(query, applicantOf(served))).myRequest;
    expect(before.reply.information).toBe('安排表见附件。');
    const letter = before.documents.find(({ kind }: { kind: string }) => kind === 'ReplyLetter').url as string;
    expect(await house.download(letter)).not.toBeNull();
    await house.revoke(clearanceId);
    const after = (await house.data(query, applicantOf(served))).myRequest;
    expect(after.reply).toMatchObject({ servedOn: '2026-02-09', information: null, attachments: [] });
    expect(after.documents.map(({ kind }: { kind: string }) => kind)).toEqual(['Acknowledgement', 'Acknowledgement', 'RequestForm', 'RequestForm']);
    expect(await house.download(letter)).toBeNull();
  });

  it('erasing an applicant leaves no plaintext in any table or file; the record, its counts and the chain of evidence stay', async () => {
    const file = Buffer.from('清除前的附件正文：某某企业120万元');
    const uploadId = await house.upload('handler', '待清除.txt', file);
    const id = await house.served({ title: '待清除的申请名称甲', description: '待清除的描述乙' }, { information: '待清除的答复丙', blocks: { howToGet: '待清除的方式丁' }, attachments: [{ uploadId }] });
    await house.data('query ($id: ID!) { request(id: $id) { id } }', 'office', { id });
    const before = await house.rowCounts();
    expect(await house.codes('eraseApplicant', 'office', { id })).toEqual(['FORBIDDEN R-45']);
    const digests = await house.database.owner((client) => client.query<{ digest: string }>('SELECT digest FROM requests.document WHERE request_id = $1', [id]));
    expect(digests.rows.length).toBeGreaterThan(4);
    await house.act('eraseApplicant', 'office-head', { id });
    await house.worker.pump();
    expect(await house.sweepUploads()).toBe(1);

    const words = ['待清除的申请名称甲', '待清除的描述乙', '待清除的答复丙', '待清除的方式丁', '待清除.txt'];
    for (const word of words) expect([word, await tablesHolding(word)]).toEqual([word, []]);
    const attachment = createHash('sha256').update(file).digest('hex');
    for (const { digest } of [...digests.rows, { digest: attachment }]) expect(await house.store.has(digest)).toBe(false);
    for (const path of await readdir(join(house.folder, 'files'), { recursive: true, withFileTypes: true })) {
      if (path.isFile()) for (const word of words) expect((await readFile(join(path.parentPath, path.name))).includes(word)).toBe(false);
    }
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { number state title description applicant { kind name contact } reply { servedOn information attachments { name } } documents { url } timeline { event text } } }', 'office', { id });
    expect(request).toMatchObject({ number: expect.stringMatching(/^2026-\d{4}$/), state: 'SERVED', title: null, description: null, applicant: { kind: 'NATURAL_PERSON', name: null, contact: null }, reply: { servedOn: '2026-02-09', information: null, attachments: [] } });
    expect(request.timeline.at(-1).event).toBe('ApplicantErased');

    const after = await house.rowCounts();
    for (const table of ['requests.request', 'requests.stream', 'requests.document', 'requests.contribution']) expect(after[table]).toBe(before[table]);
    await house.worker.pump();
    const verified = await verifyContext(house.platform.database.context('requests').writer, 'requests', house.platform.keys, []);
    expect(verified).toMatchObject({ problems: [], events: after['requests.event'], position: after['requests.event'] });
    expect(await house.codes('eraseApplicant', 'office-head', { id })).toEqual(['ALREADY_ERASED R-45']);
  });
});

describe('who sees what was sent to another agency: a referral, a consultation', () => {
  let referred: string;
  let referral: string;
  let consultation: string;
  const ALL = ['referrals:read', 'referrals:answer', 'consultations:read', 'consultations:answer'];
  const client = (agencyId: string | undefined, scopes: readonly string[]): Actor => ({ kind: 'MACHINE', clientId: 'm', scopes, ...(agencyId === undefined ? {} : { agencyId }) });
  beforeAll(async () => {
    referred = await house.assigned({ title: '关于排污许可的申请' }, []);
    await house.act('consultAgency', 'handler', { id: referred, agencyId: 'jl-ecology', content: '联合印发的核查结果。' });
    const found = async (fields: string): Promise<never> => (await house.data(`query ($id: ID!) { request(id: $id) { ${fields} } }`, 'office', { id: referred })).request as never;
    [consultation] = (await found('consultations { id }') as { consultations: { id: string }[] }).consultations.map(({ id }) => id) as [string];
    await house.act('answerAgencyConsultation', 'handler', { id: referred, consultationId: consultation, result: 'CONSENT' });
    await house.act('draftReplyProposal', 'handler', { id: referred, items: [{ outcome: 'OTHER_AGENCY', agencyId: 'jl-ecology' }], blocks: { reasons: '属生态环境部门职责。' } });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) await house.act(action, login, { id: referred });
    await house.clear(referred);
    for (const [action, login, more] of [['signOffReplyLetter', 'disclosure-deputy', {}], ['sealReplyLetter', 'office', {}], ['serveReply', 'office', { means: 'ONLINE' }]] as const) await house.act(action, login, { id: referred, ...more });
    [referral] = (await found('referrals { id }') as { referrals: { id: string }[] }).referrals.map(({ id }) => id) as [string];
  });

  it('the same, however it is asked for, and of the rest of the case nothing', async () => {
    // Beside the viewers of the case itself (d-planning leads, nobody supports): sees the referral, sees the consultation.
    const others: readonly (readonly [string, Actor, boolean, boolean])[] = [
      ['its applicant', applicantOf(referred), true, false], ['the agency’s clerk', { kind: 'AGENCY_CLERK', agencyId: 'jl-ecology', clerkId: 'k' }, true, true], ['a clerk of a third agency', { kind: 'AGENCY_CLERK', agencyId: 'jl-finance', clerkId: 'k' }, false, false],
      ['the agency’s client', client('jl-ecology', ALL), true, true], ['a client that may read referrals', client('jl-ecology', ['referrals:read']), true, false], ['a client that may read consultations', client('jl-ecology', ['consultations:read']), false, true],
      ['a client that may answer only', client('jl-ecology', ['referrals:answer', 'consultations:answer']), false, false], ['a client without a scope', client('jl-ecology', []), false, false], ['a client of a third agency', client('jl-finance', ALL), false, false], ['a client of no agency', client(undefined, ALL), false, false],
    ];
    const ofTheCase = ['handler', 'head', 'deputy', 'office', 'office-head', 'disclosure-deputy', 'principal', 'legal', 'auditor'];
    const viewers = [...others, ...VIEWERS().map(([who, actor]) => [who, actor, ofTheCase.includes(actor as string), ofTheCase.includes(actor as string)] as const).filter(([, actor]) => !(typeof actor !== 'string' && actor.kind === 'AGENCY_CLERK'))];
    for (const [who, actor, seesReferral, seesConsultation] of viewers) {
      const { data } = await house.ask(
        'query ($r: ID!, $c: ID!, $keys: [_Any!]!) { referral(id: $r) { id } request(id: $c) { id } _entities(representations: $keys) { ... on Referral { id } ... on Consultation { id } } }',
        actor, { r: referral, c: referred, keys: [{ __typename: 'Referral', id: referral }, { __typename: 'Consultation', id: consultation }] });
      expect([who, data.referral, data._entities]).toEqual([who, seesReferral ? { id: referral } : null, [seesReferral ? { id: referral } : null, seesConsultation ? { id: consultation } : null]]);
      const seesCase = typeof actor === 'string' ? ofTheCase.includes(actor) : actor.kind === 'APPLICANT' && actor.caseId === referred;
      expect([who, data.request?.id ?? null]).toEqual([who, seesCase ? referred : null]);
    }
  });

  it('the database itself shows an agency its own rows and their texts, and no row of any case', async () => {
    const rows = async (viewer: object): Promise<Readonly<Record<string, number>>> => house.database.as('requests', 'read', async (client) => {
      await client.query("SELECT set_config('disclosure.viewer', $1, false)", [JSON.stringify(viewer)]);
      const counts: Record<string, number> = {};
      for (const table of ['referral', 'consultation', 'free_text', 'request', 'correction', 'contribution', 'document', 'event', 'sealed', 'subject_key', 'notice', 'timer', 'stream', 'log']) counts[table] = Number((await client.query<{ n: string }>(`SELECT count(*) AS n FROM requests.${table}`)).rows[0]?.n);
      return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
    });
    expect(await rows({ kind: 'AGENCY_CLERK', id: 'jl-ecology:k', agency: 'jl-ecology' })).toEqual({ referral: 1, consultation: 1, free_text: 2 });
    expect(await rows({ kind: 'MACHINE', id: 'm', agency: 'jl-ecology', scopes: ['referrals:read'] })).toEqual({ referral: 1, free_text: 1 });
    for (const viewer of [{ kind: 'AGENCY_CLERK', id: 'jl-ecology:k' }, { kind: 'AGENCY_CLERK', agency: 'jl-finance' }, { kind: 'MACHINE', agency: 'jl-ecology', scopes: [] }, { kind: 'MACHINE', agency: 'jl-ecology' }, { kind: 'MACHINE', scopes: ALL }, { kind: 'PUBLIC', agency: 'jl-ecology', scopes: ALL }, { kind: 'THIRD_PARTY', id: referral, agency: 'jl-ecology', scopes: ALL }]) {
      expect([viewer, await rows(viewer)]).toEqual([viewer, {}]);
    }
  });
});

/** Tables of the database with this word in any column, in whichever form of bytes. */
async function tablesHolding(word: string): Promise<readonly string[]> {
  return house.database.owner(async (client) => {
    const { rows: columns } = await client.query<{ name: string; column: string; type: string }>(
      "SELECT format('%I.%I', table_schema, table_name) AS name, column_name AS column, data_type AS type FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");
    const found: string[] = [];
    for (const { name, column, type } of columns) {
      const test = type === 'bytea' ? `position(convert_to($1, 'UTF8') IN "${column}") > 0` : `position($1 IN "${column}"::text) > 0`;
      const { rowCount } = await client.query(`SELECT 1 FROM ${name} WHERE ${test} LIMIT 1`, [word]);
      if (rowCount) found.push(`${name}.${column}`);
    }
    return found;
  });
}
