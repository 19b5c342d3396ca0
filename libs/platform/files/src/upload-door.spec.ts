import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { addMilliseconds, instantOfEpoch } from '@disclosure/kernel';
import { screen } from '@disclosure/screening';
import { docxOf, lines, paragraph, pdfOf, run } from '@disclosure/screening/testing';
import type { Screener } from './screener.ts';
import { ScreeningTimedOut } from './screener.ts';
import { FileStore } from './file-store.ts';
import { filesBelow, filesHolding, withFolder } from './testing/folder.ts';
import { MemoryUploadRepository } from './testing/memory-upload.repository.ts';
import type { UploadIncident, UploadLimits } from './upload-door.ts';
import { UploadDoor } from './upload-door.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const START = 1_795_000_000_000;

interface Setting {
  readonly door: UploadDoor;
  readonly repository: MemoryUploadRepository;
  readonly blobs: FileStore;
  readonly folder: string;
  readonly incidents: UploadIncident[];
  readonly clock: { now: number };
  ticketFor(bytes: { readonly length: number }, name?: string, mediaType?: string): Promise<string>;
}

function withDoor(work: (setting: Setting) => Promise<void>, limits: Partial<UploadLimits> = {}, screener: Screener = screen): Promise<void> {
  return withFolder(async (folder) => {
    const repository = new MemoryUploadRepository();
    const blobs = await FileStore.open(folder, { current: 'a', keys: { a: randomBytes(32) } });
    const incidents: UploadIncident[] = [];
    const clock = { now: START };
    const door = new UploadDoor({ repository, blobs, screen: screener, machineNow: () => clock.now, onIncident: (incident) => void incidents.push(incident), limits });
    const ticketFor: Setting['ticketFor'] = async (bytes, name = '附件.txt', mediaType = 'text/plain') => {
      const granted = await door.startUpload({ actorKey: 'officer:17', purpose: 'REPLY_ENCLOSURE', name, size: bytes.length, mediaType });
      if (!granted.ok) throw new Error(granted.error.code);
      return granted.value.ticket;
    };
    await work({ door, repository, blobs, folder, incidents, clock, ticketFor });
  });
}

const streamOf = (bytes: Uint8Array): Readable => Readable.from([Buffer.from(bytes)], { objectMode: false });
const codeOf = (result: Awaited<ReturnType<UploadDoor['receive']>>): string => (result.ok ? 'OK' : result.error.code);

describe('a good file', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['text', Buffer.from('关于保守国家秘密的通知'), 'a.txt', 'text/plain'],
    ['docx', docxOf(paragraph(run('答复书'))), 'a.docx', DOCX],
    ['PDF', pdfOf([lines('答复书')]), 'a.pdf', 'application/pdf'],
  ])('%s is kept, encrypted, and found by its upload id', (_, bytes, name, type) =>
    withDoor(async ({ door, repository, blobs, folder, ticketFor, incidents }) => {
      const result = await door.receive(await ticketFor(bytes, name, type), bytes.length, streamOf(bytes));
      if (!result.ok) throw new Error(result.error.code);
      const upload = await repository.findUpload(result.value.uploadId);
      expect(upload).toMatchObject({ actorKey: 'officer:17', purpose: 'REPLY_ENCLOSURE', name, mediaType: type, size: bytes.length, reference: null });
      expect(Buffer.from((await blobs.get(upload?.digest ?? '')) as Uint8Array).equals(bytes)).toBe(true);
      expect(await filesHolding(folder, bytes.subarray(0, 12))).toEqual([]);
      expect(incidents).toEqual([]);
    }));

  it('is kept with its findings, but without their words', () =>
    withDoor(async ({ door, repository, ticketFor }) => {
      const bytes = Buffer.from('联系人手机13812345678');
      const result = await door.receive(await ticketFor(bytes), bytes.length, streamOf(bytes));
      expect(result.ok && result.value.findings).toMatchObject([{ kind: 'MOBILE_NUMBER', severity: 'BLOCK' }]);
      expect(JSON.stringify([...repository.uploads.values()])).not.toContain('13812345678');
    }));

  it('arrives whole however it is cut into pieces', () =>
    withDoor(async ({ door, blobs, repository, ticketFor }) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom(...'公开办理12\n'), minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 }), async (pieces) => {
          const bytes = Buffer.from(pieces.join(''));
          const result = await door.receive(await ticketFor(bytes), bytes.length, Readable.from(pieces.map((piece) => Buffer.from(piece)), { objectMode: false }));
          if (!result.ok) throw new Error(result.error.code);
          const stored = await blobs.get((await repository.findUpload(result.value.uploadId))?.digest ?? '');
          expect(Buffer.from(stored as Uint8Array).equals(bytes)).toBe(true);
        }),
        { numRuns: 20 },
      );
    }));
});

