import type { FileHandle } from 'node:fs/promises';

const BLOCK = 512;
const PIECE = 1 << 20;

/** What makes an archive unreadable or different from what was written; the message is a sentence for the person at the terminal. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';
}

/** A tar header (ustar) for a plain file. Names are ours: ASCII, at most 100 characters; sizes below 8 GiB. */
export function tarHeader(name: string, size: number): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Error(`not a name for an archive: ${name}`);
  if (size >= 8 ** 11) throw new Error(`${name} is too large for an archive`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 'ascii');
  header.write('0000600\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'ascii');
  header.write('00000000000\0', 136, 'ascii'); // no time: the same content gives the same bytes
  header.write('        ', 148, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\0', 257, 'ascii');
  header.write('00', 263, 'ascii');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

/** Zeros from the end of a file to the next block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** The end of an archive: two blocks of zeros. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** One file of an archive, where it lies. */
export interface TarEntry { readonly name: string; readonly headerAt: number; readonly bodyAt: number; readonly size: number }

/** Reads an archive file by file, forward, with bounded memory. Refuses anything that `tarHeader` would not have written. */
export class TarReader {
  readonly #file: FileHandle;
  readonly #length: number;
  #at = 0;

  constructor(file: FileHandle, length: number) {
    this.#file = file;
    this.#length = length;
  }

  /** The next entry; null at the end. Throws ArchiveDamaged. */
  async next(): Promise<TarEntry | null> {
    const headerAt = this.#at;
    const header = await this.read(headerAt, BLOCK);
    if (header.every((byte) => byte === 0)) {
      const rest = await this.read(headerAt, Math.min(this.#length - headerAt, TAR_END.length + 1));
      if (!rest.equals(TAR_END)) throw new ArchiveDamaged('备份文件的结尾不完整或多出内容。');
      return null;
    }
    const name = header.toString('latin1', 0, 100).replace(/\0+$/, '');
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    let expected: Buffer | null = null;
    try {
      expected = tarHeader(name, size);
    } catch {
      // said below
    }
    if (!expected?.equals(header)) throw new ArchiveDamaged(`备份文件在第 ${headerAt} 字节处损坏。`);
    const padding = tarPadding(size).length;
    if (!(await this.read(headerAt + BLOCK + size, padding)).equals(Buffer.alloc(padding))) throw new ArchiveDamaged(`备份文件中 ${name} 之后的字节损坏。`);
    this.#at = headerAt + BLOCK + size + padding;
    return { name, headerAt, bodyAt: headerAt + BLOCK, size };
  }

  /** Bytes of the file; throws ArchiveDamaged where it is shorter. */
  async read(at: number, length: number): Promise<Buffer> {
    if (at + length > this.#length) throw new ArchiveDamaged('备份文件不完整:它比应有的短。');
    const buffer = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#file.read(buffer, done, length - done, at + done);
      if (bytesRead === 0) throw new ArchiveDamaged('备份文件不完整:它比应有的短。');
      done += bytesRead;
    }
    return buffer;
  }

  /** An entry's bytes in pieces. */
  async *body(entry: TarEntry): AsyncGenerator<Buffer> {
    yield* this.range(entry.bodyAt, entry.bodyAt + entry.size);
  }

  /** The archive's bytes from `from` to before `to`, in pieces. */
  async *range(from: number, to: number): AsyncGenerator<Buffer> {
    for (let at = from; at < to; at += PIECE) yield this.read(at, Math.min(PIECE, to - at));
  }
}

function checksum(header: Buffer): number {
  let sum = 0;
  for (const byte of header) sum += byte;
  return sum;
}
