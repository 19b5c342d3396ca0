import { randomBytes } from 'node:crypto';
import { access, chmod, constants, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secretOf } from './environment.ts';
import { StartRefused } from './options.ts';

/** What lies where in the data folder. */
export class DataFolder {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  readonly marker = '.disclosure';
  get database(): string { return join(this.path, 'postgres'); }
  get files(): string { return join(this.path, 'files'); }
  get evidence(): string { return join(this.path, 'evidence'); }
  get secretFile(): string { return join(this.path, 'secret'); }
  /** The processes of a split platform, by name; written by the one that keeps them. */
  get processes(): string { return join(this.path, 'processes.json'); }
  get running(): string { return join(this.path, 'running.json'); }

  /** Makes the folder or takes it as it is; `fresh` empties it. Refuses one that is not ours, not writable, or in use. */
  async open(fresh: boolean): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true });
      await access(this.path, constants.R_OK | constants.W_OK | constants.X_OK);
      await writeFile(join(this.path, '.write-test'), '');
      await rm(join(this.path, '.write-test'));
    } catch (error) {
      throw new StartRefused(`数据目录 ${this.path} 不能写入(${(error as { code?: string }).code ?? '未知原因'})；请换一个目录（--data）或修改其权限。`);
    }
    const entries = await readdir(this.path);
    if (entries.length > 0 && !entries.includes(this.marker)) throw new StartRefused(`目录 ${this.path} 不是本平台的数据目录，其中已有其他文件；请换一个空目录（--data）。`);
    const holder = await this.holder();
    if (holder !== null) throw new StartRefused(`数据目录 ${this.path} 正由另一进程（${holder}）使用；请先停止它，或换一个目录（--data）。`);
    if (fresh) for (const entry of entries) await rm(join(this.path, entry), { recursive: true, force: true });
    await writeFile(join(this.path, this.marker), '本目录由政府信息公开平台使用。\n');
    await writeFile(this.running, JSON.stringify({ pid: process.pid }));
    // The database server may run as another user and must be able to pass through; what is inside is protected by itself.
    await chmod(this.path, 0o711).catch(() => undefined);
  }

  /** The process that uses the folder now; null when none does. */
  async holder(): Promise<number | null> {
    try {
      const { pid } = JSON.parse(await readFile(this.running, 'utf8')) as { pid: number };
      process.kill(pid, 0);
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'node');
      return pid !== process.pid && command.includes('node') ? pid : null;
    } catch {
      return null;
    }
  }

  release(): Promise<void> {
    return rm(this.running, { force: true });
  }

  /** The platform's secret: from the environment, else kept here, made at the first start. */
  async secret(): Promise<Buffer> {
    const given = process.env['DISCLOSURE_SECRET'];
    if (given !== undefined) return secretOf(given);
    try {
      return Buffer.from((await readFile(this.secretFile, 'utf8')).trim(), 'hex');
    } catch {
      const secret = randomBytes(32);
      await writeFile(this.secretFile, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
      return secret;
    }
  }
}
