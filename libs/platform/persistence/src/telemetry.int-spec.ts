import { randomUUID } from 'node:crypto';
import { instant } from '@disclosure/kernel';
import { allowed, listen } from '@disclosure/platform-observability';
import type { Observation, Sink } from '@disclosure/platform-observability';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { execute } from './execute.ts';
import { Worker } from './worker.ts';

const shell = noteShell('requests');
const consumer = { name: 'publication.notes', context: 'publication', types: ['DisclosureWithdrawn' as const], handle: () => Promise.resolve() };
let database: TestDatabase;
let platform: TestPlatform;
let told: { readonly what: string; readonly name: string; readonly attributes: object }[];
let looks: Map<string, (() => Iterable<Observation> | Promise<Iterable<Observation>>)[]>;

const sink: Sink = {
  async span(name, attributes, work) {
    let all = attributes;
    return work({ set: (more) => { all = { ...all, ...more }; } }).finally(() => told.push({ what: 'span', name, attributes: all }));
  },
  spanNow: (_name, _attributes, work) => work(),
  count: (name, attributes, by) => void told.push({ what: 'count', name, attributes: { ...attributes, by } }),
  measure: (name, _value, attributes) => void told.push({ what: 'measure', name, attributes }),
  observe(name, read) {
    looks.set(name, [...(looks.get(name) ?? []), read]);
    return () => looks.set(name, (looks.get(name) ?? []).filter((each) => each !== read));
  },
  traceparent: () => undefined,
  continued: (_parent, work) => work(),
};

beforeEach(async () => {
  told = [];
  looks = new Map();
  database = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), toyBooks);
  listen(sink);
});
afterEach(async () => {
  listen(null);
  await platform.close();
  await database.drop();
});

const look = async (name: string): Promise<readonly Observation[]> => (await Promise.all((looks.get(name) ?? []).map(async (read) => [...(await read())]))).flat();

it('tells of commands, statements, refusals, timers, lag and pools, and of nobody’s name or text', async () => {
  const command = (action: string, streamId: string | null, input: object, actor = handler) => execute(platform, shell, { actor, commandId: randomUUID(), action, streamId, input });
  const opened = await command('openNote', null, { text: '张三的住址', name: '张三', lapseHours: 1 });
  if (opened.kind !== 'DONE') throw new Error(opened.kind);
  await command('closeNote', opened.streamId, {});
  await command('giveRemark', opened.streamId, { division: 'd-energy' }, liaison);
  const worker = new Worker({ platform, shells: [shell], consumers: [consumer] });
  await worker.sequence('requests');
  expect(await worker.lag()).toContainEqual({ value: 2, attributes: { 'disclosure.source': 'requests', 'disclosure.consumer': 'publication.notes' } });
  await worker.pump();
  expect((await worker.lag()).every(({ value }) => value === 0)).toBe(true);
  platform.at(instant('2026-03-02T11:00:00+08:00'));
  expect(await worker.fireDue()).toBe(1);

  expect(told.filter(({ name }) => name === 'command').map(({ attributes }) => attributes)).toEqual([
    { 'disclosure.context': 'requests', 'disclosure.action': 'openNote', 'disclosure.outcome': 'DONE' },
    { 'disclosure.context': 'requests', 'disclosure.action': 'closeNote', 'disclosure.outcome': 'REFUSED' },
    { 'disclosure.context': 'requests', 'disclosure.action': 'giveRemark', 'disclosure.outcome': 'DONE' },
    { 'disclosure.context': 'requests', 'disclosure.action': 'lapseNote', 'disclosure.outcome': 'DONE' },
  ]);
  expect(told).toContainEqual({ what: 'count', name: 'disclosure.command.refusals', attributes: { 'disclosure.context': 'requests', 'disclosure.action': 'closeNote', 'disclosure.code': 'NO_REMARK', by: 1 } });
  expect(told).toContainEqual({ what: 'count', name: 'disclosure.timers.fired', attributes: { 'disclosure.context': 'requests', 'disclosure.action': 'lapseNote', by: 1 } });
  expect(told).toContainEqual({ what: 'span', name: 'sql', attributes: { 'db.system.name': 'postgresql', 'db.query.summary': 'INSERT requests.event' } });
  // What the list would have to take out was never put in.
  for (const { attributes } of told) expect(allowed({ ...attributes })).toEqual(Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'by')));
  expect(JSON.stringify(told)).not.toMatch(/张三|住址|p-handler/);
  expect(JSON.stringify(told)).not.toContain(opened.streamId);
});

it('looks at every pool while it is open, and no longer', async () => {
  const names = new Set((await look('disclosure.pool.connections')).map(({ attributes }) => attributes['disclosure.pool']));
  expect([...names].filter((name) => String(name).startsWith('requests_'))).toEqual(expect.arrayContaining(['requests_statement', 'requests_read', 'requests_public']));
  const release = platform.database.context('requests').write(() => new Promise((resolve) => { setTimeout(resolve, 300); }));
  await new Promise((resolve) => { setTimeout(resolve, 150); });
  expect(await look('disclosure.pool.connections')).toContainEqual({ value: 1, attributes: { 'disclosure.pool': 'requests_write', 'disclosure.state': 'used' } });
  await release;
  await platform.database.close();
  expect(await look('disclosure.pool.connections')).toEqual([]);
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), {});
});