describe('a file with a state-secret mark (SEC-01, A3-2-1)', () => {
  const body = `不应当存在的内容${randomBytes(8).toString('hex')}`;
  it.each<[string, Uint8Array, string, string]>([
    ['text', Buffer.from(`机密★5年\n${body}`), 'a.txt', 'text/plain'],
    ['docx', docxOf(paragraph(run('机')) + paragraph(run('密★5'), run('年')) + paragraph(run(body))), 'a.docx', DOCX],
    ['PDF', pdfOf([lines('绝密★长期', body)]), 'a.pdf', 'application/pdf'],
  ])('%s is refused and exists nowhere afterwards; the incident says only who, when, what kind', (_, bytes, name, type) =>
    withDoor(async ({ door, repository, folder, incidents, ticketFor }) => {
      const result = await door.receive(await ticketFor(bytes, name, type), bytes.length, streamOf(bytes));
      expect(result).toMatchObject({ ok: false, error: { code: 'STATE_SECRET_MARK', status: 422, clause: 'A3-2-1' } });
      expect(incidents).toEqual([{ who: 'officer:17', when: instantOfEpoch(START), kind: 'STATE_SECRET_MARK' }]);
      expect(await filesBelow(folder)).toEqual([]);
      expect(await filesHolding(tmpdir(), bytes.subarray(0, 200), folder)).toEqual([]);
      expect(await filesHolding(tmpdir(), Buffer.from(body), folder)).toEqual([]);
      expect([repository.tickets.size, repository.uploads.size]).toEqual([0, 0]);
      expect(JSON.stringify(result)).not.toContain(body);
    }));

  it('would be found by this search if it did exist', () =>
    withDoor(async ({ folder }) => {
      await writeFile(join(folder, 'partial', 'x'), `机密★5年\n${body}`);
      expect(await filesHolding(tmpdir(), Buffer.from(body), folder)).toEqual([join(folder, 'partial', 'x')]);
    }));

  it('is refused by its name alone, before any byte is sent', () =>
    withDoor(async ({ door, repository, incidents }) => {
      const granted = await door.startUpload({ actorKey: 'officer:17', purpose: 'X', name: '机密★5年.txt', size: 5, mediaType: 'text/plain' });
      expect(granted).toMatchObject({ ok: false, error: { code: 'STATE_SECRET_MARK' } });
      expect([incidents.length, repository.tickets.size]).toEqual([1, 0]);
    }));
});

