import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefused } from '@disclosure/assembly/options';

export interface SimulateOptions {
  readonly year: number;
  readonly requests: number;
  readonly seed: number;
  readonly data: string;
  readonly fresh: boolean;
  /** Judges a year that was lived through before, instead of living through one. */
  readonly again: boolean;
  /** Threads that cases are driven in; 0: this one. */
  readonly threads: number;
}

export const HELP = `用法：npm run simulate -- [选项]

  --year <年>            模拟的年度，默认 2026
  --requests <件数>      申请件数，默认 10000（另有少量更正申请）
  --seed <整数>          随机种子，默认 1；种子相同，年度相同
  --data <目录>          数据目录，默认 ./data-simulated；已有数据的目录须加 --fresh
  --fresh                清空数据目录，重新开始
  --again                不再模拟，对数据目录中已有的模拟年度重新核验
  --threads <个数>       同时办理的线程数，默认为处理器个数
  --help                 显示本说明

完成后以 npm start -- --data <目录> 启动平台即可浏览。
`;

/** Reads the command line; null asks for help. Throws StartRefused with a sentence on anything unusable. */
export function readSimulateOptions(args: readonly string[]): SimulateOptions | null {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], strict: true, options: { year: { type: 'string' }, requests: { type: 'string' }, seed: { type: 'string' }, data: { type: 'string' }, threads: { type: 'string' }, fresh: { type: 'boolean' }, again: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } }));
  } catch (error) {
    throw new StartRefused(`不认识的选项（${(error as Error).message}）。用 --help 查看可用选项。`);
  }
  if (values.help) return null;
  const whole = (name: string, text: string | undefined, byDefault: number, least: number, most: number): number => {
    const number = Number(text ?? byDefault);
    if (!Number.isInteger(number) || number < least || number > most) throw new StartRefused(`--${name} 应为 ${least} 至 ${most} 的整数，而不是“${text}”。`);
    return number;
  };
  return {
    // The first year after the notice that the sample department lives by; the last that the calendar is arranged for.
    year: whole('year', values.year, 2026, 2022, 2026), requests: whole('requests', values.requests, 10_000, 1, 200_000), seed: whole('seed', values.seed, 1, 0, 4_294_967_295),
    data: resolve(values.data ?? 'data-simulated'), fresh: values.fresh ?? false, again: values.again ?? false, threads: whole('threads', values.threads, availableParallelism(), 0, 32),
  };
}
