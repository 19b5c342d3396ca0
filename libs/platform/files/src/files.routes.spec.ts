import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { screen } from '@disclosure/screening';
import { FileStore } from './file-store.ts';
import { contentDisposition, filesRoutes } from './files.routes.ts';
import type { Download } from './files.routes.ts';
import { filesBelow, withFolder } from './testing/folder.ts';
import { MemoryUploadRepository } from './testing/memory-upload.repository.ts';
import { UploadDoor } from './upload-door.ts';

interface Setting {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly door: UploadDoor;
  readonly blobs: FileStore;
  readonly folder: string;
  readonly tokens: Map<string, Download>;
  readonly log: string[];
  ticketFor(size: number): Promise<string>;
}

function withServer(work: (setting: Setting) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const blobs = await FileStore.open(folder, { current: 'a', keys: { a: randomBytes(32) } });
    const door = new UploadDoor({ repository: new MemoryUploadRepository(), blobs, screen, machineNow: () => 1_795_000_000_000, onIncident: () => undefined, limits: { maxFileBytes: 1000 } });
    const tokens = new Map<string, Download>();
    const log: string[] = [];
    const sink = new Writable({ write: (chunk, _encoding, done) => (log.push(String(chunk)), done()) });
    const app = Fastify({ logger: { level: 'trace', stream: sink } });
    const resolveDownload = async (token: string): Promise<Download | null> => {
      if (token === 'faulty-token-000000') throw new Error('secret of the inside');
      const download = tokens.get(token) ?? null;
      if (download?.audience !== 'PUBLIC') tokens.delete(token);
      return download;
    };
    await app.register(filesRoutes({ door, blobs, downloads: { resolveDownload } }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    const ticketFor = async (size: number): Promise<string> => {
      const granted = await door.startUpload({ actorKey: 'officer:17', purpose: 'X', name: '附件.txt', size, mediaType: 'text/plain' });
      if (!granted.ok) throw new Error(granted.error.code);
      return granted.value.ticket;
    };
    try {
      await work({ app, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, door, blobs, folder, tokens, log, ticketFor });
    } finally {
      await app.close();
    }
  });
}

