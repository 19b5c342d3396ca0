import { recordRendition } from '@disclosure/platform-gate';
import { officer } from '@disclosure/review-domain/testing';
import { mayOpenReviewFile } from './downloads.ts';
import { openReviewHouse, PASSED } from './testing/review-house.ts';
import type { ReviewHouse } from './testing/review-house.ts';

let house: ReviewHouse;
beforeAll(async () => { house = await openReviewHouse(); });
afterAll(() => house.close());

const agrees = { agrees: true, reason: '依保密事项范围。' };
const owner = (sql: string): Promise<Record<string, unknown>[]> => house.database.owner(async (client) => (await client.query(sql)).rows as Record<string, unknown>[]);
const noted = async (): Promise<number> => Number((await owner('SELECT count(*) AS noted FROM review.file_removal'))[0]?.['noted']);

/** A review before the last step of its classification: out, with an attachment and a letter rendered of it. */
async function beforeTheLastStep(title: string): Promise<{ readonly id: string; readonly digest: string; readonly stored: () => number }> {
  const attachment = house.putFile(`${title}的附件`);
  const digest = await house.store({ title, attachments: [attachment] });
  const id = (await house.open('handler', digest)).reviewCase?.id as string;
  await house.act('head', 'signReview', { id, ...PASSED });
  const clearanceId = (await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id })).reviewCase?.clearance?.id as string;
  const releaseId = await house.release(digest, clearanceId, 'PUBLIC');
  const rendition = house.putFile(`${title}的文书`);
  await house.platform.database.context('publication').write((tx) => recordRendition(tx, releaseId, { ...rendition, kind: 'PDF' }));
  await house.act('head', 'classifyLate', { id, ...agrees });
  await house.act('deputy', 'classifyLate', { id, ...agrees });
  return { id, digest, stored: () => [attachment.digest, rendition.digest].filter((file) => house.files.has(file)).length };
}
const reviewer = (recordId: string) => ({ actor: officer('head'), recordId });
const classify = (id: string) => house.act('classification', 'classifyLate', { id, ...agrees });

describe('A1-9, SEC-01: files of what is classified', () => {
  it('stay, with the content, where the transaction fails at its commit: nothing points at nothing', async () => {
    const { id, digest, stored } = await beforeTheLastStep('失败');
    await house.database.owner((client) => client.query(`CREATE FUNCTION review.crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'crash before commit'; END $$;
      CREATE CONSTRAINT TRIGGER crash AFTER INSERT ON review.file_removal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION review.crash()`));
    try {
      await expect(classify(id)).rejects.toThrow('crash before commit');
    } finally {
      await house.database.owner((client) => client.query('DROP FUNCTION review.crash CASCADE'));
    }
    expect([await noted(), stored(), (await owner(`SELECT 1 FROM gate.content WHERE digest = '${digest}'`)).length]).toEqual([0, 2, 1]);
    expect((await classify(id)).reviewCase?.state).toBe('WITHHELD');
    expect([await noted(), stored()]).toEqual([0, 0]);
  });

  it('are gone when the classification is answered, without any worker', async () => {
    const { id, stored } = await beforeTheLastStep('立即');
    expect(stored()).toBe(2);
    await classify(id);
    expect([await noted(), stored()]).toEqual([0, 0]);
  });

  it('go by the worker where whoever classified crashed after the commit; and it tries until they are gone', async () => {
    const { id, stored } = await beforeTheLastStep('崩溃');
    const { remove } = house.blobs;
    let left = 1;
    house.blobs.remove = async (digest) => {
      if (left === 0) throw new Error('the process ends here');
      left -= 1;
      await remove(digest);
    };
    try {
      // The classification stands, whatever becomes of the files; and no reviewer's link opens what is still there.
      expect(await mayOpenReviewFile(house.platform, reviewer(id))).toBe(true);
      expect((await classify(id)).reviewCase?.state).toBe('WITHHELD');
      expect([await noted(), stored(), await mayOpenReviewFile(house.platform, reviewer(id))]).toEqual([1, 1, false]);
      await expect(house.worker.pump()).rejects.toThrow('the process ends here');
      expect([await noted(), stored()]).toEqual([1, 1]);
    } finally {
      house.blobs.remove = remove;
    }
    await house.worker.pump();
    expect([await noted(), stored()]).toEqual([0, 0]);
  });
});
