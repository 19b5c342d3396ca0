import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { BlobStore } from './blob-store.ts';
import type { UploadDoor } from './upload-door.ts';

/** What a token opens. */
export interface Download {
  /** The bytes themselves, or the digest under which the store has them. */
  readonly content: { readonly bytes: Uint8Array } | { readonly digest: string };
  readonly name: string;
  readonly mediaType: string;
  /** `PUBLIC` may be kept by caches that ask again each time; everything else is kept by nobody. */
  readonly audience: string;
}

export interface Downloads {
  /** What this token opens at this moment, null for one that is unknown, used up or ended: the three look alike. */
  resolveDownload(token: string): Promise<Download | null>;
}

export interface FilesRoutesOptions {
  readonly door: UploadDoor;
  readonly downloads: Downloads;
  readonly blobs: BlobStore;
  /** Told of faults, without the body and without the ticket. */
  readonly onFault?: (error: unknown, correlationId: string) => void;
}

// Long enough for a sealed grant with a file name in Chinese.
const TOKEN = /^[\w.~-]{1,2000}$/;

/**
 * `PUT /files/<ticket>` with the bare bytes as body, `GET /files/<token>`. Bodies are streamed into the door's bounded memory and
 * are never parsed, written or logged; tickets and tokens are kept out of the log, since the log would open what they open.
 */
export function filesRoutes({ door, downloads, blobs, onFault }: FilesRoutesOptions): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    app.setErrorHandler(async (error: { readonly statusCode?: number }, _request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 400 && status < 500) return deny(reply, status, { code: 'BAD_REQUEST', message: '请求格式不正确。', clause: null });
      const correlationId = randomUUID();
      onFault?.(error, correlationId);
      return deny(reply, 500, { code: 'FAULT', message: `系统故障，请稍后再试。编号：${correlationId}`, clause: null });
    });
    const quiet = { logLevel: 'silent' as const, bodyLimit: door.maxFileBytes, exposeHeadRoute: false };

    app.put<{ Params: { ticket: string } }>('/files/:ticket', quiet, async (request, reply) => {
      const received = await door.receive(request.params.ticket, lengthOf(request), request.raw);
      if (!received.ok) {
        const { status, code, message, clause, retryAfter } = received.error;
        if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
        // What is still on its way is not read: the connection ends with the answer.
        if (!request.raw.readableEnded) reply.header('Connection', 'close');
        return deny(reply, status, { code, message, clause });
      }
      return secure(reply).code(201).send(received.value);
    });

    app.get<{ Params: { token: string } }>('/files/:token', quiet, async (request, reply) => {
      const download = TOKEN.test(request.params.token) ? await downloads.resolveDownload(request.params.token) : null;
      const bytes = download && ('bytes' in download.content ? download.content.bytes : await blobs.get(download.content.digest));
      if (!download || !bytes) return deny(reply, 404, { code: 'NOT_FOUND', message: '文件不存在，或者下载凭证已失效。', clause: null });
      if (download.audience === 'PUBLIC') reply.header('Cache-Control', 'public, no-cache');
      return secure(reply, download.audience === 'PUBLIC')
        .header('Content-Type', download.mediaType)
        .header('Content-Disposition', contentDisposition(download.name))
        .header('Content-Length', String(bytes.length))
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    });
  };
}

interface Denial {
  readonly code: string;
  readonly message: string;
  readonly clause: string | null;
}

function deny(reply: FastifyReply, status: number, body: Denial): FastifyReply {
  return secure(reply).code(status).header('Content-Type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}

/** A file is somebody else's content on our address: it may run nothing, frame nothing, be taken for nothing that it is not. */
function secure(reply: FastifyReply, mayBeCached = false): FastifyReply {
  if (!mayBeCached) reply.header('Cache-Control', 'no-store');
  return reply.headers({
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  });
}

/** Undefined where the sender does not say (chunked): the door refuses it. */
function lengthOf(request: FastifyRequest): number | undefined {
  const text = request.headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** RFC 6266: a plain name for old readers, the true one as RFC 5987 for all others; nothing in it can end the header. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_') || 'file';
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
