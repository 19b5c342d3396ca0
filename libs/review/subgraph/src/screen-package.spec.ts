import { packageOf } from './testing/review-house.ts';
import { screenPackage, textsOf } from './screen-package.ts';
import type { ReviewServices } from './review.services.ts';
import { reviewSchema } from './review.migrations.ts';
import { clearanceWorkflow, reviewWorkflow } from '@disclosure/review-domain';

const services = (changed: Partial<ReviewServices> = {}): ReviewServices => ({ openFile: async () => new Uint8Array([1]), removeFile: async () => undefined, downloadUrl: () => '', screenFile: async () => ({ findings: [] }), ...changed });
const attached = packageOf({ attachments: [{ name: '附件.txt', mediaType: 'text/plain', size: 1, digest: 'a'.repeat(64) }] });

test('every text of a package is looked through, by the part it stands in', async () => {
  const number = '13912345678';
  const content = packageOf({ title: number, summary: number, body: number, blocks: { opening: number, closing: number } });
  expect((await screenPackage(content, services())).map(({ where, kind }) => [where, kind])).toEqual(['title', 'summary', 'body', 'block:opening', 'block:closing'].map((where) => [where, 'MOBILE_NUMBER']));
  expect(textsOf(content)).toHaveLength(5);
});

test('a file that cannot be looked through in time is a finding that blocks, never a pass', async () => {
  const found = await screenPackage(attached, services({ screenFile: () => Promise.reject(new Error('timed out')) }));
  expect(found).toEqual([expect.objectContaining({ kind: 'BROKEN_FILE', severity: 'BLOCK', where: 'attachment:0/file' })]);
});

test('findings of a file say which file and which part of it', async () => {
  const finding = { kind: 'COMMENTS', severity: 'BLOCK', from: 0, to: 0, excerpt: '', clause: 'A3-8', suggestion: '', where: 'word/comments.xml' } as const;
  expect((await screenPackage(attached, services({ screenFile: async () => ({ findings: [finding] }) }))).map(({ where }) => where)).toEqual(['attachment:0/word/comments.xml']);
});

test('the database knows the same states as the tables', () => {
  const sql = reviewSchema.migrations.steps.map((step) => step.sql).join('\n');
  for (const [column, workflow] of [['state text NOT NULL', reviewWorkflow], ['clearance_state text', clearanceWorkflow]] as const) {
    const listed = new RegExp(`${column} CHECK \\(\\w+ IN \\(([^)]*)\\)`, 'u').exec(sql)?.[1]?.match(/[A-Z_]+/gu) ?? [];
    expect([...listed].sort()).toEqual(Object.keys(workflow.positions).sort());
  }
});
