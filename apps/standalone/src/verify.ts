import { createHmac } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keysFrom, readHeads, startEmbeddedPostgres, typeParsers, verifyContext } from '@disclosure/platform-persistence';
import pg from 'pg';
import { contextNames } from '@disclosure/assembly/contexts';
import { DataFolder } from '@disclosure/assembly/data-folder';

/**
 * `npm run verify`: reads all evidence again (A3-10). Looks into a running platform, or starts its database for the look.
 * Ends with 0 when everything stands, 1 when something does not, 2 when it could not look.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'boolean' } } });
  const folder = new DataFolder(resolve(values.data ?? 'data'));
  if (!(await access(join(folder.path, folder.marker)).then(() => true, () => false))) {
    process.stderr.write(`${folder.path} 不是平台的数据目录；请用 --data 指明目录。\n`);
    return 2;
  }
  const secret = await folder.secret();
  const keys = keysFrom(secret);
  const password = createHmac('sha256', secret).update('disclosure:owner').digest('hex');
  let stop: () => Promise<void> = () => Promise.resolve();
  let url = process.env['DATABASE_URL'];
  if (url === undefined && (await folder.holder()) !== null) {
    const port = (await readFile(join(folder.database, 'postmaster.pid'), 'utf8')).split('\n')[3];
    url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  }
  if (url === undefined) {
    const postgres = await startEmbeddedPostgres({ folder: folder.database, password });
    stop = () => postgres.stop();
    url = postgres.ownerUrl;
  }
  const pool = new pg.Pool({ connectionString: url, max: 1, types: typeParsers });
  try {
    const results = [];
    for (const context of contextNames) {
      const q = { query: async <R>(sql: string, params: readonly unknown[] = []) => (await pool.query(sql, params as unknown[])).rows as R[] };
      results.push(await verifyContext(q, context, keys, await readHeads(folder.evidence, context)));
    }
    const problems = results.flatMap((result) => result.problems);
    if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    else {
      for (const result of results) process.stdout.write(`${result.context}：事件 ${result.events} 条，日志 ${result.position} 位，${result.problems.length === 0 ? '完好' : `发现问题 ${result.problems.length} 处`}\n`);
      for (const problem of problems) process.stdout.write(`  ${problem}\n`);
    }
    return problems.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
    await stop();
  }
}

main().then((code) => process.exit(code), (error: unknown) => { process.stderr.write(`不能核验：${error instanceof Error ? error.message : String(error)}\n`); process.exit(2); });
