import { actionCounts, CHECKS, ENOUGH_FOR_EVERY_ACTION, everyActionOccurred, withScope } from './checks/index.ts';
import type { Finding } from './checks/index.ts';
import type { Simulated } from './simulation.ts';

const SHOWN = 20;

/** Asks every check, prints what each found and how often each action occurred. Gives all findings. */
export function judge(simulated: Simulated, say: (text: string) => void): Promise<readonly Finding[]> {
  return withScope(simulated, async (scope) => {
    const { ledger, plan } = simulated;
    const finished = ledger.cases.filter(({ done, of }) => done === of).length;
    say(`\n办完 ${finished} 件，年末尚在办理 ${ledger.cases.length - finished} 件；计划中的拒绝 ${ledger.refused} 次\n`);
    const counts = await actionCounts(scope);
    say('各项操作次数（requests）：');
    for (const [action, times] of [...counts].sort(([, a], [, b]) => b - a)) say(`  ${String(times).padStart(7)}  ${action}`);
    const findings: Finding[] = [];
    say('\n核验：');
    const enough = plan.plans.length >= ENOUGH_FOR_EVERY_ACTION ? { 各项操作均曾发生: everyActionOccurred } : {};
    for (const [title, check] of Object.entries({ ...CHECKS, ...enough })) {
      const began = performance.now();
      const found = await check(scope);
      say(`  ${found.length === 0 ? '✓' : '✗'} ${title}${found.length === 0 ? '' : `：${found.length} 处`}（${((performance.now() - began) / 1000).toFixed(1)} 秒）`);
      for (const { about, found: what } of found.slice(0, SHOWN)) say(`      ${about}: ${what}`);
      if (found.length > SHOWN) say(`      ……另有 ${found.length - SHOWN} 处`);
      findings.push(...found);
    }
    return findings;
  });
}

/** Where the time went: the slowest actions by all their calls together. */
export function timeSpent({ ledger, seconds }: Simulated): readonly string[] {
  const slowest = Object.entries(ledger.spent).sort(([, a], [, b]) => b.ms - a.ms).slice(0, 12);
  return [
    `办理用时 ${seconds.cases.toFixed(0)} 秒，平台定时事项 ${seconds.platform.toFixed(0)} 秒；最费时的操作（各线程合计）：`,
    ...slowest.map(([action, { calls, ms }]) => `  ${(ms / 1000).toFixed(0).padStart(6)} 秒  ${action}（${calls} 次，每次 ${(ms / calls).toFixed(0)} 毫秒）`),
  ];
}
