import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { keyedHash } from '@disclosure/platform-persistence';
import { FOLDER_PREFIX, MANIFEST, SIGNATURE } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { ArchiveDamaged, TAR_END, tarHeader, tarPadding, TarReader } from './tar.ts';
import type { TarEntry } from './tar.ts';

const PART = 4 << 20;
const signatureOf = (key: Buffer, text: string): string => keyedHash(key, `backup|${text}`);

/**
 * Writes a backup: a tar that any tar can list. What has no size beforehand (a table) goes in as numbered parts. The archive has its
 * name only when it is whole: until then it is called `….partial`.
 */
export class ArchiveWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Begins an archive that only its owner can read. Rejects with EEXIST where there is a file already. */
  static async create(path: string): Promise<ArchiveWriter> {
    const final = await open(path, 'wx', 0o600); // takes the name, so that nobody else does
    await final.close();
    return new ArchiveWriter(path, await open(`${path}.partial`, 'w', 0o600));
  }

  async add(name: string, body: Buffer): Promise<void> {
    await this.#write(tarHeader(name, body.length), body, tarPadding(body.length));
  }

  /** A file of known size, in pieces; rejects when it has another size. */
  async addPieces(name: string, size: number, pieces: AsyncIterable<Buffer>): Promise<void> {
    await this.#write(tarHeader(name, size));
    let written = 0;
    for await (const piece of pieces) {
      await this.#write(piece);
      written += piece.length;
    }
    if (written !== size) throw new Error(`${name} changed while it was being read`);
    await this.#write(tarPadding(size));
  }

  /** A stream of unknown size as `<prefix>000001.gz` and so on; all parts after each other are one gzip stream. Gives size and SHA-256 of the plain bytes. */
  async addParts(prefix: string, stream: AsyncIterable<Buffer>): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const hash = createHash('sha256');
    let [bytes, parts, waiting, held] = [0, 0, [] as Buffer[], 0];
    const flush = async (): Promise<void> => {
      if (held === 0) return;
      parts += 1;
      await this.add(`${prefix}${String(parts).padStart(6, '0')}.gz`, gzipSync(Buffer.concat(waiting), { level: 3 }));
      [waiting, held] = [[], 0];
    };
    for await (const piece of stream) {
      hash.update(piece);
      bytes += piece.length;
      waiting.push(piece);
      held += piece.length;
      if (held >= PART) await flush();
    }
    await flush();
    return { bytes, sha256: hash.digest('hex') };
  }

  /** Signs and closes the archive and gives it its name. */
  async finish(manifest: Omit<Manifest, 'contents'>, key: Buffer): Promise<Manifest> {
    const complete: Manifest = { ...manifest, contents: this.#hash.digest('hex') };
    const text = Buffer.from(`${JSON.stringify(complete, null, 2)}\n`);
    const signature = Buffer.from(signatureOf(key, text.toString()));
    for (const [name, body] of [[MANIFEST, text], [SIGNATURE, signature]] as const) {
      for (const piece of [tarHeader(name, body.length), body, tarPadding(body.length)]) await this.#file.writeFile(piece);
    }
    await this.#file.writeFile(TAR_END);
    await this.#file.sync();
    await this.#file.close();
    await rename(`${this.#path}.partial`, this.#path);
    const folder = await open(dirname(this.#path), 'r');
    await folder.sync().finally(() => folder.close());
    return complete;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(`${this.#path}.partial`, { force: true });
    await rm(this.#path, { force: true });
  }

  async #write(...pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      this.#hash.update(piece);
      await this.#file.writeFile(piece); // on an open file: goes on where the last one ended
    }
  }
}

/** A backup that was read to its end and found whole and signed. */
export class Archive {
  readonly manifest: Manifest;
  readonly #file: FileHandle;
  readonly #length: number;

  private constructor(file: FileHandle, length: number, manifest: Manifest) {
    this.#file = file;
    this.#length = length;
    this.manifest = manifest;
  }

  /** Reads all of it once and compares it with what was signed. Throws ArchiveDamaged where a single byte differs or the signature is of another secret. */
  static async open(path: string, key: Buffer): Promise<Archive> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return new Archive(file, size, await checked(new TarReader(file, size), key));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The files of the archive from its beginning; call again to read it again. */
  entries(): ArchiveReader {
    return new ArchiveReader(new TarReader(this.#file, this.#length));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Walks over an archive's files, one at a time. */
export class ArchiveReader {
  readonly #tar: TarReader;
  current: TarEntry | null = null;

  constructor(tar: TarReader) {
    this.#tar = tar;
  }

  async advance(): Promise<TarEntry | null> {
    this.current = await this.#tar.next();
    return this.current;
  }

  /** Goes forward to the first file with this prefix; to the end where there is none. */
  async find(prefix: string): Promise<void> {
    while (await this.advance()) if (this.current?.name.startsWith(prefix)) return;
  }

  body(): AsyncGenerator<Buffer> {
    if (!this.current) throw new Error('no file here');
    return this.#tar.body(this.current);
  }

  /** The plain bytes of all parts with this prefix, from the current one on; leaves the reader at the first file after them. */
  async *parts(prefix: string): AsyncGenerator<Buffer> {
    while (this.current?.name.startsWith(prefix)) {
      yield gunzipSync(await this.#tar.read(this.current.bodyAt, this.current.size));
      await this.advance();
    }
  }
}

async function checked(tar: TarReader, key: Buffer): Promise<Manifest> {
  const hash = createHash('sha256');
  for (;;) {
    const entry = await tar.next();
    if (!entry) throw new ArchiveDamaged('备份文件没有清单(manifest.json):它不是本平台的备份,或没有写完。');
    if (entry.name === MANIFEST) {
      const text = (await tar.read(entry.bodyAt, entry.size)).toString('utf8');
      const next = await tar.next();
      const signature = next?.name === SIGNATURE ? await tar.read(next.bodyAt, next.size) : Buffer.alloc(0);
      const expected = Buffer.from(signatureOf(key, text));
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) throw new ArchiveDamaged('备份清单的签名不符:清单被改动过,或备份属于另一平台主密钥。');
      if ((await tar.next()) !== null) throw new ArchiveDamaged('备份清单之后还有内容。');
      const manifest = JSON.parse(text) as Manifest;
      if (manifest.format !== 1) throw new ArchiveDamaged(`不认识的备份格式 ${String(manifest.format)};请用写出该备份的程序版本或更新的版本。`);
      if (hash.digest('hex') !== manifest.contents) throw new ArchiveDamaged('备份内容与其清单不符:至少有一个字节被改动。');
      return manifest;
    }
    const padded = entry.bodyAt + entry.size + tarPadding(entry.size).length;
    for await (const piece of tar.range(entry.headerAt, padded)) hash.update(piece);
  }
}

/** The platform's secret out of a backup that has keys, before it is known to be whole; null where there is none. */
export async function secretInside(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const tar = new TarReader(file, (await file.stat()).size);
    for (let entry = await tar.next(); entry; entry = await tar.next()) {
      if (entry.name === `${FOLDER_PREFIX}secret`) return (await tar.read(entry.bodyAt, entry.size)).toString('utf8');
    }
    return null;
  } finally {
    await file.close();
  }
}
