import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { instant, isInstant } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { EXECUTORS } from '@disclosure/platform-gateway/executors';
import type { ExecutorKind } from '@disclosure/platform-gateway/executors';

/** What `npm start` takes. */
export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly now: Instant | null;
  readonly fresh: boolean;
  readonly allowSampleIdentities: boolean;
  readonly executor: ExecutorKind;
  /** Whether answers to the public are kept, until something is published or revoked. */
  readonly answerCache: boolean;
}

/** A sentence for the person at the terminal; the process ends with code 1 and nothing was damaged. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** What `--help` says of a command that starts the platform. */
export const helpText = (command: string): string => `用法：${command} -- [选项]

  --port <端口>          网页与接口的端口，默认 4000
  --host <地址>          监听地址，默认 127.0.0.1
  --data <目录>          数据目录，默认 ./data(数据库、文件、密钥、存证)
  --now <时刻>           平台时钟由此起走，如 2026-02-10T09:00:00+08:00；此时管理员可用 advanceClock 拨快
  --fresh                清空数据目录，重新开始
  --allow-sample-identities   NODE_ENV=production 时仍使用示例身份（默认拒绝）
  --executor <compiled|stock>   查询计划的执行方式：编译执行（默认）或网关自带的解释执行
  --no-answer-cache      不缓存对公众的答复（用于测量）
  --help                 显示本说明

环境变量:
  DATABASE_URL           使用已有的 PostgreSQL(15 以上)，须为可建角色的属主连接；不设则启动内置的 PostgreSQL
  DISCLOSURE_SECRET      平台主密钥（64 位十六进制）；不设则保存在数据目录的 secret 文件
  OIDC_ISSUER、OIDC_JWKS_URL、OIDC_AUDIENCE   生产环境的登录签发机构
  PUBLIC_BASE_URL        公众访问本平台的网址，文书中的网址由此起；默认为监听地址
  SITE_ID_CODE           政府网站标识码，写入公开页面
  LOG_LEVEL              日志级别，默认 warn
`;

/** Reads the command line; null asks for help. Throws StartRefused with a sentence on anything unusable. */
export function readOptions(args: readonly string[]): StartOptions | null {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args], strict: true,
      options: { port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' }, now: { type: 'string' }, fresh: { type: 'boolean' }, 'allow-sample-identities': { type: 'boolean' }, executor: { type: 'string' }, 'no-answer-cache': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }));
  } catch (error) {
    throw new StartRefused(`不认识的选项（${(error as Error).message}）。用 --help 查看可用选项。`);
  }
  if (values.help) return null;
  if (values.fresh && process.env['DATABASE_URL'] !== undefined) throw new StartRefused('--fresh 只清空数据目录，不清空 DATABASE_URL 所指的数据库，两者不能同用；请先自行清空该数据库，或不设 DATABASE_URL。');
  const port = Number(values.port ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartRefused(`--port 应为 0 至 65535 的整数，而不是“${values.port}”。`);
  return {
    port, host: values.host ?? '127.0.0.1', data: resolve(values.data ?? 'data'), now: instantOption('--now', values.now), fresh: values.fresh ?? false,
    allowSampleIdentities: values['allow-sample-identities'] ?? false, executor: executorOption('--executor', values.executor), answerCache: !values['no-answer-cache'],
  };
}

/** Who runs query plans; compiled functions unless told otherwise. Throws StartRefused on anything unknown. */
export function executorOption(option: string, text = 'compiled'): ExecutorKind {
  const known = EXECUTORS.find((name) => name === text);
  if (!known) throw new StartRefused(`${option} 应为 ${EXECUTORS.join(' 或 ')}，而不是“${text}”。`);
  return known;
}

/** An instant given as an option; null when it was not given. Throws StartRefused on anything that is none. */
export function instantOption(option: string, text: string | undefined): Instant | null {
  if (text === undefined) return null;
  if (!isInstant(text)) throw new StartRefused(`${option} 应为带时区的时刻，如 2026-02-10T09:00:00+08:00，而不是“${text}”。`);
  return instant(text);
}
