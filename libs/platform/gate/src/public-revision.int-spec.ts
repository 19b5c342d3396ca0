import { randomUUID } from 'node:crypto';
import { instant, localDate } from '@disclosure/kernel';
import { createTestDatabase, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { endRelease, grantClearance, putContent, release, revokeClearance } from './gate.ts';
import { gateMigrations } from './gate.migrations.ts';
import { publicRevision } from './public-revision.ts';

const AT = instant('2026-03-02T09:00:00+08:00');
const ON = localDate('2026-03-02');
let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase('public-revision', { contexts: toyContexts, platformSchemas: [gateMigrations(toyContexts.map(({ context }) => context))], poolSize: 2 });
  platform = await openTestPlatform(database, AT, toyBooks);
});
afterAll(async () => {
  await platform.close();
  await database.drop();
});

const revision = (): Promise<string> => publicRevision(platform.database.context('publication').publicReader, platform.clock);

it('is the same while nothing changes that the public sees, and another after each thing that does', async () => {
  const seen = [await revision()];
  const next = async (): Promise<string> => { const now = await revision(); expect(seen).not.toContain(now); seen.push(now); return now; };
  expect(await revision()).toBe(seen[0]);

  const publication = platform.database.context('publication');
  const review = platform.database.context('review');
  const digest = await publication.write((tx) => putContent(tx, { format: 1, title: '标题', summary: '', body: randomUUID(), attachments: [], redactions: [], blocks: {} }));
  const clearance = randomUUID();
  await review.write((tx) => grantClearance(tx, { id: clearance, digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', clearedOn: ON, expiresOn: null, clearedAt: AT, reviewId: 'r' }));
  expect(await revision()).toBe(seen[0]);
  const letOut = (): Promise<string> => publication.write((tx) => release(tx, { digest, clearanceId: clearance, audience: 'PUBLIC', address: '/d/1', context: 'publication', at: AT, on: ON }));
  const first = await letOut();
  await next();
  await publication.write((tx) => endRelease(tx, first, AT, 'WITHDRAWN'));
  await next();
  await letOut();
  await next();
  await review.write((tx) => revokeClearance(tx, clearance, AT, 'A3-8'));
  await next();
  await database.as('directory', 'write', (client) => client.query(
    "INSERT INTO reference.book (book, revision, content, digest, published_at, note) SELECT book, revision + 1, content, digest, published_at, 'x' FROM reference.book ORDER BY book LIMIT 1"));
  await next();
  platform.at(instant('2026-03-02T23:59:00+08:00'));
  expect(await revision()).toBe(seen.at(-1));
  platform.at(instant('2026-03-03T00:00:00+08:00'));
  await next();
});