describe('PUT /files/<ticket>', () => {
  it('takes bare bytes of any content type, and none, and answers with the upload', () =>
    withServer(async ({ url, ticketFor, folder }) => {
      for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x', undefined]) {
        const body = Buffer.from(`正文 ${type}`);
        const response = await fetch(`${url}/files/${await ticketFor(body.length)}`, { method: 'PUT', body, ...(type ? { headers: { 'content-type': type } } : {}) });
        expect(response.status).toBe(201);
        expect(await response.json()).toMatchObject({ name: '附件.txt', size: body.length, mediaType: 'text/plain', findings: [] });
      }
      expect((await filesBelow(`${folder}/blobs`)).length).toBe(4);
    }));

  it('refuses in Chinese JSON with code and clause, and keeps tickets, bodies and tokens out of the log', () =>
    withServer(async ({ url, ticketFor, log, folder }) => {
      const body = Buffer.from('机密★5年 某某内容');
      const ticket = await ticketFor(body.length);
      const response = await fetch(`${url}/files/${ticket}`, { method: 'PUT', body });
      expect(response.status).toBe(422);
      expect(await response.json()).toEqual({ code: 'STATE_SECRET_MARK', message: expect.stringContaining('国家秘密标志'), clause: 'A3-2-1' });
      const again = await fetch(`${url}/files/${ticket}`, { method: 'PUT', body });
      expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([404, 'TICKET_INVALID']);
      await fetch(`${url}/files/token-token-token`);
      expect(log.join('')).not.toMatch(new RegExp(`${ticket}|某某内容|token-token`));
      expect(await filesBelow(folder)).toEqual([]);
    }));

  it('refuses a body without a length, and one that is too large, before reading it', () =>
    withServer(async ({ url, ticketFor }) => {
      const stream = new ReadableStream({ start: (controller) => (controller.enqueue(Buffer.from('正文')), controller.close()) });
      const chunked = await fetch(`${url}/files/${await ticketFor(6)}`, { method: 'PUT', body: stream, duplex: 'half' });
      expect([chunked.status, ((await chunked.json()) as { code: string }).code]).toEqual([411, 'UPLOAD_LENGTH_REQUIRED']);
      const large = await fetch(`${url}/files/${await ticketFor(6)}`, { method: 'PUT', body: Buffer.alloc(1001) });
      expect([large.status, ((await large.json()) as { code: string }).code]).toEqual([413, 'FILE_TOO_LARGE']);
    }));

  it('survives a sender that hangs up, keeps nothing, and has its room back', () =>
    withServer(async ({ app, url, ticketFor, folder }) => {
      const { port } = app.server.address() as AddressInfo;
      const ticket = await ticketFor(100);
      const socket = connect(port, '127.0.0.1');
      socket.write(`PUT /files/${ticket} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      socket.destroy();
      const body = Buffer.from('正文');
      expect((await fetch(`${url}/files/${await ticketFor(body.length)}`, { method: 'PUT', body })).status).toBe(201);
      expect(await filesBelow(`${folder}/blobs`)).toHaveLength(1);
      expect((await fetch(`${url}/files/${ticket}`, { method: 'PUT', body })).status).toBe(404);
    }));
});

describe('GET /files/<token>', () => {
  it('gives the bytes once, as an attachment that can run nothing and that nobody keeps', () =>
    withServer(async ({ url, tokens, blobs }) => {
      const bytes = Buffer.from('<script>alert(1)</script>答复书');
      tokens.set('one-time-token-0001', { content: { digest: await blobs.put(bytes) }, name: '答复书 "1"\r\nX: y.html', mediaType: 'text/html', audience: 'APPLICANT' });
      const response = await fetch(`${url}/files/one-time-token-0001`);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/html',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
        'content-disposition': expect.stringMatching(/^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w%.~!-]+$/),
      });
      expect(response.headers.get('x')).toBeNull();
      expect((await fetch(`${url}/files/one-time-token-0001`)).status).toBe(404);
    }));

  it('a HEAD request does not use up a token', () =>
    withServer(async ({ url, tokens }) => {
      tokens.set('one-time-token-0002', { content: { bytes: Buffer.from('x') }, name: 'a.txt', mediaType: 'text/plain', audience: 'APPLICANT' });
      expect((await fetch(`${url}/files/one-time-token-0002`, { method: 'HEAD' })).status).toBe(404);
      expect((await fetch(`${url}/files/one-time-token-0002`)).status).toBe(200);
    }));

  it('lets what is public be kept by who asks again', () =>
    withServer(async ({ url, tokens }) => {
      tokens.set('public-address', { content: { bytes: Buffer.from('公开') }, name: '公开.txt', mediaType: 'text/plain; charset=utf-8', audience: 'PUBLIC' });
      expect((await fetch(`${url}/files/public-address`)).headers.get('cache-control')).toBe('public, no-cache');
    }));

  it('says the same of what is unknown, erased and malformed; a digest opens nothing; a fault shows nothing', () =>
    withServer(async ({ url, tokens, blobs }) => {
      const digest = await blobs.put(Buffer.from('x'));
      tokens.set('erased-erased-erased', { content: { digest: 'f'.repeat(64) }, name: 'a', mediaType: 'text/plain', audience: 'PUBLIC' });
      const answers = await Promise.all(['unknown-unknown', 'erased-erased-erased', digest, '%2e%2e%2fetc', 'a'.repeat(100)].map(async (token) => {
        const response = await fetch(`${url}/files/${token}`);
        return `${response.status} ${await response.text()}`;
      }));
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('404 {"code":"NOT_FOUND"');
      const fault = await fetch(`${url}/files/faulty-token-000000`);
      expect(fault.status).toBe(500);
      expect(await fault.text()).toMatch(/"code":"FAULT"(?!.*inside)/);
    }));
});

describe('contentDisposition', () => {
  it('names files of any script and ends no header', () => {
    expect(contentDisposition('答复书(1).docx')).toBe(`attachment; filename="___(1).docx"; filename*=UTF-8''%E7%AD%94%E5%A4%8D%E4%B9%A6%281%29.docx`);
    expect(contentDisposition('a"\r\nb')).not.toMatch(/[\r\n]|"a"/);
    expect(contentDisposition('\ud800')).toContain('%EF%BF%BD');
  });
});
