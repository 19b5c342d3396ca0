import { docxOf, lines, paragraph, pdfOf, run } from '@disclosure/screening/testing';
import { ScreeningTimedOut, workerScreener } from './screener.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('workerScreener: screening in threads, as production does it', () => {
  it('screens text, docx and PDF, more at once than there are threads, and goes on after a mark', async () => {
    const screener = workerScreener({ threads: 2 });
    try {
      const kinds = await Promise.all(
        (
          [
            [Buffer.from('机密★5年'), 'a.txt', 'text/plain'],
            [Buffer.from('正文'), 'a.txt', 'text/plain'],
            [docxOf(paragraph(run('秘密★1年'))), 'a.docx', DOCX],
            [pdfOf([lines('绝密★长期')]), 'a.pdf', 'application/pdf'],
            [pdfOf([lines('正文')]), 'a.pdf', 'application/pdf'],
          ] as const
        ).map(async ([bytes, name, type]) => (await screener.screen(bytes, name, type)).findings.map((finding) => finding.kind)),
      );
      expect(kinds).toEqual([['STATE_SECRET_MARK'], [], ['STATE_SECRET_MARK'], ['STATE_SECRET_MARK'], []]);
    } finally {
      await screener.close();
    }
  });

  it('ends a thread that takes too long, and starts another', async () => {
    const hasty = workerScreener({ threads: 1, timeoutMs: 1 });
    try {
      await expect(hasty.screen(Buffer.from('正文'), 'a.txt', 'text/plain')).rejects.toThrow(ScreeningTimedOut);
      await expect(hasty.screen(Buffer.from('正文'), 'a.txt', 'text/plain')).rejects.toThrow(ScreeningTimedOut);
    } finally {
      await hasty.close();
    }
  });

  it('leaves the bytes of the caller alone', async () => {
    const screener = workerScreener({ threads: 1 });
    const bytes = Buffer.from('正文');
    try {
      await screener.screen(bytes, 'a.txt', 'text/plain');
      expect(bytes.toString()).toBe('正文');
    } finally {
      await screener.close();
    }
  });
});
