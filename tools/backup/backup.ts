import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataFolder } from '@disclosure/assembly/data-folder';
import { EmbeddedPostgresError, keysFrom } from '@disclosure/platform-persistence';
import { backUp } from './back-up.ts';
import { BackupRefused } from './database-snapshot.ts';
import { openDatabase } from './platform-data.ts';

const HELP = `用法:npm run backup -- --out <文件> [选项]

把平台此刻的数据库、文件密文和存证写成一个备份文件。平台可以照常运行。

  --data <目录>       数据目录,默认环境变量 DATA,再默认 ./data
  --out <文件>        备份文件(不可已存在)
  --method copy|pg_dump   读数据库的办法,默认 copy;pg_dump 须本机装有不低于服务器版本的 PostgreSQL 客户端
  --with-keys         连同密钥写入(平台主密钥、各文件的数据密钥)。得到这样一个备份就得到全部内容,
                      删除某人的密钥也不再能使旧备份中的内容失效;请只在另有加密保管时使用
  --help              显示本说明

环境变量:DATABASE_URL(外置数据库的属主连接)、DISCLOSURE_SECRET(平台主密钥),与 npm start 相同。
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' }, method: { type: 'string' }, 'with-keys': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { out, method = 'copy' } = values;
  if (out === undefined) throw new BackupRefused('请用 --out 指明备份文件。');
  if (method !== 'copy' && method !== 'pg_dump') throw new BackupRefused(`--method 应为 copy 或 pg_dump,而不是“${method}”。`);
  const folder = new DataFolder(resolve(values.data ?? process.env['DATA'] ?? 'data'));
  await access(folder.path).catch(() => { throw new BackupRefused(`没有数据目录 ${folder.path};请用 --data 指明。`); });
  const secret = await folder.secret();
  const withKeys = values['with-keys'] ?? false;
  if (withKeys) process.stderr.write('注意:备份将包含密钥,谁得到它就能读出全部内容。请加密保管,不要与普通备份放在一处。\n');
  const database = await openDatabase(folder, secret);
  try {
    const manifest = await backUp({ ownerUrl: database.url, folder: folder.path, keys: keysFrom(secret), out: resolve(out), method, withSecret: withKeys ? secret : null });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(`已备份至 ${resolve(out)}:表 ${manifest.tables.length} 个,${rows} 行;文件 ${manifest.files.count} 个;平台时刻 ${manifest.at}。${withKeys ? '' : '不含密钥:恢复时还需要平台主密钥和 files/keys。'}\n`);
    return 0;
  } finally {
    await database.stop();
  }
}

main().then((code) => process.exit(code), (error: unknown) => {
  const taken = (error as { code?: string }).code === 'EEXIST';
  const expected = error instanceof BackupRefused || error instanceof EmbeddedPostgresError || (error instanceof Error && error.name === 'StartRefused');
  process.stderr.write(taken ? '--out 指明的文件已经存在,未作改动。\n' : expected ? `${error.message}\n` : `备份失败:${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
