import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { DataFolder } from '@disclosure/assembly/data-folder';
import { databaseOptions } from '@disclosure/assembly/database';
import { EmbeddedPostgresError, keysFrom } from '@disclosure/platform-persistence';
import { Archive, secretInside } from './archive.ts';
import { BackupRefused } from './database-snapshot.ts';
import { openDatabase } from './platform-data.ts';
import { restoreFrom } from './restore-from.ts';
import { ArchiveDamaged } from './tar.ts';

const HELP = `用法:npm run restore -- --from <备份文件> --data <空目录> [选项]

核对备份文件,恢复到空的数据库和空的数据目录,核验全部存证,然后才算完成。

  --from <文件>       备份文件
  --data <目录>       新的数据目录(不存在或为空)
  --keys-from <目录>  另行保管的密钥:其中的 secret、keys/、files/keys/ 会放入新的数据目录
  --check             只核对备份文件,不恢复
  --help              显示本说明

环境变量:DATABASE_URL 目标数据库(须为空)的属主连接,不设则在数据目录中新建内置的数据库;DISCLOSURE_SECRET 平台主密钥,
不设则取自 --keys-from,再取自带密钥的备份。
`;

const HEX = /^[0-9a-f]{64}$/i;
const ours = (error: unknown): error is Error => error instanceof BackupRefused || error instanceof ArchiveDamaged || error instanceof EmbeddedPostgresError || (error instanceof Error && error.name === 'StartRefused');

/** The platform's secret: from the environment, from keys kept apart, or from a backup that has keys. */
async function secretFor(from: string, keysFolder: string | undefined): Promise<Buffer> {
  const given = process.env['DISCLOSURE_SECRET'] ?? (keysFolder === undefined ? await secretInside(from) : await readFile(join(keysFolder, 'secret'), 'utf8').catch(() => null));
  const text = given?.trim();
  if (text === undefined || !HEX.test(text)) throw new BackupRefused('恢复需要平台主密钥:请设 DISCLOSURE_SECRET(64 位十六进制数),或用 --keys-from 指明保管密钥的目录。');
  return Buffer.from(text, 'hex');
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, data: { type: 'string' }, 'keys-from': { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { from, data } = values;
  const keysFolder = values['keys-from'];
  if (from === undefined) throw new BackupRefused('请用 --from 指明备份文件。');
  const secret = await secretFor(from, keysFolder);
  const keys = keysFrom(secret);
  const archive = await Archive.open(from, keys.evidence);
  try {
    const { manifest } = archive;
    process.stdout.write(`备份文件完好:平台时刻 ${manifest.at},PostgreSQL ${manifest.postgres},表 ${manifest.tables.length} 个,文件 ${manifest.files.count} 个。\n`);
    if (values.check) return 0;
    if (data === undefined) throw new BackupRefused('请用 --data 指明新的数据目录。');
    const folder = new DataFolder(resolve(data));
    if ((await readdir(folder.path).catch(() => [])).length > 0) throw new BackupRefused(`目录 ${folder.path} 不是空的,未作任何改动;请另指定一个空目录。`);
    await folder.open(false);
    try {
      if (keysFolder !== undefined) for (const part of ['secret', 'keys', 'files/keys']) await copyIfThere(join(keysFolder, part), join(folder.path, part));
      const schemas = (await loadManifests(contextNames)).map(({ schema }) => schema);
      const postgres = await openDatabase(folder, secret);
      try {
        const results = await restoreFrom({ archive, database: databaseOptions(postgres.url, secret, schemas), folder: folder.path, keys, takeKeys: keysFolder === undefined });
        for (const { context, events, position } of results) process.stdout.write(`${context}:事件 ${events} 条,日志 ${position} 位,核验完好\n`);
      } finally {
        await postgres.stop();
      }
    } catch (error) {
      // What was put there goes again; the folder itself may be a mount.
      for (const entry of await readdir(folder.path)) await rm(join(folder.path, entry), { recursive: true, force: true });
      throw error;
    }
    await folder.release();
    process.stdout.write(`已恢复到 ${folder.path}。${manifest.withKeys || keysFolder !== undefined ? '' : '备份不含密钥:请把另行保管的 secret 和 files/keys 放入数据目录,否则文件打不开。'}\n恢复之后请补做备份时刻以后的内容清除(见 docs/operations.md)。\n`);
    return 0;
  } finally {
    await archive.close();
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, errorOnExist: true, force: false }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  });
}

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(ours(error) ? `${error.message}\n` : `恢复失败:${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
