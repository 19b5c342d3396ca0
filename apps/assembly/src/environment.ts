import { join, resolve } from 'node:path';
import type { ExecutorKind } from '@disclosure/platform-gateway/executors';
import { executorOption, StartRefused } from './options.ts';

/** What each process of a split platform is told, all by environment. */
export interface Environment {
  /** Where PostgreSQL is. Whoever serves connects as the roles, whose passwords derive from the secret: credentials in it are not used. */
  readonly databaseUrl: string;
  readonly secret: Buffer;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Folder that the processes share: `files` (unless FILES says where), `evidence`, and `keys` of the issuer of sample identities. */
  readonly data: string;
  readonly files: string;
  readonly evidence: string;
  readonly allowSampleIdentities: boolean;
  readonly executor: ExecutorKind;
  readonly answerCache: boolean;
}

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const databaseUrl = required(env, 'DATABASE_URL', 'PostgreSQL 的连接地址（各进程以各自的角色连接，地址中的账号不被使用）');
  const data = resolve(env['DATA'] ?? 'data');
  const port = Number(env['PORT'] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartRefused(`PORT 应为 0 至 65535 的整数，而不是“${env['PORT']}”。`);
  return {
    databaseUrl, secret: secretOf(required(env, 'DISCLOSURE_SECRET', '平台主密钥')), host: env['HOST'] ?? '127.0.0.1', port, data,
    files: resolve(env['FILES'] ?? join(data, 'files')), evidence: resolve(env['EVIDENCE'] ?? join(data, 'evidence')),
    allowSampleIdentities: env['ALLOW_SAMPLE_IDENTITIES'] === '1', executor: executorOption('EXECUTOR', env['EXECUTOR']), answerCache: env['ANSWER_CACHE'] !== 'off',
  };
}

/** The platform's secret out of text: 64 hexadecimal digits. */
export function secretOf(text: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new StartRefused('DISCLOSURE_SECRET 应为64位十六进制数（32字节）。');
  return Buffer.from(text, 'hex');
}

/** `requests=http://127.0.0.1:4101,review=…`: the address of each of these subgraphs. */
export function readSubgraphUrls(names: readonly string[], text: string | undefined = process.env['SUBGRAPH_URLS']): ReadonlyMap<string, string> {
  const urls = new Map((text ?? '').split(',').filter((pair) => pair !== '').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  }));
  for (const name of names) {
    const url = urls.get(name);
    if (url === undefined || !URL.canParse(url)) throw new StartRefused(`SUBGRAPH_URLS 中缺少子图 ${name} 的地址；写法:requests=http://127.0.0.1:4101,review=http://…`);
  }
  return urls;
}

function required(env: NodeJS.ProcessEnv, name: string, what: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new StartRefused(`缺少环境变量 ${name}:${what}。`);
  return value;
}
