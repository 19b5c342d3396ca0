import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contextNames } from '@disclosure/assembly/contexts';
import { DataFolder } from '@disclosure/assembly/data-folder';
import { StartRefused } from '@disclosure/assembly/options';
import { ownerPassword } from '@disclosure/assembly/secrets';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '@disclosure/platform-persistence';
import { rewrapAll } from './rewrap-all.ts';

const HELP = `用法:npm run keys:rewrap -- [--data <目录>]

把全部数据密钥改由最新的主密钥(DISCLOSURE_MASTER_KEYS 的最后一个)加密。内容本身不变。请先停止平台的所有进程。
可重复执行;完成后,旧的主密钥不再是打开身份信息和文件所必需的。

环境变量:DATABASE_URL、DISCLOSURE_SECRET、DISCLOSURE_MASTER_KEYS,与 npm start 相同。
`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  const folder = new DataFolder(resolve(values.data ?? process.env['DATA'] ?? 'data'));
  await access(folder.path).catch(() => { throw new StartRefused(`没有数据目录 ${folder.path};请用 --data 指明。`); });
  if ((await folder.holder()) !== null) throw new StartRefused('平台正在运行;请先停止它。');
  const secret = await folder.secret();
  const postgres = process.env['DATABASE_URL'] === undefined ? await startEmbeddedPostgres({ folder: folder.database, password: ownerPassword(secret) }) : null;
  try {
    const done = await rewrapAll({ ownerUrl: postgres?.ownerUrl ?? (process.env['DATABASE_URL'] as string), files: process.env['FILES'] ?? folder.files, secret, contexts: contextNames });
    process.stdout.write(`现用主密钥 ${done.master};重新加密:身份密钥 ${done.subjects} 个,专送内容密钥 ${done.contents} 个,文件密钥 ${done.files} 个。\n`);
  } finally {
    await postgres?.stop();
  }
}

main().then(() => process.exit(0), (error: unknown) => {
  process.stderr.write(error instanceof StartRefused || error instanceof EmbeddedPostgresError ? `${error.message}\n` : `未完成:${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
