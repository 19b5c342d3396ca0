import { everyActionOccurred } from './actions.check.ts';
import { chainsVerify } from './chains.check.ts';
import type { Check } from './check.ts';
import { nothingOutWithoutClearance } from './clearance.check.ts';
import { deadlinesRecompute } from './deadlines.check.ts';
import { numbersAreGapless } from './numbers.check.ts';
import { noIdentityInPlain } from './privacy.check.ts';
import { nothingFailed, refusalsWerePlanned } from './refusals.check.ts';
import { reportAddsUp } from './report.check.ts';
import { streamsFoldToRows } from './streams.check.ts';
import { noCaseIsStuck } from './stuck.check.ts';

/** So many requests take every path at least once. */
export const ENOUGH_FOR_EVERY_ACTION = 3_000;

/** All that must hold after the year, by what it says when it does. */
export const CHECKS: Readonly<Record<string, Check>> = {
  各流折叠与当前行一致: streamsFoldToRows, 哈希链和日志完好: chainsVerify, 期限和定时事项重算一致: deadlinesRecompute, '年报各行勾稽一致，与台账相符': reportAddsUp, 没有停滞的案件: noCaseIsStuck, 没有未经放行而公开的内容: nothingOutWithoutClearance,
  编号连续: numbersAreGapless, 没有明文的身份信息: noIdentityInPlain, 拒绝均在计划之中: refusalsWerePlanned, 平台未记录故障: nothingFailed,
};
export { everyActionOccurred };
export { actionCounts } from './actions.check.ts';
export { withScope } from './check.ts';
export type { CheckScope, Finding } from './check.ts';