describe('refusals, each keeping nothing', () => {
  it.each<[string, Uint8Array, string, string, string]>([
    ['a macro', docxOf(paragraph(run('正文')), { 'word/vbaProject.bin': Buffer.from('x') }), 'a.docx', DOCX, 'FILE_HAS_ACTIVE_CONTENT'],
    ['a bomb', docxOf(paragraph(run('正文')), { 'word/a.xml': new Uint8Array(160 * 1024 * 1024) }), 'a.docx', DOCX, 'FILE_TOO_COMPLEX'],
    ['another type than declared', Buffer.from('正文'), 'a.pdf', 'application/pdf', 'FILE_TYPE_MISMATCH'],
    ['a broken file', docxOf(paragraph(run('正文'))).subarray(0, 200), 'a.docx', DOCX, 'FILE_BROKEN'],
    ['an unknown format', Buffer.from([1, 2, 3, 0, 255]), 'a.bin', 'application/octet-stream', 'FILE_FORMAT_UNSUPPORTED'],
  ])('%s', (_, bytes, name, type, code) =>
    withDoor(async ({ door, repository, folder, incidents, ticketFor }) => {
      const result = await door.receive(await ticketFor(bytes, name, type), bytes.length, streamOf(bytes));
      expect(result).toMatchObject({ ok: false, error: { code, status: 422 } });
      expect([repository.uploads.size, incidents.length, (await filesBelow(folder)).length]).toEqual([0, 0, 0]);
    }));

  it('tickets for what can’t be: sizes, names', () =>
    withDoor(async ({ door }) => {
      const codes: string[] = [];
      for (const [name, size] of [['a.txt', 0], ['a.txt', 1.5], ['a.txt', 11], ['', 5], ['a/b.txt', 5], ['a\nb.txt', 5], ['字'.repeat(100), 5]] as const) {
        const granted = await door.startUpload({ actorKey: 'a', purpose: 'b', name, size, mediaType: 'text/plain' });
        codes.push(granted.ok ? 'OK' : granted.error.code);
      }
      expect(codes).toEqual(['FILE_SIZE_INVALID', 'FILE_SIZE_INVALID', 'FILE_TOO_LARGE', 'FILE_NAME_INVALID', 'FILE_NAME_INVALID', 'FILE_NAME_INVALID', 'FILE_NAME_INVALID']);
    }, { maxFileBytes: 10 }));

  it('a body of another length than the ticket, shorter or longer, or of no known length', () =>
    withDoor(async ({ door, folder, ticketFor }) => {
      const bytes = Buffer.from('0123456789');
      expect(codeOf(await door.receive(await ticketFor(bytes), 9, streamOf(bytes)))).toBe('UPLOAD_LENGTH_MISMATCH');
      expect(codeOf(await door.receive(await ticketFor(bytes), 10, streamOf(bytes.subarray(0, 9))))).toBe('UPLOAD_LENGTH_MISMATCH');
      expect(codeOf(await door.receive(await ticketFor(bytes), 10, streamOf(Buffer.concat([bytes, bytes]))))).toBe('UPLOAD_LENGTH_MISMATCH');
      expect(codeOf(await door.receive(await ticketFor(bytes), undefined, streamOf(bytes)))).toBe('UPLOAD_LENGTH_REQUIRED');
      expect(codeOf(await door.receive(await ticketFor(bytes), 10 ** 12, streamOf(bytes)))).toBe('FILE_TOO_LARGE');
      expect(await filesBelow(folder)).toEqual([]);
    }));

  it('an upload that breaks off, and one that never ends', () =>
    withDoor(async ({ door, folder, ticketFor }) => {
      const bytes = Buffer.alloc(100, 'a');
      const broken = new PassThrough();
      broken.write(bytes.subarray(0, 50));
      const aborted = door.receive(await ticketFor(bytes), 100, broken);
      setTimeout(() => broken.destroy(), 20);
      expect(codeOf(await aborted)).toBe('UPLOAD_ABORTED');
      const endless = new PassThrough();
      endless.write(bytes.subarray(0, 50));
      expect(codeOf(await door.receive(await ticketFor(bytes), 100, endless))).toBe('UPLOAD_TIMED_OUT');
      expect(await filesBelow(folder)).toEqual([]);
      expect(codeOf(await door.receive(await ticketFor(bytes), 100, streamOf(bytes)))).toBe('OK');
    }, { receiveTimeoutMs: 200 }));

  it('a ticket used twice, at once or later, unknown, or expired', () =>
    withDoor(async ({ door, clock, ticketFor, repository }) => {
      const bytes = Buffer.from('正文');
      const ticket = await ticketFor(bytes);
      const twins = await Promise.all([1, 2, 3].map(() => door.receive(ticket, bytes.length, streamOf(bytes))));
      expect(twins.map(codeOf).sort()).toEqual(['OK', 'TICKET_INVALID', 'TICKET_INVALID']);
      expect(codeOf(await door.receive(ticket, bytes.length, streamOf(bytes)))).toBe('TICKET_INVALID');
      expect(codeOf(await door.receive('x', bytes.length, streamOf(bytes)))).toBe('TICKET_INVALID');
      const late = await ticketFor(bytes);
      expect([...repository.tickets.keys()]).not.toContain(late); // kept hashed
      clock.now += 15 * 60_000;
      expect(codeOf(await door.receive(late, bytes.length, streamOf(bytes)))).toBe('TICKET_INVALID');
    }));

  it('more bytes at one time than there is room for: come back later, with the same ticket', () =>
    withDoor(async ({ door, ticketFor }) => {
      const bytes = Buffer.alloc(60, 'a');
      const [first, second] = [await ticketFor(bytes), await ticketFor(bytes)];
      const slow = new PassThrough();
      const receiving = door.receive(first, 60, slow);
      const refused = await door.receive(second, 60, streamOf(bytes));
      expect(refused).toMatchObject({ ok: false, error: { code: 'UPLOADS_BUSY', status: 503, retryAfter: 5 } });
      slow.end(bytes);
      expect(codeOf(await receiving)).toBe('OK');
      expect(codeOf(await door.receive(second, 60, streamOf(bytes)))).toBe('OK');
    }, { maxFileBytes: 60, maxBytesInFlight: 100 }));

  it('screening that takes too long', () =>
    withDoor(
      async ({ door, folder, ticketFor }) => {
        const bytes = Buffer.from('正文');
        expect(codeOf(await door.receive(await ticketFor(bytes), bytes.length, streamOf(bytes)))).toBe('SCREENING_TIMED_OUT');
        expect(await filesBelow(folder)).toEqual([]);
      },
      {},
      async () => Promise.reject(new ScreeningTimedOut()),
    ));

  it('leaves a fault a fault, gives the room back, and keeps nothing', () =>
    withDoor(
      async ({ door, folder, ticketFor }) => {
        const bytes = Buffer.from('正文');
        for (let i = 0; i < 3; i++) await expect(door.receive(await ticketFor(bytes), bytes.length, streamOf(bytes))).rejects.toThrow('broken');
        expect(await filesBelow(folder)).toEqual([]);
      },
      { maxBytesInFlight: 10 },
      async () => Promise.reject(new Error('broken')),
    ));
});

