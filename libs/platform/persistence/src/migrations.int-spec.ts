import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { serverUrl, toyContexts } from '@disclosure/platform-testing';
import { migrate, SchemaMismatch } from './migrations.ts';
import type { SchemaMigrations } from './migrations.ts';
import { prepareDatabase } from './database.ts';

let server: string;
let url: string;
let name: string;
async function sql<R extends pg.QueryResultRow>(at: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
beforeEach(async () => {
  server = await serverUrl();
  name = `test_${randomUUID().replaceAll('-', '')}`;
  await sql(server, `CREATE DATABASE ${name}`);
  url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
});
afterEach(() => sql(server, `DROP DATABASE ${name} WITH (FORCE)`));

const first = { name: '001-first', sql: 'CREATE SCHEMA toy; CREATE TABLE toy.a (x integer)' };
const second = { name: '002-second', sql: 'CREATE TABLE toy.b (x integer)' };
const toy = (...steps: SchemaMigrations['steps']): SchemaMigrations[] => [{ schema: 'toy', steps }];
const tables = async (): Promise<string[]> => (await sql<{ name: string }>(url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'toy' ORDER BY 1")).map((row) => row.name);

describe('migrate', () => {
  it('runs each step once, in order, and only new ones the next time', async () => {
    expect(await migrate(url, toy(first))).toEqual(['toy.001-first']);
    expect(await migrate(url, toy(first))).toEqual([]);
    expect(await migrate(url, toy(first, second))).toEqual(['toy.002-second']);
    expect(await tables()).toEqual(['a', 'b']);
  });

  it('refuses a database that is newer than the program, and changes nothing', async () => {
    await migrate(url, toy(first, second));
    await expect(migrate(url, [...toy(first), { schema: 'other', steps: [{ name: '001', sql: 'CREATE TABLE toy.c (x integer)' }] }])).rejects.toThrow(SchemaMismatch);
    await expect(migrate(url, toy(first))).rejects.toThrow('数据库比本程序新');
    expect(await tables()).toEqual(['a', 'b']);
  });

  it('refuses a step that was changed after it had run', async () => {
    await migrate(url, toy(first));
    await expect(migrate(url, toy({ ...first, sql: `${first.sql};` }, second))).rejects.toThrow('toy.001-first 与数据库中已执行的内容不一致');
    expect(await tables()).toEqual(['a']);
  });

  it('leaves nothing when a step fails in the middle, and runs whole when it is mended', async () => {
    const broken = { name: '003-broken', sql: 'CREATE TABLE toy.c (x integer); SELECT 1 / 0' };
    await expect(migrate(url, toy(first, second, broken))).rejects.toThrow('division by zero');
    expect(await tables()).toEqual([]);
    expect(await sql(url, "SELECT 1 FROM pg_namespace WHERE nspname IN ('toy', 'migration')")).toEqual([]);
    expect(await migrate(url, toy(first, second, { ...broken, sql: 'CREATE TABLE toy.c (x integer)' }))).toHaveLength(3);
  });

  it('leaves nothing when the process dies in the middle', async () => {
    const slow = migrate(url, toy(first, { name: '002-slow', sql: 'CREATE TABLE toy.b (x integer); SELECT pg_sleep(30)' }));
    const ended = expect(slow).rejects.toThrow();
    for (let n = 0; n < 200; n += 1) {
      const [running] = await sql<{ pid: number }>(url, "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND datname = current_database()");
      if (running) {
        await sql(url, `SELECT pg_terminate_backend(${running.pid})`);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await ended;
    expect(await tables()).toEqual([]);
    expect(await migrate(url, toy(first, second))).toHaveLength(2);
  });

  it('run by several processes at once runs each step once', async () => {
    const ran = await Promise.all([1, 2, 3].map(() => migrate(url, toy(first, second))));
    expect(ran.flat().sort()).toEqual(['toy.001-first', 'toy.002-second']);
  });
});

describe('prepareDatabase', () => {
  it('by several processes at once makes roles and schemas once', async () => {
    const options = { ownerUrl: url, roleSecret: 'test-roles', contexts: toyContexts };
    const ran = await Promise.all([prepareDatabase(options), prepareDatabase(options), prepareDatabase(options)]);
    expect(ran.map((steps) => steps.length).sort()).toEqual([0, 0, 1 + 2 * toyContexts.length]);
    expect(await prepareDatabase(options)).toEqual([]);
  });
});