describe('what nobody refers to', () => {
  it('goes after a day, bytes and all; what is referred to, or shared, stays', () =>
    withDoor(async ({ door, repository, blobs, clock, ticketFor }) => {
      const upload = async (text: string): Promise<string> => {
        const bytes = Buffer.from(text);
        const result = await door.receive(await ticketFor(bytes), bytes.length, streamOf(bytes));
        if (!result.ok) throw new Error(result.error.code);
        return result.value.uploadId;
      };
      const [used, unused, shared, twin] = [await upload('用到的'), await upload('没用到的'), await upload('同一份'), await upload('同一份')];
      expect(await repository.refer(used, 'officer:18', 'REPLY_ENCLOSURE', 'request:1')).toBe(false);
      expect(await repository.refer(used, 'officer:17', 'REPLY_ENCLOSURE', 'request:1')).toBe(true);
      expect(await repository.refer(used, 'officer:17', 'REPLY_ENCLOSURE', 'request:2')).toBe(false);
      await repository.refer(twin, 'officer:17', 'REPLY_ENCLOSURE', 'request:1');
      const digestOf = async (id: string): Promise<string> => (await repository.findUpload(id))?.digest ?? '';
      const digests = { used: await digestOf(used), unused: await digestOf(unused), shared: await digestOf(shared) };

      clock.now += 25 * 3_600_000;
      await door.sweep(addMilliseconds(instantOfEpoch(clock.now), -24 * 3_600_000));
      expect(await Promise.all([used, unused, shared, twin].map(async (id) => (await repository.findUpload(id)) !== null))).toEqual([true, false, false, true]);
      expect(await Promise.all([digests.used, digests.unused, digests.shared].map((digest) => blobs.has(digest)))).toEqual([true, false, true]);
      expect(await door.erase(twin)).toBe(true);
      expect(await blobs.has(digests.shared)).toBe(false);
      expect(await door.erase(twin)).toBe(false);
    }));
});
